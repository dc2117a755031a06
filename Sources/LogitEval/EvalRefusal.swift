import LogitExact
import LogitText

/// Why a request is not answered, and at which place of it.
package struct EvalRefusal: Error, Equatable, Sendable {
  package enum Code: String, Sendable, CaseIterable {
    case notJSON = "not_json"
    case notANumber = "not_a_number"
    case missingField = "missing_field"
    case unknownFunction = "unknown_function"
    case unknownField = "unknown_field"
    case unknownDtype = "unknown_dtype"
    case unknownOutput = "unknown_output"
    case unknownReduction = "unknown_reduction"
    case shapeMismatch = "shape_mismatch"
    case ragged
    case axisOutOfRange = "axis_out_of_range"
    case notAnInteger = "not_an_integer"
    case labelOutOfRange = "label_out_of_range"
    case labelNotInteger = "label_not_integer"
    case smoothingOutOfRange = "smoothing_out_of_range"
    case ruleOutOfRange = "rule_out_of_range"
    case probabilityOutOfRange = "probability_out_of_range"
    case tooLarge = "too_large"
  }

  package let code: Code
  /// What was expected, what was found, what to do.
  package let message: String
  /// As one writes it in a program: `labels[1]`; empty for the whole request.
  package let path: String

  package init(_ code: Code, _ message: String, at path: String = "") {
    self.code = code
    self.message = message
    self.path = path
  }

  /// The answer that says so, one line.
  package var json: String {
    let fields = Self.fields(code: code.rawValue, message: message, path: path)
    return "{\"error\": \(fields)}"
  }

  static func fields(code: String, message: String, path: String) -> String {
    """
    {"code": \(code.quotedAsJSON), "message": \(message.quotedAsJSON), "path": \(path.quotedAsJSON)}
    """
  }
}

extension EvalRefusal {
  /// The same fault, where a text is read as a request.
  init(_ error: JSONError) {
    let path = error.place
    switch error.reason {
    case .empty: self.init(.notJSON, "the text is empty; a request is a JSON object")
    case .twice(let name):
      self.init(.notJSON, "'\(name)' is given twice; leave one of them out", at: name)
    case .tooDeep, .tooManyValues: self.init(.tooLarge, "\(error)", at: path)
    default: self.init(.notJSON, "\(error)", at: path)
    }
  }

  static func unknown(
    _ code: Code, _ word: String, _ noun: String, among names: [String], at path: String
  ) -> EvalRefusal {
    let near = nearest(to: word, among: names)
    let advice = near.map { "did you mean '\($0)'?" } ?? "it is one of \(names.listed)"
    return EvalRefusal(code, "'\(word.shortened)' is no \(noun); \(advice)", at: path)
  }
}

extension [Int] {
  /// How many numbers a tensor of this shape has; nil where they cannot be counted.
  var elementCount: Int? {
    if contains(0) { return 0 }
    return reduce(1 as Int?) { count, size in
      guard let count else { return nil }
      let (product, isOver) = count.multipliedReportingOverflow(by: size)
      return isOver ? nil : product
    }
  }
}
