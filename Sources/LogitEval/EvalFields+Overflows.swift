import LogitExact
import LogitText

extension EvalFields {
  /// A warning for each field with a finite number that its dtype made infinite, at the first one.
  ///
  /// - Parameter tensors: What was read; a field is read again only where it holds an infinity.
  func overflows(
    in tensors: [(field: String, values: [Double])]
  ) throws(EvalRefusal) -> [EvalWarning] {
    var warnings: [EvalWarning] = []
    for (field, values) in tensors where values.contains(where: \.isInfinite) {
      guard let value = self[field] else { continue }
      var first: (path: String, text: String)?
      var count = 0
      _ = try Tensor<Double>(value, named: field) { value, path throws(EvalRefusal) in
        let number = try numbers.number(value, at: path())
        if number.isInfinite, let text = EvalNumbers.finiteText(value) {
          if first == nil { first = (path(), text) }
          count += 1
        }
        return number
      }
      if let first { warnings.append(.overflow(of: first.text, count, in: format, at: first.path)) }
    }
    return warnings
  }
}

extension EvalNumbers {
  /// What is written for a number; nil where that is an infinity or NaN itself.
  fileprivate static func finiteText(_ value: JSONValue) -> String? {
    switch value {
    case .number(let text), .text(let text):
      ["Infinity", "-Infinity", "NaN"].contains(text) ? nil : text.shortened
    case .null, .truth, .list, .object: nil
    }
  }
}

extension EvalWarning {
  fileprivate static func overflow(
    of text: String, _ count: Int, in format: Format, at path: String
  ) -> EvalWarning {
    let others = count > 1 ? ", and \(count - 1) more" : ""
    let advice = format == .float64 ? "" : "; use a wider dtype"
    return EvalWarning(
      code: .inputOverflow,
      message: "\(text) is infinite in \(format.name), whose largest number is "
        + "\(format.greatestFinite.shortest)\(others)\(advice)", path: path)
  }
}
