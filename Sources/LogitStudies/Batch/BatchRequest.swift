import LogitBench
import LogitText

/// The rows of the batch by their loss, and how many of them are right, NaN, or worse than a guess.
package struct BatchRequest: Question {
  package enum Order: String, CaseIterable, Sendable {
    case worst, best, rows

    package var words: String {
      switch self {
      case .worst: "worst first"
      case .best: "best first"
      case .rows: "row by row"
      }
    }
  }

  package enum Kept: String, CaseIterable, Sendable {
    case all, wrong, nan, worse

    package var summary: String {
      switch self {
      case .all: "every row"
      case .wrong: "rows whose answer is not their label"
      case .nan: "rows whose loss is no number"
      case .worse: "rows that a uniform guess would beat"
      }
    }
  }

  package var order: Order
  package var kept: Kept

  package static let spec = Spec(
    name: "batch", usage: "batch [worst|best|rows] [all|wrong|nan|worse] [--json]",
    summary: "Print the rows of the batch by their loss, with what each says and its share of it.",
    example: "batch worst wrong",
    choices: { place, _ in
      switch place {
      case 2:
        Order.allCases.map { Choice(word: $0.rawValue, summary: $0.words) }
          + [.json("every row, for programs")]
      case 3: Kept.allCases.map { Choice(word: $0.rawValue, summary: $0.summary) }
      default: []
      }
    })

  package init(_ order: Order = .worst, keeping kept: Kept = .all) {
    (self.order, self.kept) = (order, kept)
  }

  package init(parsing args: inout Arguments) throws(CommandError) {
    order = args.isAtEnd ? .worst : try args.choice(of: Order.allCases, "order")
    kept = args.isAtEnd ? .all : try args.choice(of: Kept.allCases, "kind of row")
  }

  package var words: String { "\(order.rawValue) \(kept.rawValue)" }
  package var readsLabels: Bool { true }

  package func answer(on model: Model) -> Batch { Batch(model, order, keeping: kept) }
}
