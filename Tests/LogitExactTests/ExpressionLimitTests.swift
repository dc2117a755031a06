import Synchronization
import Testing

@testable import LogitExact

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

private let scope = Scope(names: ["x": .scalar, "z": .vector(3)])

private func repeated(_ text: String, _ count: Int) -> String {
  String(repeating: text, count: count)
}

@Suite struct ExpressionLimitTests {
  @Test(arguments: [
    ("(", "x", ")"), ("-", "x", ""), ("e^", "x", ""), ("exp(", "x", ")"), ("z[", "x", "]"),
    ("max(1 + 2 * -", "x", ", z[0])"),
  ])
  func nestingEndsAtItsLimit(open: String, inner: String, close: String) throws {
    // The last pattern nests by a sign as well.
    let levels = Expression.nestingLimit / (open.hasPrefix("max") ? 2 : 1)
    func text(_ count: Int) -> String { repeated(open, count) + inner + repeated(close, count) }
    let deep = try Expression(parsing: text(levels), in: scope)
    #expect(try Expression(parsing: deep.description, in: scope) == deep)
    do throws(ExpressionError) {
      _ = try Expression(parsing: text(100_000), in: scope)
      Issue.record("read")
    } catch {
      #expect(error.reason == .nestingTooDeep(limit: 200))
      #expect(error.description == "nested more than 200 deep")
      #expect(error.column > levels * open.count && error.column <= (levels + 1) * open.count)
    }
  }

  @Test func lengthEndsAtItsLimit() throws {
    // n terms and n - 1 signs.
    let terms = Expression.nodeLimit / 2
    #expect(throws: Never.self) {
      try Expression(parsing: "1" + repeated("+1", terms - 1), in: scope)
    }
    for text in [
      "1" + repeated("+1", 100_000), "max(1" + repeated(", x", 100_000) + ")",
      "1" + repeated("*x", terms),
    ] {
      do throws(ExpressionError) {
        _ = try Expression(parsing: text, in: scope)
        Issue.record("read")
      } catch {
        #expect(error.reason == .tooLong(limit: 5_000))
        #expect(error.description == "more than 5000 numbers, names and operations")
        #expect(text.count >= error.column)
      }
    }
  }

  /// What a secondary thread gets on macOS; the main one has 8 MB.
  @Test(arguments: [512, 8_192])
  func theLargestFormulasFitOnAThreadOf(kilobytes: Int) throws {
    let levels = Expression.nestingLimit
    let long = "1" + repeated("+1", Expression.nodeLimit / 2 - 1)
    let texts = [
      long,
      // The longest row inside the deepest brackets.
      repeated("max(1-2*(", levels / 2) + "1" + repeated("-x", 2_000) + repeated("))", levels / 2),
      repeated("(", levels) + "1" + repeated("*x", 2_300) + repeated(")", levels),
      repeated("e^", levels) + "x", repeated("exp(", levels) + "x" + repeated(")", levels),
      repeated("z[", levels) + "x" + repeated("]", levels), repeated("-", levels) + "x",
      repeated("(", 100_000), "1" + repeated("/1", 100_000),
    ]
    let read = onThread(kilobytes: kilobytes) {
      var read = 0
      for text in texts {
        guard let tree = try? Expression(parsing: text, in: scope) else { continue }
        let again = try? Expression(parsing: tree.description, in: scope)
        read += again == tree && again?.hashValue == tree.hashValue ? 1 : 0
        read += tree.shape(in: scope) == .scalar ? 1 : 0
        read += (try? Expression.freeNames(of: text)) == nil ? 0 : 1
      }
      return read
    }
    #expect(read == 3 * 7)
  }
}

/// Runs `work` on a thread with a stack of this size and waits for it.
func onThread(kilobytes: Int, _ work: @escaping @Sendable () -> Int) -> Int {
  let job = Job(work)
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, kilobytes << 10)
  let pointer = Unmanaged.passRetained(job).toOpaque()
  #if canImport(Darwin)
    var thread: pthread_t?
    pthread_create(&thread, &attributes, { Job.run($0) }, pointer)
    if let thread { pthread_join(thread, nil) }
  #else
    var thread = pthread_t()
    pthread_create(&thread, &attributes, { $0.flatMap { Job.run($0) } }, pointer)
    pthread_join(thread, nil)
  #endif
  return job.result.withLock { $0 }
}

private final class Job: Sendable {
  let work: @Sendable () -> Int
  let result = Mutex(0)

  init(_ work: @escaping @Sendable () -> Int) { self.work = work }

  static func run(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    let job = Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue()
    job.result.withLock { $0 = job.work() }
    return nil
  }
}
