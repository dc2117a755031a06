import Glibc
import LogitDumps
import LogitText
import Testing

@testable import LogitView

extension DumpDesk {
  /// The indices of the rows that are on the screen.
  var shownRows: [Int] {
    let lines = screen(DumpDeskTests.size).text.lines.dropFirst(4)
    return lines.prefix { !$0.hasPrefix("─") }.compactMap {
      $0.split(separator: " ").first { $0 != ">" }.flatMap { Int($0) }
    }
  }

  /// Waits for what goes on behind.
  mutating func settle() {
    while work != nil || rows.isReading {
      usleep(1000)
      advance(by: .zero)
    }
  }

  /// The screen when all that is on it was read.
  func screen(_ size: Size) -> Screen {
    var copy = self
    _ = copy.render(size)
    while copy.rows.isReading { usleep(1000) }
    return copy.render(size)
  }

  /// Presses keys as `Desk.type` does.
  ///
  /// - Parameter waits: Whether what each begins is waited for.
  mutating func type(
    _ keys: String, waits: Bool = true, answered: ([Request]) -> Void = { _ in }
  ) {
    for key in Key.all(keys) {
      answered(handle(.key(key)))
      if waits { settle() }
    }
  }
}

/// The list as it is drawn, with text and styles.
@Test(arguments: [
  ("rows", "", 60, 16), ("rows", "", 80, 24), ("rows", "", 100, 30), ("rows", "", 200, 60),
  ("rows-summary", "s", 80, 24), ("rows-summary", "s", 60, 16),
  ("rows-where", "/loss > 1<enter><down>", 80, 24), ("rows-dials", "dT 2 top_p .9<enter>", 100, 30),
  ("rows-help", "?", 80, 24), ("rows-typing", "/los", 60, 16),
])
func theListShowsTheScreen(_ name: String, _ keys: String, _ width: Int, _ height: Int) throws {
  var desk = try DumpDeskTests.digits()
  desk.type(keys)
  let size = Size(width: width, height: height)
  let screen = desk.screen(size)
  try Golden.check("\(screen.text)\n\n\(screen.styles)\n", name, size)
}

/// Trade-offs and calibration as they are drawn.
@Test(arguments: [
  ("rows-tradeoffs", "t", 60, 16), ("rows-tradeoffs", "t", 80, 24),
  ("rows-tradeoffs", "t", 100, 30),
  ("rows-tradeoffs", "t", 200, 60), ("rows-calibration", "c", 60, 16),
  ("rows-calibration", "c<tab>", 80, 24), ("rows-calibration", "c", 100, 30),
  ("rows-calibration", "c", 200, 60),
])
func theJudgementShowsTheScreen(_ name: String, _ keys: String, _ width: Int, _ height: Int) throws
{
  var desk = try DumpDeskTests.traits()
  desk.type(keys)
  let size = Size(width: width, height: height)
  let screen = desk.screen(size)
  try Golden.check("\(screen.text)\n\n\(screen.styles)\n", name, size)
}
