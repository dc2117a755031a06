import LogitExact
import LogitLosses
import LogitText

extension Dump {
  /// One line on what it is.
  package var title: String {
    let rows = counted(count, "row") + " of " + counted(classCount, "class")
    let labels = labelsName.map { "labels \($0)" } ?? "no labels"
    return [name, rows, format.name, labels, loss.name].joined(separator: "   ")
  }
}

extension Listing {
  /// The list for a pipe: what the dump comes to, then its first rows.
  ///
  /// - Parameter top: How many rows.
  package func text(top: Int) throws(DumpError) -> String {
    let summary = Summary(dump, facts)
    var lines = [dump.title] + dump.remarks.map { " " + $0 }
    lines += summary.lines(dump.format, Summary.Kind(dump)) { dump.className($0, ofRow: 0) }
    let shown = try rows(0..<min(top, order.count))
    let rest = order.count - shown.count
    var table = [["row"] + (dump.rowNames == nil ? [] : ["token"])]
    table[0] += ["label", "pred", "-ln p", "bits", "p", "margin", "flags"]
    for row in shown {
      func names(_ classes: [Int]) -> String {
        let some = classes.prefix(6).map { dump.className($0, ofRow: row.index).shortened }
        return classes.isEmpty
          ? "-" : some.joined(separator: ",") + (classes.count > 6 ? ",.." : "")
      }
      table.append(
        ["\(row.index)"] + (row.name.map { [$0.shortened] } ?? [])
          + [
            names(row.labels), names(row.predictions), row.loss?.text ?? "-", row.bits?.text ?? "-",
            row.probability?.text ?? "-",
            row.margin.isNaN ? "-" : Reading(row.margin, isExact: true).text,
            row.flags.words.joined(separator: " "),
          ])
    }
    lines += aligned(table)
    if rest > 0 { lines.append("\(rest) more; --top \(order.count) shows all") }
    return lines.joined(separator: "\n")
  }
}

extension Summary {
  /// A number of a format with all its digits; `?` where they are not known.
  static func spelled(_ reading: Reading?, _ format: Format) -> String {
    reading.map { $0.isRounded ? $0.text : format.shortest($0.value) } ?? "?"
  }

  /// The number that people ask for first; nil without labels.
  package var headline: Reduced? { reduced.last { $0.reduction.isMean } }

  /// The same in few words.
  package func glance(_ dump: Dump) -> [String] {
    guard let right else { return [] }
    return ["right \(right) of \(kept)"] + (perplexity.map { ["perplexity \($0.text)"] } ?? [])
      + [guess(Kind(dump))]
  }

  /// The loss of who knows nothing.
  private func guess(_ kind: Kind) -> String {
    "\(kind.isSoftmax ? "ln \(kind.classes)" : "ln 2") = \(uniform.decimals(4))"
  }

  /// What a screen shows of it.
  package func lines(_ dump: Dump, width: Int) -> [String] {
    lines(dump.format, Kind(dump), bar: min(60, width - 30), isNarrow: width < 78) {
      dump.className($0, ofRow: 0).shortened
    }
  }

  /// - Parameter name: Of a class.
  func lines(
    _ format: Format, _ kind: Kind, bar: Int = 40, isNarrow: Bool = false, name: (Int) -> String
  ) -> [String] {
    guard let right else { return [] }
    let sum = reduced.first?.text ?? "?"
    var lines = reduced.map { reduced in
      let quotient = reduced.reduction.isMean ? " = \(sum) / \(reduced.denominator.shortest)" : ""
      return " \(reduced.reduction.name.padded(to: 14))\(reduced.text)\(quotient)"
    }
    let share = kept > 0 ? ", \((100 * Double(right) / Double(kept)).decimals(2)) %" : ""
    let units = ["bits \(bits?.text ?? "?")"] + (perplexity.map { ["perplexity \($0.text)"] } ?? [])
    let parts = units + [guess(kind)]
    let all = "right \(right) of \(kept)\(share)"
    lines += (isNarrow ? [parts, [all]] : [parts + [all]]).map { " " + $0.joined(separator: "   ") }
    let most = max(1, histogram.map(\.count).max() ?? 1)
    let bins = histogram.map { bin in
      [
        bin.from.isNaN ? " nan" : " \(bin.from.shortest) to \(bin.to.shortest)", "\(bin.count)",
        String(repeating: "#", count: bin.count == 0 ? 0 : max(1, bin.count * bar / most)),
      ]
    }
    let last = bins.lastIndex { $0[1] != "0" } ?? 0
    let first = bins.firstIndex { $0[1] != "0" } ?? 0
    lines += [" losses, -ln p"] + aligned(Array(bins[first...last]))
    for pair in pairs {
      lines.append(
        " label \(name(pair.label)) taken for"
          + " \(name(pair.prediction))   \(counted(pair.count, "row"))   mean loss"
          + " \(pair.meanLoss.significant(4))")
    }
    return lines
  }

  func json(_ format: Format) -> JSONValue {
    func number(_ reading: Reading?) -> JSONValue {
      reading.map { .spelled(format.shortest($0.value)) } ?? .null
    }
    return .fields([
      "rows": .integer(rows), "kept": .integer(kept), "right": right.map { .integer($0) } ?? .null,
      "reductions": .list(
        reduced.map {
          .fields([
            "name": .text($0.reduction.name), "loss": number($0.loss),
            "denominator": .spelled($0.denominator.shortest),
          ])
        }),
      "bits": number(bits), "perplexity": number(perplexity), "uniform": .spelled(uniform.shortest),
      "histogram": .list(
        histogram.map {
          .fields([
            "from": .spelled($0.from.shortest), "to": .spelled($0.to.shortest),
            "count": .integer($0.count),
          ])
        }),
      "confusions": .list(
        pairs.map {
          .fields([
            "label": .integer($0.label), "prediction": .integer($0.prediction),
            "count": .integer($0.count), "mean_loss": .spelled($0.meanLoss.significant(6)),
          ])
        }),
    ])
  }
}

extension Listing {
  /// The same for programs.
  package func json(top: Int) throws(DumpError) -> JSONValue {
    let format = dump.format
    func number(_ reading: Reading?) -> JSONValue {
      reading.map { .spelled(format.shortest($0.value)) } ?? .null
    }
    let rows = try rows(0..<min(top, order.count)).map { row in
      JSONValue.object(
        [
          ("row", .integer(row.index)), ("name", row.name.map { .text($0) }),
          ("labels", .list(row.labels.map { .integer($0) })),
          ("predictions", .list(row.predictions.map { .integer($0) })), ("loss", number(row.loss)),
          ("bits", number(row.bits)), ("p", number(row.probability)),
          ("margin", .spelled(format.shortest(row.margin))),
          ("flags", .list(row.flags.words.map { .text($0) })),
        ].compactMap { name, value in value.map { JSONValue.Field(name: name, value: $0) } })
    }
    return .fields([
      "file": .text(dump.name), "labels": dump.labelsName.map { .text($0) } ?? .null,
      "shape": .list(dump.rows.array.shape.map { .integer($0) }),
      "classes": .integer(dump.classCount),
      "dtype": .text(format.name), "loss": .text(dump.loss.name),
      "remarks": .list(dump.remarks.map { .text($0) }),
      "summary": Summary(dump, facts).json(format), "shown": .integer(order.count),
      "rows": .list(rows),
    ])
  }
}
