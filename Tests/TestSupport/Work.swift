import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#endif

/// The work of this thread so far: what else the machine does counts for nothing.
private var workSoFar: Duration {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// Seconds of work that `body` takes on this thread, for limits that a square of the length would
/// miss by far.
///
/// A sanitizer makes everything some ten times slower: where `LOGITLAB_SLOWER` is set, the seconds
/// are divided by it.
public func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = workSoFar
  try body()
  let slower = ProcessInfo.processInfo.environment["LOGITLAB_SLOWER"].flatMap(Double.init) ?? 1
  return (workSoFar - start) / .seconds(1) / slower
}
