import Glibc

/// A folder of one test, and a shell that runs the program in it.
struct Scratch: ~Copyable {
  let folder: String

  /// - Parameter parent: `/dev/shm` where a busy disk would make the test wait for every flush.
  init(_ name: String, in parent: String = "/tmp") throws {
    folder = "\(parent)/logitlab-tests-\(getpid())-\(name)"
    _ = try output(of: "mkdir -p \(quoted(folder))")
  }

  deinit { _ = try? output(of: "rm -rf \(quoted(folder))") }

  /// What a line of the shell prints to stdout and stderr, and its status; `lab` is the program.
  ///
  /// - Parameter wrapper: Runs the shell, with the line as its last word.
  func shell(_ line: String, in wrapper: String = "sh -c") throws -> String {
    let program = try quoted(programPath())
    let script = "cd \(quoted(folder)); lab() { \(program) \"$@\"; }; \(line); echo status $?"
    return try output(of: "timeout 20 \(wrapper) \(quoted(script)) < /dev/null")
  }

  /// What the folder holds, hidden files too.
  func names() throws -> [String] {
    try output(of: "ls -A \(quoted(folder))").split(separator: "\n").map(String.init)
  }
}
