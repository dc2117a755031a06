import LogitBench
import LogitSession

/// Gradient steps on the bench: how large they are, and whether one follows the other by itself.
struct Stepping: Sendable {
  /// That of the last step.
  var rate = Number(0.5)
  /// Whether the last thing done was a step, so that Space plays on.
  var isOpen = false
  var isPlaying = false

  /// Slow enough to follow with the eye.
  static let pace = Duration.milliseconds(150)
}
