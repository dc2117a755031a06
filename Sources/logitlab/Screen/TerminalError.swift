/// Why there can be no screen here; the line-by-line face still works.
enum TerminalError: Error, Equatable {
  case notATerminal
  case unknownTerminal(String)
  case cannotPlaceCursor(String)
  case system(String)
}

extension TerminalError: CustomStringConvertible {
  var description: String {
    switch self {
    case .notATerminal: "standard input and output are not both a terminal"
    case .unknownTerminal(""): "TERM does not say which terminal this is"
    case .unknownTerminal(let name): "the terminal '\(name)' is unknown"
    case .cannotPlaceCursor(let name): "the terminal '\(name)' cannot place its cursor"
    case .system(let call): "\(call) failed"
    }
  }
}
