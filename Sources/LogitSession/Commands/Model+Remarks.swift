import LogitBench
import LogitStudies

extension Model {
  /// The same of a command as it was written: what must be said of that goes with the answer.
  package mutating func update(
    _ read: ReadCommand, nudging: Bool = false
  ) throws(CommandError) -> [Effect] {
    for remark in read.remarks { try remark.check(on: bench) }
    let effects: [Effect]
    do throws(CommandError) { effects = try update(read.command, nudging: nudging) } catch {
      // What only the bench could know to be at fault.
      throw error.column == nil ? CommandError(error.sentence, column: read.column) : error
    }
    let notices = read.remarks.compactMap { $0.sentence(on: bench) }
    guard !notices.isEmpty else { return effects }
    return Self.adding(notices, to: effects, of: read.command)
  }

  private static func adding(
    _ notices: [String], to effects: [Effect], of command: Command
  ) -> [Effect] {
    guard case .say(var answer)? = effects.first else {
      return [.say(Answer(text: command.brief, notices: notices))] + effects
    }
    answer.notices += notices
    return [.say(answer)] + effects.dropFirst()
  }
}
