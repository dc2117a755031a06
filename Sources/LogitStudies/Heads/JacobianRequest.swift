import LogitBench
import LogitText

/// The derivatives of the softmax of the chosen row.
package struct JacobianRequest: Question {
  package static let spec = Spec(
    name: "jacobian", usage: "jacobian [--json]",
    summary: "Print the derivatives of the softmax, dp[i]/dz[j], of a row of up to 50 classes.",
    example: "jacobian",
    choices: { place, _ in place == 2 ? [.json("all digits, for programs")] : [] })

  package init() {}
  package init(parsing args: inout Arguments) throws(CommandError) {}

  package func answer(on model: Model) throws(CommandError) -> JacobianReply {
    JacobianReply(bench: model.bench, jacobian: try model.jacobian())
  }
}

package struct JacobianReply: JSONReply {
  let bench: Bench
  package let jacobian: Jacobian

  /// What every such table has, whatever its numbers; empty where they are none.
  package var words: [String] {
    guard jacobian.values.joined().allSatisfy(\.value.isFinite) else { return [] }
    return [
      "rows add up to 0: a constant on all logits changes no p",
      "columns add up to 0: what one class gains the others lose",
    ]
  }

  package var text: String {
    let values = jacobian.values
    let names = (0..<bench.classes).map { bench.className($0) }
    let rows = values.indices.map { i in ["dp \(names[i])"] + values[i].map(\.text) }
    return
      (["softmax of row \(bench.row): dp[i]/dz[j] = p[i] (1 if i = j, else 0, - p[j])", ""]
      + aligned([[""] + names.map { "dz \($0)" }] + rows, as: .numbers) + words)
      .joined(separator: "\n")
  }
}
