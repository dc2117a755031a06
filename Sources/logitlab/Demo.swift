import LogitView

/// A page that shows its size and the last event, to try a terminal with.
struct Demo: ScreenProgram {
  private var count = 0
  private var last = "nothing yet"

  mutating func handle(_ event: Event) -> [Request] {
    count += 1
    last = "\(event)"
    switch event {
    case .key(Key(.character("q"))): return [.quit]
    case .key(Key(.character("z"), .control)): return [.suspend]
    case .key(Key(.character("y"))): return [.copy("loss 日")]
    case .key(Key(.character("e"))):
      write(all: Array("said behind the screen\n".utf8), to: 2)
      return []
    default: return []
    }
  }

  mutating func render(_ size: Size) -> Screen {
    var screen = Screen(size: size)
    screen.write("size \(size.width)x\(size.height)", x: 0, y: 0, style: .title)
    screen.write("events \(count)", x: 0, y: 1, style: .loud)
    screen.write("last \(last)", x: 0, y: 2)
    screen.write("│日本 é e\u{301} 👩‍🔬 ∞│", x: 0, y: 3, style: .accent)
    for (place, style) in Style.allCases.enumerated() {
      let (row, column) = place.quotientAndRemainder(dividingBy: 10)
      screen.write(String(style.letter), x: column * 2, y: 5 + row, style: style)
    }
    if count % 2 == 1 { screen.cursor = Point(x: 7, y: 1) }
    return screen
  }
}
