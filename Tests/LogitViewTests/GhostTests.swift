import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

/// Where bars ended when the bench was pinned.
@Suite struct GhostTests {
  private func drawn(_ part: Double, _ ghost: Double?, width: Int = 10) -> String {
    var screen = Screen(size: Size(width: width, height: 1))
    screen.drawBar(
      part, ghost: ghost, width: width, x: 0, y: 0, style: .bar, in: screen.bounds)
    return screen.text
  }

  @Test(
    arguments: [
      (0.5, nil, "#####     "), (0.5, 0.8, "#####:::  "), (0.8, 0.5, "####:###  "),
      (0.5, 0.5, "#####     "), (0.5, 0.52, "#####     "), (0, 0.3, ":::       "),
      (0.001, 0.3, ".::       "), (0.3, 0.001, ":##       "), (0.3, 0, "###       "),
      (0.3, 2, "###:::::::"), (0.3, .nan, "###       "), (.nan, 0.5, "????:?????"),
      (1, .infinity, "##########"),
    ] as [(Double, Double?, String)])
  func aGhostIsWhereTheBarEnded(part: Double, ghost: Double?, text: String) {
    #expect(drawn(part, ghost) == text)
  }

  @Test func noGhostLeavesItsBar() {
    for width in 0...12 {
      for ghost in [0.0, 0.01, 0.5, 0.99, 1, 7, -1, .nan, .infinity] {
        #expect(drawn(0.4, ghost, width: width).count == width)
      }
    }
  }

  @Test(arguments: [
    ("", Size(width: 80, height: 24)), ("", Size(width: 60, height: 16)),
    ("s", Size(width: 80, height: 24)), ("s", Size(width: 100, height: 30)),
    ("c", Size(width: 100, height: 30)),
  ]) func aPinIsAGhostInTheBarsOfThePane(keys: String, size: Size) {
    let before = Desk.after("p" + keys).screen(size)
    let after = Desk.after("p" + keys + "[[[[[[[[[[[[[[[[[[[[").screen(size)
    func ghosts(_ screen: Screen) -> Int { screen.styles.count { $0 == ":" } }
    #expect(ghosts(after) > ghosts(before), "\(after.text)")
  }
}
