import LogitExact
import LogitText

/// What a request is answered with.
package struct EvalAnswer: Sendable {
  let function: String
  package let format: Format
  package let outputs: [(name: String, tensor: Tensor<Double>)]
  package let warnings: [EvalWarning]
  /// What decided the numbers.
  package var tally = RoundingTally()
  /// Where they were asked for.
  package var exact: [ExactOutput]?
  /// What the outputs can be, where it was said how well the input is known.
  package var ranges: [RangeOutput]?

  /// One line of JSON.
  ///
  /// - Parameter isHexadecimal: Whether every number is a text such as `"0x1.8p-3"`.
  package func json(isHexadecimal: Bool) -> String {
    var text = "{\"function\": \(function.quotedAsJSON), \"dtype\": \"\(format.name)\""
    for (name, tensor) in outputs {
      text += ", \"\(name)\": "
      write(tensor, in: format, to: &text, isHexadecimal)
    }
    if let ranges { text += ", \"ranges\": {\(ranges.map { json($0, isHexadecimal) }.listed)}" }
    if let exact { text += ", \"exact\": {\(exact.map(\.json).listed)}" }
    text += ", \"warnings\": [\(warnings.map(\.json).listed)]}"
    return text
  }

  /// Both ends of every number, which are doubles, and whether they are attained.
  private func json(_ range: RangeOutput, _ isHexadecimal: Bool) -> String {
    var text = "\(range.name.quotedAsJSON): {\"from\": "
    write(range.from, in: .float64, to: &text, isHexadecimal)
    text += ", \"to\": "
    write(range.to, in: .float64, to: &text, isHexadecimal)
    return text + ", \"is_tight\": \(range.isTight)}"
  }

  private func write(
    _ tensor: Tensor<Double>, in format: Format, to text: inout String, _ isHexadecimal: Bool
  ) {
    let isLost = !tensor.nests || tensor.isFlat
    if isLost { text += "{\"shape\": \(tensor.shape.asShape), \"data\": [" }
    var sizes: [Int] = []
    var size = 1
    for length in isLost ? [] : tensor.shape.reversed() {
      size *= length
      sizes.append(size)
    }
    if tensor.values.isEmpty, !isLost { text += Self.empty(tensor.shape[...]) }
    for (index, value) in tensor.values.enumerated() {
      if index > 0 { text += ", " }
      if !isLost { for size in sizes where index % size == 0 { text += "[" } }
      text += isHexadecimal ? hexadecimal(value, format) : decimal(value, format)
      if !isLost { for size in sizes where (index + 1) % size == 0 { text += "]" } }
    }
    if isLost { text += "]}" }
  }

  /// Lists of no numbers; only the last size is 0.
  private static func empty(_ shape: ArraySlice<Int>) -> String {
    guard let size = shape.first else { return "" }
    return "[\([String](repeating: empty(shape.dropFirst()), count: size).listed)]"
  }

  private func decimal(_ value: Double, _ format: Format) -> String {
    if value.isFinite {
      return value == 0 && value.sign == .minus ? "-0.0" : format.shortest(value)
    }
    return Self.special(value)
  }

  private func hexadecimal(_ value: Double, _ format: Format) -> String {
    value.isFinite ? "\"\(format.hexadecimal(value))\"" : Self.special(value)
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\""
  }
}
