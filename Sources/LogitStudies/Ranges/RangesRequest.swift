import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// What the numbers of the chosen row can be where its logits are known to a margin.
package struct RangesRequest: Question {
  package static let spec = Spec(
    name: "ranges", usage: "ranges [--json]",
    summary: "Print what each number of the row can be, with the logits known as 'from' or"
      + " 'uncertain' says.",
    example: "ranges", choices: { place, _ in place == 2 ? [.json("for programs")] : [] })

  package init() {}
  package init(parsing args: inout Arguments) throws(CommandError) {}

  package var readsLabels: Bool { true }

  package func answer(on model: Model) throws(CommandError) -> RangesReply {
    guard let uncertainty = model.bench.uncertainty, let ranges = model.evaluation.ranges else {
      throw CommandError(
        "the logits are known exactly: 'from bfloat16' says that they were rounded once,"
          + " 'uncertain 0.01' how far each may be off")
    }
    return RangesReply(model, uncertainty, ranges)
  }
}

package struct RangesReply: JSONReply {
  package let ranges: RowRanges
  package let model: Model
  /// `known to bfloat16`.
  package let known: String
  private let uncertainty: Uncertainty

  init(_ model: Model, _ uncertainty: Uncertainty, _ ranges: RowRanges) {
    (self.model, self.ranges) = (model, ranges)
    self.uncertainty = uncertainty
    known = uncertainty.words
  }

  package static let columns = [
    "class", "logit", "known to", "p", "from", "to", "-ln p", "from", "to", "dloss/dz", "from",
    "to",
  ]

  /// A class in the texts of its columns; empty for what is not known.
  package func cells(ofClass k: Int) -> [String] {
    let result = model.evaluation.chosen
    let range = ranges.classes[k]
    func ends(_ ends: RowRanges.Ends?) -> [String] {
      ends.map { [Reading($0.lowerBound).text, Reading($0.upperBound).text] } ?? ["", ""]
    }
    let logit = model.bench.logits[model.bench.row][k]
    let margin = range.logit.map { ends in
      let value = logit.value(in: model.bench.dtype)
      return "+-\(max(value - ends.lowerBound, ends.upperBound - value).significant(4))"
    }
    return [model.bench.className(k), logit.text, margin ?? ""]
      + [result.probabilities(model.bench.loss)[k].text] + ends(range.probability)
      + [result.negLog[k].text] + ends(range.negLog)
      + [result.gradient[k].text] + ends(range.gradient)
  }

  /// `loss 1.3134, from 1.2236 to 1.4063`.
  package var lossWords: String {
    let loss = "loss \(model.evaluation.chosen.loss.text)"
    guard let ends = ranges.loss else {
      return "\(loss): in these ranges the formula may have no number, or any"
    }
    let words =
      "\(loss), from \(Reading(ends.lowerBound).text) to \(Reading(ends.upperBound).text)"
    return ranges.isTight ? words : words + " at most: the true range may be narrower"
  }

  /// nil where every range of a gradient is attained.
  package var gradientWords: String? {
    ranges.hasTightGradients
      ? nil : "the ranges of dloss/d\(model.bench.loss.inputSymbol) may be wider than they need be"
  }

  /// Whether rounding the logits could change the winner.
  package var winnerWords: String {
    let bench = model.bench
    guard bench.loss.head == .softmax else {
      let names = ranges.winners.prefix(5).map(bench.className).listed
      return names.isEmpty
        ? "no class may cross p = .5" : "\(names) may be on either side of p = .5"
    }
    guard let best = ranges.winners.first else { return "a logit is nan: nothing wins" }
    let others = ranges.winners.dropFirst().map(bench.className)
    guard others.isEmpty else {
      return
        "\(([bench.className(best)] + others.prefix(5)).joined(separator: " and ")) cannot be told"
        + " apart: any of them may be the largest"
    }
    let logits = bench.logits[bench.row].map { $0.value(in: bench.dtype) }
    let second = logits.indices.filter { $0 != best }.max { logits[$0] < logits[$1] }
    guard let second else { return "there is one class" }
    let names = "\(bench.className(best)) and \(bench.className(second))"
    guard case .rounded(let format) = uncertainty,
      let steps = format.steps(from: logits[second], to: logits[best])
    else { return "\(names) are further apart than that: the winner stays" }
    return
      "\(names) are \(counted(steps, "step")) apart: no rounding of the logits alone changes the"
      + " winner"
  }

  package var text: String {
    let rows = [Self.columns] + (0..<model.bench.classes).map(cells)
    return
      (["row \(model.bench.row), \(known)", ""] + aligned(rows, as: .numbers)
      + ["", lossWords, winnerWords] + [gradientWords].compactMap { $0 }).joined(separator: "\n")
  }

  package var document: any Encodable { RangesDocument(self) }
}

/// The ranges of a row, for programs.
private struct RangesDocument: Encodable {
  private struct Class: Encodable {
    let name: String
    let logit: [JSONNumber]?
    let probability: [JSONNumber]?
    let negLog: [JSONNumber]?
    let gradient: [JSONNumber]?

    enum CodingKeys: String, CodingKey {
      case name = "class"
      case logit, probability
      case negLog = "neg_log_p"
      case gradient = "dlogits"
    }
  }

  private let row: Int
  private let known: String
  private let classes: [Class]
  private let loss: [JSONNumber]?
  private let isTight: Bool
  private let hasTightGradients: Bool
  private let winners: [String]

  private enum CodingKeys: String, CodingKey {
    case row, classes, loss, winners
    case known = "known_to"
    case isTight = "is_tight"
    case hasTightGradients = "dlogits_are_tight"
  }

  init(_ reply: RangesReply) {
    func ends(_ ends: RowRanges.Ends?) -> [JSONNumber]? {
      ends.map {
        [$0.lowerBound, $0.upperBound].map { JSONNumber(value: $0, format: .float64) }
      }
    }
    let bench = reply.model.bench
    row = bench.row
    known = bench.uncertainty?.text ?? ""
    classes = reply.ranges.classes.enumerated().map { k, range in
      Class(
        name: bench.className(k), logit: ends(range.logit), probability: ends(range.probability),
        negLog: ends(range.negLog), gradient: ends(range.gradient))
    }
    loss = ends(reply.ranges.loss)
    isTight = reply.ranges.isTight
    hasTightGradients = reply.ranges.hasTightGradients
    winners = reply.ranges.winners.map(bench.className)
  }
}
