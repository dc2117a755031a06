import FoundationEssentials
import LogitExact
import LogitText

extension Model {
  /// The answer to `frameworks`.
  func frameworksReport(
    of reference: ClassReference?, json: Bool
  ) throws(CommandError) -> String {
    let index = try reference.map { reference throws(CommandError) in
      try bench.index(of: reference)
    }
    let table = try frameworks(ofClass: index ?? bench.notableClass)
    guard json else { return table.text }
    do { return try table.json() } catch { throw CommandError(.notWritable("\(error)")) }
  }
}

extension FrameworkTable.Cell {
  /// The text, with a mark before the first digit that is wrong.
  var marked: String {
    guard let wrongFrom else { return text }
    return "\(text.prefix(wrongFrom))!\(text.dropFirst(wrongFrom))"
  }
}

extension FrameworkTable {
  /// What is reduced, as it is printed.
  package func text(reduced: Double?) -> String {
    reduced.map { FrameworkTable.Cell.text($0, in: format) } ?? ""
  }

  var text: String {
    let hasReduced = reduced != nil && rows.contains { $0.reduced != nil }
    var cells = [["", "", "loss", "ulp", slope, "ulp", hasReduced ? reduction : ""]]
    cells.append(
      ["exact", "", loss.text, "", gradient.text, "", hasReduced ? text(reduced: reduced) : ""])
    for row in rows {
      cells.append([
        row.owner, row.call, row.loss.marked, ulpsText(row.loss.ulps), row.gradient.marked,
        ulpsText(row.gradient.ulps), hasReduced ? text(reduced: row.reduced) : "",
      ])
    }
    let remarks = rows.map { row in
      let rule = row.rule.map { "; by its own rule \($0)" } ?? ""
      return "\(row.owner), \(row.call):\n  \(row.explanation)\(rule)"
    }
    return (["class \(name), \(place), \(format.name)"] + aligned(cells) + [origin, ""] + remarks)
      .joined(separator: "\n")
  }

  private struct Document: Encodable {
    struct Row: Encodable {
      let framework: String
      let call: String
      let loss: JSONNumber
      let loss_ulps: Double?
      let gradient: JSONNumber
      let gradient_ulps: Double?
      let reduced: JSONNumber?
      let rule: String?
      let explanation: String
    }

    let `class`: String
    let dtype: String
    let loss: JSONNumber
    let gradient: JSONNumber
    let reduction: String
    let reduced: JSONNumber?
    let rows: [Row]
  }

  func json() throws -> String {
    func number(_ value: Double) -> JSONNumber { JSONNumber(value: value, format: format) }
    func known(_ ulps: Double) -> Double? { ulps.isNaN ? nil : ulps }
    let rows = rows.map { row in
      Document.Row(
        framework: row.owner, call: row.call, loss: number(row.loss.value),
        loss_ulps: known(row.loss.ulps), gradient: number(row.gradient.value),
        gradient_ulps: known(row.gradient.ulps), reduced: row.reduced.map(number), rule: row.rule,
        explanation: row.explanation)
    }
    let document = Document(
      class: name, dtype: format.name, loss: number(loss.value), gradient: number(gradient.value),
      reduction: reduction, reduced: reduced.map(number), rows: rows)
    return String(decoding: try JSONEncoder.report.encode(document), as: UTF8.self)
  }
}
