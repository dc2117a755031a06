import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// The bench shown large, for the back of a room: Enter and Backspace walk through the samples, or through
/// the lesson that is open.
extension Desk {
  mutating func present(_ isOn: Bool) {
    interface.isPresenting = isOn
    interface.message = .init(text: isOn ? "" : "present off: as large as always")
  }

  /// - Returns: nil where the key means what it means elsewhere.
  mutating func handleInPresenting(_ key: Key) -> [Request]? {
    guard interface.isPresenting, interface.list == nil else { return nil }
    switch (key.code, key.modifiers) {
    case (.enter, []): return showSample(1)
    case (.backspace, []): return showSample(-1)
    case (.escape, _) where interface.opened == nil:
      present(false)
      return []
    default: return nil
    }
  }

  private mutating func showSample(_ step: Int) -> [Request] {
    let place = samplePlace.map { $0 + step } ?? 0
    guard Sample.names.indices.contains(place) else {
      interface.message = .hint(step > 0 ? "that was the last sample" : "that was the first sample")
      return []
    }
    let hadHeads = interface.opened?.letter == "s"
    let requests = runKey(.sample(Sample.names[place]))
    if hadHeads { toggle("s") }
    interface.message = .init(text: "")
    return requests
  }
}
