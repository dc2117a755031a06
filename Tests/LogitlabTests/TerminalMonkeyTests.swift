import Glibc
import LogitView
import Testing

/// The monkey at a real terminal: whatever it does, the program answers and gives the terminal back.
///
/// `LOGITLAB_MONKEY_EVENTS=5000` makes the sitting as long.
@Suite(.serialized) struct TerminalMonkeyTests {
  /// A shell that starts the program again when the monkey quits it, until a file says stop.
  private func sitting(stop: String) throws -> Tmux {
    let program = try quoted(programPath())
    let script = """
      old=$(stty -g); trap : INT QUIT TSTP; status=0;
      while [ ! -e \(stop) ] && [ $status = 0 ]; do \(program); status=$?; done;
      echo status $status; [ "$old" = "$(stty -g)" ] && echo same; exec sleep 100
      """
    return try Tmux("monkey", width: 100, height: 30, command: "bash -c " + quoted(script))
  }

  /// A new size is shown in every state, so it tells whether the program still listens.
  private func expectAnswer(_ tmux: borrowing Tmux, then size: Size) throws {
    try tmux.resize(width: 40, height: 10)
    let start = ContinuousClock.now
    try tmux.wait(seconds: 5, for: "an answer") {
      $0.contains("60x16 is the least") || $0.contains("status")
    }
    #expect(ContinuousClock.now - start < .seconds(3))
    #expect(try !tmux.capture().contains("status"), "the program ended by itself")
    try tmux.resize(width: max(20, min(size.width, 300)), height: max(5, min(size.height, 100)))
  }

  @Test func theTerminalOutlivesTheMonkey() throws {
    let variable = getenv("LOGITLAB_MONKEY_EVENTS").flatMap { Int(String(cString: $0)) }
    let stop = "/tmp/logitlab-\(getpid())-stop"
    defer { unlink(stop) }
    let tmux = try sitting(stop: stop)
    try tmux.wait(forText: "c2 <")
    var monkey = Monkey(seed: 1)
    var waiting: [UInt8] = []
    for count in 1...(variable ?? 300) {
      switch monkey.next() {
      // Stopping is tested elsewhere: here it would leave the monkey alone with the shell.
      case .bytes(let bytes, _): waiting += bytes.filter { $0 != 0x1A }
      case .resize(let size): try expectAnswer(tmux, then: size)
      }
      if count.isMultiple(of: 10) || waiting.count > 1000 {
        for start in stride(from: 0, to: waiting.count, by: 1000) {
          try tmux.send(Array(waiting[start...].prefix(1000)))
        }
        waiting = []
      }
    }
    try expectAnswer(tmux, then: Size(width: 100, height: 30))
    let memory = try output(of: "grep VmRSS /proc/\(tmux.program())/status")
    #expect(memory.split(separator: " ").compactMap { Int($0) }.first.map { $0 < 300_000 } == true)

    _ = try output(of: "touch \(stop)")
    // Whatever is open ends: a paste, then an edit or a prompt.
    try tmux.send(Array("\u{1B}[201~".utf8))
    for _ in 0..<3 {
      usleep(300_000)
      try tmux.send([0x1B])
    }
    usleep(300_000)
    try tmux.send(Array(":q!\r".utf8))
    try tmux.wait(forText: "status 0")
    try tmux.wait(forText: "same")
    #expect(try tmux.value("#{alternate_on}#{keypad_cursor_flag}#{cursor_flag}") == "001")
  }
}
