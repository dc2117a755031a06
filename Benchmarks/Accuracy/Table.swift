import LogitExact

/// The scores of a run as Markdown.
struct Table {
  struct Row {
    let format: String
    let file: String
    /// Scores by output, in the order of the file.
    var outputs: [(name: String, score: Score)]

    var whole: Score {
      outputs.reduce(into: Score()) { $0.merge($1.score) }
    }
  }

  var rows: [Row] = []
  /// What is set beside them; nil for vectors that the libraries were not asked.
  let libraries: Libraries?

  static let formats: [(folder: String, format: Format)] = [
    ("f32", .float32), ("f64", .float64), ("f16", .float16), ("bf16", .bfloat16),
  ]

  /// What a file of vectors is called in requests.
  static let names: [(file: String, name: String)] = [
    ("unary", "sigmoid, log_sigmoid, softplus"), ("neg_log", "neg_log, neg_log1m"),
    ("sigmoid_ce", "sigmoid_cross_entropy"), ("weighted_ce", "weighted_cross_entropy"),
    ("softmax", "logsumexp, softmax, log_softmax"), ("softmax_jac", "softmax: jacobian"),
    ("softmax_ce", "softmax_cross_entropy"), ("sparse_ce", "sparse_softmax_cross_entropy"),
    ("smooth_ce", "the same, label_smoothing"), ("classw_ce", "the same, class_weight too"),
    ("reduce", "the same, batches reduced"), ("bce_prob", "binary_crossentropy"),
    ("bce_prob_clamp100", "bce_loss"), ("cat_prob", "categorical_crossentropy"),
    ("sparse_prob", "sparse_categorical_crossentropy"), ("half_sq", "half_squared_error"),
    ("half_sq_sigmoid", "half_squared_error_sigmoid"),
    ("half_sq_softmax", "half_squared_error_softmax"),
  ]

  var isCorrect: Bool { rows.allSatisfy { $0.whole.wrongCount == 0 } }

  /// One line on all rows.
  var summary: String {
    let all = rows.reduce(into: Score()) { $0.merge($1.whole) }
    let cases = rows.reduce(0) { $0 + ($1.outputs.map(\.score.caseCount).max() ?? 0) }
    return
      "\(cases) cases, \(all.count) outputs, \(all.wrongCount) of them not correctly rounded.\n\n"
  }

  var markdown: String {
    var text = ""
    for (folder, format) in Self.formats {
      let own = rows.filter { $0.format == folder }
      guard !own.isEmpty else { continue }
      text += "## \(format.name)\n\n" + header("function")
      for row in own { text += line(title(row.file), row, row.outputs, row.whole) }
      text += "\n### \(format.name), each output\n\n" + header("output")
      for row in own {
        for output in row.outputs {
          text += line("\(row.file) \(output.name)", row, [output], output.score)
        }
      }
      text += "\n"
    }
    return text
  }

  private func title(_ file: String) -> String {
    Self.names.first { $0.file == file }?.name ?? file
  }

  private func header(_ first: String) -> String {
    let columns =
      [first, "cases", "outputs", "logitlab"] + (libraries == nil ? [] : Libraries.names)
    let rule = ["|---"] + columns.dropFirst().map { _ in "|--:" }
    return "| \(columns.joined(separator: " | ")) |\n\(rule.joined())|\n"
  }

  private func line(
    _ title: String, _ row: Row, _ outputs: [(name: String, score: Score)], _ score: Score
  ) -> String {
    let cases = outputs.map(\.score.caseCount).max() ?? 0
    var cells = [title, "\(cases)", "\(score.count)", Self.steps(Double(score.worst))]
    if let libraries {
      cells += Libraries.names.map { name in
        let figure = libraries.figure(row.format, row.file, outputs.map(\.name), of: name)
        return figure.map(Self.text) ?? ""
      }
    }
    return "| \(cells.joined(separator: " | ")) |\n"
  }

  private static func text(_ figure: Libraries.Figure) -> String {
    let worst = figure.worst.map(steps) ?? "-"
    return figure.bad == 0 ? worst : "\(worst), \(percent(figure.bad, of: figure.outputs))"
  }

  /// Whole up to 9999, then as `7.7e8`.
  private static func steps(_ value: Double) -> String {
    if value < 10_000 { return "\(Int(value))" }
    var exponent = 0
    var digits = value
    while digits >= 9.95 {
      digits /= 10
      exponent += 1
    }
    return "\((digits * 10).rounded() / 10)e\(exponent)"
  }

  private static func percent(_ part: Int, of whole: Int) -> String {
    let share = 100 * Double(part) / Double(max(whole, 1))
    return share < 0.05 ? "< .1 %" : "\((share * 10).rounded() / 10) %"
  }
}
