import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// The whole sweep that a line asks for.
func sweep(_ line: String, in model: Model = Model(), columns: Int = 101) throws -> Sweep {
  guard let request = try Model.question(SweepRequest.self, in: line) else {
    Issue.record("'\(line)' is no sweep")
    throw CancellationError()
  }
  var work = try model.sweep(request, columns: columns)
  work.finish()
  return work.sweep
}
