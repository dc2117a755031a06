import LogitBench
import LogitStudies
import LogitText

/// The commands of a lesson, carried out on a bench of their own.
struct LessonRun {
  /// From the bench on which the program opens.
  private(set) var model = Model()

  struct Outcome: Equatable {
    var lines: [String]
    /// Whether what the command counts on was not seen.
    var isUnmet = false
  }

  /// - Returns: What each command prints. Of edits in a row only the last one tells, what the loss is
  ///   then.
  /// - Throws: `LessonError` with the line of a command that is refused.
  mutating func run(_ lab: Lesson.Lab) throws(LessonError) -> [Outcome] {
    var outcomes: [Outcome] = []
    var isAfterEdit = false
    for entry in lab.entries {
      let answered = try carryOut(entry)
      if answered == nil, isAfterEdit { outcomes[outcomes.count - 1].lines = [] }
      isAfterEdit = answered == nil
      outcomes.append(answered ?? Outcome(lines: [model.standing]))
    }
    return outcomes
  }

  /// Carries out what changes the bench, and leaves the questions unasked.
  ///
  /// - Returns: The questions after the last change, which a screen asks of the bench.
  mutating func prepare(_ part: Lesson.Part) throws(LessonError) -> [Command] {
    var questions: [Command] = []
    for entry in part.labs.flatMap(\.entries) {
      let command = try Self.command(entry)
      if case .ask(let asked) = command {
        if !(asked.question is ExpectRequest) { questions.append(command) }
      } else {
        questions = []
        _ = try carryOut(entry)
      }
    }
    return questions
  }

  /// - Returns: The answer to a question; nil where the command is none.
  private mutating func carryOut(_ entry: Lesson.Entry) throws(LessonError) -> Outcome? {
    let command = try Self.command(entry)
    do throws(CommandError) {
      for effect in try model.update(command) {
        guard case .answer(let answered) = effect else { continue }
        let lines = try answered.text().lines.map { String($0.trimmedEnd) }
        let end = lines.lastIndex { !$0.isEmpty } ?? -1
        return Outcome(lines: Array(lines[...end]), isUnmet: answered.reply.isMet == false)
      }
      return nil
    } catch {
      throw LessonError("'\(entry.command)': \(error)", line: entry.line)
    }
  }

  private static func command(_ entry: Lesson.Entry) throws(LessonError) -> Command {
    do throws(CommandError) {
      guard let command = try Command.parse(entry.command) else {
        throw CommandError("a command is missing")
      }
      guard !command.leavesTheBench else {
        throw CommandError("a lesson stays on its bench: it opens, writes and quits nothing")
      }
      return command
    } catch {
      throw LessonError("'\(entry.command)': \(error)", line: entry.line)
    }
  }
}

extension Command {
  /// Whether it needs more than a bench.
  var leavesTheBench: Bool {
    switch self {
    case .save, .open, .log, .quit, .mouse, .lesson, .resetLesson, .present: true
    case .edit, .ask, .undo, .redo, .pin, .cover, .guess, .digits, .top, .goto, .units, .note,
      .sample:
      false
    }
  }
}
