import LogitBench
import LogitExact
import LogitLosses
import LogitText

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

  /// What a formula gave; `0~`, `1~`, `inf~` where that is right and rounding made it so.
  package func text(of point: Point, digits: Int? = nil) -> String {
    let plain = digits.map { point.value.significant($0) } ?? text(point.value)
    return plain + (point.isRounded ? "~" : "")
  }

  /// The exact value of a column, rounded to the format; `?` where it is not known.
  package func nearest(_ column: Int, digits: Int? = nil) -> String {
    guard isKnown(column) else { return "?" }
    let plain = digits.map { exact[column].significant($0) } ?? text(exact[column])
    return plain + (roundedColumns.contains(column) ? "~" : "")
  }

  /// Whether the exact value of a column could be proven.
  func isKnown(_ column: Int) -> Bool {
    !exact[column].isNaN || lines.contains { !$0.points[column].ulps.isNaN }
  }

  /// The failures of one formula, in a line.
  package func failures(ofLine line: Int) -> String {
    let own = failures.filter { $0.line == line }
    return own.isEmpty ? soundness[line] : own.map(\.text).joined(separator: "; ")
  }

  /// What is said of a formula that fails nowhere.
  func soundness(ofLine line: Int) -> String {
    let columns = exact.indices
    if columns.contains(where: { exact[$0].isFinite }) {
      let place =
        columns.contains { isKnown($0) && !exact[$0].isFinite }
        ? "where there is a value" : "throughout"
      let worst = lines[line].points.map(\.ulps).filter(\.isFinite).max() ?? 0
      if worst <= 1 { return "right \(place)" }
      // A few ulps lie behind the digits that are printed.
      return worst < 16
        ? "right to \(worst.decimals(1)) ulp \(place)" : "keeps half of its digits \(place)"
    }
    let reason = fault.map { ": \($0)" } ?? " there"
    if columns.contains(where: { exact[$0].isInfinite }) { return "no finite value\(reason)" }
    let isProven = columns.contains { isKnown($0) }
    return isProven ? "no value\(reason)" : "not known: the proof is too long"
  }

  /// The sweep as a table of every tenth column, for a place without a screen.
  package var text: String {
    var text = "\(title), \(format.name); the exact value is that of \(truth)\n\n"
    if request.isOfOldLetters { text = OldLetters.remark + "\n" + text }
    let width = lines.reduce(0) { Swift.max($0, displayWidth(of: $1.name)) }
    for (index, line) in lines.enumerated() {
      text += "\(line.mark) \(line.name.padded(to: width))   \(failures(ofLine: index))\n"
    }
    var rows = [[subject, "nearest"] + lines.flatMap { ["\($0.mark) \(short($0.name))", "ulp"] }]
    for column in stride(from: 0, to: exact.count, by: 10) {
      rows.append(
        [format.shortest(xs[column]), nearest(column)]
          + lines.flatMap { line in
            [self.text(of: line.points[column]), ulpsText(line.points[column].ulps)]
          })
    }
    return ([text] + aligned(rows)).joined(separator: "\n")
  }

  private func short(_ name: String) -> String { name.fitted(to: 20, ellipsis: "..") }
}

extension Sweep.Failure {
  /// `exp(x) overflows above 88.7228: nan`, `exp(x) is rounded next to 1 above about 12`.
  package var text: String {
    let result = result.map { ": \($0)" } ?? ""
    guard let edge = edges.first else { return "\(cause) throughout\(result)" }
    let bounds = edges.map { $0.lastGood.significant(digits) }
    let about = digits < Sweep.sharpDigits ? "about " : ""
    if bounds.count == 2 {
      return "\(cause) between \(about)\(bounds[0]) and \(bounds[1])\(result)"
    }
    let side = edge.firstBad > edge.lastGood ? "above" : "below"
    return "\(cause) \(side) \(about)\(bounds[0])\(result)"
  }
}
