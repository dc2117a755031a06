import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// The pulls of both losses on one axis of powers of ten.
@Suite struct CompareViewTests {
  private static let sizes = [
    Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 200, height: 60),
  ]

  private func bars(_ keys: String, _ size: Size) -> [(kind: String, length: Int)] {
    Desk.after(keys).screen(size).text.lines.compactMap { line in
      guard let kind = ["* cross", ". squared"].first(where: { line.contains($0) }) else {
        return nil
      }
      return (kind, line.count { $0 == "#" })
    }
  }

  /// Six dots on the left and six on the right: 0.0025 and 2.8e-05 looked alike.
  @Test(arguments: sizes) func noPullIsADot(size: Size) {
    let bars = bars("c", size)
    #expect(!bars.isEmpty && bars.count.isMultiple(of: 2))
    for pair in stride(from: 0, to: bars.count - 1, by: 2) {
      #expect(bars[pair].length > bars[pair + 1].length)
      #expect(bars[pair + 1].length > 0)
    }
  }

  @Test(arguments: sizes) func theRatioAndTheTicksHaveTheirPlaceAtEverySize(size: Size) {
    let text = Desk.after(
      ":logits -5<enter>:loss sigmoid_cross_entropy<enter>:labels 1<enter>c"
    ).screen(size).text
    #expect(text.contains("c0: cross entropy pulls 150.4 x as hard"))
    let axis = text.lines.first { $0.contains("1e-4") } ?? ""
    for tick in ["1e-4", "1e-3", ".01", ".1", "1"] { #expect(axis.contains(" \(tick)")) }
    if size.height >= 24 { #expect(text.contains("= -0.9933 * 0.0066")) }
  }

  @Test func whatIsZeroHasNoBarAndWhatIsNoNumberHasMarks() {
    let size = Size(width: 100, height: 30)
    #expect(bars(":logits inf 0<enter>:label 0<enter>c", size).allSatisfy { $0.length == 0 })
    let text = Desk.after(":logits nan 0<enter>:label 0<enter>c").screen(size).text
    #expect(text.contains("│????"))
  }
}
