import LogitBench
import LogitStudies
import LogitText

/// A pane of any kind, as the screen holds it.
struct OpenPane: Sendable {
  private(set) var pane: any Pane

  init(_ pane: any Pane) { self.pane = pane }

  /// As its letter opens it.
  init(_ kind: any Pane.Type, _ context: PaneContext, after other: OpenPane) {
    pane = kind.init(context, after: other.pane)
  }

  private var kind: any Pane.Type { type(of: pane) }

  var isWhole: Bool { kind.isWhole }
  var letter: Character? { kind.letter }

  /// Its keys that the help tells of: how each is written, what it does, and one of it.
  var rows: [(label: String, summary: String, key: Key)] {
    func rows<Of: Pane>(_: Of.Type) -> [(String, String, Key)] {
      Of.keys.compactMap { row in
        guard let label = row.label, let key = row.keys.first?.key else { return nil }
        return (label, row.summary, key)
      }
    }
    return rows(kind)
  }

  var name: String { kind.name }

  /// The same pane whatever is chosen within it.
  func isSame(as other: OpenPane) -> Bool { kind == other.kind }

  /// What a key does in it.
  mutating func handle(
    _ key: Key, _ context: PaneContext, _ answers: inout Answers
  ) -> PaneEffect {
    func act<Of: Pane>(_ pane: Of) -> (any Pane, PaneEffect) {
      var pane = pane
      guard let (row, value) = Of.row(for: key),
        let picture = try? pane.picture(context, &answers)
      else { return (pane, .pass) }
      let effect = row.act(&pane, picture, context, value)
      return (pane, effect)
    }
    let effect: PaneEffect
    (pane, effect) = act(pane)
    return effect
  }

  /// Chooses a line of what it lists.
  mutating func choose(_ place: Int, _ context: PaneContext, _ answers: inout Answers) {
    func choose<Of: Pane>(_ pane: Of) -> any Pane {
      var pane = pane
      if let picture = try? pane.picture(context, &answers) { pane.choose(place, in: picture) }
      return pane
    }
    pane = choose(pane)
  }

  func pasted(_ number: Number) -> PaneEffect? { pane.pasted(number) }

  /// Draws what it shows, or why there is nothing to show.
  ///
  /// - Returns: What the line of keys says of it.
  func draw(
    _ context: PaneContext, _ answers: inout Answers, on screen: inout Screen, in area: Rect
  ) -> [KeyHint] {
    func draw<Of: Pane>(_ pane: Of) -> [KeyHint] {
      var picture: Of.Picture?
      do throws(CommandError) {
        let shown = try pane.picture(context, &answers)
        pane.draw(shown, context, on: &screen, in: area)
        picture = shown
      } catch {
        let (rule, body) = area.parted()
        screen.drawRule([pane.heading], hasFocus: context.hasFocus, in: rule)
        screen.drawWords("\(error)".wrapped(to: body.width - 2), y: body.y, in: body)
      }
      // Without a picture no key chooses in it.
      return Of.keys.filter { picture != nil || $0.keys.isEmpty }
        .flatMap { $0.hints(pane, picture, context) }
    }
    return draw(pane)
  }

  /// How many lines its picture fills; nil for as many as there are.
  func lines(_ context: PaneContext, _ answers: inout Answers, width: Int) -> Int? {
    func lines<Of: Pane>(_ pane: Of) -> Int? {
      do throws(CommandError) {
        return pane.lines(of: try pane.picture(context, &answers), context, width: width)
      } catch {
        return 2 + "\(error)".wrapped(to: width - 2).count
      }
    }
    return lines(pane)
  }

  /// How long until it moves by itself, or computes on what its answer lacks; nil while it rests.
  func pace(_ context: () -> PaneContext, _ answers: Answers) -> Duration? {
    func pace<Of: Pane>(_ pane: Of) -> Duration? {
      if let pace = pane.pace { return pace }
      guard Of.Asks.Answer.self is any Growing.Type else { return nil }
      let context = context()
      guard !pane.isStopped(context),
        let growing = answers.known(pane.question(context), of: context.model) as? any Growing
      else { return nil }
      return growing.isDone ? nil : .milliseconds(1)
    }
    return pace(pane)
  }

  mutating func advance(
    by elapsed: Duration, _ context: PaneContext, _ answers: inout Answers
  ) {
    func advance<Of: Pane>(_ pane: Of) -> any Pane {
      var pane = pane
      if Of.Asks.Answer.self is any Growing.Type, !pane.isStopped(context) {
        answers.advance(pane.question(context), of: context.model)
      }
      if pane.pace != nil, let picture = try? pane.picture(context, &answers) {
        pane.advance(by: elapsed, in: picture)
      }
      return pane
    }
    pane = advance(pane)
  }

  /// The pane of a kind that a question opens, which takes its answer for the one that it would ask
  /// for; nil for a question of another kind.
  static func opened(
    _ kind: any Pane.Type, by question: any Question, _ reply: any Reply,
    _ context: PaneContext, _ answers: inout Answers
  ) -> OpenPane? {
    func open<Of: Pane>(_: Of.Type) -> OpenPane? {
      guard let question = question as? Of.Asks, let answer = reply as? Of.Asks.Answer,
        let pane = Of(asking: question)
      else { return nil }
      if let own = pane.adopted(answer) {
        answers.keep(own, to: pane.question(context), of: context.model)
      }
      return OpenPane(pane)
    }
    return open(kind)
  }
}

extension Pane {
  /// The row of a key, and what the key stands for in it.
  fileprivate static func row(for key: Key) -> (row: PaneKey<Self>, value: Int)? {
    var plain = key
    if takesModified {
      if case .character = key.code {} else { plain.modifiers = [] }
    }
    for row in keys {
      if let found = row.keys.first(where: { $0.key == plain }) { return (row, found.value) }
    }
    return nil
  }
}
