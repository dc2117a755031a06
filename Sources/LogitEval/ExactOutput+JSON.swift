import LogitExact
import LogitText

extension ExactOutput {
  /// The sum or the mean of numbers.
  init(ofTotal x: [Double], isMean: Bool, answer: Double, digits: Int, in format: Format) {
    let inputs = Inputs(["x": .vector(x.map { Quantity($0) })])
    let formula = Expression.call(isMean ? .mean : .sum, [.name("x")])
    let program = try? Program(formula, of: inputs)
    self.init(
      name: "value", shape: [], digits: program?.digits(digits) ?? [],
      distances: program?.compare([answer], in: format) ?? [])
  }

  /// The digits as strings, which lose nothing, what is known of them, and the distance of the
  /// answer in ulps; null where there is none.
  var json: String {
    let labels = digits.map(\.label)
    let parts = [
      ("digits", digits.map { $0.decimalText.quotedAsJSON }),
      ("verdict", labels.map { "\"\($0.verdict)\"" }),
      ("bits", labels.map { $0.bits.map(String.init) ?? "null" }),
      ("ulps", distances.map(Self.text)),
    ]
    return "\(name.quotedAsJSON): {"
      + parts.map { "\"\($0)\": \(Self.nested($1, shape[...]))" }.joined(separator: ", ") + "}"
  }

  /// A number, or words where none makes sense.
  private static func text(_ distance: Comparison) -> String {
    guard let ulps = distance.ulps else { return "null" }
    if ulps == 0 {
      // An exact value that is no number of the format is at some distance from each.
      return distance.exact.verdict == .exact ? "0" : "\"less than 1e-6\""
    }
    return JSONUlps.words(ulps)?.quotedAsJSON ?? ulps.significant(12)
  }

  /// The texts as nested lists of a shape; of no texts there is no list but the one around them.
  private static func nested(_ texts: [String], _ shape: ArraySlice<Int>) -> String {
    guard !texts.isEmpty else { return "[]" }
    guard let size = shape.first else { return texts.first ?? "null" }
    let length = size == 0 ? 0 : texts.count / size
    let parts = (0..<size).map { index in
      nested(Array(texts[index * length..<(index + 1) * length]), shape.dropFirst())
    }
    return "[\(parts.joined(separator: ", "))]"
  }
}
