import LogitBench

/// Which samples there are.
package struct SamplesRequest: Question {
  package static let spec = Spec(
    name: "samples", usage: "samples", summary: "List the samples.", example: "samples")

  package static let tellsNumbers = false

  package init(parsing args: inout Arguments) throws(CommandError) {}

  package func answer(on model: Model) -> Page { Page(text: Sample.list) }
}
