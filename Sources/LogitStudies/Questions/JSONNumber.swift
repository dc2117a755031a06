import FoundationEssentials
import LogitExact

/// A number of the format, spelled as shortly as the format allows.
struct JSONNumber: Encodable {
  let value: Double
  let format: Format

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch format {
    case .float32: try container.encode(Float(value))
    case .float64: try container.encode(value)
    case .bfloat16, .float16, .float8E5M2, .float8E4M3:
      // A double that is a short decimal is spelled as that decimal.
      try container.encode(Double(format.shortest(value)) ?? value)
    }
  }
}

extension JSONEncoder {
  /// For people and programs: keys in order, NaN and infinities as strings.
  static var report: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return encoder
  }
}
