import Glibc
import LogitBench
import LogitSession
import LogitStudies
import LogitText
import TestSupport

@testable import LogitView

/// The program under a monkey's hands, watched after each step.
struct Sitting {
  /// What should never happen, and did.
  struct Failure: Error, CustomStringConvertible {
    let seed: UInt64
    let step: Int
    let what: String
    let cause: Monkey.Step

    var description: String {
      "seed \(seed), step \(step): \(what) after \(cause);"
        + " LOGITLAB_MONKEY_SEED=\(seed) LOGITLAB_MONKEY_EVENTS=\(step + 1)"
        + " LOGITLAB_MONKEY_FROM=\(step - step % Sitting.stepsOfADesk)"
        + " swift test --filter LogitViewTests.MonkeyTests replays it"
    }
  }

  private let seed: UInt64
  private var monkey: Monkey
  private var parser = InputParser()
  private var desk = Desk()
  private var size = Size(width: 100, height: 30)
  private var count = 0
  private(set) var slowest = Duration.zero

  init(seed: UInt64) {
    self.seed = seed
    monkey = Monkey(seed: seed)
  }

  /// What a step may take; a build that is not optimized has room for a big batch.
  static var patience: Duration {
    #if DEBUG
      .seconds(3)
    #else
      .milliseconds(100)
    #endif
  }

  /// A bench without end would fill the memory with its undo steps, which are unlimited.
  static let stepsOfADesk = 2000

  /// Lets the monkey do steps that nobody sees, up to where it gets a new desk.
  mutating func skip(to start: Int) {
    while count < start {
      let step = monkey.next()
      count += 1
      if case .resize(let size) = step { self.size = size }
      // What is half read goes on to be.
      if case .bytes(let bytes, let isLast) = step {
        _ = parser.feed(bytes)
        if isLast { _ = parser.flush() }
      }
    }
  }

  /// Lets the monkey do some steps.
  ///
  /// - Parameter tells: Whether each step is printed, to see how it came to a failure.
  mutating func run(steps: Int, tells: Bool = false) throws(Failure) {
    while count < steps {
      let step = monkey.next()
      if tells { print("step \(count): \(step)") }
      var screen = Screen(size: size)
      let duration = Duration.seconds(
        seconds {
          take(step)
          screen = desk.render(size)
        })
      slowest = max(slowest, duration)
      if tells { print("took \(duration)") }
      guard let what = complaint(about: screen, after: duration) else {
        count += 1
        if count.isMultiple(of: Self.stepsOfADesk) {
          try checkWayBack(after: step)
          desk = Desk()
        }
        continue
      }
      throw Failure(seed: seed, step: count, what: what, cause: step)
    }
    try checkWayBack(after: .resize(size))
  }

  private mutating func take(_ step: Monkey.Step) {
    switch step {
    case .resize(let size): self.size = size
    case .bytes(let bytes, let isLast):
      var events = parser.feed(bytes)
      if isLast { events += parser.flush() }
      // Quitting is left to the shell, which the monkey is as well.
      for event in events { _ = desk.handle(event) }
    }
  }

  /// Takes every change back, which must lead to where it all began.
  private func checkWayBack(after step: Monkey.Step) throws(Failure) {
    var model = desk.model
    while true {
      do throws(CommandError) { _ = try model.update(.undo) } catch { break }
    }
    guard model.bench == .articles else {
      throw Failure(seed: seed, step: count, what: "undo led to \(model.bench)", cause: step)
    }
  }
}

// MARK: - Promises

extension Sitting {
  private func complaint(about screen: Screen, after duration: Duration) -> String? {
    if duration > Self.patience {
      let bench = desk.model.bench
      return "it took \(duration) on \(bench.rows) rows of \(bench.classes) classes, "
        + "\(bench.loss.name) in \(bench.dtype.name), pane \(desk.interface.pane.name): "
        + bench.scenario.prefix(2000)
    }
    let wanted = Size(width: max(0, size.width), height: max(0, size.height))
    if screen.size != wanted { return "the screen is \(screen.size), not \(wanted)" }
    for y in 0..<screen.size.height {
      if let what = complaint(about: Array(screen.row(y))) { return "row \(y) \(what)" }
    }
    if let cursor = screen.cursor,
      !(0..<wanted.width ~= cursor.x && 0..<wanted.height ~= cursor.y)
    {
      return "the cursor is at \(cursor)"
    }
    let interface = desk.interface
    let bench = desk.model.bench
    if !(0..<bench.classes ~= interface.index) { return "the class is \(interface.index)" }
    if !(0..<bench.rows ~= bench.row) { return "the row is \(bench.row)" }
    return nil
  }

  /// What a terminal must never be given: the widths of the cells must add up, and nothing in them
  /// may be obeyed.
  private func complaint(about row: [Cell]) -> String? {
    guard row.count == size.width else { return "has \(row.count) cells" }
    for (x, cell) in row.enumerated() {
      let isWide = x + 1 < row.count && row[x + 1].isContinuation
      if cell.isContinuation {
        guard x > 0, !row[x - 1].isContinuation else { return "has half a character at \(x)" }
        continue
      }
      // Most of a screen is this.
      if 0x20...0x7E ~= cell.scalar.value, !isWide, cell.mark == nil { continue }
      if cell.scalar.mark != nil { return "holds \(cell.scalar.value) at \(x)" }
      if let mark = cell.mark, mark.mark != nil { return "holds \(mark.value) at \(x)" }
      if displayWidth(of: String(cell.scalar)) != (isWide ? 2 : 1) {
        return
          "has \(cell.scalar) at \(x), which is as wide as \(displayWidth(of: String(cell.scalar)))"
      }
    }
    return nil
  }

  /// Kilobytes of memory in use.
  static var memory: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = fread(&buffer, 1, buffer.count, file)
    let words = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
    return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * 4
  }
}
