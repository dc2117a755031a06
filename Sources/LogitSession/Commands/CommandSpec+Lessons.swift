import LogitBench
import LogitStudies

/// What opens lessons and leads through them.
extension CommandSpec {
  static let lesson = CommandSpec(
    name: "lesson", aliases: ["lessons"], usage: "lesson [<name>]",
    summary: "List the lessons, or open one: it asks, you guess, it shows.",
    example: "lesson softmax-twice",
    choices: { place, _ in
      place == 2 ? LessonText.all.map { Choice(word: $0.name, summary: $0.title) } : []
    },
    parse: { args throws(CommandError) in
      args.isAtEnd ? .ask(Asked(LessonsRequest())) : .lesson(try args.lesson("a name"))
    })

  static let tour = CommandSpec(
    name: "tour", usage: "tour", summary: "Show the panes and the keys in two minutes.",
    example: "tour", parse: { _ throws(CommandError) in .lesson(LessonText.tour) })

  static let present = CommandSpec(
    name: "present", usage: "present [off]",
    summary:
      "Show the bench large, for the back of a room; Enter leads through samples or a lesson.",
    example: "present",
    parse: { args throws(CommandError) in .present(!args.takes("off")) })

  static let resetLesson = CommandSpec(
    name: "reset", usage: "reset", summary: "Bring the step of the open lesson back as it was.",
    example: "reset", parse: { _ throws(CommandError) in .resetLesson })
}

/// Which lessons there are.
package struct LessonsRequest: Question {
  package static let spec = Spec(
    name: "lesson", usage: "lesson", summary: "List the lessons.", example: "lesson")

  package static let tellsNumbers = false

  package init() {}
  package init(parsing args: inout Arguments) throws(CommandError) {}

  package func answer(on model: Model) -> Page { Page(text: LessonText.list) }
}
