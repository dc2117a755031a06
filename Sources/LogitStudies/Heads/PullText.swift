import LogitBench
import LogitText

/// How the pulls of both losses on one logit compare, and why, in sentences.
extension CompareRequest.Comparison {
  var bench: Bench { model.bench }

  /// The head that both gradients are behind.
  package var head: String { bench.loss.isElementwise ? "sigmoid" : "softmax" }

  /// - Returns: The ratio, what the numbers leave out, and the reason; most needed first.
  package func pullText(ofClass index: Int) -> [String] {
    let (ratio, why) = pull(ofClass: index)
    return [ratio] + pullRemarks + why
  }

  /// What the numbers leave out.
  var pullRemarks: [String] { [ignoredPull, model.leftOut].compactMap(\.self) }

  func pull(ofClass index: Int) -> (ratio: String, why: [String]) {
    let cross = widePair.crossEntropy.gradient[index].value
    let squared = widePair.squaredError.gradient[index].value
    let name = bench.className(index)
    guard cross.isFinite, squared.isFinite else { return ("\(name): there is no ratio", []) }
    let why = bench.loss.isElementwise ? why(index) : softmaxWhy(index)
    return (Self.ratio(cross, squared, of: name), why)
  }

  private static func ratio(_ cross: Double, _ squared: Double, of name: String) -> String {
    let times = (cross / squared).magnitude
    if cross == 0, squared == 0 { return "\(name): neither loss pulls" }
    if cross == 0 { return "\(name): cross entropy does not pull" }
    guard times.isFinite else {
      return "\(name): cross entropy pulls, the squared error is too small for float64"
    }
    // Four digits are told apart from the back of a room; more are in the numbers themselves.
    let spelled = times < 1e6 ? times.significant(times >= 1000 ? 5 : 4) : times.scientific(2)
    return "\(name): cross entropy pulls \(spelled) x as hard"
  }

  private var ignoredPull: String? {
    guard bench.isIgnored(bench.row) else { return nil }
    let isClass = bench.index(ofRow: bench.row).map { 0..<bench.classes ~= $0 } ?? true
    let labels = isClass ? "" : ", its labels taken as 0"
    return "row \(bench.row) is ignored: so it would pull if it counted\(labels)"
  }

  /// ` / T` where the logits are divided before the head.
  private var divisor: String { bench.isTempered ? " / \(bench.temperature)" : "" }

  private func why(_ index: Int) -> [String] {
    let quick = bench.headProbability(index)
    let y = bench.label(of: index).value(in: bench.dtype)
    let gap = y == 1 ? -quick.complement : quick.a - y
    let slope = quick.a * quick.complement
    var lines = [
      "why: squared error = (a-y) * a(1-a)\(divisor)"
        + " = \(Reading(gap).text) * \(Reading(slope).text)\(divisor)"
    ]
    guard slope < 0.1, y == 0 || y == 1 else { return lines }
    let isWrong = gap.magnitude > 0.5
    lines.append(
      "a(1-a) is small wherever the answer is sure, right or wrong: here it is"
        + (isWrong ? " wrong" : " right"))
    return lines
  }

  private func softmaxWhy(_ index: Int) -> [String] {
    let p = widePair.squaredError.probabilities[index].value
    let scale = wide.temperature.value(in: .float64)
    // What stands in brackets, from the gradient itself: nothing cancels.
    let rest = widePair.squaredError.gradient[index].value / p * (bench.isTempered ? scale : 1)
    guard rest.isFinite else { return [] }
    var lines = [
      "why: squared error = p * (d - sum of p d)\(divisor)"
        + " = \(Reading(p).text) * \(Reading(rest).text)\(divisor), d = p - y"
    ]
    if widePair.squaredError.probabilities.contains(where: { $0.value > 0.9 }) {
      lines.append("it is small wherever one class has nearly all of p, right or wrong")
    }
    return lines
  }
}
