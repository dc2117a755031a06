import CNcurses
import Glibc
import Synchronization

/// Gives the terminal back when the program traps, and lets the signal end the process.
///
/// A handler may not allocate or lock, so all it needs is laid out beforehand.
struct CrashGuard: ~Copyable {
  /// The address of the plan: all that a handler can reach.
  private static let plan = Atomic<UInt>(0)
  private static let stackSize = 64 << 10

  private let plan: UnsafeMutablePointer<cn_crash_plan>
  private let stack: UnsafeMutableRawPointer

  /// - Parameters:
  ///   - modes: How the terminal was before the screen.
  ///   - leave: The bytes that leave the screen.
  ///   - errors: What to show afterwards.
  init(modes: termios, leave: String, errors: borrowing ErrorCapture) {
    plan = .allocate(capacity: 1)
    plan.initialize(
      to: cn_crash_plan(
        terminal: STDOUT_FILENO, modes: modes, leave: strdup(leave), captured: errors.captured,
        error: errors.error))
    stack = .allocate(byteCount: Self.stackSize, alignment: 16)
    Self.plan.store(UInt(bitPattern: plan), ordering: .releasing)
    cn_on_crash({ CrashGuard.handle($0) }, stack, Self.stackSize)
  }

  deinit {
    cn_on_crash(nil, nil, 0)
    Self.plan.store(0, ordering: .releasing)
    free(plan.pointee.leave)
    plan.deallocate()
    stack.deallocate()
  }

  private static func handle(_ signal: Int32) {
    let address = plan.exchange(0, ordering: .acquiringAndReleasing)
    if let plan = UnsafePointer<cn_crash_plan>(bitPattern: address) { cn_carry_out(plan) }
    // By now the default action is back; it waits until this handler returns.
    raise(signal)
  }
}
