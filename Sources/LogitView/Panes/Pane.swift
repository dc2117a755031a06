import LogitBench
import LogitStudies

/// What stands under the table: the picture of an answer about the cell under the cursor, and the keys
/// that choose within it.
///
/// A pane is a value of what is chosen in it. It follows every edit, closes with the letter that opened
/// it or with Esc, and can be printed by the question that it asks in a pipe.
protocol Pane: Sendable {
  associatedtype Asks: Question
  /// What it draws: the answer, or that and what else it asked.
  associatedtype Picture: Sendable

  static var name: String { get }
  /// Opens it and closes it; nil for one that no letter opens.
  static var letter: Character? { get }
  /// What the letter does.
  static var summary: String { get }
  /// What it shows, in a few words.
  static var brief: String { get }
  /// Said when the letter opens it; nil for nothing.
  static var greeting: String? { get }
  /// Whether it hides the table.
  static var isWhole: Bool { get }
  /// The keys that mean something else, or something at all, within it.
  static var keys: [PaneKey<Self>] { get }
  /// Whether a key that is no letter is the same with Shift, Alt or Control.
  static var takesModified: Bool { get }

  /// As its letter opens it.
  init(_ context: PaneContext, after other: any Pane)

  /// As a question opens it where a pipe prints the answer; nil for one that opens nothing.
  init?(asking question: Asks)

  /// What it asks about the cell under the cursor.
  func question(_ context: PaneContext) -> Asks

  /// The answer to its own question, made of that to the one that opened it; nil where there is none.
  func adopted(_ answer: Asks.Answer) -> Asks.Answer?

  /// - Throws: `CommandError` where the bench has no answer; the sentence then stands in its place.
  func picture(
    _ context: PaneContext, _ answers: inout Answers
  ) throws(CommandError) -> Picture

  /// Draws the picture, its rule in the first line.
  func draw(
    _ picture: Picture, _ context: PaneContext, on screen: inout Screen, in area: Rect)

  /// How many lines the picture fills, its rule among them; nil for as many as there are.
  func lines(of picture: Picture, _ context: PaneContext, width: Int) -> Int?

  /// The rule over a sentence that stands in the place of a picture.
  var heading: String { get }

  /// How long until it moves by itself; nil while it rests.
  var pace: Duration? { get }

  /// Moves by itself, after so much time.
  mutating func advance(by elapsed: Duration, in picture: Picture)

  /// Whether what its answer still lacks is not to be computed.
  func isStopped(_ context: PaneContext) -> Bool

  /// Chooses a line of what it lists, by its place.
  mutating func choose(_ place: Int, in picture: Picture)

  /// What a number does that is pasted where nothing is typed; nil where it goes to the cell.
  func pasted(_ number: Number) -> PaneEffect?
}

extension Pane {
  static var letter: Character? { nil }
  static var summary: String { "" }
  static var brief: String { name }
  static var greeting: String? { nil }
  static var isWhole: Bool { false }
  static var takesModified: Bool { false }

  func adopted(_ answer: Asks.Answer) -> Asks.Answer? { answer }
  func lines(of picture: Picture, _ context: PaneContext, width: Int) -> Int? { nil }
  var heading: String { Self.name }
  var pace: Duration? { nil }
  mutating func advance(by elapsed: Duration, in picture: Picture) {}
  func isStopped(_ context: PaneContext) -> Bool { false }
  mutating func choose(_ place: Int, in picture: Picture) {}
  func pasted(_ number: Number) -> PaneEffect? { nil }
}

extension Pane where Picture == Asks.Answer {
  func picture(
    _ context: PaneContext, _ answers: inout Answers
  ) throws(CommandError) -> Picture {
    try answers.ask(question(context), of: context.model)
  }
}

extension Pane where Picture == Compared<Asks.Answer> {
  func picture(
    _ context: PaneContext, _ answers: inout Answers
  ) throws(CommandError) -> Picture {
    let question = question(context)
    let now = try answers.ask(question, of: context.model)
    return Compared(
      now: now, before: context.earlier.flatMap { try? answers.ask(question, of: $0) },
      pinned: context.model.pinnedModel.flatMap { try? answers.ask(question, of: $0) })
  }
}

/// An answer, the same before the last change, for a pane that marks the numbers that moved, and where
/// the bench was pinned, for the ghosts of its bars.
struct Compared<Answer: Reply>: Sendable {
  let now: Answer
  /// nil where the classes were others.
  let before: Answer?
  /// That of the pinned bench.
  let pinned: Answer?
}

/// A pane that opens the same whoever opens it.
protocol PlainPane: Pane {
  init()
}

extension PlainPane {
  init(_ context: PaneContext, after other: any Pane) { self.init() }
  init?(asking question: Asks) { self.init() }
}

/// What a key within a pane comes to, beyond what it changed in the pane.
enum PaneEffect: Sendable {
  case none
  /// The key means what it means everywhere.
  case pass
  case edit(Edit, nudging: Bool = false)
  /// All of them are one step to undo.
  case edits([Edit])
  /// Opens the prompt with the beginning of a line.
  case prompt(String)
  case hint(String)
  case open(any Pane)
}
