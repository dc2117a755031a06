import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What is chosen in the duel and in the trace, which share it.
package struct RoundingPane: Equatable, Sendable {
  /// nil for the first formula that loses its digits.
  package var formula: String?
  /// nil for that of the bench.
  package var format: Bench.Dtype?
  /// The step under the cursor; nil for the one where the result is lost.
  package var step: Int?

  package init(formula: String? = nil, format: Bench.Dtype? = nil) {
    self.formula = formula
    self.format = format
  }
}

extension LowerPane {
  /// What the duel and the trace hand to each other.
  var rounding: RoundingPane {
    switch self {
    case .curves, .heads, .compare, .jacobian, .race, .sweep, .frameworks: RoundingPane()
    case .duel(let pane), .trace(let pane): pane
    }
  }
}

/// The duel and the trace of the last frame: a key that only chooses computes nothing anew.
struct RoundingMemory: Sendable {
  private struct Question: Equatable {
    let bench: Bench
    let index: Int
    let digits: Int?
    let format: Bench.Dtype?
  }

  private var question: Question?
  private var known: Duel?
  private var traced: Trace?
  private var summed: (name: String, text: String)?

  private mutating func ask(_ model: Model, _ index: Int, _ pane: RoundingPane) {
    let asked = Question(
      bench: model.bench, index: index, digits: model.digits, format: pane.format)
    guard asked != question else { return }
    question = asked
    known = nil
    traced = nil
    summed = nil
  }

  /// Takes what was answered already.
  mutating func keep(_ duel: Duel, _ model: Model, _ index: Int, _ pane: RoundingPane) {
    ask(model, index, pane)
    known = duel
  }

  mutating func keep(_ trace: Trace, _ model: Model, _ index: Int, _ pane: RoundingPane) {
    ask(model, index, pane)
    traced = trace
  }

  mutating func duel(_ model: Model, _ index: Int, _ pane: RoundingPane) -> Duel {
    ask(model, index, pane)
    if let known { return known }
    let duel = model.duel(ofClass: index, in: pane.format)
    known = duel
    return duel
  }

  /// The formula that is chosen, or the first that loses its digits.
  mutating func chosen(_ model: Model, _ index: Int, _ pane: RoundingPane) -> Formula {
    if let formula = model.formulas.first(where: { $0.name == pane.formula }) { return formula }
    return duel(model, index, pane).notable
  }

  /// The trace of the chosen formula, and what a wider format would do for it.
  mutating func trace(
    _ model: Model, _ index: Int, _ pane: RoundingPane
  ) -> (trace: Trace, summary: String) {
    ask(model, index, pane)
    let formula = chosen(model, index, pane)
    let trace =
      traced.flatMap { $0.formula.name == formula.name ? $0 : nil }
      ?? model.trace(of: formula, ofClass: index, in: pane.format)
    traced = trace
    if let summed, summed.name == formula.name { return (trace, summed.text) }
    let summary = model.summary(of: duel(model, index, pane), chosen: formula)
    summed = (formula.name, summary)
    return (trace, summary)
  }
}

extension PaneKeys {
  static let duel = PaneKeys(
    letter: "d", name: "duel",
    rows: [
      Row(Key.listing, "j k", "the formula below, above", hint: ("j k", "formula")) {
        $0.choose(by: $1)
      },
      .silent(Key.ends) { $0.choose(by: $1 * $0.model.formulas.count) },
      Row([(Key(.enter), 0)], "Enter", "its trace", hint: ("Enter", "trace")) { desk, _ in
        desk.interface.lower = .trace(desk.interface.lower.rounding)
        return []
      },
      formats([.init("f", "format"), .init("D", "digits")]), closing("d"),
    ])

  static let trace = PaneKeys(
    letter: "t", name: "trace",
    rows: [
      Row(
        Key.listing, "j k", "the next step, the one before",
        hints: { $0.hasSteps ? [.init("j k", "step")] : [] }, act: { $0.walk(by: $1) }),
      .silent([(Key(.enter), 1)]) { $0.walk(by: $1) },
      .silent(Key.ends) { $0.walk(by: $1 * Int(Int32.max)) },
      Row(
        [(.letter("J"), 1), (.letter("K"), -1)], "J K", "the next formula, the one before",
        hint: ("J K", "formula")
      ) { $0.choose(by: $1) },
      formats([.init("f", "format")]), .said("d", "duel"), closing("t"),
    ])

  private static func formats(_ hints: [Scene.KeyHint]) -> Row {
    Row(
      [(.letter("f"), 0), (.letter("D"), 1)], "f D", "the next format; how many digits",
      hints: { _ in hints },
      act: { desk, isDigits in
        if isDigits == 1 {
          desk.interface.prompt = Prompt("digits ")
          return []
        }
        return desk.showNextFormat()
      })
  }
}

extension Desk {
  fileprivate mutating func showNextFormat() -> [Request] {
    var pane = interface.lower.rounding
    let formats = Duel.formats
    let place = formats.firstIndex(of: pane.format ?? model.bench.dtype) ?? 0
    let next = formats[(place + 1) % formats.count]
    pane.format = next == model.bench.dtype ? nil : next
    pane.step = nil
    return replace(with: pane)
  }

  private mutating func replace(with pane: RoundingPane) -> [Request] {
    if case .duel = interface.lower {
      interface.lower = .duel(pane)
    } else {
      interface.lower = .trace(pane)
    }
    return []
  }

  fileprivate mutating func choose(by amount: Int) -> [Request] {
    var pane = interface.lower.rounding
    let names = model.formulas.map(\.name)
    let chosen = rounding.chosen(model, interface.index, pane).name
    let place = (names.firstIndex(of: chosen) ?? 0) + amount
    pane.formula = names[min(max(0, place), names.count - 1)]
    pane.step = nil
    return replace(with: pane)
  }

  fileprivate mutating func walk(by amount: Int) -> [Request] {
    var pane = interface.lower.rounding
    let trace = rounding.trace(model, interface.index, pane).trace
    pane.formula = trace.formula.name
    pane.step = min(max(0, trace.place(pane) + amount), max(0, trace.lines.count - 1))
    return replace(with: pane)
  }
}

extension Trace {
  /// The step under the cursor: the one that was chosen, else the one where the result is lost, or
  /// its NaN is born, else the last.
  func place(_ pane: RoundingPane) -> Int {
    let last = max(0, lines.count - 1)
    return min(last, max(0, pane.step ?? lostLine ?? bornLine ?? last))
  }
}
