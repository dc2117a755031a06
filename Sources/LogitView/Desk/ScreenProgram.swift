import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What the screen asks of the world after an event.
package enum Request: Equatable, Sendable {
  case quit
  case suspend
  /// Take the mouse, or leave it to the terminal.
  case mouse(Bool)
  /// Draw all of the screen anew, whatever it shows.
  case repaint
  /// Carry this out and hand back what came of it, to `finish`.
  case files(FileWork)
  /// Put this text into the terminal's clipboard.
  case copy(String)
  /// Tell the names in this folder, to `listed`.
  case list(String)
  /// Keep this line of the prompt for later sittings.
  case remember(String)
}

/// A program that lives on a terminal's screen and never touches it.
package protocol ScreenProgram {
  /// Takes in one event and says what the world must do next, in order.
  mutating func handle(_ event: Event) -> [Request]

  /// Takes in what came of a request for work on files.
  mutating func finish(_ outcome: FileOutcome)

  /// Takes in the names of a folder that were asked for.
  mutating func listed(_ listing: FolderNames)

  /// How long until the program moves by itself; nil while nothing moves.
  var pace: Duration? { get }

  /// Moves by itself, after so much time.
  mutating func advance(by elapsed: Duration)

  /// Draws the program for a terminal of this size.
  mutating func render(_ size: Size) -> Screen
}
