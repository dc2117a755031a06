import Glibc

// `logitlab demo` tries the terminal until the desk exists.
if CommandLine.arguments.dropFirst().first == "demo" { runDemo() } else { print("logitlab") }

func runDemo() {
  var demo = Demo()
  do {
    if case .signal(let signal) = try runOnScreen(&demo) { Signals.end(by: signal) }
  } catch {
    write(all: Array("logitlab: \(error)\n".utf8), to: STDERR_FILENO)
    exit(2)
  }
}
