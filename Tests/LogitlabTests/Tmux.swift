import Glibc

/// A real terminal for one test: a tmux server of its own, killed at the end.
struct Tmux: ~Copyable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let socket: String

  /// Starts a terminal that runs `command`, a line of the shell.
  ///
  /// - Parameters:
  ///   - name: Tells servers of one test run apart.
  ///   - environment: Variables of the command, over those of the tests.
  init(
    _ name: String, width: Int = 80, height: Int = 24, environment: [String: String] = [:],
    command: String
  ) throws {
    socket = "logitlab-\(getpid())-\(name)"
    let variables = environment.sorted { $0.key < $1.key }.flatMap { ["\($0)=\($1)"] }
    let line = (["env", "LC_ALL=C.UTF-8", "-u", "NO_COLOR"] + variables).map(quoted)
    // `env` takes its options before the variables.
    let ordered = [line[0], line[2], line[3], line[1]] + line.dropFirst(4)
    _ = try Self.run(
      socket,
      [
        "-u", "-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
        ordered.joined(separator: " ") + " " + command,
      ])
  }

  deinit {
    // The server leaves its socket behind.
    let path = try? Self.run(socket, ["display-message", "-p", "#{socket_path}"])
    _ = try? Self.run(socket, ["kill-server"])
    if let path { unlink(String(path.prefix { $0 != "\n" })) }
  }

  /// Presses keys, named as tmux names them, such as `q`, `C-z` and `Enter`.
  func press(_ keys: String...) throws { _ = try tmux(["send-keys"] + keys) }

  func type(_ text: String) throws { _ = try tmux(["send-keys", "-l", text]) }

  /// Sends bytes as they are, broken ones as well.
  func send(_ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else { return }
    _ = try tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
  }

  /// Pastes as a terminal does, between brackets if the program asked for them.
  func paste(_ text: String) throws {
    _ = try tmux(["set-buffer", text])
    _ = try tmux(["paste-buffer", "-p", "-r"])
  }

  func resize(width: Int, height: Int) throws {
    _ = try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  /// What the terminal shows; with its colours as escape sequences if `styled`.
  func capture(styled: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p"] + (styled ? ["-e"] : []))
  }

  /// The value of a tmux format such as `#{alternate_on}`.
  func value(_ format: String) throws -> String {
    let text = try tmux(["display-message", "-p", format])
    return String(text.prefix { $0 != "\n" })
  }

  /// Waits until the terminal's text fulfils `condition`, and returns it.
  @discardableResult
  func wait(
    seconds: Int = 20, for what: String, until condition: (String) throws -> Bool
  ) throws -> String {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var text = ""
    while ContinuousClock.now < deadline {
      text = try capture()
      if try condition(text) { return text }
      usleep(10_000)
    }
    throw Failure(description: "waited \(seconds) s for \(what); the terminal shows:\n\(text)")
  }

  @discardableResult
  func wait(forText part: String) throws -> String {
    try wait(for: "'\(part)'") { $0.contains(part) }
  }

  /// Allows programs to fill tmux's buffer as they would the clipboard.
  func allowClipboard() throws { _ = try tmux(["set-option", "-s", "set-clipboard", "on"]) }

  var clipboard: String { get throws { try tmux(["show-buffer"]) } }

  private func tmux(_ arguments: [String]) throws -> String { try Self.run(socket, arguments) }

  private static func run(_ socket: String, _ arguments: [String]) throws -> String {
    try output(of: (["tmux", "-L", socket] + arguments).map(quoted).joined(separator: " "))
  }
}

extension Tmux {
  /// A shell that has started the program and says how it ended.
  ///
  /// - Parameter before: What stands before the program on the line, such as `TERM=dumb `.
  static func running(
    _ name: String, width: Int = 80, height: Int = 24, arguments: String = "", before: String = ""
  ) throws -> Tmux {
    // No folder can be made below /dev/null: a test leaves nothing in the home of who runs it.
    let tmux = try Tmux(
      name, width: width, height: height,
      environment: ["PS1": "$ ", "XDG_STATE_HOME": "/dev/null/state"],
      command: "bash --norc --noprofile -i")
    try tmux.wait(forText: "$")
    let program = try quoted(programPath())
    let stty = "[ \"$old\" = \"$(stty -g)\" ] && echo same"
    try tmux.type(
      "old=$(stty -g); clear; \(before)\(program) \(arguments); echo status $?; \(stty)\n")
    return tmux
  }

  /// The process of the program that the shell has started.
  func program() throws -> pid_t {
    let shell = try value("#{pane_pid}")
    let children = try output(of: "cat /proc/\(shell)/task/\(shell)/children")
    guard let pid = pid_t(children.prefix { $0.isNumber }) else {
      throw Failure(description: "the shell has no child")
    }
    return pid
  }
}

/// What a line of the shell prints; throws if it fails.
func output(of line: String) throws -> String {
  guard let pipe = popen("{ \(line); } 2>&1", "re") else {
    throw Tmux.Failure(description: "popen")
  }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&buffer, 1, buffer.count, pipe)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  let text = String(decoding: bytes, as: UTF8.self)
  guard pclose(pipe) == 0 else { throw Tmux.Failure(description: "\(line)\n\(text)") }
  return text
}

/// `word` as one word of the shell.
func quoted(_ word: String) -> String {
  "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}

/// The built program, which lies beside the tests.
func programPath() throws -> String {
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
  guard count > 0 else { throw Tmux.Failure(description: "/proc/self/exe cannot be read") }
  let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  guard let slash = path.lastIndex(of: "/") else { throw Tmux.Failure(description: path) }
  let program = String(path[...slash]) + "logitlab"
  guard access(program, X_OK) == 0 else {
    throw Tmux.Failure(description: "\(program) is not there")
  }
  return program
}
