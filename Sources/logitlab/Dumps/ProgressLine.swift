import Dispatch
import Glibc
import LogitDumps
import LogitText

/// How far a long command has come, in one line on a terminal's standard error, which is gone before the
/// answer is printed or a signal ends the program.
struct ProgressLine {
  let progress: Progress
  private let queue: DispatchQueue
  private let timer: (any DispatchSourceTimer)?
  private let signals: [any DispatchSourceSignal]

  private static let ending = [SIGINT, SIGTERM, SIGHUP]

  init(isShown: Bool) {
    let (progress, queue) = (Progress(), DispatchQueue(label: "progress"))
    (self.progress, self.queue) = (progress, queue)
    guard isShown else {
      (timer, signals) = (nil, [])
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + .milliseconds(500), repeating: .milliseconds(200))
    let clock = ContinuousClock()
    let start = clock.now
    timer.setEventHandler {
      if progress.isBegun { Output.progress(Self.words(progress, after: clock.now - start)) }
    }
    timer.activate()
    self.timer = timer
    signals = Self.ending.map { number in
      // The handler ends the program in its place.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if progress.isBegun { Output.progress("") }
        Signals.end(by: number)
      }
      source.activate()
      return source
    }
  }

  private static func words(_ progress: Progress, after elapsed: Duration) -> String {
    "\(progress.words) \((100 * progress.part).decimals(0)) %, \(elapsed.components.seconds) s"
  }

  /// Takes the line away.
  func end() {
    guard let timer else { return }
    queue.sync {
      timer.cancel()
      if progress.isBegun { Output.progress("") }
    }
    for (number, source) in zip(Self.ending, signals) {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }
}
