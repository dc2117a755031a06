import LogitBench
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

@testable import LogitView

/// Bars are compared by eye, so a length may mean one probability alone.
@Suite struct BarTests {
  /// The bars of the heads: the probability of each and how long it is, sides by themselves.
  private static func bars(of desk: Desk, _ size: Size) -> [(p: Double, length: Double)] {
    let lines = desk.screen(size).text.lines
    guard let top = lines.firstIndex(where: { $0.contains(" heads ") }), top + 1 < lines.count,
      let softmax = lines[top + 1].firstRange(of: "softmax")
    else { return [] }
    let middle =
      lines[top + 1].distance(
        from: lines[top + 1].startIndex, to: softmax.lowerBound) - 2
    let heads = desk.model.heads
    var bars: [(p: Double, length: Double)] = []
    for index in 0..<desk.model.bench.classes {
      guard
        let line = lines[top...].first(where: {
          $0.hasPrefix(" c\(index) ") && $0.count > middle
        })
      else { continue }
      let halves = [line.prefix(middle), line.dropFirst(middle)]
      for (half, side) in zip(halves, [heads.sigmoid, heads.softmax]) {
        let bar = half.split(separator: " ").first { $0.allSatisfy { $0 == "#" } || $0 == "." }
        // A dot is longer than nothing and shorter than one `#`.
        let length = bar.map { $0 == "." ? 0.5 : Double($0.count) } ?? 0
        bars.append((side.probabilities[index].value, length))
      }
    }
    return bars
  }

  private static let sizes = [
    Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 120, height: 40), Size(width: 200, height: 60),
  ]

  @Test(arguments: sizes) func aBarIsAsLongAsItsProbabilityAloneSays(size: Size) {
    var random = SplitMix64(seed: UInt64(size.width))
    var bars: [(p: Double, length: Double)] = []
    for _ in 0..<60 {
      let classes = Int.random(in: 1...4, using: &random)
      let reach: Double = [1, 8, 40, 200].randomElement(using: &random) ?? 1
      let logits = (0..<classes).map { (_: Int) -> String in
        Double.random(in: -reach...reach, using: &random).significant(3)
      }
      let dtype = ["float32", "float64", "bfloat16"].randomElement(using: &random) ?? "float32"
      let line = logits.joined(separator: " ")
      bars += Self.bars(
        of: .after(":logits \(line)<enter>:label 0<enter>:dtype \(dtype)<enter>s"), size)
    }
    #expect(bars.count > 100)
    bars.sort { ($0.p, $0.length) < ($1.p, $1.length) }
    for (one, next) in zip(bars, bars.dropFirst()) {
      #expect(one.length <= next.length, "\(one) \(next)")
      if one.p == next.p { #expect(one.length == next.length) }
    }
    #expect((bars.last?.length ?? 0) >= 12)
  }

  /// At 100x30 the gradient's text made the sigmoid's .9991 shorter than the softmax's .9909.
  @Test func theSmallerProbabilityHasNotTheLongerBar() {
    for logit in ["6", "7", "8"] {
      for size in Self.sizes {
        let bars = Self.bars(of: .after(":logit 2 \(logit)<enter>s"), size).suffix(2)
        #expect(bars.count == 2)
        #expect((bars.first?.length ?? 0) >= (bars.last?.length ?? 1), "\(logit) \(size)")
      }
    }
  }

  @Test func whatIsNoProbabilityHasAMarkInsteadOfAFullBar() {
    let screen = Desk.after(":loss binary_crossentropy<enter>:logits 1 3 -2 nan<enter>")
      .screen(Size(width: 100, height: 30))
    let rows = screen.text.lines
    func bar(_ index: Int) -> Substring? {
      rows.first { $0.hasPrefix("  c\(index)") }?.split(separator: " ").first {
        $0.allSatisfy { "#<>?".contains($0) } && $0.count + index > 1
      }
    }
    #expect(bar(0)?.allSatisfy { $0 == "#" } == true)
    #expect(bar(1)?.hasSuffix("#>") == true)
    #expect(bar(1)?.count == bar(0)?.count)
    #expect(bar(2) == "<")
    #expect(bar(3)?.allSatisfy { $0 == "?" } == true)
  }
}
