import LogitExact

/// Programs of row functions that are kept from row to row and from request to request: making the
/// steps of a row takes longer than evaluating them.
///
/// - Derivation: a program is found by its question, and where a label chooses a step, as in
///   `nll_loss`, by the label too; its numbers are bound anew for each row. Of the programs only so
///   many are kept as have `greatestSteps` steps together; then all are forgotten.
/// - Accuracy: what a kept program answers is what a new one would, bit for bit: `RowProgramsTests`.
public struct RowPrograms: Sendable {
  private struct Key: Hashable {
    let question: RowQuestion
    let label: Int?
  }

  private var programs: [Key: RowProgram] = [:]
  private var stepCount = 0
  /// The last one, which need not be looked up.
  private var last: (key: Key, program: RowProgram)?
  /// Those of the last wide row.
  private var wide: (question: RowQuestion, steps: RowSteps)?
  private let greatestSteps: Int
  /// Of fewer classes the steps are soon made, and kept they serve exact digits as well.
  private static let leastWide = 1024

  /// - Parameter greatestSteps: A step takes about a hundred bytes.
  public init(greatestSteps: Int = 200_000) { self.greatestSteps = greatestSteps }

  /// How many programs are kept.
  public var count: Int { programs.count }

  /// The program that answers a question about one row.
  ///
  /// - Shape: its results are those of the outputs, one after another.
  /// - Throws: `ProgramError` where there would be too many steps.
  /// - Precondition: the row has as many classes as the question; it has a label where the function
  ///   takes index labels.
  public mutating func program(
    _ question: RowQuestion, of row: RowValues
  ) throws(ProgramError) -> Program {
    precondition(question.classCount == row.classCount, "a row of \(row.classCount) classes")
    let choice = question.choice
    let label = row.label(for: choice)
    if choice == .numbers {
      last = nil
      return try RowProgram(question, row, label: label).program
    }
    try choose(Key(question: question, label: choice == .label ? label : nil), row)
    last?.program.bind(row)
    return last?.program.program ?? .empty
  }

  /// The outputs of one row, each number rounded once.
  ///
  /// - Parameter budget: By default what the program's steps ask for.
  public mutating func roundings(
    _ question: RowQuestion, of row: RowValues, to format: Format, budget: Budget? = nil
  ) throws(ProgramError) -> Roundings {
    let program = try program(question, of: row)
    return program.roundings(to: format, budget: budget ?? .ofAnAnswer(steps: program.count))
  }

  /// What cheap enclosures tell of the outputs of one row. A wide one has no program made for that.
  package mutating func estimates(
    _ question: RowQuestion, of row: RowValues, in format: Format
  ) throws(ProgramError) -> Estimates {
    if row.classCount >= Self.leastWide, question.function.rows == .classes {
      if wide?.question != question {
        wide = (question, RowSteps(question.formulas, spreadsNaN: true))
      }
      let found = wide?.steps.estimates(in: format) { row.value(named: $0, for: question) }
      if let found { return found }
    }
    return try program(question, of: row).estimates(in: format)
  }

  private mutating func choose(_ key: Key, _ row: RowValues) throws(ProgramError) {
    if let last, last.key == key { return }
    if let known = programs[key] {
      last = (key, known)
      return
    }
    let made = try RowProgram(key.question, row, label: key.label ?? row.label)
    last = (key, made)
    let steps = made.program.count
    guard steps <= greatestSteps else { return }
    if stepCount + steps > greatestSteps {
      programs = [:]
      stepCount = 0
    }
    programs[key] = made
    stepCount += steps
  }
}
