import Glibc
import LogitText

extension Tradeoffs {
  private static let thresholds = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
  private static let mostClasses = 20

  /// What it is about, in a line or two.
  package var heading: [String] {
    let of =
      index.map { "class \(dump.className($0, ofRow: 0).shortened)" }
      ?? (dump.classCount > 1 ? "all \(dump.classCount) classes together" : "yes or no")
    let left = leftOut > 0 ? ", \(leftOut) that are no number left out" : ""
    return [
      "\(of): \(counted(count, "answer")), \(positives) true\(left)",
      "average precision \(Self.text(averagePrecision))   area under ROC \(Self.text(rocArea))",
      "F1 is best from p \(Reading(best.threshold).text) on: \(Self.text(best.f1)),"
        + " precision \(Self.text(best.precision)), recall \(Self.text(best.recall))",
    ]
  }

  /// A share of counts, `-` where it is one of nothing.
  package static func text(_ share: Double) -> String {
    share.isNaN ? "-" : Reading(share, isExact: true).text
  }

  private func cells(_ point: Point) -> [String] {
    [Self.text(point.precision), Self.text(point.recall), Self.text(point.f1)]
      + [point.truePositives, point.falsePositives, point.falseNegatives, point.trueNegatives].map {
        "\($0)"
      }
  }

  private static let heads = ["precision", "recall", "F1", "tp", "fp", "fn", "tn"]

  /// What pos_weight does to it.
  package var weightLines: [String] {
    let rows = weights.map { weight -> [String] in
      let point = point(ofWeight: weight)
      let own = weight == givenWeight && weight != 1 ? ["its own"] : []
      let notes = own + (weight == balance ? ["negatives / positives"] : [])
      return [weight.significant(4), Reading(point.threshold).text] + cells(point).prefix(3)
        + [notes.joined(separator: ", ")]
    }
    return [
      "pos_weight w: positives count w times, which moves the odds by w, so that as sure a net",
      "answers as this one from another p on",
    ] + aligned([["w", "from p"] + Self.heads.prefix(3)] + rows)
  }

  package var lines: [String] {
    var lines = heading + ["answers are yes from p on"]
    lines += aligned(
      [["p"] + Self.heads] + Self.thresholds.map { [$0.shortest] + cells(point(from: $0)) })
    lines += weightLines
    guard index == nil, !classes.isEmpty else { return lines }
    let shown = classes.prefix(Self.mostClasses)
    lines.append("each class from p 0.5 on; --class K shows one")
    lines += aligned(
      [["class"] + Self.heads]
        + shown.enumerated().map { k, point in
          [dump.className(k, ofRow: 0).shortened] + cells(point)
        })
    let rest = classes.count - shown.count
    if rest > 0 { lines.append("\(rest) more; --json has all") }
    return lines
  }

  package var text: String { ([dump.title] + lines.map { " " + $0 }).joined(separator: "\n") }

  package var json: JSONValue {
    func number(_ value: Double) -> JSONValue { value.isNaN ? .null : .spelled(value.shortest) }
    func fields(_ point: Point) -> [(String, JSONValue)] {
      [
        ("threshold", number(point.threshold)), ("logit", number(point.logit)),
        ("precision", number(point.precision)), ("recall", number(point.recall)),
        ("f1", number(point.f1)), ("tp", .integer(point.truePositives)),
        ("fp", .integer(point.falsePositives)), ("fn", .integer(point.falseNegatives)),
        ("tn", .integer(point.trueNegatives)),
      ]
    }
    func object(_ fields: [(String, JSONValue)]) -> JSONValue {
      .object(fields.map { JSONValue.Field(name: $0.0, value: $0.1) })
    }
    return .fields([
      "file": .text(dump.name), "class": index.map { .integer($0) } ?? .null,
      "answers": .integer(count), "positives": .integer(positives), "left_out": .integer(leftOut),
      "average_precision": number(averagePrecision), "roc_auc": number(rocArea),
      "best_f1": object(fields(best)),
      "thresholds": .list(
        Self.thresholds.map { threshold in
          let point = point(from: threshold)
          return object([("threshold", number(threshold))] + fields(point).dropFirst())
        }),
      "balancing_pos_weight": number(balance),
      "pos_weights": .list(
        weights.map { object([("pos_weight", number($0))] + fields(point(ofWeight: $0))) }),
      "classes": .list(
        classes.map { object(Array(fields($0).dropFirst(2))) }),
    ])
  }
}
