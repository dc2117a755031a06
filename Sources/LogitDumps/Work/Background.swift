import Dispatch
import Synchronization

/// How far a long work has come, and whether it is to end.
package final class Progress: Sendable {
  private let total = Atomic<Int>(1)
  private let done = Atomic<Int>(0)
  private let isEnded = Atomic<Bool>(false)

  package init() {}

  /// From nothing to 1.
  package var part: Double {
    Double(done.load(ordering: .relaxed)) / Double(max(1, total.load(ordering: .relaxed)))
  }

  func begin(_ count: Int) {
    done.store(0, ordering: .relaxed)
    total.store(count, ordering: .relaxed)
  }

  /// - Throws: `DumpError.stopped` where it is to end.
  func advance(by count: Int) throws(DumpError) {
    done.add(count, ordering: .relaxed)
    if isEnded.load(ordering: .relaxed) { throw .stopped }
  }

  package func stop() { isEnded.store(true, ordering: .relaxed) }
}

/// Work that goes on while keys are answered.
package final class Background<Value: Sendable>: Sendable {
  package let progress = Progress()
  private let state = Mutex<Result<Value, DumpError>?>(nil)
  private let group = DispatchGroup()

  package init(_ work: @escaping @Sendable (Progress) throws(DumpError) -> Value) {
    group.enter()
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let result = Result { () throws(DumpError) in try work(progress) }
      state.withLock { $0 = result }
      group.leave()
    }
  }

  /// What it came to; nil while it goes on.
  package var result: Result<Value, DumpError>? { state.withLock { $0 } }

  /// Waits for its end, no longer than that.
  package func wait(milliseconds: Int) {
    _ = group.wait(timeout: .now() + .milliseconds(milliseconds))
  }
}
