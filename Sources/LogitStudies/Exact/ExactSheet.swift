import FoundationEssentials
import LogitBench
import LogitExact
import LogitText

/// What `logitlab exact` prints: the digits of a formula's values, and what a format makes of it.
package struct ExactSheet: JSONReply {
  private let formula: String
  /// What a derivative in it comes to; nil where it has none.
  private let written: String?
  private let inputs: [(name: String, value: Inputs.Value)]
  private let program: Program
  private let isVector: Bool
  private let format: Format?
  private let answers: [ExactAnswer]
  /// What became of inputs that the format cannot hold.
  private let lost: [String]

  /// - Parameters:
  ///   - formula: Of any names; each must be given.
  ///   - values: `name=number`, or `name=number,number,...` for one value a class.
  ///   - digits: 1 ... 1000.
  ///   - format: The inputs are rounded to it first; nil takes them as they are written.
  /// - Throws: `ExactSheetError` with the word at fault.
  package init(
    _ formula: String, values: [String], digits: Int, format: Format?
  ) throws(ExactSheetError) {
    var inputs = Inputs()
    var names: [String] = []
    for text in values {
      let assignment = try Self.assignment(text)
      guard inputs.values[assignment.name] == nil else {
        throw .init("'\(assignment.name)' has two values")
      }
      inputs.values[assignment.name] = assignment.value
      names.append(assignment.name)
    }
    lost =
      format.map { format in names.flatMap { Self.lost($0, inputs.values[$0], in: format) } } ?? []
    if let format { inputs = inputs.rounded(to: format) }
    do {
      let free = try Expression.freeNames(of: formula)
      if let name = free.first(where: { inputs.values[$0] == nil }) {
        throw ExactSheetError("'\(name)' has no value: '\(name)=1' behind the formula gives it one")
      }
      if let name = names.first(where: { !free.contains($0) }) {
        throw ExactSheetError("'\(name)' is given and is not in the formula")
      }
      let expression = try Expression(parsing: formula, in: inputs.scope)
      program = try Program(expression, of: inputs)
      written = formula.contains("grad(") ? "\(expression.textbook)" : nil
      if case .vector = expression.shape(in: inputs.scope) {
        isVector = true
      } else {
        isVector = false
      }
    } catch let error as ExpressionError {
      throw .init("\(error)", caret: (formula, error))
    } catch { throw error as? ExactSheetError ?? .init("\(error)") }
    self.formula = formula
    self.inputs = names.compactMap { name in inputs.values[name].map { (name, $0) } }
    self.format = format
    let isVector = isVector
    answers = ExactAnswer.answers(
      of: program, named: (0..<program.resultCount).map { isVector ? "[\($0)]" : "value" },
      digits: digits, in: format)
  }

  /// `x = 70000 is inf in float16`.
  private static func lost(
    _ name: String, _ value: Inputs.Value?, in format: Format
  ) -> [String] {
    let quantities: [Quantity]
    switch value {
    case .scalar(let quantity)?: quantities = [quantity]
    case .vector(let all)?: quantities = all
    case nil: quantities = []
    }
    return quantities.compactMap { quantity in
      let rounded = quantity.rounded(to: format)
      let isLost = quantity.double.isFinite && (!rounded.isFinite || rounded == 0)
      guard isLost, quantity.text != "0" else { return nil }
      return "\(name) = \(quantity.text) is \(rounded.shortest) in \(format.name)"
    }
  }

  private static func assignment(
    _ text: String
  ) throws(ExactSheetError) -> (name: String, value: Inputs.Value) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0].filter { !$0.isWhitespace })
    let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    guard parts.count == 2, !name.isEmpty, isName, name.first?.isNumber == false else {
      throw .init("'\(text)' gives no value: write name=number")
    }
    let words = parts[1].split { $0.isWhitespace || ",[]".contains($0) }
    guard !words.isEmpty else { throw .init("'\(name)' is given no number") }
    var numbers: [Quantity] = []
    for word in words {
      guard let plain = Number.plainSpelling(of: word), let number = Quantity(plain) else {
        throw .init("'\(word)' is not a number, such as 7, -.5, 1e30, inf or nan")
      }
      numbers.append(number)
    }
    let isList = numbers.count > 1 || parts[1].contains { ",[".contains($0) }
    return (name, isList ? .vector(numbers) : .scalar(numbers[0]))
  }

  /// Whether every digit that was asked for is certain.
  package var isDecided: Bool { answers.allSatisfy(\.isDecided) }

  /// The digits alone, one result a line; with a format, what becomes of them there.
  package var text: String {
    let digits = answers.map(\.digits.decimalText).joined(separator: "\n")
    guard let format else { return digits }
    let heading = ["", "nearest \(format.name)", "computed in \(format.name)", "off by"]
    let rows = answers.compactMap { answer in
      answer.inFormat.map { own in
        [
          answer.name, own.nearest.text(in: format), own.text, spelled(ulps: own.ulps),
        ]
      }
    }
    return ([digits, ""] + aligned([heading] + rows)).joined(separator: "\n")
  }

  /// What is known of the digits, in words.
  package var remark: String {
    let remarks = answers.map { answer in
      let gap = answer.digits.gap == nil ? "" : ": \(answer.digits.text)"
      return answer.digits.remark(ofTyped: true) + gap
    }
    let own =
      Set(remarks).count == 1
      ? [remarks[0]] : zip(answers, remarks).map { "\($0.name) \($1)" }
    return (lost + [written].compactMap(\.self) + own).joined(separator: "\n")
  }

  /// Every step in the format, or in float64.
  package var steps: String {
    let format = format ?? .float64
    return StepLines.table(program.steps(in: format), in: format)
  }

  // MARK: - JSON

  private struct Document: Encodable {
    struct Result: Encodable {
      let digits: String
      let verdict: String
      let bits: Int?
      let nearest: JSONNumber?
      let computed: JSONNumber?
      let ulps: JSONUlps?
    }

    let formula: String
    let inputs: [String: [String]]
    let dtype: String?
    let results: [Result]
  }

  /// One object; numbers as they were given are strings, which lose nothing.
  package var document: any Encodable {
    func texts(_ value: Inputs.Value) -> [String] {
      switch value {
      case .scalar(let quantity): [quantity.text]
      case .vector(let all): all.map(\.text)
      }
    }
    let results = answers.map { answer in
      let (verdict, bits) = answer.digits.label
      return Document.Result(
        digits: answer.digits.decimalText, verdict: verdict, bits: bits,
        nearest: answer.inFormat.map { JSONNumber(value: $0.nearest.value, format: $0.format) },
        computed: answer.inFormat.map { JSONNumber(value: $0.computed, format: $0.format) },
        ulps: answer.inFormat.flatMap { $0.ulps.map(JSONUlps.init) })
    }
    return Document(
      formula: formula,
      inputs: Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, texts($0.value)) }),
      dtype: format?.name, results: results)
  }
}

/// A formula or a value that `logitlab exact` cannot take.
package struct ExactSheetError: Error, CustomStringConvertible {
  /// The sentence, and beneath it the formula with the place at fault.
  package let description: String

  init(_ sentence: String, caret: (formula: String, error: ExpressionError)? = nil) {
    guard let caret else {
      description = sentence.visible
      return
    }
    let before = String(caret.formula.prefix(caret.error.column - 1)).visible
    let word = String(caret.formula.dropFirst(caret.error.column - 1).prefix(caret.error.length))
    let indent = String(repeating: " ", count: displayWidth(of: before))
    let tail = String(repeating: "~", count: max(0, displayWidth(of: word.visible) - 1))
    description = "\(sentence.visible)\n  \(caret.formula.visible)\n  \(indent)^\(tail)"
  }
}
