import LogitBench
import LogitSession
import Testing

@testable import LogitView

/// What curves are drawn with, on which axis, and where their ticks stand.
@Suite struct PlotStyleTests {
  @Test func anOctantIsWhereUnicodeHasIt() {
    // From its table of names: OCTANT-3, -23, -123, -4, -14, and the last, -2345678.
    let known: [Int: UInt32] = [
      4: 0x1CD00, 6: 0x1CD01, 7: 0x1CD02, 8: 0x1CD03, 9: 0x1CD04, 254: 0x1CDE5, 255: 0x2588,
      15: 0x2580, 85: 0x258C, 0: 0x20,
    ]
    for (bits, value) in known {
      #expect(PlotStyle.octants.scalar(bits)?.value == value, "\(bits)")
    }
    #expect(Set((0..<256).compactMap { PlotStyle.octants.scalar($0) }).count == 256)
  }

  @Test func brailleCountsDownItsSides() {
    let known: [Int: UInt32] = [
      0: 0x2800, 1: 0x2801, 2: 0x2808, 4: 0x2802, 8: 0x2810, 64: 0x2840, 128: 0x2880, 255: 0x28FF,
    ]
    for (bits, value) in known {
      #expect(PlotStyle.braille.scalar(bits)?.value == value, "\(bits)")
    }
    #expect(PlotStyle.blocks.scalar(0b0110) == "▞" && PlotStyle.blocks.scalar(15) == "█")
    #expect(PlotStyle.ascii.scalar(1) == nil)
  }

  private static let sizes = [
    Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 200, height: 60),
  ]

  @Test(arguments: sizes) func vGoesThroughAllAndIsSaid(size: Size) {
    var desk = Desk()
    let plain = desk.screen(size).text
    for style in ["blocks", "braille", "octants"] {
      desk.type("v")
      let screen = desk.screen(size)
      #expect(screen.text != plain)
      #expect(desk.interface.message.text.contains(style))
      // A terminal of ASCII alone still has curves, and nothing moves.
      let ascii = screen.asciiOnly().text
      #expect(ascii.count { $0 == "?" } == plain.count { $0 == "?" })
      #expect(ascii.split(separator: "\n").allSatisfy { $0.count == size.width })
    }
    desk.type("v")
    #expect(desk.screen(size).text.contains("@") && desk.interface.plotStyle == .ascii)
  }

  @Test(arguments: sizes) func theRaceHasThemToo(size: Size) {
    #expect(
      Desk.after("vvr").screen(size).text.unicodeScalars.contains { 0x2800...0x28FF ~= $0.value })
  }

  @Test(arguments: [
    (":logits 17<enter>:loss sigmoid_cross_entropy<enter>", "a sticks to 1"),
    (":logits -20<enter>:loss sigmoid_cross_entropy<enter>", "a sticks to 0"),
  ]) func whatSticksToAnEndIsSeenOverZ(keys: String, words: String) {
    var desk = Desk.after(keys)
    let size = Size(width: 100, height: 30)
    #expect(desk.screen(size).text.contains("curves over z"))
    #expect(desk.screen(size).text.contains(words))
    desk.type("z")
    #expect(desk.screen(size).text.contains("curves over a"))
    #expect(!desk.screen(size).text.contains(words))
  }

  @Test func anOrdinaryPlaceAndAnInfiniteLogitStayOverA() {
    let size = Size(width: 100, height: 30)
    #expect(Desk().screen(size).text.contains("curves over a"))
    #expect(Desk.after(":logit 2 inf<enter>").screen(size).text.contains("curves over a"))
  }

  @Test(arguments: 3...60) func ticksStandEquallyFarApart(height: Int) {
    for top in [1.0, 5, 10, 20, 50, 0.25, 7] {
      var screen = Screen(size: Size(width: 40, height: height))
      let plot = Plot(domain: 0...1, range: 0...top, here: .nan, series: [])
      guard screen.drawPlot(plot, in: screen.bounds) != nil else { continue }
      let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $0.element.contains("┤") }.map(\.offset)
      let gaps = Set(zip(rows, rows.dropFirst()).map { $1 - $0 })
      #expect(gaps.count <= 1, "\(height) \(top): \(rows)")
      #expect(gaps.allSatisfy { $0 > 1 }, "\(height) \(top): \(rows)")
    }
  }
}
