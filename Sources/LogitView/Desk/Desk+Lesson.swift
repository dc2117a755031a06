import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// A lesson beside the bench: Enter leads on, Backspace back, and every other key plays.
extension Desk {
  /// - Throws: `CommandError` with the line of the lesson that is at fault.
  package mutating func open(_ text: LessonText) throws(CommandError) {
    let lesson: Lesson
    do throws(LessonError) { lesson = try Lesson(text.text, named: text.name) } catch {
      throw CommandError("\(text.name): \(error)")
    }
    // From one lesson to another the bench from before stays where it is.
    interface.lesson = try OpenLesson(lesson, over: interface.lesson?.aside ?? model)
    showLesson()
  }

  /// Tells who is here for the first time that there is one.
  package mutating func offerTour() {
    interface.message = .hint(
      "new here? ':tour' shows the panes and keys in two minutes, ? lists all keys")
  }

  mutating func resetLesson() throws(CommandError) {
    guard interface.lesson != nil else { throw CommandError(.noLesson) }
    showLesson()
    interface.message = .init(text: "reset: the step as it was")
  }

  /// Puts the bench of the page on the desk and asks what the page asks.
  private mutating func showLesson() {
    guard let lesson = interface.lesson, let stage = try? lesson.play.stage() else { return }
    interface.lesson?.guess = nil
    interface.lesson?.wasTold = nil
    var taken = lesson.aside
    taken.take(stage.model, known: "the lesson \(lesson.play.lesson.name)")
    replace(by: taken)
    for question in stage.questions { _ = runKey(question) }
    interface.message = .init(text: "")
  }

  // MARK: - Keys

  /// - Returns: nil where the key means what it means without a lesson.
  mutating func handleInLesson(_ key: Key) -> [Request]? {
    // A list has keys of its own, but for the answers, which a page may show.
    guard var lesson = interface.lesson, interface.list.map({ $0.kind == .answers }) ?? true
    else { return nil }
    if lesson.guess != nil { return handleInGuess(key) }
    let told = lesson.wasTold
    interface.lesson?.wasTold = nil
    switch (key.code, key.modifiers) {
    case (.enter, []):
      if lesson.play.question != nil, told != key {
        tell("type a guess; Enter again shows it without one", about: key)
      } else if lesson.play.isAtEnd {
        leaveLesson("the lesson is over; ':lesson' lists the others")
      } else {
        lesson.play.goOn()
        interface.lesson = lesson
        showLesson()
      }
    case (.backspace, []):
      lesson.play.goBack()
      interface.lesson = lesson
      showLesson()
    case (.escape, _) where interface.list == nil && interface.opened == nil:
      guard told == key else {
        tell("Esc again leaves the lesson, Enter goes on", about: key)
        break
      }
      leaveLesson("left the lesson; u brings back the bench from before")
    case (.character("R"), []): try? resetLesson()
    case (.character(let character), []) where lesson.play.question != nil:
      guard isGuess(character, at: key) else { return nil }
      interface.lesson?.guess = LineEditor(String(character))
    default: return nil
    }
    return []
  }

  /// Whether a character begins a guess: those of numbers, and `inf` and `nan` where the keys are free.
  private func isGuess(_ character: Character, at key: Key) -> Bool {
    "0123456789-.+".contains(character)
      || "in".contains(character) && KeyMap.action(for: key) == nil
  }

  private mutating func handleInGuess(_ key: Key) -> [Request] {
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): interface.lesson?.guess = nil
    case (.enter, _):
      guard let text = interface.lesson?.guess?.string.trimmed else { break }
      do throws(CommandError) {
        try interface.lesson?.play.guess(text)
        showLesson()
      } catch {
        interface.message = .init(text: "\(error)", isError: true)
        interface.lesson?.guess = nil
      }
    case (.character("z"), .control): return [.suspend]
    default:
      _ = interface.lesson?.guess?.handle(key)
      if interface.lesson?.guess?.isEmpty == true { interface.lesson?.guess = nil }
    }
    return []
  }

  private mutating func tell(_ text: String, about key: Key) {
    interface.lesson?.wasTold = key
    interface.message = .hint(text)
  }

  private mutating func leaveLesson(_ text: String) {
    interface.lesson = nil
    interface.message = .init(text: text)
  }
}
