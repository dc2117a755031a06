import LogitExact
import LogitText

extension Dump {
  /// The commands that put a row on the bench: what it holds there is what the dump holds.
  ///
  /// - Throws: `DumpError` of usage for a row that there is not.
  package func commands(ofRow row: Int) throws(DumpError) -> [String] {
    guard (0..<count).contains(row) else {
      throw .usage(name, "has no row \(row); they are\(counting(count))")
    }
    let logits = try rows.numbers(row..<row + 1)
    var targets: [Double] = []
    if case .values(let values) = labels { targets = try values.numbers(row..<row + 1) }
    func spelled(_ numbers: [Double], _ format: Format) -> String {
      numbers.map { format.shortest($0) }.joined(separator: " ")
    }
    var commands = [
      "dtype \(format.name)", "loss \(loss.name)", "logits \(spelled(logits, format))",
    ]
    if !targets.isEmpty { commands.append("labels \(spelled(targets, format))") }
    if case .indices(let all) = labels {
      // An ignored label is one only once it is ignored.
      if let ignoreIndex, ignoreIndex == all[row] { commands.append("ignore_index \(ignoreIndex)") }
      if all[row] == ignoreIndex || (0..<classCount).contains(all[row]) {
        commands.append("label \(all[row])")
      }
    }
    let weights = head == .softmax ? request.classWeight : []
    if !weights.isEmpty { commands.append("class_weight \(spelled(weights, .float64))") }
    if head == .sigmoid, !request.posWeight.isEmpty {
      commands.append("pos_weight \(spelled(request.posWeight, .float64))")
    }
    if request.labelSmoothing != 0 {
      commands.append("label_smoothing \(request.labelSmoothing.shortest)")
    }
    if request.temperature != 1 { commands.append("temperature \(request.temperature.shortest)") }
    if let note = note(ofRow: row, logits) { commands.append("note \(note.quotedAsJSON)") }
    return commands
  }

  /// Which class has which name, as a bench knows classes by their numbers alone; nil where they have none.
  private func note(ofRow row: Int, _ logits: [Double]) -> String? {
    guard let names = classNames(ofRow: row) else { return nil }
    // A place that only other tokens fill has no name.
    let named = logits.indices.filter { names.indices.contains($0) && !names[$0].isEmpty }
    guard named.contains(where: { names[$0] != "\($0)" }) else { return nil }
    let label: Int? = if case .indices(let all) = labels { all[row] } else { nil }
    let shown =
      named.count <= Self.mostNames
      ? named
      : RowDetail.likeliest(logits, most: Self.mostNames, with: label.map { [$0] } ?? [])
        .filter(named.contains)
    let classes = shown.map { "\($0) \(names[$0].quotedAsJSON)" }.joined(separator: ", ")
    let token = rowNames.map { "token \(row) is \($0[row].quotedAsJSON); " } ?? ""
    let rest = named.count - shown.count
    return token + "classes: " + classes + (rest > 0 ? " and \(rest) less likely ones" : "")
  }

  /// More than these nobody reads in a note.
  private static let mostNames = 50
}
