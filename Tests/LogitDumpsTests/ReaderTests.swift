import LogitText
import Testing

@testable import LogitDumps

@Suite struct ReaderTests {
  @Test func whatNumPyAndSafetensorsWroteIsReadBackBitForBit() throws {
    let all = try Written.expected()
    #expect(all.count > 60)
    for expected in all {
      let meant: ElementType? = expected.type == "bfloat16" ? .bfloat16 : nil
      let file = try Written.open(
        expected.file, meant: expected.file.hasPrefix("bfloat16") ? meant : nil)
      let array = try file.array(named: expected.array)
      let words: Comment = "\(expected.file)/\(expected.array)"
      #expect(array.shape == expected.shape, words)
      #expect(array.type.name == expected.type, words)
      #expect(same(try array.numbers(), expected.values), words)
    }
  }

  @Test func whatIsPackedIsTheSameAsWhatIsStored() throws {
    let (stored, packed) = (try Written.open("arrays.npz"), try Written.open("packed.npz"))
    #expect(stored.names == packed.names && stored.names.count > 45)
    for name in stored.names {
      let (a, b) = (try stored.array(named: name), try packed.array(named: name))
      #expect(a.shape == b.shape, "\(name)")
      #expect(same(try a.numbers(), try b.numbers()), "\(name)")
    }
  }

  /// The rows of an axis, from the numbers in C order.
  private func rows(_ numbers: [Double], _ shape: [Int], axis: Int) -> [[Double]] {
    let inner = shape[(axis + 1)...].reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    return (0..<outer).flatMap { o in
      (0..<inner).map { i in
        (0..<shape[axis]).map { numbers[(o * shape[axis] + $0) * inner + i] }
      }
    }
  }

  @Test func everyAxisOfEveryOrderGivesTheSameRows() throws {
    let file = try Written.open("arrays.npz")
    for name in file.names where name != "none" {
      let array = try file.array(named: name)
      let numbers = try array.numbers()
      for axis in array.shape.indices {
        let rows = try Rows(array, along: axis - (axis % 2 == 0 ? 0 : array.shape.count))
        let wanted = self.rows(numbers, array.shape, axis: axis)
        #expect(rows.count == wanted.count && rows.classCount == array.shape[axis])
        for row in 0..<rows.count {
          #expect(same(try rows.numbers(row..<row + 1), wanted[row]), "\(name) axis \(axis) \(row)")
          #expect(same(try rows.numbers(row..<rows.count), wanted[row...].flatMap { $0 }))
        }
      }
    }
  }

  /// An array whose rows lie far apart is read a row at a time, whatever it costs.
  @Test func rowsThatLieFarApartAreNotReadAsAWhole() throws {
    struct Counting: Elements {
      func read(_ range: Range<Int>) throws(DumpError) -> [Double] {
        guard range.count <= 1 << 15 else { throw .unreadable("", "reads \(range.count)") }
        return range.map(Double.init)
      }
    }
    let array = DumpArray("", .float64, shape: [500, 300, 200], isFortran: true, Counting())
    for axis in 0..<3 {
      let rows = try Rows(array, along: axis)
      let numbers = try rows.numbers(1234..<1236)
      #expect(numbers.count == 2 * rows.classCount)
      let (i, j, k) = axis == 0 ? (0, 6, 34) : axis == 1 ? (6, 0, 34) : (4, 34, 0)
      #expect(numbers[0] == Double(i + 500 * (j + 300 * k)), "axis \(axis)")
    }
  }

