/// What the screen asks of the world after an event.
package enum Request: Equatable, Sendable {
  case quit
  case suspend
  /// Put this text into the terminal's clipboard.
  case copy(String)
}
