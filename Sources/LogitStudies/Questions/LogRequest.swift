import LogitBench
import LogitText

/// Which commands rebuild this bench.
package struct LogRequest: Question {
  package static let spec = Spec(
    name: "log", usage: "log [<file>]",
    summary: "Show the commands that rebuild this bench, or write them as a script.",
    example: "log", operand: .path)

  package static let tellsNumbers = false

  package init() {}
  package init(parsing args: inout Arguments) throws(CommandError) {}

  package func answer(on model: Model) -> Page { Page(text: model.log.joined(separator: "\n")) }
}
