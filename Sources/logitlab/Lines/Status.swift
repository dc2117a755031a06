import LogitBench

/// Exit statuses, as the README promises.
enum Status {
  static let fine: Int32 = 0
  static let findings: Int32 = 1
  static let usage: Int32 = 2
  static let unreadable: Int32 = 3

  /// Says why a run ends, and how: a command that was refused is wrong usage, anything else could not be read.
  static func telling(_ error: any Error) -> Int32 {
    Output.tell("logitlab: \(error)")
    return error is CommandError ? usage : unreadable
  }
}
