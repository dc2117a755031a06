import LogitBench
import LogitText

/// The chosen row through both heads.
package struct HeadsRequest: Question {
  package static let spec = Spec(
    name: "heads", usage: "heads [--json]",
    summary:
      "Put the chosen row through a sigmoid and a softmax, and say which its labels call for.",
    example: "heads",
    choices: { place, _ in place == 2 ? [.json("all digits, for programs")] : [] })

  package init() {}
  package init(parsing args: inout Arguments) throws(CommandError) {}
  package var readsLabels: Bool { true }

  /// - Throws: `CommandError` for a loss whose inputs are probabilities.
  package func answer(on model: Model) throws(CommandError) -> HeadsReply {
    try model.checkLogits()
    return HeadsReply(model: model, heads: model.heads)
  }
}

package struct HeadsReply: JSONReply {
  let model: Model
  package let heads: Heads

  /// What the heads mean, with the numbers of a class.
  package func words(ofClass index: Int) -> HeadsText {
    HeadsText(heads, model.bench, ofClass: index)
  }

  /// What the numbers leave out; nil for nothing.
  package var leftOut: String? { model.leftOut }

  package var text: String {
    let bench = model.bench
    let text = words(ofClass: bench.notableClass)
    var rows = [["class", "logit z", "y", "sigmoid p", "dloss/dz", "softmax p", "dloss/dz"]]
    for index in 0..<bench.classes {
      rows.append([
        bench.className(index), bench.logits[bench.row][index].explained(in: bench.dtype),
        bench.label(of: index).explained(in: bench.dtype),
        heads.sigmoid.probabilities[index].text, heads.sigmoid.gradient[index].text,
        heads.softmax.probabilities[index].text, heads.softmax.gradient[index].text,
      ])
    }
    rows.append(["sum", "", "", heads.sigmoid.sum.text, "", heads.softmax.sum.text, ""])
    let losses =
      "\(heads.sigmoid.loss.name) \(heads.sigmoid.total.text), mean of"
      + " \(bench.classes) \(heads.sigmoid.mean.text);"
      + " \(heads.softmax.loss.name) \(heads.softmax.total.text)"
    let remarks = text.remarks(width: .max) + [model.leftOut].compactMap(\.self)
    return ([text.verdict, ""] + aligned(rows, as: .numbers) + ["", losses] + remarks).joined(
      separator: "\n")
  }
}
