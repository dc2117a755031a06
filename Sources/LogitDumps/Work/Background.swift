import Dispatch
import Synchronization

/// How far a long work has come, and whether it is to end.
package final class Progress: Sendable {
  private let total = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let isEnded = Atomic<Bool>(false)
  private let doing: Mutex<String>

  package init(_ words: String = "reading") { doing = Mutex(words) }

  /// What is being done.
  package var words: String { doing.withLock { $0 } }

  /// Whether it is known how much there is to do.
  package var isBegun: Bool { total.load(ordering: .relaxed) > 0 }

  /// From nothing to 1.
  package var part: Double {
    Double(done.load(ordering: .relaxed)) / Double(max(1, total.load(ordering: .relaxed)))
  }

  /// - Parameter words: What is done from now on, where that is something else.
  package func begin(_ count: Int, _ words: String? = nil) {
    if let words { doing.withLock { $0 = words } }
    done.store(0, ordering: .relaxed)
    total.store(count, ordering: .relaxed)
  }

  /// - Throws: `DumpError.stopped` where it is to end.
  package func advance(by count: Int) throws(DumpError) {
    done.add(count, ordering: .relaxed)
    if isEnded.load(ordering: .relaxed) { throw .stopped }
  }

  package func stop() { isEnded.store(true, ordering: .relaxed) }
}

/// Work that goes on while keys are answered.
package final class Background<Value: Sendable>: Sendable {
  package let progress: Progress
  private let state = Mutex<Result<Value, DumpError>?>(nil)
  private let group = DispatchGroup()

  /// - Parameter words: What is being done.
  package init(
    _ words: String = "reading",
    _ work: @escaping @Sendable (Progress) throws(DumpError) -> Value
  ) {
    progress = Progress(words)
    group.enter()
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let result = Result { () throws(DumpError) in try work(progress) }
      state.withLock { $0 = result }
      group.leave()
    }
  }

  /// What it came to; nil while it goes on.
  package var result: Result<Value, DumpError>? { state.withLock { $0 } }

  /// Waits for its end.
  func value() throws(DumpError) -> Value {
    group.wait()
    guard let result else { throw .stopped }
    return try result.get()
  }

  /// Waits for its end, no longer than that.
  package func wait(milliseconds: Int) {
    _ = group.wait(timeout: .now() + .milliseconds(milliseconds))
  }
}
