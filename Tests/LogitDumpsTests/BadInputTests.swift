import LogitText
import Testing

@testable import LogitDumps

@Suite struct BadInputTests {
  private func npy(_ header: String, _ bytes: [UInt8] = [], version: UInt8 = 1) -> [UInt8] {
    let text = Array((header + "\n").utf8)
    var length = [UInt8(text.count & 255), UInt8(text.count >> 8)]
    if version > 1 { length += [0, 0] }
    return Npy.magic + [version, 0] + length + text + bytes
  }

  private func refusal(of bytes: [UInt8], _ name: String = "z.npy") -> String? {
    words(ofRefused: {
      let file = try DumpFile(MemoryBytes(bytes, name: name))
      for name in file.names { _ = try file.array(named: name).numbers() }
    })
  }

  private let plain = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }"

  @Test func aTruncatedFileIsToldSoAtEveryByte() throws {
    for file in ["bfloat16-V2.npy", "numpy.npz", "tensors.safetensors", "base.kld"] {
      let bytes = try Written.bytes(file)
      for count in stride(from: 0, to: bytes.count, by: bytes.count > 1000 ? 7 : 1) {
        let words = refusal(of: Array(bytes[..<count]), file)
        #expect(words != nil, "\(file) of \(count) bytes")
      }
    }
    #expect(
      refusal(of: npy(plain, [UInt8](repeating: 0, count: 15)))
        == "z.npy: shape [2, 2] of float32 takes 16 bytes, the file has 15: was it cut off?")
  }

  @Test(arguments: [
    ("(-1, 2)", "z.npy: its shape [-1, 2] is none of an array"),
    ("(4611686018427387904, 4)", "z.npy: its shape [4611686018427387904, 4] is none of an array"),
    ("(9223372036854775807,)", "z.npy: its shape [9223372036854775807] is none of an array"),
    // As many numbers as there are, but for an overflow.
    (
      "(2147483648, 4294967296, 2)",
      "z.npy: its shape [2147483648, 4294967296, 2] is none of an array"
    ),
    (
      "(0, 9223372036854775807, 2)",
      "z.npy: its shape [0, 9223372036854775807, 2] is none of an array"
    ),
    ("(99999999999999999999,)", "z.npy: its header is not that of an array"),
    ("(2, 'x')", "z.npy: its shape is not of whole numbers"),
    ("(3, 2)", "z.npy: shape [3, 2] of float32 takes 24 bytes, the file has 16: was it cut off?"),
    ("(2,)", "z.npy: shape [2] of float32 takes 8 bytes, the file has 16 of them"),
  ])
  func aHeaderThatLiesIsRefused(_ shape: String, _ wanted: String) {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }"
    #expect(refusal(of: npy(header, [UInt8](repeating: 0, count: 16))) == wanted)
  }

  @Test(arguments: [
    ("'|O'", "holds objects of Python"), ("'<U8'", "numbers of type '<U8' cannot be read"),
    ("'<c8'", "cannot be read"), ("'<f16'", "cannot be read"), ("'<M8[ns]'", "cannot be read"),
    ("'<V2'", "--dtype bfloat16"), ("'|V1'", "--dtype float8_e4m3fn or float8_e5m2"),
    ("[('a', '<f4')]", "has fields of several types"), ("7", "has fields of several types"),
  ])
  func otherTypesAreRefusedWithARemedy(_ descr: String, _ wanted: String) throws {
    let header = "{'descr': \(descr), 'fortran_order': False, 'shape': (2, 2), }"
    let words = try #require(refusal(of: npy(header, [UInt8](repeating: 0, count: 16))))
    #expect(words.contains(wanted), "\(words)")
  }

  @Test(arguments: [
    "", "{}", "{'descr': '<f4'", "{'descr': '<f4', 'descr': '<f4'}", "[[[[[[[[[[[[1]]]]]]]]]]]]",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 2)}", "{'shape': (2, 2)} 7", "'\\",
    "\u{fffd}",
  ])
  func aHeaderThatIsNoneIsRefused(_ header: String) {
    #expect(refusal(of: npy(header)) == "z.npy: its header is not that of an array")
  }

  @Test func wrongMagicAndVersionsAreRefused() {
    #expect(
      refusal(of: npy(plain, version: 4)) == "z.npy: .npy version 4 is not known: they are 1 to 3")
    #expect(
      refusal(of: Array("PNG...............".utf8)) == "z.npy: does not begin as a .npy file does")
    #expect(
      refusal(of: Array("_logitz_".utf8), "a.kld") == "a.kld: does not begin as a .kld file does")
    #expect(refusal(of: []) == "z.npy: is empty")
  }

  @Test(arguments: [
    ("PAR1....", "a.parquet", "pd.read_parquet('a.parquet')"),
    ("ARROW1..", "a.arrow", "pd.read_feather('a.arrow')"),
    ("\u{80}\u{2}", "a.pkl", "np.load('a.pkl', allow_pickle=True)"),
    ("\u{80}\u{2}", "a.pt", "torch.load('a.pt'"), ("\u{80}\u{4}", "a';rm.pkl", "np.load('FILE'"),
    ("\u{89}HDF", "a.h5", "h5py.File('a.h5')"),
    ("\u{1f}\u{8b}", "a.npy.gz", "gzip.open('a.npy.gz')"),
  ])
  func whatCannotBeReadIsRefusedWithTheLineThatConvertsIt(
    _ head: String, _ name: String, _ line: String
  ) throws {
    let bytes = head.unicodeScalars.map { UInt8($0.value) } + [UInt8](repeating: 0, count: 9)
    let words = try #require(refusal(of: bytes, name))
    #expect(words.contains(line) && words.contains("import "), "\(words)")
    #expect(DumpFile.begins(bytes, name: name))
  }

  // MARK: - Archives

  /// A member of an archive whose sizes may lie.
  private func zip(
    _ packed: [UInt8], name: String = "x.npy", method: UInt8 = 8, size: UInt32, flags: UInt8 = 0,
    count: UInt8 = 1
  ) -> [UInt8] {
    func four(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> (8 * $0) & 255) } }
    let own = Array(name.utf8)
    let sizes = four(0) + four(UInt32(packed.count)) + four(size)
    let middle: [UInt8] =
      [20, 0, flags, 0, method, 0, 0, 0, 0, 0] + sizes + [UInt8(own.count), 0, 0, 0]
    let local = [0x50, 0x4b, 3, 4] + middle + own + packed
    let entry = [0x50, 0x4b, 1, 2, 20, 0] + middle + [UInt8](repeating: 0, count: 14) + own
    let end: [UInt8] = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, count, 0, count, 0]
    return local + entry + end + four(UInt32(entry.count)) + four(UInt32(local.count)) + [0, 0]
  }

  @Test func aBombIsNotUnpacked() {
    // 1 byte more than 1032 times the packed ones, and 4 GB.
    #expect(
      refusal(of: zip([3, 0], size: 4_000_000_000), "a.npz")
        == "a.npz[x.npy]: 2 packed bytes cannot hold 4000000000")
    // More than the list announces, and less: a row of zeroes of 258.
    let zeroes: [UInt8] = [0x63, 0x60, 0xa0, 0x1d, 0x00, 0x00]
    #expect(
      refusal(of: zip(zeroes, size: 20), "a.npz") == "a.npz[x.npy]: unpacks to more than 20 bytes")
    #expect(refusal(of: zip(zeroes, size: 6000), "a.npz")?.contains("not to 6000") == true)
  }

  @Test func archivesThatLieAreRefused() {
    #expect(refusal(of: zip([7, 7], size: 2), "a.npz")?.contains("a block of no kind") == true)
    #expect(
      refusal(of: zip([1, 2], method: 0, size: 3), "a.npz")?.contains("two sizes differ") == true)
    #expect(refusal(of: zip([1], method: 12, size: 1), "a.npz")?.contains("method 12") == true)
    #expect(refusal(of: zip([1], size: 1, flags: 1), "a.npz")?.contains("is encrypted") == true)
    #expect(
      refusal(of: zip([1], size: 1, count: 9), "a.npz")?.contains("cannot name 9 members") == true)
    #expect(
      refusal(of: zip([1], name: "a/data.pkl", size: 1), "a.npz")?.contains("torch.load") == true)
    // The check sum of nothing but a byte is not 0.
    #expect(refusal(of: zip([0x4b, 4, 0], size: 1), "a.npz")?.contains("check sum") == true)
  }

  @Test func distancesAndCodesOutOfRangeAreRefused() {
    for bytes: [UInt8] in [
      [0x03], [0x05], [0x01, 1, 0, 0, 0], [0x01, 5, 0, 0xfa, 0xff], [0x4b, 0x04, 0x12],
      [0x05, 0xff, 0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff], [0x63, 0x00, 0x42, 0x00],
    ] {
      #expect(throws: Inflate.Broken.self) { try Inflate.unpack(bytes, count: 300) }
    }
  }

  // MARK: - Others

  private func tensors(_ header: String, _ bytes: [UInt8] = [], length: Int? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    let size = length ?? text.count
    return (0..<8).map { UInt8(size >> (8 * $0) & 255) } + text + bytes
  }

  @Test(arguments: [
    (#"{"x": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}"#, "takes 8 bytes, it has 4"),
    (#"{"x": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}"#, "not among the 4"),
    (#"{"x": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}"#, "is none of a tensor"),
    (#"{"x": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}}"#, "not among"),
    (
      #"{"x": {"dtype": "F32", "shape": [1], "data_offsets": [-9223372036854775808, 4]}}"#,
      "not among"
    ),
    (
      #"{"x": {"dtype": "F32", "shape": [4611686018427387905], "data_offsets": [0, 4]}}"#,
      "is none of a tensor"
    ),
    (#"{"x": {"dtype": "F4", "shape": [1], "data_offsets": [0, 4]}}"#, "'F4' cannot be read"),
    (#"{"x": {"dtype": "F32", "shape": [1.5], "data_offsets": [0, 4]}}"#, "needs dtype, shape"),
    (#"{"x": 7}"#, "needs dtype, shape"), (#"{"x": 7, "x": 8}"#, "given twice"),
    ("[]", "not an object"),
    ("{", "was it cut off"),
  ])
  func tensorsThatLieAreRefused(_ header: String, _ wanted: String) throws {
    let words = try #require(refusal(of: tensors(header, [0, 0, 0, 0]), "a.safetensors"))
    #expect(words.contains(wanted), "\(words)")
  }

  @Test func aHeaderLongerThanItsFileIsRefused() {
    #expect(refusal(of: tensors("{}", length: 1 << 62), "a.safetensors") != nil)
    #expect(
      refusal(of: tensors("{}", length: 99), "a.safetensors")?.contains("would end at byte 107")
        == true)
  }

  @Test(arguments: [
    ("1,2\n3\n", "line 2 has 1 cell, the first line 2"),
    ("a,b\n1,2\n3,4,5\n", "line 3 has 3 cells, the first line 2"),
    ("1,2\n3,\n", "line 2, column 2 is empty; write nan for no number"),
    ("1,2\n3,x\n", "line 2, column 2: 'x' is not a number"), ("1,1e999\n", "is beyond float64"),
    ("a,a\n1,2\n", "two columns have the same name"), ("\n\n", "is empty"),
    ("1,\"2\n3,4\n", "a quote that line 1 opens is never closed"),
    ("1,2\n3,4\u{0}\n", "line 2 holds a byte of 0"),
    ("1,2\u{0}3\n4,5\n", "line 1 holds a byte of 0"),
    // A first line that is broken is no line of names.
    ("1,,3\n4,5,6\n", "line 1, column 2 is empty; write nan for no number"),
    ("1,5;2,5\n3,5;4,5\n", "line 1, column 1: '1,5' is not a number; write 1.5"),
  ])
  func brokenTablesAreRefused(_ text: String, _ wanted: String) throws {
    let words = try #require(refusal(of: Array(text.utf8), "a.csv"))
    #expect(words.hasPrefix("a.csv: ") && words.contains(wanted), "\(words)")
  }

  @Test(arguments: [
    ("[[1, 2], [3]]", "[1] has 1 element where 2 stands before"),
    ("[[1, 2], 3]", "[1] is the number 3, where the others are lists"),
    ("[1, [2]]", "[1] has 1 element where a number stands before"), ("[1, null]", "write NaN"),
    ("[1, \"2\"]", "is the text '2'"), ("[1, 1e400]", "is beyond float64"),
    ("[1,\n2", "was it cut off"), ("[1]\n[2]\n[3, 4]\n", "[2] has 2 elements where 1 stands"),
    ("{\"logits\": [1], \"label\": 0}\n{\"label\": 0}\n", "line 2 has no 'logits'"),
    ("[1]\n[2\n", "line 2: "), ("7", "is the number 7, not an array"),
    ("{\"choices\": [{\"logprobs\": null}]}", "ask the server for"),
    (
      "{\"choices\": [{\"logprobs\": {\"content\": [{\"token\": \"a\"}]}}]}",
      "needs a token and its"
    ),
    (
      "{\"choices\": [{\"logprobs\": {\"content\": [{\"token\": \"a\", \"logprob\": 0.5}]}}]}",
      "is no logarithm of a probability"
    ),
  ])
  func brokenJSONIsRefused(_ text: String, _ wanted: String) throws {
    let words = try #require(refusal(of: Array(text.utf8), "a.json"))
    #expect(words.hasPrefix("a.json") && words.contains(wanted), "\(words)")
  }

  @Test func headersOfKldThatLieAreRefused() {
    func kld(_ sizes: [Int32]) -> [UInt8] {
      Kld.magic
        + sizes.flatMap { size in (0..<4).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) } }
    }
    for sizes: [Int32] in [
      [8, 5, 1], [-8, 5, 1], [8, 0, 1], [8, 5, -1], [.max, .max, .max], [1, 5, 1],
    ] {
      #expect(refusal(of: kld(sizes), "a.kld") != nil, "\(sizes)")
    }
    // No chunk at all is a file of no row.
    #expect(refusal(of: kld([8, 5, 0]), "a.kld") == nil)
  }

  @Test func namesOfArraysThatAreNotThereAreRefusedWithThoseThatAre() throws {
    let file = try Written.open("numpy.npz")
    #expect(
      words(ofRefused: { _ = try file.array(named: "logit") })
        == "numpy.npz: has no array 'logit'; it has 'logits', 'labels'; did you mean 'logits'?")
    let many = try Written.open("arrays.npz")
    #expect(
      words(ofRefused: { _ = try many.mainArray(besides: nil) })?.contains("--array NAME") == true)
  }

  @Test func aNaNKeepsItsRowAndANumberBeyondADoubleIsRefused() throws {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }"
    let payload: [UInt8] = [1, 2, 0xc3, 0xff, 0, 0, 0x80, 0x3f]
    let file = try DumpFile(MemoryBytes(npy(header, payload), name: "z.npy"))
    #expect(same(try file.array(named: "").numbers(), [.nan, 1]))
    let whole = "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }"
    #expect(
      refusal(of: npy(whole, [1, 0, 0, 0, 0, 0, 0x20, 0]))?.contains("beyond 2^53") == true)
    let none = "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }"
    #expect(refusal(of: npy(none)) == nil)
  }
}
