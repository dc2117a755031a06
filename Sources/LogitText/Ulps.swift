/// In the place of a number of ulps that no format has digits for: an ulp of 0 is the least number, and
/// anything else so many of them that nobody can make sense of it.
let ulpsBeyond = "lost"

/// `0.32`, `9.28e+06`; nothing where there is no distance, `lost` where it is beyond all sense, `?`
/// where it is not known.
package func ulpsText(_ ulps: Double?) -> String {
  guard let ulps else { return "" }
  if ulps.isNaN { return "?" }
  let size = ulps.magnitude
  // A float64 has 4.5e15 ulps between a number and its double.
  if size > 1e20 { return ulpsBeyond }
  if size == 0 { return "0" }
  if size < 0.005 { return "<0.01" }
  return size < 1000 ? size.decimals(2) : size.scientific(2)
}

/// `.31 ulp`, `9.28e+06 ulp`; `every digit` where their number says nothing any more.
package func spelled(ulps: Double?) -> String {
  let text = ulpsText(ulps)
  return text.isEmpty ? "" : text == ulpsBeyond ? "every digit" : "\(text) ulp"
}

/// A distance for programs; a string where a number would be none.
package struct JSONUlps: Encodable {
  let value: Double

  package init(_ value: Double) { self.value = value }

  /// Below this a distance is known to be none, and not how small it is.
  static let least = 1e-300

  /// Beyond this many a number has nothing to do with the other, as where one is 0.
  static let most = 1e20

  /// `"less than 1e-300"`, `"more than 1e20"`, `"Infinity"`; nil for a number that says something.
  package static func words(_ value: Double) -> String? {
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    if value.magnitude > most { return "more than 1e20" }
    return value != 0 && value.magnitude < least ? "less than 1e-300" : nil
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let words = Self.words(value) {
      try container.encode(words)
    } else {
      try container.encode(value)
    }
  }
}
