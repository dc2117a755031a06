import FoundationEssentials

/// What a test compares with a file, and writes there under `LOGITLAB_RECORD=1`: the comparison that
/// failed stays a failure, so no run passes on what it has just written.
enum Recording {
  static var isOn: Bool { ProcessInfo.processInfo.environment["LOGITLAB_RECORD"] == "1" }

  /// Does nothing where nothing is recorded.
  static func write(_ text: String, to url: URL) throws {
    if isOn { try text.write(to: url, atomically: true, encoding: .utf8) }
  }
}
