import LogitText

/// What a command asks of the files; the shell carries it out and hands back a `FileOutcome`.
package enum FileWork: Equatable, Sendable {
  case open(String)
  /// - `force`: Whether a file that this sitting does not know may be overwritten.
  case save(Bench, to: String, force: Bool)
  case log(String, to: String, force: Bool)
}

/// What came of it.
package enum FileOutcome: Equatable, Sendable {
  case opened(Bench, from: String)
  case saved(Bench, to: String)
  case logged(to: String)
  case failed(FileError)
}

/// Why a file was not read or written; it is as it was.
package struct FileError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    /// In the system's words.
    case unreadable(String)
    case unwritable(String)
    /// A folder, a pipe, a device.
    case notAFile(String)
    case tooLarge(limit: Int)
    case notAScenario(ScenarioError)
    case exists(command: String)
    case changed(command: String)
  }

  package let path: String
  package let reason: Reason

  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// Whether it was not tried, because nobody has said that the file may go.
  package var isRefusal: Bool {
    switch reason {
    case .exists, .changed: true
    case .unreadable, .unwritable, .notAFile, .tooLarge, .notAScenario: false
    }
  }
}

extension CommandError {
  package init(_ error: FileError) {
    self.init("\(error)")
    isOfFile = !error.isRefusal
  }
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch reason {
    case .unreadable(let why): "\(path): \(why)"
    case .unwritable(let why): "\(path) was not written: \(why)"
    case .notAFile(let kind): "\(path) is \(kind), not a file"
    case .tooLarge(let limit): "\(path) is larger than \(limit >> 20) MB, too large for a bench"
    case .notAScenario(let error): "\(path): \(error)"
    case .exists(let command):
      "\(path) is there already; \(command)! \(path.asArgument) overwrites it"
    case .changed(let command):
      "\(path) changed on disk since it was opened or written;"
        + " \(command)! \(path.asArgument) overwrites it"
    }
  }
}

extension String {
  /// As one word of the command language: in quotes where a space or a quote would part it.
  package var asArgument: String {
    let isPlain = !isEmpty && !contains { $0.isWhitespace || "\"#".contains($0) }
    return isPlain && !unicodeScalars.contains { $0.mark != nil } ? self : quotedAsJSON
  }
}
