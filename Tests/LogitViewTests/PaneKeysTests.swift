import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// Keys within panes: those that the help lists work, and those that do not are not offered.
@Suite struct PaneKeysTests {
  private let size = Size(width: 200, height: 60)

  private func footer(_ keys: String) -> String {
    Desk.after(keys).screen(size).text.lines.last ?? ""
  }

  @Test func everyKeyOfTheTableIsForItsPane() {
    // A long row keeps the sweep busy, so that there is something to stop.
    let long = (0..<700).map { "\($0 % 7)" }.joined(separator: " ")
    for row in Panes.help {
      let bench = row.keys.contains(Key(.escape)) ? ":logits \(long)<enter>" : ""
      var desk = Desk.after(bench + "\(row.pane)")
      _ = desk.render(size)
      for key in row.keys {
        var copy = desk
        #expect(copy.handleInPane(key) != nil, "\(row.label)")
      }
    }
  }

  @Test func theHelpListsThem() {
    var desk = Desk.after("?")
    var pages = ""
    for _ in 0..<14 {
      pages += desk.render(Size(width: 100, height: 30)).text
      desk.type("<pagedown>")
    }
    #expect(pages.contains(Panes.heading.uppercased()))
    for row in Panes.help { #expect(pages.contains(row.label)) }
  }

  @Test func aPageOfTheHelpIsAsHighAsIt() throws {
    for height in [16, 24, 60] {
      var desk = Desk.after("?")
      let size = Size(width: 80, height: height)
      let first = desk.render(size).text.lines
      let top = try #require(first.firstIndex { $0.contains("─ help ─") })
      desk.type("<pagedown>")
      let second = desk.render(size).text.lines
      #expect(desk.interface.list?.list.chosen == height - 3 - top)
      #expect(second[top + 1] != first[height - 3])
      // What lies beyond the end is not scrolled to, so that the way back begins at once.
      for _ in 0..<50 { desk.type("<pagedown>") }
      let last = desk.render(size).text
      desk.type("<up>")
      #expect(desk.render(size).text != last)
    }
  }

  @Test func theFooterOffersWhatWorks() {
    #expect(footer("").contains("z axis  ' slopes"))
    for keys in ["s<tab>", "d<tab>", "t<tab><tab>", "F<tab>"] {
      let text = footer(keys)
      #expect(!text.contains("axis") && !text.contains("slopes"))
      #expect(text.split(separator: "Tab pane", omittingEmptySubsequences: false).count == 2)
    }
    #expect(footer("<tab>").split(separator: "Tab pane").count == 2)
  }

  @Test func aTraceWithoutStepsSaysWhyAtTheTop() throws {
    let row = Array(repeating: "1", count: 65).joined(separator: " ")
    let screen = Desk.after(":logits \(row)<enter>t").screen(Size(width: 100, height: 30))
    let lines = screen.text.lines
    let rule = try #require(lines.firstIndex { $0.contains("─ trace ─") })
    #expect(lines[rule + 1...rule + 2].joined().contains("the steps of 65 classes are left out"))
    #expect(lines.last?.contains("step") == false)
    #expect(footer("t").contains("j k step"))
  }

  /// A sentence stands there in the place of the formulas.
  @Test(arguments: ["d", "t"]) func aPaneWithNothingToChooseOffersNoChoice(letter: String) {
    let desk = Desk.after(":ignore_index -100<enter>:label -100<enter>\(letter)")
    let lines = desk.screen(size).text.lines
    #expect(lines.contains { $0.contains("there is nothing to compare") })
    #expect(lines.last?.hasPrefix(letter == "d" ? " d close" : " d duel  t close") == true)
    var moved = desk
    moved.type("k")
    #expect(moved.interface.index == desk.interface.index - 1)
  }

  @Test func panesOfLogitsSayWhatProbabilitiesLack() {
    let bench = ":loss binary_crossentropy<enter>:logits .2 .8<enter>"
    for keys in ["s", "c"] {
      let text = Desk.after(bench + keys).screen(size).text
      #expect(
        text.contains(
          "the inputs of this loss are probabilities: 'loss sigmoid_cross_entropy' takes logits"))
      #expect(!text.contains("a full bar"))
    }
    #expect(Desk.after(bench + ":heads<enter>").interface.prompt?.error != nil)
    #expect(
      Desk.after(":label_smoothing .1<enter>s").screen(Size(width: 60, height: 16)).text
        .contains("without label_smoothing"))
  }

  /// Tab where nothing is typed yet.
  @Test(arguments: [
    ("sample ", "double-softmax"), ("loss ", "sigmoid_cross_entropy  "), ("race ", "rate"),
    ("formula ", "log-of-softmax"), ("trace ", "log-of-softmax"), ("as ", "optax"),
    ("as t", "torch"), ("reduction ", "mean_kept"), ("stop_gradient ", "dloss/dy is shown"),
    ("stop_gradient o", "dloss/dy is shown"), ("sweep ", "pos_weight"), ("duel ", "bfloat16"),
    ("trace naive ", "bfloat16"), ("dtype ", "float16"), ("help ", "logits"),
  ])
  func tabListsWhatMayStandThere(line: String, choice: String) {
    let desk = Desk.after(":\(line)<tab>")
    let text = desk.screen(size).text
    #expect(text.contains("─ choices ─") && text.contains(choice))
    #expect(desk.screen(Size(width: 60, height: 16)).text.contains("─ choices ─"))
  }

  @Test func tabWritesTheOnlyChoice() {
    for name in ["class_weight", "sample_weight", "ignore_index", "pin"] {
      #expect(Desk.after(":\(name) <tab>").interface.prompt?.line.string == "\(name) off ")
    }
  }
}
