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
    if !note.isEmpty { fields.append(("note", note.quotedAsJSON)) }
    if !names.isEmpty {
      let names = (0..<classes).map { className($0).quotedAsJSON }
      fields.append(("classes", "[\(names.joined(separator: ", "))]"))
    }
    if posWeight.count > 1 {
      fields.append(("pos_weight", Self.line(of: posWeight)))
    } else if posWeight != [Number.one] {
      fields.append(("pos_weight", posWeight[0].json))
    }
    if !classWeight.isEmpty { fields.append(("class_weight", Self.line(of: classWeight))) }
    if !sampleWeight.isEmpty { fields.append(("sample_weight", Self.line(of: sampleWeight))) }
    if labelSmoothing != Number.zero { fields.append(("label_smoothing", labelSmoothing.json)) }
    if let ignoreIndex { fields.append(("ignore_index", "\(ignoreIndex)")) }
    if temperature != Number.one { fields.append(("temperature", temperature.json)) }
    if !stopsGradient { fields.append(("stop_gradient", "false")) }
    if framework != .none { fields.append(("as", framework.name.quotedAsJSON)) }
    if !formulas.isEmpty {
      let pairs = formulas.map { "    \($0.name.quotedAsJSON): \($0.text.quotedAsJSON)" }
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
