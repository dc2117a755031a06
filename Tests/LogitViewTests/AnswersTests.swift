import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Synchronization
import Testing

@testable import LogitView

/// Answers are known by bench and question: what a person looks at twice is computed once.
@Suite struct AnswersTests {
  /// How often a question was answered.
  private final class Counter: Sendable {
    private let count = Mutex(0)
    func add() { count.withLock { $0 += 1 } }
    var value: Int { count.withLock { $0 } }
  }

  private struct Grown: Growing {
    let text = ""
    var steps = 0
    var isDone: Bool { steps >= 3 }
    mutating func advance() { steps += 1 }
  }

  private struct Counting: Question {
    static let spec = Spec(name: "count", usage: "count", summary: "", example: "count")

    let number: Int
    let counter: Counter

    init(_ number: Int, _ counter: Counter) { (self.number, self.counter) = (number, counter) }
    init(parsing args: inout Arguments) throws(CommandError) {
      self.init(0, Counter())
    }

    static func == (one: Counting, other: Counting) -> Bool { one.number == other.number }

    /// A number below 0 has no answer.
    func answer(on model: Model) throws(CommandError) -> Grown {
      counter.add()
      if number < 0 { throw CommandError("none") }
      return Grown()
    }
  }

  private let counter = Counter()

  private func question(_ number: Int = 0) -> Counting { Counting(number, counter) }

  @Test func whatIsAskedTwiceIsAnsweredOnce() throws {
    var answers = Answers()
    var model = Model()
    for _ in 0..<3 { _ = try answers.ask(question(), of: model) }
    #expect(counter.value == 1)
    _ = try answers.ask(question(1), of: model)
    #expect(counter.value == 2)
    _ = try model.make(.logit(.index(0), .one), nudging: false)
    _ = try model.make(.logit(.index(0), Number(5)), nudging: false)
    _ = try answers.ask(question(), of: model)
    #expect(counter.value == 3)
    _ = try model.undo()
    _ = try answers.ask(question(), of: model)
    #expect(counter.value == 3)
    // Exact numbers show more digits then.
    _ = model.show(digits: 40)
    _ = try answers.ask(question(), of: model)
    #expect(counter.value == 4)
  }

  @Test func aRefusalIsRememberedAsWell() {
    var answers = Answers()
    for _ in 0..<2 {
      #expect(throws: CommandError("none")) { try answers.ask(question(-1), of: Model()) }
    }
    #expect(counter.value == 1)
    #expect(answers.known(question(-1), of: Model()) == nil)
  }

  @Test func whatWasAskedLongAgoIsForgotten() throws {
    var answers = Answers()
    for number in 0..<20 {
      _ = try answers.ask(question(number), of: Model())
      // Each look keeps it.
      _ = try answers.ask(question(0), of: Model())
    }
    #expect(counter.value == 20)
    _ = try answers.ask(question(1), of: Model())
    #expect(counter.value == 21)
  }

  @Test func whatGrowsDoesSoInItsPlace() throws {
    var answers = Answers()
    // As much as the first frame has time for.
    #expect(try answers.ask(question(), of: Model()).steps == 1)
    for _ in 0..<5 { answers.advance(question(), of: Model()) }
    #expect(answers.known(question(), of: Model())?.steps == 3)
    answers.keep(Grown(), to: question(), of: Model())
    #expect(answers.known(question(), of: Model())?.steps == 0)
    #expect(counter.value == 1)
  }
}

/// A pane shows the answer that its command got.
@Suite struct PaneAnswerTests {
  /// What the open pane would ask is known before a frame is drawn.
  private func isKnown(_ desk: Desk) -> Bool {
    func isKnown<Of: Pane>(_ pane: Of) -> Bool {
      desk.answers.known(pane.question(desk.context), of: desk.model) != nil
    }
    return desk.interface.opened.map { isKnown($0.pane) } ?? false
  }

  @Test(arguments: [
    "duel", "duel 1 float16", "duel c1", "trace", "trace naive", "trace naive 1", "heads",
    "compare", "jacobian", "frameworks", "frameworks 0", "race", "race step 17",
  ])
  func anAnswerOfACommandIsTheOneOfItsPane(line: String) {
    let desk = Desk.after(":\(line)<enter>")
    #expect(isKnown(desk))
    let name = line.split(separator: " ")[0]
    #expect(desk.interface.pane.name == name)
    // A sweep has as many columns as the screen.
    #expect(!isKnown(Desk.after(":sweep logit 0 1<enter>")))
  }

  /// So `F` parses no formula, and compiles none, that it did before. A trace asks by the name of the
  /// formula that its duel chooses.
  @Test(arguments: Panes.all.compactMap { $0.letter }.filter { $0 != "t" })
  func aPaneThatIsOpenedAgainKnowsItsAnswer(letter: Character) {
    let size = Size(width: 100, height: 30)
    var desk = Desk.after(":uncertain .1<enter>")
    _ = desk.render(size)
    desk.type("\(letter)")
    #expect(!isKnown(desk))
    _ = desk.render(size)
    desk.type("<esc>\(letter)")
    #expect(isKnown(desk))
    // An edit that is undone leads back to it.
    desk.type(":logit 0 9<enter>")
    #expect(!isKnown(desk))
    _ = desk.render(size)
    desk.type("u")
    #expect(isKnown(desk))
  }

  /// The class of a command comes under the cursor, by number or by name.
  @Test(arguments: ["duel 0", "trace naive c0", "frameworks 0"])
  func whatACommandIsAboutComesUnderTheCursor(line: String) {
    #expect(Desk.after(":\(line)<enter>").interface.index == 0)
    #expect(Desk.after(":curves 0<enter>").interface.index == 2)
  }

  /// The step that a pane shows is none of the question.
  @Test func aRaceThatWasScrubbedIsAnsweredFromItsStart() {
    let told = Desk.after(":race<enter>").interface.transcript.lines
    let desk = Desk.after("r<right><right>:race<enter>")
    #expect(desk.interface.transcript.lines == told)
    #expect(desk.pane(RacePane.self)?.step == 0)
  }

  @Test func aLongRaceGrowsFrameByFrame() {
    let size = Size(width: 80, height: 24)
    var desk = Desk.after(":race softmax 10<enter>:race rate 1e-9<enter>:race step 10000<enter>")
    var frames = 0
    while frames < 50 {
      _ = desk.render(size)
      guard desk.pace != nil else { break }
      desk.advance(by: .milliseconds(1))
      frames += 1
    }
    #expect(1..<50 ~= frames)
    #expect(desk.render(size).text.contains(" step 10000 "))
  }

  @Test func noTwoPanesHaveOneLetterOrName() {
    let letters = Panes.all.compactMap { $0.letter }
    #expect(Set(letters).count == letters.count)
    #expect(Set(Panes.all.map { $0.name }).count == Panes.all.count)
    for kind in Panes.all {
      guard let letter = kind.letter else { continue }
      #expect(Desk.after("\(letter)").interface.pane.name == kind.name)
      #expect(!kind.summary.isEmpty)
    }
  }
}
