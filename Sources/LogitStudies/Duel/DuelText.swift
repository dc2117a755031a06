import LogitBench
import LogitExact
import LogitText

package struct DuelReply: JSONReply {
  let model: Model
  package let duel: Duel

  /// What the duel comes to, and what a wider format would do for the formula of a trace.
  package func summary(with trace: TraceReply) -> String {
    model.summary(of: duel, chosen: trace.trace.formula, promise: trace.promise)
  }

  package var text: String {
    let bench = model.bench
    let name = bench.className(duel.classIndex)
    var heads = ["exact \(duel.lossName)", "exact \(duel.gradientName)"]
    let width = heads.map(\.count).max() ?? 0
    heads = heads.map { $0.padded(to: width) }
    let exact = zip(heads, [duel.loss, duel.gradient]).map { head, proof in
      "\(head)   \(proof.map { "\($0.text)   \($0.remark)" } ?? "not known")"
    }
    var rows = [["", duel.lossName, "off by, ulp", duel.gradientName, "verdict", "formula"]]
    rows += duel.lines.map { line in
      [
        (line.isKernel ? "= " : "  ") + line.formula.name, line.loss?.marked ?? "",
        line.loss.map(\.ulpsText) ?? "", line.gradient?.marked ?? "", line.verdict,
        line.formula.text,
      ]
    }
    let lines = ["row \(bench.row), class \(name), \(duel.format.name)"] + exact
    return (lines + [""] + aligned(rows) + ["", model.summary(of: duel, chosen: duel.notable)])
      .joined(separator: "\n")
  }
}

package struct TraceReply: JSONReply {
  package let classIndex: Int
  package let trace: Trace
  /// What a wider format would do for the formula: `in float64 naive would be right`.
  let promise: String?

  package var text: String {
    var rows = [["", "step", "with its numbers", trace.format.name, "without rounding", ""]]
    rows += trace.lines.enumerated().map { number, line in
      [
        "#\(number + 1)\(line.isMarked ? " !" : "")", line.text, line.applied,
        line.outcome.marked, line.unrounded,
        line.event,
      ]
    }
    var lines = ["\(trace.formula.name): \(trace.formula.text)", ""]
    if !trace.lines.isEmpty { lines += aligned(rows) + [""] }
    lines += trace.findings
    if let backward = trace.backward { lines += [""] + backward.text(in: trace.format) }
    return lines.joined(separator: "\n")
  }
}

package struct FormulaReply: Reply {
  let formulas: [Formula]
  /// Whether one was asked for by its name.
  let isAlone: Bool

  package var text: String {
    guard isAlone, let formula = formulas.first else {
      return aligned(formulas.map { [$0.name, $0.source.rawValue, $0.text] })
        .joined(separator: "\n")
    }
    var rows = [["loss", formula.text]]
    if let gradient = formula.gradient { rows.append(["slope", gradient]) }
    rows.append(["from", formula.source.rawValue])
    if let breaks = formula.breaks { rows.append(["breaks", breaks]) }
    if !formula.example.isEmpty {
      rows.append(["as with", formula.example.joined(separator: "; ")])
    }
    if let twin = formula.twin { rows.append(["stable", twin]) }
    return ([formula.name] + aligned(rows.map { ["  " + $0[0], $0[1]] }))
      .joined(separator: "\n")
  }
}

extension BackwardTrace {
  /// A table, and what it comes to.
  fileprivate func text(in format: Format) -> [String] {
    var rows = [["", "d value / d", "", "with its numbers", format.name, "exact", ""]]
    rows += lines.map { line in
      [
        line.name + (line.isWhereLost ? " !" : ""), line.step, line.text, line.applied,
        line.outcome.marked, line.unrounded, line.event,
      ]
    }
    return (lines.isEmpty ? [] : aligned(rows) + [""]) + findings
  }
}

extension Duel {
  /// The formula to look at where nobody chose one: the first that loses its digits.
  package var notable: Formula {
    let wrong =
      lines.first { $0.loss?.isRight == false } ?? lines.first { $0.gradient?.isRight == false }
      ?? lines.first { !$0.isKernel }
    return (wrong ?? lines[0]).formula
  }
}

extension Trace {
  /// What the steps come to, a sentence a line.
  package var findings: [String] {
    var findings: [String] = []
    if let lostLine {
      findings.append("lost at '\(lines[lostLine].text)': \(lines[lostLine].explanation)")
    }
    if let bornLine, bornLine != lostLine, let birth = lines[bornLine].birth {
      findings.append(
        "\(birth.rawValue) is born at '\(lines[bornLine].text)': \(lines[bornLine].applied)")
    }
    if let remark { findings.append(remark) }
    if let result {
      let off = spelled(ulps: result.ulps)
      findings.append(
        "\(result.text) in \(format.name): \(result.verdict.words)"
          + (off.isEmpty ? "" : ", off by \(off)"))
    }
    return findings
  }
}
