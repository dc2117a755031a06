import LogitBench
import LogitStudies
import LogitText

/// A lesson as somebody goes through it: where one is, and what was guessed.
package struct LessonPlay: Equatable, Sendable {
  package let lesson: Lesson
  private let places: [Place]
  private var at = 0
  /// By the step.
  private var guesses: [Int: Guess] = [:]

  private enum Place: Equatable {
    case step(Int)
    /// What is shown of the step's question.
    case reveal(Int)
    case end
  }

  private enum Guess: Equatable {
    case given(Lesson.Ask.Verdict)
    case none
  }

  /// - Throws: `LessonError` where a command of the lesson is refused.
  package init(_ lesson: Lesson) throws(LessonError) {
    self.lesson = lesson
    var places: [Place] = []
    for (index, step) in lesson.steps.enumerated() {
      places.append(.step(index))
      if step.ask != nil { places.append(.reveal(index)) }
    }
    self.places = lesson.questions > 0 ? places + [.end] : places
    at = self.places.count - 1
    _ = try stage()
    at = 0
  }

  /// The bench as it is to be here, and the questions that a screen asks of it.
  ///
  /// - Throws: `LessonError` never once the lesson was begun.
  package func stage() throws(LessonError) -> (model: Model, questions: [Command]) {
    var run = LessonRun()
    var questions: [Command] = []
    for place in places[...at] {
      questions =
        try part(of: place).map { part throws(LessonError) in try run.prepare(part) } ?? []
    }
    var model = run.model
    // The note of a sample would say what the lesson asks.
    _ = try? model.update(.edit(.note("")))
    return (model, questions)
  }

  private func part(of place: Place) -> Lesson.Part? {
    switch place {
    case .step(let index): lesson.steps[index].part
    case .reveal(let index): lesson.steps[index].ask?.reveal
    case .end: nil
    }
  }

  // MARK: - Moving

  package var isAtEnd: Bool { at == places.count - 1 }
  package var isAtStart: Bool { at == 0 }

  /// The question that is open here.
  package var question: Lesson.Ask? {
    guard case .step(let index) = places[at], guesses[index] == nil else { return nil }
    return lesson.steps[index].ask
  }

  /// Goes to the next page; an open question is passed over as one without a guess.
  package mutating func goOn() {
    guard !isAtEnd else { return }
    if question != nil, case .step(let index) = places[at] { guesses[index] = Guess.none }
    at += 1
  }

  package mutating func goBack() { at = max(0, at - 1) }

  /// Commits a guess and shows what is true.
  ///
  /// - Throws: `CommandError` where it is no answer to the question.
  package mutating func guess(_ text: String) throws(CommandError) {
    guard let question, case .step(let index) = places[at] else { return }
    guesses[index] = .given(try question.verdict(on: text))
    at += 1
  }

  // MARK: - What is read

  /// A paragraph of a page, and what it is.
  package struct Paragraph: Equatable, Sendable {
    package enum Kind: Sendable { case prose, question, choice, right, wrong }
    package let kind: Kind
    package let text: String

    init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }
  }

  /// `3 of 7`, of the steps under a heading.
  package var progress: String {
    switch places[at] {
    case .step(let index), .reveal(let index): "\(index + 1) of \(lesson.steps.count)"
    case .end: "the end"
    }
  }

  package var heading: String {
    switch places[at] {
    case .step(0): lesson.title
    case .step(let index), .reveal(let index): lesson.steps[index].heading
    case .end: "what you said"
    }
  }

  package var paragraphs: [Paragraph] {
    switch places[at] {
    case .step(let index):
      let step = lesson.steps[index]
      let prose = step.part.paragraphs.map { Paragraph(.prose, $0) }
      guard let ask = step.ask else { return prose }
      return prose + [Paragraph(.question, ask.question)]
        + ask.choices.enumerated().map { Paragraph(.choice, "\($0 + 1) \($1)") }
    case .reveal(let index):
      guard let ask = lesson.steps[index].ask else { return [] }
      return [verdict(ask, guesses[index])] + ask.reveal.paragraphs.map { Paragraph(.prose, $0) }
    case .end: return summary
    }
  }

  private func verdict(_ ask: Lesson.Ask, _ guess: Guess?) -> Paragraph {
    guard case .given(let verdict) = guess else {
      return Paragraph(.question, "It is \(ask.truth)")
    }
    return Paragraph(verdict.isRight ? .right : .wrong, "You said \(verdict.text)")
  }

  private var summary: [Paragraph] {
    let verdicts = lesson.steps.indices.compactMap { index in
      lesson.steps[index].ask.map { (lesson.steps[index].heading, verdict($0, guesses[index])) }
    }
    let right = verdicts.count { $0.1.kind == .right }
    return [Paragraph(.question, "\(counted(verdicts.count, "question")): \(right) right")]
      + verdicts.map { heading, verdict in
        Paragraph(verdict.kind == .question ? .prose : verdict.kind, "\(heading). \(verdict.text)")
      }
  }
}
