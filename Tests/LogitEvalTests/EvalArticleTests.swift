import LogitEval
import LogitExact
import LogitText
import TestSupport
import Testing

/// The worked examples of the articles as requests, `samples/eval.jsonl`, and their answers.
///
/// `Articles/references.tsv` holds what else is known of each: `framework`, what TensorFlow 2.21.0,
/// Keras 3.15.1, PyTorch 2.15.0 or NumPy 2.4.6 print for it, as hexadecimal floats; `steps`, how far
/// that is from the correctly rounded answer, and `why`; `exact`, the float64 of mpmath for the same
/// decimal inputs; `printed`, what the author of the article saw. The examples of a whole network
/// are no function of numbers, and are not among them.
@Suite struct EvalArticleTests {
  struct Reference: Sendable, CustomTestStringConvertible {
    let line: Int
    let example: String
    let output: String
    let framework: [Double]
    let steps: Int
    /// Empty where the article gives formulas of its own.
    let exact: [Double]
    let printed: [String]
    let why: String
    var testDescription: String { "\(line) \(example) \(output)" }
  }

  private static let root =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  private static func lines(_ path: String) throws -> [String] {
    try text(ofFile: "\(root)/\(path)").split(separator: "\n").map(String.init)
  }

  static func references() throws -> [Reference] {
    try lines("Tests/LogitEvalTests/Articles/references.tsv").dropFirst(2).map { line in
      let cells = line.split(separator: "\t").map(String.init)
      try #require(cells.count == 8)
      func list(_ cell: String) -> [String] {
        cell == "-" ? [] : cell.split(separator: " ").map(String.init)
      }
      func numbers(_ cell: String) throws -> [Double] {
        try list(cell).map { try #require(Double($0)) }
      }
      return Reference(
        line: try #require(Int(cells[0])), example: cells[1], output: cells[2],
        framework: try numbers(cells[3]), steps: try #require(Int(cells[4])),
        exact: try numbers(cells[5]), printed: list(cells[6]), why: cells[7])
    }
  }

  private func requests() throws -> [String] { try Self.lines("samples/eval.jsonl") }

  private func format(_ request: String) -> Format {
    request.contains("\"dtype\": \"float32\"") ? .float32 : .float64
  }

  private func values(_ request: String, _ output: String) throws -> [Double] {
    let answer = try Eval.answer(to: Array(request.utf8))
    return try #require(answer.outputs.first { $0.name == output }).tensor.values
  }

  private func loss(_ line: Int) throws -> [Double] { try values(requests()[line - 1], "loss") }

  @Test func everyLineHasItsAnswer() throws {
    let requests = try requests()
    let answers = try Self.lines("samples/eval-answers.jsonl")
    #expect(requests.count == answers.count)
    for (request, right) in zip(requests, answers) {
      let found = Eval.answer(to: Array(request.utf8), isHexadecimal: false)
      #expect(found.isAnswer && found.json == right)
    }
  }

  /// 45 examples, eight of them networks.
  @Test func everyExampleThatIsAFunctionIsALine() throws {
    let references = try Self.references()
    #expect(Set(references.map(\.example)).count == 37)
    #expect(Set(references.map(\.line)) == Set(1...(try requests().count)))
  }

  @Test func aFrameworkIsAsManyStepsOffAsItsReferenceSays() throws {
    let requests = try requests()
    for reference in try Self.references() {
      let request = requests[reference.line - 1]
      let found = try values(request, reference.output)
      let format = format(request)
      try #require(found.count == reference.framework.count, "\(reference)")
      let steps = zip(found, reference.framework).map { format.steps(from: $0, to: $1) ?? .max }
      #expect(steps.map(\.magnitude).max() == UInt(reference.steps), "\(reference)")
      #expect((reference.steps == 0) == (reference.why == "-"), "\(reference)")
    }
  }

  @Test func inFloat64TheAnswerIsTheExactOneRoundedOnce() throws {
    let requests = try requests()
    let references = try Self.references().filter { !$0.exact.isEmpty }
    for reference in references {
      let request = requests[reference.line - 1].replacing("float32", with: "float64")
      #expect(try values(request, reference.output) == reference.exact, "\(reference)")
    }
    #expect(references.count > 30)
  }

  /// To the digits that are printed, and to as many steps as that framework is off.
  @Test func theAuthorsSawTheseNumbers() throws {
    let requests = try requests()
    let references = try Self.references().filter { !$0.printed.isEmpty }
    for reference in references {
      let request = requests[reference.line - 1]
      let found = try values(request, reference.output)
      try #require(found.count == reference.printed.count, "\(reference)")
      for (value, printed) in zip(found, reference.printed) {
        let parts = printed.split(separator: "e")
        let places = parts[0].split(separator: ".").last?.count ?? 0
        let unit = try #require(Double("1e\((parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - places)"))
        let distance = try #require(Double(printed)) - value
        let ulps = Double(reference.steps) * format(request).ulp(of: value)
        #expect(distance.magnitude <= 0.51 * unit + ulps, "\(reference)")
      }
    }
    #expect(references.count > 15)
  }

  // keras.losses.binary_crossentropy of probability 1 and label 1: -ln(1 - 2^-23).
  @Test func theLossOfAClippedCertaintyIsThatOfTheArticle() throws {
    let line = try #require(try Self.references().first { $0.example == "003.keras_binary_clip" })
    let answer = try Self.lines("samples/eval-answers.jsonl")[line.line - 1]
    #expect(answer.contains(#""loss": 1.192093e-07,"#))
  }

  /// The comparisons that the article prints as False: (==) of channels first and last, of one
  /// example and the batch, of the two means, of reduce_mean and tf.losses.
  @Test func theEqualitiesOfTheSegmentationHoldBitForBit() throws {
    let first = try Self.references().filter { $0.example.hasPrefix("004.") }.map(\.line)
    try #require(first.count == 10)
    let (batch, last) = try (loss(first[0]), loss(first[1]))
    // [2][5][10] as [2][10][5].
    func swapped(_ values: [Double]) -> [Double] {
      values.indices.map { index in
        let (b, l, n) = (index / 50, index % 50 / 5, index % 5)
        return values[b * 50 + n * 10 + l]
      }
    }
    #expect(swapped(batch) == last)
    for (example, line) in [(0, 2), (1, 4)] {
      let own = try loss(first[line])
      #expect(own == Array(batch[example * 50..<example * 50 + 50]))
      #expect(try swapped(own) == loss(first[line + 1]))
    }
    let means = try first[6...].map { try loss($0) }
    #expect(Set(means).count == 1 && means[0].count == 1)
  }
}
