import Glibc
import LogitBench
import LogitSession
import LogitStudies

/// What outlives a sitting without being asked for: the lines of the prompt, and the bench of a
/// sitting that was ended from outside. It lies where XDG wants state, for its owner's eyes alone.
struct StateFolder {
  private let path: String

  /// - Returns: nil where the person has no home.
  init?() {
    // The specification takes relative paths for no paths.
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      path = state + "/logitlab"
    } else if let home = environment("HOME"), home.hasPrefix("/") {
      path = home + "/.local/state/logitlab"
    } else {
      return nil
    }
  }

  private var historyPath: String { path + "/history" }

  private static let linesKept = 1000
  /// A pasted batch is not what a person recalls.
  private static let longestLine = 1000

  /// The lines that were entered in earlier sittings, oldest first.
  var history: [String] {
    // A sitting only adds lines; more than twice as many as are kept are cut here.
    guard let file = try? InputLines.open(historyPath) else { return [] }
    defer { close(file) }
    var input = InputLines(file, name: historyPath)
    var lines: [String] = []
    while let line = try? input.next() { lines.append(line) }
    guard lines.count > 2 * Self.linesKept else { return lines.suffix(Self.linesKept) }
    lines = lines.suffix(Self.linesKept)
    write(lines.joined(separator: "\n") + "\n", to: historyPath, O_TRUNC)
    return lines
  }

  func remember(_ line: String) {
    guard line.utf8.count <= Self.longestLine else { return }
    write(line + "\n", to: historyPath, O_APPEND)
  }

  /// Whether nobody was offered the tour here before, which is noted.
  var offersTour: Bool {
    let mark = path + "/tour"
    guard access(mark, F_OK) != 0 else { return false }
    return write("", to: mark, O_TRUNC)
  }

  /// Keeps the commands that rebuild a bench, when nobody is there to be asked whether its changes may
  /// be lost, and says where they lie.
  ///
  /// - Parameter number: Tells benches apart of which there were several.
  func rescue(_ model: Model, number: Int = 1) {
    let file = path + "/rescued\(number == 1 ? "" : "-\(number)").lab"
    guard write(model.log.joined(separator: "\n") + "\n", to: file, O_TRUNC) else { return }
    Output.tell("logitlab: the bench lies in \(file); 'logitlab -i \(file)' brings it back")
  }

  /// What cannot be written is no reason to disturb anybody.
  @discardableResult
  private func write(_ text: String, to file: String, _ mode: Int32) -> Bool {
    makeFolders()
    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | mode, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return logitlab.write(all: Array(text.utf8), to: descriptor)
  }

  private func makeFolders() {
    for end in path.indices.dropFirst() where path[end] == "/" {
      mkdir(String(path[..<end]), 0o700)
    }
    mkdir(path, 0o700)
  }
}
