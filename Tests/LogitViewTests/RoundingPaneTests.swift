import LogitBench
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

@testable import LogitView

/// The duel and the trace under the table.
@Suite struct RoundingPaneTests {
  private let size = Size(width: 100, height: 30)
  private static let cancelling = ":loss sigmoid<enter>:logits -10<enter>:labels 0<enter>"

  private func text(_ keys: String) -> String { Desk.after(keys).screen(size).text }

  @Test func aLetterOpensTheDuelAndClosesIt() {
    var desk = Desk.after(Golden.sure + "d")
    #expect(desk.screen(size).text.contains("─ duel ─ float32 ─ row 0, c0 ─"))
    desk.type("d")
    #expect(desk.interface.pane.name == "curves" && desk.interface.focus == .table)
    #expect(Desk.after("d<esc>").interface.pane.name == "curves")
    #expect(Desk.after("t<esc>").interface.pane.name == "curves")
  }

  @Test func keysChooseAFormulaAndItsSteps() {
    var desk = Desk.after(Golden.sure + "djj")
    #expect(desk.screen(size).text.contains("─ where optax loses it ─"))
    desk.type("<enter>")
    #expect(desk.screen(size).text.contains("─ trace ─ float32 ─ row 0, c0: optax ─"))
    desk.type("J")
    #expect(desk.screen(size).text.contains("row 0, c0: naive ─"))
    desk.type("d")
    #expect(desk.screen(size).text.contains("─ where naive loses it ─"))
    #expect(Desk.after(Golden.sure + "dG").screen(size).text.contains(" > keras"))
    #expect(Desk.after(Golden.sure + "dg").screen(size).text.contains(" > kernel"))
  }

  @Test func theTraceBeginsWhereTheResultIsLostAndIsWalked() {
    var desk = Desk.after(Golden.sure + "t")
    #expect(desk.screen(size).text.contains("\n #6 1 + 2.0611537e-09: half an ulp of 1 is"))
    desk.type("<enter>")
    #expect(desk.screen(size).text.contains("\n #7 log(1) = 0"))
    desk.type("kk")
    #expect(desk.screen(size).text.contains("\n #5 exp(-20) = 2.0611537e-09, off by 0.31 ulp"))
    desk.type("G<enter><enter>")
    #expect(desk.screen(size).text.contains("\n #9 "))
  }

