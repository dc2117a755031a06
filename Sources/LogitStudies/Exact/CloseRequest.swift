import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// How near two numbers are in the format of the bench, each a number or a formula.
package struct CloseRequest: Question {
  package static let spec = Spec(
    name: "close", usage: "close <a> <b>",
    summary: "How many ulp two numbers or formulas are apart, and what ==, isclose and others say.",
    example: "close .1+.2 .3", operand: .formula)

  private let a: String
  private let b: String
  private let isOfOldLetters: Bool
  private var place: Int?

  package init(parsing args: inout Arguments) throws(CommandError) {
    let (text, column) = args.remainder()
    let words = try FormulaWord.all(of: text, startingAt: column)
    guard words.count == 2 else {
      if words.count > 2 {
        throw CommandError(
          "two are compared, and this is a third: '\(words[2].text)'; quotes keep a formula with"
            + " blanks together", column: words[2].column)
      }
      throw CommandError(
        .missing("a number or a formula", usage: Self.spec.usage), column: column + text.count)
    }
    let read = words.map { OldLetters.translated($0.text) }
    for (word, today) in zip(words, read) {
      let names: [String]
      do throws(ExpressionError) { names = try Expression.freeNames(of: today ?? word.text) } catch
      {
        throw CommandError("\(error)", column: word.column + error.column - 1)
      }
      if let other = names.first(where: { !LossNames.words.contains($0) }) {
        throw CommandError(
          "'\(other)' stands for nothing here: z, y and q are the bench's numbers of a class,"
            + " logits and labels its rows", column: word.column)
      }
    }
    (a, b) = (read[0] ?? words[0].text, read[1] ?? words[1].text)
    isOfOldLetters = read.contains { $0 != nil }
  }

  package var words: String {
    [a, b].map { $0.contains(where: \.isWhitespace) ? "\"\($0)\"" : $0 }.joined(separator: " ")
  }

  package func answer(on model: Model) throws(CommandError) -> Page {
    let bench = model.bench
    let inputs = bench.inputs(ofClass: place ?? bench.notableClass)
    var values: [Double] = []
    for text in [a, b] {
      let (program, names) = try Program.named(text, of: inputs)
      guard names == ["value"] else {
        throw CommandError("'\(text)' is a row of numbers: '...[k]' or 'sum(...)' is one")
      }
      values += program.evaluate(in: bench.dtype)
    }
    let lines = Closeness(a: values[0], b: values[1], format: bench.dtype).lines
    return Page(
      text: (lines + (isOfOldLetters ? [OldLetters.remark] : [])).joined(separator: "\n"))
  }

  package func pointed(at index: Int) -> CloseRequest {
    var request = self
    request.place = index
    return request
  }
}
