import LogitBench
import LogitStudies

/// What was answered lately, known by the bench and the question: a key that only chooses, an edit
/// that is undone and a pane that is opened again compute nothing anew.
struct Answers: Sendable {
  private struct Known {
    let bench: Bench
    /// Exact numbers have so many.
    let digits: Int?
    let question: any Question
    let kind: ObjectIdentifier
    /// A `Result` of the question's answer.
    var result: any Sendable
  }

  /// The last that was asked for stands last.
  private var known: [Known] = []

  /// Enough for the questions of a pane about the classes around the cursor and before an edit.
  private static let most = 16

  /// The answer, computed where it is not known. One that grows has then done what a frame has time
  /// for.
  ///
  /// - Throws: `CommandError` where the bench has none; that is remembered as well.
  mutating func ask<Asks: Question>(
    _ question: Asks, of model: Model
  ) throws(CommandError) -> Asks.Answer {
    try question.checkCover(of: model)
    if let place = place(of: question, model), let found = result(of: question, at: place) {
      if place < known.count - 1 { known.append(known.remove(at: place)) }
      return try found.get()
    }
    let new: Result<Asks.Answer, CommandError>
    do throws(CommandError) {
      new = .success(Self.grown(try question.answer(on: model)))
    } catch {
      new = .failure(error)
    }
    add(new, to: question, of: model)
    return try new.get()
  }

  /// The answer as far as it is known; nil where nobody asked, and for a refusal.
  func known<Asks: Question>(_ question: Asks, of model: Model) -> Asks.Answer? {
    place(of: question, model).flatMap { try? result(of: question, at: $0)?.get() }
  }

  func reply(to question: any Question, of model: Model) -> (any Reply)? {
    func find<Asks: Question>(_ question: Asks) -> (any Reply)? { known(question, of: model) }
    return find(question)
  }

  /// Takes what was answered elsewhere.
  mutating func keep<Asks: Question>(
    _ answer: Asks.Answer, to question: Asks, of model: Model
  ) {
    if let place = place(of: question, model) { known.remove(at: place) }
    add(Result<Asks.Answer, CommandError>.success(answer), to: question, of: model)
  }

  /// Changes a known answer that depends on what somebody looks at.
  mutating func change<Asks: Question>(
    _ question: Asks, of model: Model, _ change: (inout Asks.Answer) -> Void
  ) {
    guard let place = place(of: question, model),
      case .success(var answer)? = result(of: question, at: place)
    else { return }
    change(&answer)
    known[place].result = Result<Asks.Answer, CommandError>.success(answer)
  }

  /// Does as much of a growing answer as a frame has time for.
  mutating func advance(_ question: some Question, of model: Model) {
    change(question, of: model) { $0 = Self.grown($0) }
  }

  private static func grown<Answer: Reply>(_ answer: Answer) -> Answer {
    guard var growing = answer as? any Growing, !growing.isDone else { return answer }
    growing.advance()
    return growing as? Answer ?? answer
  }

  private mutating func add<Asks: Question>(
    _ result: Result<Asks.Answer, CommandError>, to question: Asks, of model: Model
  ) {
    if known.count == Self.most { known.removeFirst() }
    known.append(
      Known(
        bench: model.bench, digits: model.digits, question: question,
        kind: ObjectIdentifier(Asks.self), result: result))
  }

  private func place<Asks: Question>(of question: Asks, _ model: Model) -> Int? {
    known.lastIndex {
      $0.kind == ObjectIdentifier(Asks.self) && $0.question as? Asks == question
        && $0.digits == model.digits && $0.bench == model.bench
    }
  }

  private func result<Asks: Question>(
    of question: Asks, at place: Int
  ) -> Result<Asks.Answer, CommandError>? {
    known[place].result as? Result<Asks.Answer, CommandError>
  }
}
