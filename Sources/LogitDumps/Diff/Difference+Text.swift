import LogitExact
import LogitText

extension Difference {
  /// The largest difference: infinite or NaN where one side has no such number.
  package var largest: Double {
    if rows.contains(where: { $0.gap.isNaN }) { return .nan }
    return max(0, most, -least)
  }

  /// - Parameter top: How many rows.
  package func text(top: Int) -> String {
    var lines = ["a  \(a.title)", "b  \(b.title)"] + remarks.map { " \($0)" }
    guard differing > 0 || !causes.isEmpty else {
      return (lines + ["the same numbers in all \(counted(count, "row"))"]).joined(separator: "\n")
    }
    lines.append(
      "\(differing) of \(counted(count, "row")) differ, b - a from \(least.significant(4)) to \(most.significant(4))"
    )
    if let losses {
      let kept = Double(max(1, count))
      lines.append(
        "losses add up to \(losses.a.significant(6)) and \(losses.b.significant(6)),"
          + " \(((losses.b - losses.a) / kept).significant(4)) more a row")
    }
    if a.classCount == b.classCount {
      lines.append(
        flips.count == 0
          ? "the likeliest class is the same in every row"
          : "\(counted(flips.count, "row")) with another likeliest class, \(flips.nearTies) of them near-ties"
      )
    }

    for (place, cause) in causes.enumerated() {
      let share = cause.rows > 0 ? "   \(cause.rows) of \(counted(count, "row"))" : ""
      lines += ["", "\(place == 0 ? "cause" : "or   ")  \(cause.name): \(cause.words)\(share)"]
      guard place == 0 else { continue }
      lines += ["  why    \(cause.why)", "  fix    \(cause.fix)"]
    }
    if differing > 0 { lines += (steps.isEmpty ? [] : [""] + histogram) + [""] + table(top) }
    return lines.joined(separator: "\n")
  }

  private var histogram: [String] {
    let coarse = a.format.precision < b.format.precision ? a.format : b.format
    let most = max(1, steps.map(\.count).max() ?? 1)
    let last = steps.lastIndex { $0.count > 0 } ?? 0
    let first = steps.firstIndex { $0.count > 0 } ?? 0
    return ["steps of \(coarse.name)"]
      + aligned(
        steps[first...last].map { step in
          [
            step.upTo == 0
              ? " same" : step.upTo == .infinity ? " more" : " up to \(step.upTo.shortest)",
            "\(step.count)",
            String(repeating: "#", count: step.count == 0 ? 0 : max(1, step.count * 40 / most)),
          ]
        })
  }

  private func table(_ top: Int) -> [String] {
    let shown = rows.prefix(top).map { row in
      [
        "\(row.index)", row.gap.significant(4), a.className(row.place, ofRow: row.index),
        row.loss.map(Self.change) ?? "-",
        row.predictions[0] == row.predictions[1]
          ? "\(row.predictions[0])"
          : "\(row.predictions[0]) > \(row.predictions[1])" + (row.isNearTie ? " near-tie" : ""),
      ]
    }
    return aligned([["row", "largest", "at class", "loss", "pred"]] + shown)
      + (rows.count > top ? ["\(rows.count - top) more; --top \(rows.count) shows all"] : [])
  }

  /// Both losses are quick doubles, whose difference has no digits below this.
  private static func change(_ change: Double) -> String {
    change != 0 && change.magnitude < 1e-11 ? "0~" : change.significant(4)
  }

  package func json(top: Int) -> JSONValue {
    .fields([
      "a": .text(a.name), "b": .text(b.name), "rows": .integer(count),
      "differing": .integer(differing),
      "least": .spelled(least.shortest), "most": .spelled(most.shortest),
      "flips": .integer(flips.count), "near_ties": .integer(flips.nearTies),
      "causes": .list(
        causes.map {
          .fields([
            "cause": .text($0.name), "words": .text($0.words), "why": .text($0.why),
            "fix": .text($0.fix), "rows": .integer($0.rows),
          ])
        }),
      "steps": .list(
        steps.filter { $0.count > 0 }.map {
          .fields(["up_to": .spelled($0.upTo.shortest), "count": .integer($0.count)])
        }),
      "worst": .list(
        rows.prefix(top).map {
          .fields([
            "row": .integer($0.index), "largest": .spelled($0.gap.shortest),
            "class": .integer($0.place),
            "loss": $0.loss.map { .spelled($0.shortest) } ?? .null,
            "predictions": .list($0.predictions.map { .integer($0) }),
            "near_tie": .truth($0.isNearTie),
          ])
        }),
    ])
  }
}
