import LogitBench
import LogitSession
import LogitStudies

/// What stood under the table for the classes of a bench: going back to one proves no digit again.
struct NotesMemory: Sendable {
  private struct Question: Equatable {
    let bench: Bench
    let digits: Int?
    let width: Int
    let room: Int
  }

  private var question: Question?
  private var lines: [Int: [String]] = [:]

  private var overflowing: (bench: Bench, text: String?)?

  /// What `Bench.overflow` says, which looks at every number of the row.
  mutating func overflow(of bench: Bench) -> String? {
    if let overflowing, overflowing.bench == bench { return overflowing.text }
    let text = bench.overflow
    overflowing = (bench, text)
    return text
  }

  mutating func notes(_ scene: Scene, width: Int, room: Int) -> [String] {
    let asked = Question(
      bench: scene.model.bench, digits: scene.model.digits, width: width, room: room)
    if asked != question {
      question = asked
      lines = [:]
    }
    let index = scene.interface.index
    if let known = lines[index] { return known }
    let made = scene.notes(width: width, room: room)
    lines[index] = made
    return made
  }
}
