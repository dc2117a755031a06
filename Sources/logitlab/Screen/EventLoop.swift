import Glibc
import LogitText
import LogitView

/// Why the screen was left.
enum ExitReason: Equatable {
  case quit
  /// The terminal is gone.
  case inputClosed
  /// A signal asked for it; the caller ends by the same one, `Signals.end(by:)`.
  case signal(Int32)
}

/// Runs `program` on the terminal until it asks to quit, and gives the terminal back.
///
/// - Parameters:
///   - files: Carries out what it asks of them.
///   - state: Keeps the lines of the prompt; nil keeps none.
/// - Throws: `TerminalError` if there can be no screen; then nothing has been drawn.
func runOnScreen(
  _ program: inout some ScreenProgram, _ files: inout Files, _ state: StateFolder?,
  _ appearance: Appearance
) throws(TerminalError) -> ExitReason {
  var modes = termios()
  guard tcgetattr(STDIN_FILENO, &modes) == 0 else { throw TerminalError.notATerminal }
  let signals = try Signals()
  let errors = try ErrorCapture()
  return try runOnScreen(&program, &files, state, appearance, modes, signals, errors)
}

private func runOnScreen(
  _ program: inout some ScreenProgram, _ files: inout Files, _ state: StateFolder?,
  _ appearance: Appearance, _ modes: termios, _ signals: borrowing Signals,
  _ errors: borrowing ErrorCapture
) throws(TerminalError) -> ExitReason {
  var terminal = try Terminal(appearance)
  let crashGuard = CrashGuard(modes: modes, leave: terminal.leaveSequence, errors: errors)
  let reason = run(&program, &files, state, &terminal, signals, crashGuard)
  return reason
}

private func run(
  _ program: inout some ScreenProgram, _ files: inout Files, _ state: StateFolder?,
  _ terminal: inout Terminal, _ signals: borrowing Signals, _ crashGuard: borrowing CrashGuard
) -> ExitReason {
  var input = InputParser()
  let clock = ContinuousClock()
  var moved = clock.now
  var wasMoving = false
  while true {
    terminal.draw(program.render(terminal.size))
    let pace = program.pace
    if !wasMoving { moved = clock.now }
    wasMoving = pace != nil
    let news = waitForNews(&input, signals, until: pace.map { moved + $0 })
    if let pace, clock.now >= moved + pace {
      program.advance(by: clock.now - moved)
      moved = clock.now
    }
    for signal in news.signals {
      switch signal {
      case SIGINT, SIGTERM, SIGHUP, SIGQUIT: return .signal(signal)
      case SIGTSTP: suspend(&terminal, signals)
      case SIGCONT: terminal.enter()
      default: break
      }
    }
    // However many came, the size now is the one that counts.
    if news.signals.contains(SIGWINCH) { terminal.resize() }
    for event in news.events {
      for request in program.handle(event) {
        switch request {
        case .quit: return .quit
        case .suspend: suspend(&terminal, signals)
        case .repaint: terminal.forget()
        case .mouse(let isOn): terminal.takeMouse(isOn)
        case .files(let work): program.finish(files.carryOut(work))
        case .list(let folder):
          program.listed(FolderNames(folder: folder, names: files.names(in: folder)))
        case .copy(let text): terminal.copy(text)
        case .remember(let line): state?.remember(line)
        }
      }
    }
    if news.isClosed { return .inputClosed }
  }
}

private func suspend(_ terminal: inout Terminal, _ signals: borrowing Signals) {
  terminal.leave()
  signals.stop()
  terminal.enter()
}

/// What happened while the program waited.
private struct News {
  var events: [Event] = []
  var signals: [Int32] = []
  var isClosed = false

  var isEmpty: Bool { events.isEmpty && signals.isEmpty && !isClosed }
}

/// Sleeps until something happens, or until the time is over, and returns all that has happened.
private func waitForNews(
  _ input: inout InputParser, _ signals: borrowing Signals, until end: ContinuousClock.Instant?
) -> News {
  var news = News()
  while news.isEmpty {
    let left = end.map { max(0, milliseconds(until: $0)) }
    var waits = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&waits, nfds_t(waits.count), timeout(input.patience, left))
    if count == 0 {
      let isInputDue = input.patience.map { patience in left.map { patience <= $0 } ?? true }
      if isInputDue ?? false { news.events += input.flush() }
      if let end, ContinuousClock.now >= end { return news }
    }
    if count < 0, errno != EINTR { news.isClosed = true }
    while let signal = signals.next() { news.signals.append(signal) }
    if count > 0 { readAll(&input, Int32(waits[0].revents), &news) }
  }
  return news
}

/// How long `poll` may sleep: until the first of both; −1 where there is neither.
private func timeout(_ patience: Int?, _ left: Int?) -> Int32 {
  Int32([patience, left].compactMap { $0 }.min() ?? -1)
}

/// Rounded up, so that waiting them is long enough.
private func milliseconds(until end: ContinuousClock.Instant) -> Int {
  let (seconds, attoseconds) = (end - .now).components
  return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
}

/// Reads what the terminal has sent; a flood is cut so that the screen still moves.
private func readAll(_ input: inout InputParser, _ ready: Int32, _ news: inout News) {
  var ready = ready
  var buffer = [UInt8](repeating: 0, count: 4096)
  for _ in 0..<64 where ready != 0 {
    guard ready & POLLIN != 0 else {
      news.isClosed = true
      return
    }
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 {
      news.events += input.feed(buffer[..<count])
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      news.isClosed = true
      return
    }
    var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    ready = poll(&wait, 1, 0) > 0 ? Int32(wait.revents) : 0
  }
}