  @Test func fGoesThroughAllFormatsAndBack() {
    var desk = Desk.after("d")
    var seen: [String] = []
    for _ in 0..<6 {
      desk.type("f")
      let rule = desk.screen(size).text.lines.first { $0.contains("─ duel ─") } ?? ""
      seen.append(rule.split(separator: " ")[3].description)
    }
    #expect(
      seen == ["float16", "bfloat16", "float8_e5m2", "float8_e4m3fn", "float64", "float32"])
    #expect(desk.model.bench.dtype.name == "float32")
  }

  @Test func thePaneFollowsWhatIsTyped() {
    let before = text(Self.cancelling + "d")
    #expect(before.contains("4.5776367e-05"))
    // The number is only being typed.
    let after = text(Self.cancelling + "d-20")
    #expect(
      after.contains("exact loss[0]      2.0611536203143") && !after.contains("4.5776367e-05"))
    #expect(text(Self.cancelling + "d-20<enter>u").contains("4.5776367e-05"))
  }

  @Test func wrongDigitsHaveAStyleFromTheFirstOn() throws {
    let screen = Desk.after(Self.cancelling + "d").screen(size)
    let y = try #require(screen.text.lines.firstIndex { $0.contains("> pytorch") })
    let line = Array(screen.text.lines[y])
    let styles = Array(screen.styles.lines[y])
    let number = Array("4.5776367e-05")
    let x = try #require(
      line.indices.first { Array(line[$0...].prefix(number.count)) == number })
    #expect(String(styles[x..<x + number.count]) == "...!!!!!!!!!!")
  }

  /// The others are compared to it, wherever the list stands.
  @Test(arguments: ["", "G", "jjjj"])
  func theKernelStaysOnTopOfTheDuel(keys: String) throws {
    let desk = Desk.after(":loss sigmoid<enter>d" + keys)
    let lines = desk.screen(Size(width: 80, height: 24)).text.lines
    let head = try #require(lines.firstIndex { $0.hasPrefix("   formula ") })
    #expect(
      lines[head + 1].hasPrefix(" = kernel ") && lines[head...].contains { $0.hasPrefix(" > ") })
  }

  /// float16: exp(12) is beyond its largest number, so that the naive formula is inf / inf.
  @Test func aFailureThatTheListHidesIsNamed() {
    let keys = ":dtype float16<enter>:logits 12 0<enter>d"
    func text(_ more: String) -> String {
      Desk.after(keys + more).screen(Size(width: 80, height: 24)).text
    }
    #expect(text("").contains("nan below, 2-5/11"))
    #expect(text("G").contains("nan above, "))
    #expect(!text("jjj").contains("nan below") && text("jjj").contains(" naive "))
  }

  @Test func whatHappenedAndWhatShouldHaveBeenStandInTheTrace() {
    let narrow = Desk.after(":sample overflow<enter>t").screen(Size(width: 80, height: 24)).text
    #expect(narrow.contains(" inf~     overflow: the top is 1.8e+308 "))
    #expect(narrow.contains(" nan      nan is born: inf / inf "))
    let wide = text(":sample overflow<enter>t")
    #expect(wide.contains("exp(7000)         inf~     1.2e+3040"))
  }

  /// A loss with one formula of a short name.
  @Test func theHeadsOfTheDuelStandApart() {
    let desk = Desk.after(":labels 0 0 1<enter>:loss focal_cross_entropy<enter>d")
    #expect(desk.screen(Size(width: 100, height: 30)).text.contains("   formula loss "))
  }

  @Test func theCommandsOpenThePanesAndPointAtTheClass() {
    let desk = Desk.after(":duel 0 float16<enter>")
    #expect(desk.interface.index == 0 && desk.interface.focus == .pane)
    #expect(desk.screen(size).text.contains("─ duel ─ float16 ─ row 0, c0 ─"))
    #expect(text(":trace logsumexp 1<enter>").contains("row 0, c1: logsumexp ─"))
    #expect(text(":duel --json<enter>").contains("─ answers ─"))
    #expect(Desk.after("dD").interface.prompt?.line.string == "digits ")
  }

  @Test func tabCompletesFormulasAndFormats() {
    #expect(Desk.after(":trace log-<tab>").interface.prompt?.line.string == "trace log-of-softmax ")
    #expect(Desk.after(":duel bf<tab>").interface.prompt?.line.string == "duel bfloat16 ")
    #expect(
      Desk.after(":formula mine = logs<tab>").interface.prompt?.line.string
        == "formula mine = logsumexp(")
  }

  @Test func anUnknownNameIsPointedAt() {
    let desk = Desk.after(":formula mine = log(1 + exp(zz))<enter>")
    #expect(desk.interface.prompt?.error == "there is no name 'zz'; did you mean 'z'?")
    #expect(desk.interface.prompt?.line.place == 27)
  }

  @Test func everySizeAndBenchIsDrawnWithoutATrace() {
    var random = SplitMix64(seed: 9)
    let benches = [
      "", Golden.sure, ":logits nan 1<enter>", ":logits inf inf<enter>", ":logits 5<enter>",
      ":loss weighted<enter>", ":loss half_squared_error_softmax<enter>:dtype float64<enter>",
      ":formula mine = logits[2] + K<enter>:logits 1 2<enter>",
    ]
    for keys in benches {
      var desk = Desk.after(keys + "d")
      for _ in 0..<12 {
        desk.type(["j", "k", "t", "d", "f", "<enter>", "G"].randomElement(using: &random) ?? "j")
        let size = Size(
          width: .random(in: 60...210, using: &random), height: .random(in: 16...61, using: &random)
        )
        let screen = desk.screen(size)
        #expect(screen.text.lines.count == size.height)
      }
    }
  }
}
