import Glibc
import LogitExact
import LogitLosses

extension EvalRequest {
  /// So many rows are gone through as the framework does; more would slow a large batch.
  private static let mostHardRows = 64

  /// The first row on which the framework under whose name was asked answers NaN, an infinity or 0
  /// while the right loss is another kind of number.
  var frameworkWarning: EvalWarning? {
    guard let framework = name.framework, let loss = Loss.of(function) else {
      return nil
    }
    let isPicked = framework == .torch && indices != nil && smoothing == 0
    let asked =
      isPicked || indices == nil || classWeight == nil && smoothing == 0 ? loss : loss.dense
    let isUsual = loss.head != .given || framework == .torch || bounds.lo == format.rounded(1e-7)
    guard isUsual, let check = FrameworkCheck(framework, asked, in: format) else { return nil }
    if isEveryday(loss) { return nil }
    let inputPlaces = layout.places(of: input.shape)
    let labelPlaces = labels.map { layout.places(of: $0.shape) } ?? []
    let weightPlaces = posWeight.map { layout.places(of: $0.shape) } ?? []
    let count = layout.classCount
    var hard = 0
    for index in 0..<layout.rowCount where count > 0 {
      if let indices, indices.values[index] == ignoreIndex { continue }
      let places = index * count..<(index + 1) * count
      let z = inputPlaces[places].map { input.values[$0] }
      let y = (0..<count).map { k in
        let label =
          labels.map { $0.values[labelPlaces[places.lowerBound + k]] }
          ?? (indices?.values[index] == k ? 1 : 0)
        return isPicked ? label : target(label, ofClass: k, count, isSingle: loss.isElementwise)
      }
      let rows = (0..<(loss.isElementwise ? count : 1)).map { k in
        FrameworkRow(
          z: z, y: y, label: indices?.values[index] ?? 0, k: k,
          q: posWeight.map { $0.values[weightPlaces[places.lowerBound + k]] } ?? 1)
      }.filter(check.isHard)
      hard += rows.count
      guard hard <= Self.mostHardRows else { return nil }
      guard let difference = rows.lazy.compactMap(check.difference).first else { continue }
      return EvalWarning(
        code: .frameworkDiffers,
        message: "\(difference.verdict) for row \(index), by \(difference.why);"
          + " the loss here is the right one",
        path: input.path(function.input, inputPlaces[places.lowerBound]))
    }
    return nil
  }

  /// Whether no row can be hard, seen without looking at the rows: of logits up to M the loss of a
  /// class is at least log(1 + e^(−2M)), which the format holds with digits to spare.
  private func isEveryday(_ loss: Loss) -> Bool {
    guard indices != nil, smoothing == 0, classWeight == nil, loss.head != .given else {
      return false
    }
    guard !input.values.contains(where: \.isNaN) else { return false }
    let greatest = input.values.reduce(0) { Swift.max($0, $1.magnitude) }
    return exp(-2 * greatest) > 16 * format.ulp(of: Swift.max(1, greatest))
  }

  /// A label as it is smoothed, and times the weight of its class.
  private func target(_ label: Double, ofClass k: Int, _ count: Int, isSingle: Bool) -> Double {
    var target = label
    if smoothing != 0 {
      // The label of a class by itself is spread over true and false.
      let shares = Double(isSingle ? 2 : count)
      target = (1 - smoothing) * label + smoothing / shares
    }
    if let classWeight { target = target == 0 ? 0 : target * classWeight[k] }
    return format.rounded(target)
  }
}
