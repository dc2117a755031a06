import LogitLosses
import LogitText

extension Bench {
  /// The bench as a JSON file, for people and programs: keys in a fixed order, one row a line.
  ///
  /// What a scenario means where it says nothing is left out.
  package var scenario: String {
    var fields = [
      ("logitlab", "1"), ("title", title.quotedAsJSON), ("loss", loss.name.quotedAsJSON),
      ("dtype", dtype.name.quotedAsJSON), ("reduction", reduction.name.quotedAsJSON),
      ("logits", Self.lines(of: logits)),
    ]
    if let own = ownLoss { fields.append(("loss_formula", own.body.quotedAsJSON)) }
    if !note.isEmpty { fields.append(("note", note.quotedAsJSON)) }
    if !names.isEmpty {
      let names = (0..<classes).map { className($0).quotedAsJSON }
      fields.append(("classes", "[\(names.joined(separator: ", "))]"))
    }
    for rule in Rule.ofBench {
      guard let values = rules[rule] else { continue }
      let isOne = values.count == 1 && (rule.usual != nil || rule.shape == .label)
      fields.append((rule.name, isOne ? values[0].json : Self.line(of: values)))
    }
    switch uncertainty {
    case .rounded(let format)?: fields.append(("known_to", format.name.quotedAsJSON))
    case .within(let number)?: fields.append(("known_to", number.json))
    case nil: break
    }
    if !stopsGradient { fields.append(("stop_gradient", "false")) }
    if framework != .none { fields.append(("as", framework.name.quotedAsJSON)) }
    if !formulas.isEmpty {
      let pairs = formulas.map { "    \($0.name.quotedAsJSON): \($0.body.quotedAsJSON)" }
      fields.append(("formulas", "{\n\(pairs.joined(separator: ",\n"))\n  }"))
    }
    if row != 0 { fields.append(("row", "\(row)")) }
    if net != .articles(.sigmoid) { fields.append(("net", net.scenario)) }
    switch labels {
    case .indices(let indices): fields.append(("labels", "\(indices)"))
    case .dense(let rows): fields.append(("labels", Self.lines(of: rows)))
    }
    let lines = Self.scenarioFields.compactMap { name in
      fields.first { $0.0 == name }.map { "  \(name.quotedAsJSON): \($0.1)" }
    }
    return "{\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  private static func lines(of rows: [[Number]]) -> String {
    "[\n\(rows.map { "    " + line(of: $0) }.joined(separator: ",\n"))\n  ]"
  }

  private static func line(of row: [Number]) -> String {
    "[\(row.map(\.json).joined(separator: ", "))]"
  }
}
