import LogitBench
import LogitSession
import LogitStudies
import Testing

extension Model {
  /// The bench after some lines of the command language.
  static func after(_ lines: String...) throws -> Model {
    var model = Model()
    for line in lines { try model.run(line) }
    return model
  }

  @discardableResult
  mutating func run(_ line: String) throws -> [Effect] {
    try update(#require(try Command.parse(line)))
  }

  /// What a line prints; nil where it prints nothing.
  mutating func printed(by line: String) throws -> String? {
    for case .answer(let answered) in try run(line) { return try answered.text() }
    return nil
  }

  /// What a question about this bench is, as it was asked.
  static func question<Asks: Question>(_: Asks.Type, in line: String) throws -> Asks? {
    guard case .ask(let asked)? = try Command.parse(line) else { return nil }
    return asked.question as? Asks
  }

  /// The answer that a line gets.
  mutating func answer(to line: String) throws -> String {
    for effect in try run(line) {
      if case .say(let answer) = effect { return answer.line }
    }
    return ""
  }

  /// Why the row has no heads; nil where it has.
  var headsRefusal: CommandError? {
    do throws(CommandError) { _ = try HeadsRequest().answer(on: self) } catch { return error }
    return nil
  }

  func headsText(ofClass index: Int) throws -> HeadsText {
    try HeadsRequest().answer(on: self).words(ofClass: index)
  }

  var compared: CompareRequest.Comparison { get throws { try CompareRequest().answer(on: self) } }

  /// What a column of the table prints, a class at a time.
  func column(_ column: Table.Column) -> [String] {
    (0..<table.classes).map { table.text(column, $0) }
  }
}

extension Formulas {
  /// The formula of one number.
  func line(_ subject: ClassNumber, width: Int) -> String { lines([subject], width: width)[0] }
}

/// What a line is refused with; nil where it is carried out.
func refusal(of line: String, in model: Model = Model()) -> String? {
  var model = model
  do throws(CommandError) {
    guard let read = try Command.read(line) else { return nil }
    _ = try model.update(read)
    return nil
  } catch {
    return "\(error.column.map { "\($0): " } ?? "")\(error)"
  }
}
