import LogitText

/// How far a number is from the right one: as a ratio or a percentage where it is that much, in ulps
/// where only they can tell.
struct Share {
  private let value: Double
  private let right: Double
  private let ulps: Double

  init(of value: Double, beside right: Double, ulps: Double) {
    (self.value, self.right, self.ulps) = (value, right, ulps)
  }

  private var ratio: Double { value / right }
  private var percent: Double { 100 * (ratio - 1) }

  private var isRatio: Bool { !(0.99...1.01).contains(ratio) }
  /// Below a hundredth of a percent ulps are the smaller numbers. Of a format of few bits a few ulps are
  /// more than that, and mean no more.
  private var isPercent: Bool { percent.magnitude >= 0.01 }
  private var isNear: Bool { ulps <= 4 }

  /// `58 x`, `0.94 x`, `-1 x` of the wrong sign, `-0.12 %`, `0.88 ulp`, `nan`; at most ten characters.
  var text: String {
    if ulps.isNaN { return "?" }
    if ulps == 0 { return "" }
    if value.isNaN || value.isInfinite && right.isFinite { return value.shortest }
    if right.isNaN || right.isInfinite || right == 0 { return "not \(right.shortest)" }
    if !isNear {
      if isRatio { return "\(ratio < 0 ? "-" : "")\(Self.size(ratio)) x" }
      if isPercent { return "\(percent > 0 ? "+" : "")\(percent.significant(2)) %" }
    }
    return ulps < 100 ? "\(ulpsText(ulps)) ulp" : "\(Self.size(ulps, digits: 0)) ulp"
  }

  /// `is 58 x too large`, of two numbers that are none of NaN, infinite and 0.
  var sentence: String {
    if ratio < 0 { return "has the wrong sign" }
    let side = value.magnitude > right.magnitude ? "large" : "small"
    if isRatio { return "is \(Self.size(Swift.max(ratio, 1 / ratio))) x too \(side)" }
    if isPercent { return "is \(percent.magnitude.significant(2)) % too \(side)" }
    return "is off by \(spelled(ulps: ulps))"
  }

  private static func size(_ number: Double, digits: Int = 1) -> String {
    let size = number.magnitude
    if size == 0 { return "0" }
    if size < 1e-3 || size >= 1e5 { return size.scientific(digits) }
    return size.significant(size < 2 ? 3 : size < 100 ? 2 : size < 1000 ? 3 : 5)
  }
}
