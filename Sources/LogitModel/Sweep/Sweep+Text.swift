import LogitExact

extension Sweep {
  /// What is swept, and how.
  package var title: String {
    let scale = request.scale == .symlog ? ", symlog" : ""
    return "\(subject) \(request.from) ... \(request.to)\(scale)"
  }

  /// A value as the table and the cursor print it.
  package func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    return value.isInfinite ? value.shortest : format.spelled(value)
  }

  /// `0.31`, `9.28e+06`, `inf`, `?` where the exact value is not known.
  package func text(ulps: Double) -> String {
    if ulps.isNaN { return "?" }
    if ulps.isInfinite { return "lost" }
    if ulps == 0 { return "0" }
    if ulps < 0.005 { return "<0.01" }
    return ulps < 1000 ? ulps.decimals(2) : ulps.scientific(2)
  }

  /// The failures of one formula, in a line.
  package func failures(ofLine line: Int) -> String {
    let own = failures.filter { $0.line == line }
    guard !own.isEmpty else { return "keeps half of its digits throughout" }
    return own.map { $0.text(in: format) }.joined(separator: "; ")
  }

  /// The sweep as a table of every tenth column, for a place without a screen.
  var text: String {
    var text = "\(title), \(format.name); the exact value is that of \(truth)\n\n"
    let width = lines.reduce(0) { Swift.max($0, displayWidth(of: $1.name)) }
    for (index, line) in lines.enumerated() {
      text += "\(line.mark) \(line.name.padded(to: width))   \(failures(ofLine: index))\n"
    }
    var rows = [[subject, "exact"] + lines.flatMap { ["\($0.mark) \(short($0.name))", "ulp"] }]
    for column in stride(from: 0, to: exact.count, by: 10) {
      rows.append(
        [format.shortest(xs[column]), self.text(exact[column])]
          + lines.flatMap { line in
            [self.text(line.points[column].value), self.text(ulps: line.points[column].ulps)]
          })
    }
    return text + "\n" + aligned(rows)
  }

  private func short(_ name: String) -> String { name.fitted(to: 20, ellipsis: "..") }
}
