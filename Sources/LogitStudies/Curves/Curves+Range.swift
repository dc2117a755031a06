import Glibc
import LogitBench

extension Curves {
  /// What an axis spans: all of (0, 1), or the logits around `a = ½` and the present one.
  package func domain(over axis: Axis) -> ClosedRange<Double> {
    switch axis {
    case .probability: return 0...1
    case .logit:
      let center = middle.isFinite ? middle.rounded() : 0
      let reach = (z - center).magnitude
      let half = reach.isFinite && reach > 9 ? Self.nice(reach * 1.1) : 10
      return center - half...center + half
    }
  }

  /// Whether `a` has no place of its own between 0 and 1, but a logit has one.
  package var sticksToAnEnd: Bool {
    isPlaced && loss.head != .given && z.isFinite && (a < 0.002 || complement < 0.002)
  }

  /// What the other axis spans, so that the curves keep their shape while a person edits.
  package func range(of quantity: Quantity, over axis: Axis) -> ClosedRange<Double> {
    let weight = q.isFinite ? max(1, q.magnitude) : 1
    let reach: Double
    switch (quantity, axis) {
    case (.value, .probability): reach = 5
    case (.value, .logit): reach = 10
    case (.slope, .probability): reach = 10
    case (.slope, .logit): reach = 1
    }
    let most = Self.nice(reach * weight)
    switch quantity {
    case .slope: return -most...most
    case .value:
      let isNegative = q < 0 || y < 0 || y > 1
      let now = own.map { present($0, .value, over: axis) } ?? 0
      // A present loss far beyond would press the curves flat: it is marked at the edge instead.
      let top = now > most && now <= 4 * most ? Self.nice(now) : most
      return (isNegative ? -most : 0)...top
    }
  }

  /// The smallest of 1, 2, 5, 10, 20, … that is not below `value`.
  static func nice(_ value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 1 }
    let power = pow(10, floor(log10(value)))
    for step in [1.0, 2, 5, 10] where step * power >= value { return step * power }
    return 10 * power
  }
}
