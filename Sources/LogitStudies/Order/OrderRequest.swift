import LogitBench
import LogitExact
import LogitText

/// What the sum of the batch comes to, whatever the order.
package struct OrderRequest: Question {
  /// nil for that of the bench.
  package let format: Format?

  package static let spec = Spec(
    name: "order", usage: "order [<dtype>] [--json]",
    summary: "Print the sum of the batch's losses in many orders and accumulators, beside the exact"
      + " one.",
    example: "order bfloat16",
    choices: { place, _ in
      guard place == 2 else { return [] }
      return Bench.dtypes.map { Choice(word: $0.name, summary: "the losses and their sums in it") }
        + [.json("every sum, for programs")]
    })

  package init(in format: Format? = nil) { self.format = format }

  package init(parsing args: inout Arguments) throws(CommandError) {
    format = args.isAtEnd ? nil : try args.dtype(of: Bench.dtypes)
  }

  package var words: String { format?.name ?? "" }
  package var readsLabels: Bool { true }

  package func answer(on model: Model) -> OrderWork {
    OrderWork(model, in: format ?? model.bench.dtype)
  }
}
