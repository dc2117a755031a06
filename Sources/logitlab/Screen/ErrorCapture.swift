import CNcurses
import Glibc

/// Keeps what is written to standard error away from the screen and shows it afterwards.
struct ErrorCapture: ~Copyable {
  /// The file in memory.
  let captured: Int32
  /// Standard error as it was.
  let error: Int32

  init() throws(TerminalError) {
    let captured = cn_memory_file("standard error")
    guard captured >= 0 else { throw TerminalError.system("memfd_create") }
    let error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    dup2(captured, STDERR_FILENO)
    self.captured = captured
    self.error = error
  }

  deinit {
    dup2(error, STDERR_FILENO)
    cn_copy_all(captured, error)
    close(captured)
    close(error)
  }
}
