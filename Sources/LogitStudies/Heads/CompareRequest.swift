import LogitBench
import LogitText

/// The gradients of the chosen row by cross entropy and by the squared error.
package struct CompareRequest: Question {
  package static let spec = Spec(
    name: "compare", usage: "compare [--json]",
    summary: "Compare the gradients of cross entropy and of the squared error, class by class.",
    example: "compare",
    choices: { place, _ in place == 2 ? [.json("all digits, for programs")] : [] })

  package init() {}
  package init(parsing args: inout Arguments) throws(CommandError) {}
  package var readsLabels: Bool { true }

  /// - Throws: `CommandError` for a loss whose inputs are probabilities.
  package func answer(on model: Model) throws(CommandError) -> Comparison {
    try model.checkLogits()
    let wide = model.bench.widened
    return Comparison(
      model: model, pair: GradientPair(model.bench), wide: wide, widePair: GradientPair(wide))
  }

  package struct Comparison: JSONReply {
    let model: Model
    package let pair: GradientPair
    /// The same in float64, whose ratios have more digits than a format may.
    let wide: Bench
    let widePair: GradientPair
  }
}

extension CompareRequest.Comparison {
  package var text: String {
    var rows = [["class", "logit z", "y", "\(head) p", "cross entropy"]]
    rows[0] += ["squared error"]
    for index in 0..<bench.classes {
      rows.append([
        bench.className(index), bench.logits[bench.row][index].explained(in: bench.dtype),
        bench.label(of: index).explained(in: bench.dtype),
        pair.crossEntropy.probabilities[index].text, pair.crossEntropy.gradient[index].text,
        pair.squaredError.gradient[index].text,
      ])
    }
    rows.append(
      ["loss", "", "", "", pair.crossEntropy.total.text, pair.squaredError.total.text])
    let (ratio, why) = pull(ofClass: bench.notableClass)
    let heading = ["dloss/dz of row \(bench.row)", ""]
    let words = ["", ratio] + why + pullRemarks
    return (heading + aligned(rows, as: .numbers) + words).joined(separator: "\n")
  }
}
