import LogitExact

extension Bench {
  /// The chosen row as a function gets it that knows of no temperature, smoothing or weight: these
  /// are worked into its logits and labels, each rounded to the format. What formulas are about.
  var bare: Bench {
    var bench = self
    let isSpread = isSmoothed || isWeighted
    if isSpread { bench.loss = bareLoss }
    bench.logits = [isTempered ? temperedLogits(ofRow: row).map(number) : logits[row]]
    switch labels {
    case .indices(let all) where !isSpread: bench.labels = .indices([all[row]])
    case .dense(let all) where !isSpread: bench.labels = .dense([all[row]])
    case .indices, .dense: bench.labels = .dense([targets(ofRow: row).map(number)])
    }
    bench.row = 0
    bench.temperature = Number.one
    bench.labelSmoothing = Number.zero
    bench.classWeight = []
    bench.sampleWeight = []
    bench.framework = .none
    return bench
  }

  /// The loss that such formulas are of: labels that were spread are one value a class.
  var bareLoss: Loss { isSmoothed || isWeighted ? loss.dense : loss }

  private func number(_ value: Double) -> Number {
    let text = dtype.shortest(dtype.rounded(value))
    return Number(text) ?? Number(value)
  }
}
