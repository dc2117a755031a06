import Glibc
import LogitBench
import LogitLosses
import LogitText

/// The gradients of one logit by both losses as it alone moves: plain doubles, for a plot.
package struct PullCurves: Sendable {
  package let domain: ClosedRange<Double>
  package let range: ClosedRange<Double>
  /// Where the bench is, and what both are there.
  package let z: Double
  package let cross: Double
  package let squared: Double
  private let curves: Curves
  /// What the others say of their squared errors under a softmax; nil under a sigmoid.
  private let others: (squares: Double, labels: Double)?

  /// - Returns: nil where the curves would not go through the numbers of the bench, as under weights.
  init?(_ comparison: CompareRequest.Comparison, ofClass index: Int) {
    let (bench, pair) = (comparison.bench, comparison.widePair)
    curves = Curves(bench, ofClass: index)
    z = curves.z
    (cross, squared) = (
      pair.crossEntropy.gradient[index].value, pair.squaredError.gradient[index].value
    )
    domain = curves.domain(over: .logit)
    let most = curves.range(of: .slope, over: .logit).upperBound
    // Under a softmax a squared error can pull either way.
    let isOneSided = bench.loss.isElementwise || curves.y == 1
    range =
      isOneSided && curves.y == 1
      ? -most...0 : isOneSided && curves.y == 0 ? 0...most : -most...most
    if bench.loss.isElementwise {
      others = nil
    } else {
      let logits = bench.temperedLogits(ofRow: bench.row)
      let labels = bench.smoothedLabels(ofRow: bench.row)
      var (squares, sum) = (0.0, 0.0)
      for other in logits.indices where other != index {
        let share = Glibc.exp(logits[other] - curves.middle)
        squares += share * share
        sum += share * labels[other]
      }
      others = (squares, sum)
    }
    guard z.isFinite, bench.loss.head != .given, Self.agree(cross(at: z), cross),
      Self.agree(squared(at: z), squared)
    else { return nil }
  }

  private static func agree(_ curve: Double, _ value: Double) -> Bool {
    (curve - value).magnitude <= 1e-3 * max(1e-9, value.magnitude)
  }

  package func cross(at z: Double) -> Double {
    curves.sample(curves.entropy, .slope, over: .logit, at: z)
  }

  /// Under a softmax `p_k (d_k − Σ p d)` with `d = p − y`, where the others share `1 − p_k` as they do
  /// whatever the logit.
  package func squared(at z: Double) -> Double {
    guard let others else { return curves.sample(.square, .slope, over: .logit, at: z) }
    let point = QuickProbability(logit: z - curves.middle)
    let (a, rest) = (point.a, point.complement)
    let gap = curves.y == 1 ? -rest : a - curves.y
    // d_k − Σ p d = (1 − a) (d_k − Σ over the others of their share times d).
    return a * rest * (gap - (rest * others.squares - others.labels))
  }
}

extension CompareRequest.Comparison {
  /// nil where no curve goes through the numbers.
  package func curves(ofClass index: Int) -> PullCurves? {
    bench.isIgnored(bench.row) ? nil : PullCurves(self, ofClass: index)
  }
}
