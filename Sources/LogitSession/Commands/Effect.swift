import LogitBench
import LogitStudies

extension Model {
  /// What the shell must do after a command.
  package enum Effect: Equatable, Sendable {
    /// Tell what the command did, in words.
    case say(Answer)
    /// Give the answer to what was asked.
    case answer(Answered)
    /// Carry this out and hand back what came of it, to `finish`.
    case files(FileWork)
    /// Open the lesson.
    case lesson(LessonText)
    /// Bring the step of the open lesson back as it was.
    case resetLesson
    /// Take the mouse of a screen, or leave it to the terminal.
    case mouse(Bool)
    /// Put the cursor on a class.
    case goto(Int)
    /// Show the bench large, or no longer.
    case present(Bool)
    case quit
    /// Ask once, as something would be lost.
    case confirmQuit
  }
}
