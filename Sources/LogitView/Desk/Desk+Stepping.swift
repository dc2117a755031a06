import LogitBench
import LogitSession

/// Steps down the gradient, one by one or by themselves.
extension Desk {
  /// One step down the gradient of the chosen row.
  mutating func takeStep() -> [Request] {
    let before = model.bench
    let isPlaying = interface.stepping.isPlaying
    let requests = runKey(.edit(.step(interface.stepping.rate)))
    // At the floor, or where rounding lets nothing move, there is nothing to play on.
    let isMoving = model.bench != before && !interface.message.isError
    interface.stepping.isOpen = isMoving
    interface.stepping.isPlaying = isPlaying && isMoving
    return requests
  }

  /// What a key means while steps are open.
  ///
  /// - Returns: nil where it means what it always does; that ends them.
  mutating func handleInSteps(_ key: Key) -> [Request]? {
    guard interface.stepping.isOpen, key == .letter(" ") else {
      (interface.stepping.isOpen, interface.stepping.isPlaying) = (false, false)
      return nil
    }
    interface.stepping.isPlaying.toggle()
    return interface.stepping.isPlaying ? takeStep() : []
  }
}
