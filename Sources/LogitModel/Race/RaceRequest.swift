/// Which step of the race a person asks for.
package struct RaceRequest: Equatable, Sendable {
  /// nil for the start.
  package var step: Int?
  package var isJSON = false

  package init(step: Int? = nil, isJSON: Bool = false) {
    self.step = step
    self.isJSON = isJSON
  }

  /// Reads what stands behind `race`.
  ///
  /// - Returns: nil where it is an edit of the net.
  init?(_ args: inout Arguments) throws(CommandError) {
    guard !args.isAtEnd else { return }
    if args.takes("--json") {
      isJSON = true
    } else {
      guard args.takes("step") else { return nil }
      step = try Self.step(&args)
      isJSON = args.takes("--json")
    }
  }

  private static func step(_ args: inout Arguments) throws(CommandError) -> Int {
    let (word, column) = try args.wordAndColumn("a step")
    guard let number = Number(word), let step = Int(exactly: number.value(in: .float64)),
      (0...Race.mostSteps).contains(step)
    else { throw CommandError(.stepOutOfRange(word, most: Race.mostSteps), column: column) }
    return step
  }
}

extension RaceRequest: CustomStringConvertible {
  /// What stands behind the command's name, a blank first.
  package var description: String {
    (step.map { " step \($0)" } ?? "") + (isJSON ? " --json" : "")
  }
}
