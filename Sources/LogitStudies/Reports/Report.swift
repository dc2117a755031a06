import LogitBench
import LogitLosses
import LogitText

/// The chosen row and the batch, or all of it for programs.
package struct ShowRequest: Question {
  package static let spec = Spec(
    name: "show", usage: "show [--json]",
    summary: "Print the chosen row and the batch, or all of it as JSON.",
    example: "show",
    choices: { place, _ in place == 2 ? [.json("all rows, for programs")] : [] })

  package init(parsing args: inout Arguments) throws(CommandError) {}
  package static let tellsNumbers = false
  package var readsLabels: Bool { true }
  package func answer(on model: Model) -> Report { Report(model: model) }
}

/// The bench with what follows from it.
package struct Report: JSONReply {
  let model: Model

  package var text: String { model.report }
}

/// The bench as plain text.
extension Model {
  package var report: String {
    var lines = [headline, strip, ""]
    lines += tableLines
    lines.append("")
    let index = bench.notableClass
    let formulas = formulas(ofClass: index)
    lines += formulas.lines(
      [.probability, .loss, .gradient].filter { !hidesFormula($0, ofClass: index) }, width: 100)
    if !yardsticks.isEmpty { lines.append(yardsticks.joined(separator: "   ")) }
    lines += explanations(ofClass: index)
    return lines.map(\.trimmedEnd).joined(separator: "\n")
  }

  private var headline: String {
    var parts = [bench.title, bench.call ?? bench.lossTitle, bench.dtype.name]
    if bench.call == nil { parts.append(bench.reduction.name) }
    if let reduced = evaluation.reduced(bench.reduction) {
      parts.append("loss \(lossText(reduced))")
      if !hidesLoss, let other = evaluation.reducedDifference { parts.append(other) }
    }
    return parts.joined(separator: "   ")
  }

  private var strip: String {
    var parts = evaluation.rowLosses.indices.prefix(12).map { row in
      let index = row == bench.row ? "[\(row)]" : "\(row)"
      return "\(index) \(lossText(evaluation.rowLosses[row]))"
    }
    if bench.rows > 12 { parts.append("... \(bench.rows - 12) more") }
    parts.append("sum \(lossText(evaluation.sum))")
    parts.append("\(meanName) \(lossText(evaluation.mean))")
    if let keptMean { parts.append(keptMean) }
    if let (bits, perplexity) = meanInUnits {
      parts += ["bits \(bits.text)", "perplexity \(perplexity.text)"]
    }
    return "row " + parts.joined(separator: "   ")
  }

  /// `mean`, or `mean of 9` where the losses are not one a row; where something else divides,
  /// numerator and denominator.
  package var meanName: String {
    let reduction = bench.ruledReduction
    guard reduction.isMean, reduction != .mean else {
      return evaluation.count == bench.rows ? "mean" : "mean of \(evaluation.count)"
    }
    guard !hidesLoss else { return "\(reduction.name) =" }
    let bottom = evaluation.denominator
    let divisor = bottom.value.isNaN ? "nothing" : bottom.spelledBriefly
    return "\(reduction.name) = \(evaluation.sum.text) / \(divisor) ="
  }

  /// What another reduction makes of a batch of which rows are ignored, by its name; nil where none is,
  /// or where it is the bench's own.
  package var keptMean: String? {
    evaluation.keptMean.map { "\(Reduction.meanKept.name) \(lossText($0))" }
  }

  private var tableLines: [String] {
    let table = table
    let columns = table.columns
    var rows = [columns.map { table.heading($0) }]
    for index in 0..<table.classes {
      rows.append(
        columns.map { column in
          let text = table.detail(column, index)
          return column == .name && bench.isTrueClass(index) ? text + " <" : text
        })
    }
    rows.append(columns.map { table.sum($0) })
    let widths = columns.indices.map { column in
      rows.map { displayWidth(of: $0[column]) }.max() ?? 0
    }
    return rows.map { row in
      columns.indices.map { column in
        row[column].padded(to: widths[column], columns[column] == .name ? .left : .right)
      }.joined(separator: "  ")
    }
  }
}

extension Model {
  /// Whether the formula of a number would tell what is covered.
  package func hidesFormula(_ number: ClassNumber, ofClass index: Int) -> Bool {
    // The lines of loss and gradient have the probability in them.
    if hides(.probability, of: index) || hides(.results(index), of: index) { return true }
    switch number {
    case .probability: return false
    case .loss: return hidesLoss
    case .gradient: return hides(.gradient, of: index)
    }
  }
}
