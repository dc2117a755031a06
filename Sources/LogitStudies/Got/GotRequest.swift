import LogitBench
import LogitText

/// What would make a number that another program gave.
package struct GotRequest: Question {
  /// What the number is.
  package enum Subject: Equatable, Sendable {
    /// Of the batch, as it is reduced.
    case batch
    /// The loss of the chosen row.
    case row
    case gradient(ClassReference)
    case probability(ClassReference)
  }

  package let subject: Subject
  package let typed: TypedNumber

  package static let spec = Spec(
    name: "got", usage: "got [row|gradient <class>|p <class>] <number> [--json]",
    summary: "Find what would make the number that another program gave, to the digits typed: one"
      + " change of the bench and two, simplest first.",
    example: "got 0.0644",
    choices: { place, bench in
      guard place == 2 else { return [] }
      return [
        Choice(word: "row", summary: "the number is the loss of the chosen row"),
        Choice(word: "gradient", summary: "it is the derivative by the logit of a class"),
        Choice(word: "p", summary: "it is the probability of a class"),
        .json("the changes that give it, for programs"),
      ]
    })

  package init(parsing args: inout Arguments) throws(CommandError) {
    if args.takes("gradient") {
      subject = .gradient(try args.classReference("a class"))
    } else if args.takes("p") {
      subject = .probability(try args.classReference("a class"))
    } else {
      subject = args.takes("row") ? .row : .batch
    }
    typed = try args.typedNumber()
  }

  /// What would make the number that a bench shows.
  package init(of model: Model) {
    let shown = model.evaluation.reduced(model.bench.reduction) ?? model.evaluation.chosen.loss
    subject = .batch
    typed = TypedNumber(text: model.bench.dtype.shortest(shown.value), number: Number(shown.value))
  }

  package var words: String { "\(subject)\(typed.text)" }
  package var readsLabels: Bool { true }

  package func answer(on model: Model) throws(CommandError) -> GotWork {
    try GotWork(model, self)
  }
}

extension GotRequest.Subject: CustomStringConvertible {
  package var description: String {
    switch self {
    case .batch: ""
    case .row: "row "
    case .gradient(let index): "gradient \(index) "
    case .probability(let index): "p \(index) "
    }
  }
}
