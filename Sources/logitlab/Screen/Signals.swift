import CNcurses
import Glibc

/// The signals that concern a screen, held back and read as data instead of interrupting.
///
/// It must exist before ncurses starts, so that the handlers of ncurses never run.
struct Signals: ~Copyable {
  let descriptor: Int32
  private let before: sigset_t

  init() throws(TerminalError) {
    var mask = Self.mask(of: [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT])
    let descriptor = cn_signalfd(&mask)
    guard descriptor >= 0 else { throw TerminalError.system("signalfd") }
    self.descriptor = descriptor
    var before = sigset_t()
    sigprocmask(SIG_BLOCK, &mask, &before)
    self.before = before
  }

  deinit {
    close(descriptor)
    var before = before
    sigprocmask(SIG_SETMASK, &before, nil)
  }

  /// The next signal that waits.
  borrowing func next() -> Int32? {
    let signal = cn_next_signal(descriptor)
    return signal == 0 ? nil : signal
  }

  /// Stops the process as Ctrl-Z does; returns when it is continued.
  borrowing func stop() {
    Self.deliver(SIGTSTP)
    var mask = Self.mask(of: [SIGTSTP])
    sigprocmask(SIG_BLOCK, &mask, nil)
  }

  /// Ends the process by `signal`, so that its parent sees why.
  static func end(by signal: Int32) -> Never {
    deliver(signal)
    exit(128 + signal)
  }

  private static func deliver(_ number: Int32) {
    signal(number, SIG_DFL)
    raise(number)
    var mask = mask(of: [number])
    sigprocmask(SIG_UNBLOCK, &mask, nil)
  }

  private static func mask(of signals: [Int32]) -> sigset_t {
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in signals { sigaddset(&mask, signal) }
    return mask
  }
}