  @Test func aLayoutNamesTheAxisOfTheClasses() throws {
    let array = DumpArray(
      "z", .float32, shape: [2, 3, 4], NumberElements(numbers: (0..<24).map(Double.init)))
    #expect(try Rows(array, along: nil, layout: "NCL").classCount == 3)
    #expect(try Rows(array, along: nil, layout: "nlc").numbers(0..<1) == [0, 1, 2, 3])
    #expect(try Rows(array, along: 1).numbers(1..<2) == [1, 5, 9])
    let wrong = words(ofRefused: { _ = try Rows(array, along: nil, layout: "NC") })
    #expect(
      wrong == "z: is [2, 3, 4]; a layout names each axis by a letter, the classes by C, as NCL")
    #expect(
      words(ofRefused: { _ = try Rows(array, along: 3) })
        == "z: is [2, 3, 4] and has no axis 3; they are 0 to 2")
    #expect(words(ofRefused: { _ = try Rows(array, along: -4) }) != nil)
  }

  @Test func tablesAreReadAsPeopleWriteThem() throws {
    let plain = try file("1,2.5,-inf\n0.1,nan,1e3\n", "a.csv")
    #expect(
      same(try plain.mainArray(besides: nil).numbers(), [1, 2.5, -.infinity, 0.1, .nan, 1000]))
    let named = try file("\u{feff}\"cat, \"\"big\"\"\";dog;label\r\n1;2;0\r\n\r\n3;4;1", "a.csv")
    #expect(named.names == ["cat, \"big\"", "dog", "label"] && named.ownLabels == "label")
    #expect(try named.mainArray(besides: "label").shape == [2, 2])
    #expect(try named.array(named: "label").numbers() == [0, 1])
    let words = try file("id\tz0\tz1\nx1\t1\t2\nx2\t3\t4\n", "a.tsv")
    #expect(try words.mainArray(besides: nil).numbers() == [1, 2, 3, 4])
    #expect(words.remarks == ["columns that are no logits are left out: 'id'"])
    // Pandas counts the rows in a first column without a name, NumPy's savetxt parts by blanks.
    let counted = try file(",0,1,label\r0,1.5,2,1\r1,3,4,0\r", "a.csv")
    #expect(try counted.mainArray(besides: "label").numbers() == [1.5, 2, 3, 4])
    #expect(counted.remarks == ["columns that are no logits are left out: ''"])
    let blanks = try file("# a b\n 1.5   2 \n3 4", "a.txt")
    #expect(try blanks.mainArray(besides: nil).numbers() == [1.5, 2, 3, 4])
    #expect(blanks.names == ["a", "b"])
    // Rounded once to the type that is meant.
    let narrow = try file("0.1\n", "a.csv", meant: .float32)
    #expect(try narrow.mainArray(besides: nil).numbers() == [Double(Float(0.1))])
  }

  @Test func textsOfJSONAreReadInEveryForm() throws {
    #expect(try file("[[1, 2], [3, Infinity]]", "z.json").mainArray(besides: nil).shape == [2, 2])
    let lines = try file("[1, 2, 3]\n\n[4, 5, NaN]\r\n", "z.jsonl")
    #expect(same(try lines.mainArray(besides: nil).numbers(), [1, 2, 3, 4, 5, .nan]))
    let records = try file(
      "{\"id\": \"a\", \"logits\": [1, 2], \"label\": 1}\n{\"id\": \"b\", \"logits\": [3, 4], \"label\": 0}\n",
      "z.jsonl")
    #expect(records.ownLabels == "label" && records.names == ["logits", "label"])
    #expect(try records.mainArray(besides: "label").numbers() == [1, 2, 3, 4])
    #expect(try records.array(named: "label").numbers() == [1, 0])
    let deep = try file("{\"logits\": [[[1], [2]], [[3], [4]]], \"y\": [0, 0]}", "z.json")
    #expect(try deep.mainArray(besides: "y").shape == [2, 2, 1])
  }

  @Test func aReplyHasARowATokenAndARest() throws {
    let reply = try file(
      """
      {"choices": [{"logprobs": {"content": [
        {"token": "Paris", "logprob": -0.5, "bytes": null, "top_logprobs": [
          {"token": "Paris", "logprob": -0.5, "bytes": null},
          {"token": " Lyon", "logprob": -1.5, "bytes": null}]},
        {"token": "!", "logprob": -3, "top_logprobs": [
          {"token": ".", "logprob": -0.1}, {"token": ",", "logprob": -4}]}]}}]}
      """, "reply.json")
    #expect(reply.kind == "logprobs" && reply.rowNames == ["Paris", "!"])
    let array = try reply.mainArray(besides: nil)
    #expect(array.shape == [2, 4])
    let numbers = try array.numbers()
    #expect(numbers[0] == -0.5 && numbers[1] == -1.5 && numbers[2] == -.infinity)
    // 1 - exp(-.5) - exp(-1.5) = 0.170339180139...
    #expect((numbers[3] + 1.7699637).magnitude < 1e-6)
    #expect(numbers[4...6] == [-3, -0.1, -4])
    #expect(reply.classNames(ofRow: 1, besides: nil) == ["!", ".", ",", "(rest)"])
    #expect(try reply.array(named: "labels").numbers() == [0, 0])
  }

  @Test func aCompletionIsReadAsAReplyIs() throws {
    let text = """
      {"choices": [{"text": "ab", "logprobs": {"tokens": ["<s>", "a", "b"],
        "token_logprobs": [null, -0.5, -3], "text_offset": [0, 1, 2],
        "top_logprobs": [null, {"a": -0.5, "x": -1.5}, {"y": -0.1}]}}]}
      """
    let reply = try file(text, "reply.json")
    #expect(reply.kind == "logprobs" && reply.rowNames == ["a", "b"])
    let array = try reply.mainArray(besides: nil)
    #expect(array.shape == [2, 3])
    #expect(try array.numbers().prefix(2) == [-0.5, -1.5])
    #expect(reply.classNames(ofRow: 1, besides: nil) == ["b", "y", "(rest)"])
    let refused = words(ofRefused: {
      _ = try file(text.replacing("[null, -0.5, -3]", with: "[-1]"), "reply.json")
    })
    #expect(
      refused
        == "reply.json: choices[0].logprobs has neither content nor tokens with as many token_logprobs"
    )
  }

  /// Bytes tell tokens apart that look the same; a server that leaves them out does not name a token twice.
  @Test(arguments: [("[239]", "[239]", 2), ("[239]", "[240]", 3), ("[239]", "null", 2)])
  func aTokenIsAmongItsAlternatives(_ own: String, _ other: String, _ width: Int) throws {
    let reply = try file(
      """
      {"choices": [{"logprobs": {"content": [{"token": "?", "logprob": -1, "bytes": \(own),
        "top_logprobs": [{"token": "?", "logprob": -1, "bytes": \(other)}]}]}}]}
      """, "reply.json")
    #expect(try reply.mainArray(besides: nil).shape == [1, width])
  }
}
