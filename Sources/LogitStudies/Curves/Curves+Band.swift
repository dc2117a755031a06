import LogitBench
import LogitText

extension Model {
  /// Where on an axis a class of the chosen row may be, its logits being known to a margin; nil where
  /// they are known exactly.
  package func curveBand(
    ofClass index: Int, over axis: Curves.Axis
  ) -> ClosedRange<Double>? {
    guard let range = evaluation.ranges?.classes[index] else { return nil }
    guard axis == .logit else { return range.probability }
    let divisor = bench.isTempered ? bench.temperature.value(in: bench.dtype) : 1
    return range.logit.map { ($0.lowerBound / divisor)...($0.upperBound / divisor) }
  }

  /// `from 0.2450 to 0.2942`, of the probability.
  package func curveBandWords(ofClass index: Int) -> String? {
    curveBand(ofClass: index, over: .probability).map {
      "from \(Reading($0.lowerBound).text) to \(Reading($0.upperBound).text)"
    }
  }
}
