import FoundationEssentials
import LogitBench
import LogitExact
import LogitText

/// What frameworks answer about a class.
package struct FrameworksRequest: Question {
  /// nil for the one that matters.
  package var index: ClassReference?

  package static let spec = Spec(
    name: "frameworks", usage: "frameworks [<class>] [--json]",
    summary: "Print what frameworks answer here by their rules and their arithmetic.",
    example: "frameworks")

  package init(ofClass index: Int) { self.index = .index(index) }

  package init(parsing args: inout Arguments) throws(CommandError) {
    index = args.isAtEnd ? nil : try args.classReference("a class")
  }

  package var words: String { index?.description ?? "" }
  package var readsLabels: Bool { true }

  package func pointed(at index: Int) -> FrameworksRequest {
    self.index == nil ? FrameworksRequest(ofClass: index) : self
  }

  package func answer(on model: Model) throws(CommandError) -> FrameworkTable {
    try model.frameworks(ofClass: model.bench.index(of: index))
  }
}

extension FrameworkTable.Cell {
  /// The text, with a mark before the first digit that is wrong.
  var marked: String {
    guard let wrongFrom else { return text }
    return "\(text.prefix(wrongFrom))!\(text.dropFirst(wrongFrom))"
  }
}

extension FrameworkTable: JSONReply {
  /// What is reduced, as it is printed.
  package func text(reduced: Double?) -> String {
    reduced.map { FrameworkTable.Cell.text($0, in: format) } ?? ""
  }

  package var text: String {
    let hasReduced = reduced != nil && rows.contains { $0.reduced != nil }
    var cells = [["", "", "loss", "off", slope, "off", hasReduced ? reduction : ""]]
    cells.append(
      ["exact", "", loss.text, "", gradient.text, "", hasReduced ? text(reduced: reduced) : ""])
    for row in rows {
      cells.append([
        row.owner, row.call, row.loss.marked, row.loss.off, row.gradient.marked, row.gradient.off,
        hasReduced ? text(reduced: row.reduced) : "",
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

  package var document: any Encodable {
    func number(_ value: Double) -> JSONNumber { JSONNumber(value: value, format: format) }
    func known(_ ulps: Double) -> Double? { ulps.isNaN ? nil : ulps }
    let rows = rows.map { row in
      Document.Row(
        framework: row.owner, call: row.call, loss: number(row.loss.value),
        loss_ulps: known(row.loss.ulps), gradient: number(row.gradient.value),
        gradient_ulps: known(row.gradient.ulps), reduced: row.reduced.map(number), rule: row.rule,
        explanation: row.explanation)
    }
    return Document(
      class: name, dtype: format.name, loss: number(loss.value), gradient: number(gradient.value),
      reduction: reduction, reduced: reduced.map(number), rows: rows)
  }
}
