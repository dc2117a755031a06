import LogitModel

/// What frameworks answer on the current numbers.
package struct FrameworksPane: Equatable, Sendable {
  /// Which of them is explained.
  package var chosen = 0

  package init() {}
}

extension Desk {
  mutating func handleInFrameworks(_ key: Key, _ pane: FrameworksPane) -> [Request]? { nil }
}

extension Screen {
  mutating func drawFrameworks(
    _ scene: Scene, _ pane: FrameworksPane, rule: Rect, in area: Rect
  ) {}
}
