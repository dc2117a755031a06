import LogitExact
import LogitLosses

extension Bench {
  /// How the framework under whose name the bench stands answers a row otherwise than is right; of
  /// several classes with losses of their own the first. nil where it answers the right kind of
  /// number, or is not known well enough.
  func frameworkDifference(ofRow row: Int) -> FrameworkDifference? {
    guard framework != .none, callName != nil, !isIgnored(row) else { return nil }
    // PyTorch takes the loss of the label and weighs it then.
    let isPicked = framework == .torch && loss.takesIndices && !isSmoothed
    let label = index(ofRow: row)
    let asked = isPicked ? loss : bareLoss
    guard let check = FrameworkCheck(framework, asked, in: dtype) else { return nil }
    let z =
      isTempered ? temperedLogits(ofRow: row).map { dtype.rounded($0) } : temperedLogits(ofRow: row)
    let y =
      isPicked
      ? labelValues(ofRow: row).map { $0.value(in: dtype) }
      : targets(ofRow: row).map { dtype.rounded($0) }
    for k in 0..<(loss.isElementwise ? classes : 1) {
      let q = loss.takes(.posWeight) ? posWeight(of: k).value(in: dtype) : 1
      let row = FrameworkRow(z: z, y: y, label: label ?? 0, k: k, q: q)
      if let difference = check.difference(row) { return difference }
    }
    return nil
  }
}
