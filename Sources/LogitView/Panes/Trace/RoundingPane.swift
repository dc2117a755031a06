import LogitBench
import LogitStudies

/// What is chosen in the duel and in the trace, which hand it to each other.
struct RoundingChoice: Sendable {
  /// nil for the first formula that loses its digits.
  var formula: String?
  /// nil for that of the bench.
  var format: Bench.Dtype?
  /// The step under the cursor; nil for the one where the result is lost.
  var step: Int?
  /// Whether what each step hands back stands in the place of the steps.
  var isBackward = false

  init(after other: any Pane) {
    if let other = other as? any RoundingPane { self = other.choice }
  }

  init(formula: String? = nil, format: Bench.Dtype?) {
    (self.formula, self.format) = (formula, format)
  }
}

/// A duel, and the trace of its chosen formula.
struct RoundingPicture: Sendable {
  let duel: Duel
  let trace: Trace
  /// What the duel comes to, and what a wider format would do for the formula.
  let summary: String
}

/// The duel or the trace.
protocol RoundingPane: Pane where Picture == RoundingPicture {
  var choice: RoundingChoice { get set }
}

extension RoundingPane {
  func picture(
    _ context: PaneContext, _ answers: inout Answers
  ) throws(CommandError) -> RoundingPicture {
    let (model, index, format) = (context.model, context.index, choice.format)
    let duel = try answers.ask(DuelRequest(ofClass: index, in: format), of: model)
    let chosen = choice.formula.flatMap { duel.duel.line(named: $0) }?.formula
    let name = (chosen ?? duel.duel.notable).name
    var request = TraceRequest(ofClass: index, in: format)
    // Where nobody chose, a trace may have been asked for that chooses itself.
    if chosen != nil || answers.known(request, of: model) == nil { request.formula = name }
    request.isBackward = choice.isBackward
    let trace = try answers.ask(request, of: model)
    return RoundingPicture(
      duel: duel.duel, trace: trace.trace, summary: duel.summary(with: trace))
  }

  // MARK: - Keys

  fileprivate mutating func choose(by amount: Int, _ picture: Picture) {
    let names = picture.duel.lines.map(\.formula.name)
    let place = (names.firstIndex(of: picture.trace.formula.name) ?? 0) + amount
    choice.formula = names[min(max(0, place), names.count - 1)]
    choice.step = nil
  }

  mutating func choose(line: Int, _ picture: Picture) {
    let names = picture.duel.lines.map(\.formula.name)
    guard names.indices.contains(line) else { return }
    (choice.formula, choice.step) = (names[line], nil)
  }

  fileprivate mutating func showNextFormat(than usual: Bench.Dtype) {
    let formats = Duel.formats
    let place = formats.firstIndex(of: choice.format ?? usual) ?? 0
    let next = formats[(place + 1) % formats.count]
    choice.format = next == usual ? nil : next
    choice.step = nil
  }
}

extension PaneKey where Of: RoundingPane {
  /// The formula below, above.
  static func choosing(
    _ keys: [(Key, Int)], _ label: String, _ summary: String, hint: (String, String)
  ) -> Self {
    Self(keys, label, summary, hint: hint) { pane, picture, _, amount in
      pane.choose(by: amount, picture)
      return .none
    }
  }

  /// The first formula, the last.
  static var choosingEnds: Self {
    .silent(Key.ends) { pane, picture, _, side in
      pane.choose(by: side * picture.duel.lines.count, picture)
      return .none
    }
  }

  static func formats(_ hints: [KeyHint]) -> Self {
    Self(
      [(.letter("f"), 0), (.letter("D"), 1)], "f D", "the next format; how many digits",
      hints: { _, _, _ in hints },
      act: { pane, _, context, isDigits in
        if isDigits == 1 { return .prompt("digits ") }
        pane.showNextFormat(than: context.bench.dtype)
        return .none
      })
  }
}

extension Trace {
  /// The step under the cursor: the one that was chosen, else the one where the result is lost, or
  /// its NaN is born, else the last.
  func place(_ choice: RoundingChoice) -> Int {
    let last = max(0, lines.count - 1)
    return min(last, max(0, choice.step ?? lostLine ?? bornLine ?? last))
  }
}
