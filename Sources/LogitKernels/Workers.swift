import Glibc
import Synchronization

/// Work in numbered parts, on so many threads.
final class Workers {
  private let next = Atomic(0)
  private let count: Int
  private let work: (_ next: () -> Int?) -> Void

  private init(_ count: Int, _ work: @escaping (() -> Int?) -> Void) {
    (self.count, self.work) = (count, work)
  }

  private func run() {
    work {
      let index = self.next.add(1, ordering: .relaxed).oldValue
      return index < self.count ? index : nil
    }
  }

  /// Runs `work` once on each thread, this one among them; it asks for parts until there are none.
  ///
  /// - Precondition: calls of `work` share nothing that they change.
  static func share(
    _ count: Int, threads: Int, _ work: @escaping (_ next: () -> Int?) -> Void
  ) {
    let workers = Workers(count, work)
    let others = (1..<max(1, min(threads, count))).compactMap { _ -> pthread_t? in
      var thread = pthread_t()
      let context = Unmanaged.passRetained(workers)
      let failed = pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<Workers>.fromOpaque(context).takeRetainedValue().run()
          return nil
        }, context.toOpaque())
      guard failed != 0 else { return thread }
      // The threads that there are do it all.
      context.release()
      return nil
    }
    workers.run()
    for thread in others { pthread_join(thread, nil) }
  }

  /// How many threads this machine runs at once.
  static var all: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
