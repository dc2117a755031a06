import FoundationEssentials
import LogitDumps
import LogitText
import Testing

@testable import LogitView

/// The list of rows: what keys and the mouse do there, and that none of them waits.
@Suite struct DumpDeskTests {
  static let size = Size(width: 80, height: 24)

  static func file(_ name: String) throws -> DumpFile {
    var folder = URL(filePath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    let bytes = try Data(contentsOf: folder.appending(path: "samples/dumps/\(name)"))
    return try DumpFile(MemoryBytes(Array(bytes), name: name))
  }

  static func digits(_ request: DumpRequest = DumpRequest()) throws -> DumpDesk {
    var desk = DumpDesk(
      try Dump(try file("logits.npy"), labelFile: try file("labels.npy"), request))
    desk.settle()
    return desk
  }

  static func text(_ text: String, labels: String? = nil) throws -> DumpDesk {
    func file(_ text: String, _ name: String) throws -> DumpFile {
      try DumpFile(MemoryBytes(Array(text.utf8), name: name))
    }
    var desk = DumpDesk(
      try Dump(try file(text, "z.json"), labelFile: try labels.map { try file($0, "y.json") }))
    desk.settle()
    return desk
  }

  @Test func oGoesThroughTheOrdersAndRTurnsThemRound() throws {
    var desk = try Self.digits()
    #expect(desk.shownRows.prefix(3) == [66, 11, 59])
    desk.type("o")
    #expect(desk.screen(Self.size).text.contains("─ most confident mistake first ─ 1 of 120 ─"))
    #expect(desk.shownRows.prefix(3) == [66, 59, 11])
    desk.type("oo")
    #expect(desk.shownRows.prefix(3) == [0, 1, 2])
    desk.type("r")
    #expect(desk.shownRows.prefix(3) == [119, 118, 117])
    desk.type("ooo")
    #expect(desk.shownRows.prefix(3) == [66, 11, 59])
    desk.type("r")
    #expect(desk.screen(Self.size).text.contains("─ worst first, reversed ─"))
    #expect(!desk.shownRows.contains(66))
  }

  @Test func anOrderIsChosenFromAList() throws {
    var desk = try Self.digits()
    desk.type("O")
    #expect(desk.screen(Self.size).text.contains(" > loss    worst first"))
    desk.type("<down><down><down><enter>")
    #expect(desk.shownRows.prefix(2) == [0, 1])
    desk.type("O<esc>")
    #expect(desk.shownRows.prefix(2) == [0, 1])
  }

  @Test func aConditionNarrowsAndEscShowsAllAgain() throws {
    var desk = try Self.digits()
    desk.type("<down><down>/loss > 1 and pred == 8<enter>")
    #expect(desk.shownRows == [45, 13, 112])
    #expect(desk.screen(Self.size).text.contains("─ 3 of 120 ─ where loss > 1 and pred == 8 ─"))
    // The cursor stays with its row while that is shown.
    desk.type("<down>/<enter>")
    #expect(desk.chosen == 13)
    desk.type("/los > 5<enter>")
    let refused = desk.screen(Self.size)
    #expect(refused.text.contains("'los' is not expected here: did you mean 'loss'?"))
    #expect(refused.styles.lines[23].contains("!!!!") && refused.cursor != nil)
    desk.type("<esc>/index == 200<enter>")
    #expect(desk.screen(Self.size).text.contains("no row is so"))
    desk.type("<enter><down>G<esc>")
    #expect(desk.shownRows.count == 12 && !desk.isOnBench)
    desk.type("/<up>")
    #expect(desk.prompt?.line.string == "index == 200")
  }

  @Test func keysMoveWithinTheRows() throws {
    var desk = try Self.digits()
    _ = desk.screen(Self.size)
    desk.type("<up>")
    #expect(desk.place == 0)
    desk.type("G<down>")
    #expect(desk.place == 119)
    desk.type("g<pagedown>")
    #expect(desk.place == 10)
    _ = desk.render(Self.size)
    desk.type("<pagedown><pageup>")
    #expect(desk.place == 10)
    desk.type("45<enter>")
    #expect(desk.chosen == 45)
    desk.type("120<enter>")
    #expect(desk.screen(Self.size).text.contains("'120' is no row; they are 0 to 119"))
    desk.type("<esc>ooo")
    #expect(desk.order == .index)
    desk.type("n")
    #expect(desk.chosen == 11)
    desk.type("nN")
    #expect(desk.chosen == 11)
    desk.type("N")
    #expect(desk.message.text == "no more row above is wrong or no number")
  }

  @Test func aRowGoesToTheBenchAndEscBringsTheListBackAsItWas() throws {
    var desk = try Self.digits()
    desk.type("<down><down><enter>")
    #expect(desk.isOnBench)
    let bench = desk.screen(Self.size).text
    #expect(bench.contains("loss 1.4631") && bench.contains("row 59 of logits.npy"))
    #expect(bench.contains("Esc list") && bench.contains("Esc goes back to the list"))
    // What Esc closes on the bench is closed first.
    desk.type("d<esc>")
    #expect(desk.isOnBench)
    desk.type("<esc>")
    #expect(!desk.isOnBench && desk.chosen == 59 && desk.unsaved.isEmpty)
  }

  @Test func aChangedBenchIsKeptAndLeavingAsks() throws {
    var desk = try Self.digits()
    desk.type("<enter>:logit 8 9<enter><esc>")
    #expect(desk.screen(Self.size).text.contains(" wrong [+] "))
    #expect(desk.unsaved.count == 1)
    var requests: [Request] = []
    desk.type("q") { requests += $0 }
    #expect(requests.isEmpty)
    #expect(desk.message.text == "benches were changed, of row 66: again leaves them")
    desk.type("<enter>")
    #expect(desk.screen(Self.size).text.contains("loss 0.0080"))
    desk.type("u<esc>")
    #expect(desk.unsaved.isEmpty)
    desk.type("q") { requests += $0 }
    #expect(requests == [.quit])
  }

  @Test func dialsShowTheMassThatIsLeft() throws {
    var desk = try Self.digits()
    desk.type("dtop_k 2<enter>")
    let text = desk.screen(Self.size).text
    #expect(text.contains("S       -ln S  flags") && text.contains("keeps 2 of 10   S 0.8823"))
    #expect(text.contains(" 2   1.7955799       0.0818   cut"))
    desk.type("]")
    #expect(desk.screen(Self.size).text.contains("keeps 3 of 10   S 0.9641"))
    desk.type("dT 0<enter>")
    #expect(desk.screen(Self.size).text.contains("is above 0 and finite"))
    desk.type("<esc>dT .5<enter>")
    #expect(desk.screen(Self.size).text.contains(" T 0.5  top_k 3   keeps 3 of 10   S 0.9996"))
    desk.type("d<enter>")
    #expect(desk.dials.isOff && !desk.screen(Self.size).text.contains("-ln S"))
  }

  @Test func theMouseGoesChoosesAndSorts() throws {
    var desk = try Self.digits()
    let screen = desk.render(Self.size)
    func place(_ text: String) -> Point {
      for (y, line) in screen.text.lines.enumerated() {
        if let range = line.firstRange(of: text) {
          return Point(x: line.distance(from: line.startIndex, to: range.lowerBound), y: y)
        }
      }
      return Point(x: -1, y: -1)
    }
    func click(_ text: String) {
      let point = place(text)
      _ = desk.handle(.mouse(.press(button: 0), x: point.x + 2, y: point.y))
      desk.settle()
    }
    click(" 45 ")
    #expect(desk.chosen == 45 && !desk.isOnBench)
    click(" 45 ")
    #expect(desk.isOnBench)
    desk.type("<esc>")
    click("  label  ")
    #expect(desk.order == .label && desk.place == 0)
    click("  label  ")
    #expect(desk.isReversed)
    _ = desk.handle(.mouse(.wheelDown, x: 5, y: 5))
    #expect(desk.place == 3)
    click("/ filter")
    #expect(desk.prompt?.subject == .filter)
  }

  @Test func aReplyIsAListOfTokens() throws {
    var desk = DumpDesk(try Dump(try Self.file("reply.json")))
    desk.settle()
    let text = desk.screen(Self.size).text
    #expect(text.contains("token") && text.contains("Paris"))
  }

  @Test func rowsWithoutLabelsHaveAListAsWell() throws {
    var desk = try Self.text("[[1, 2], [3, 1], [0, 0]]")
    #expect(desk.shownRows == [0, 1, 2])
    let screen = desk.render(Self.size)
    #expect(screen.text.contains("no labels") && !screen.text.contains("-ln p"))
    desk.type("s")
    #expect(desk.screen(Self.size).text.contains("no labels"))
  }

  @Test func emptyAndOddDumpsAreDrawnAtEverySize() throws {
    for (text, labels) in [
      ("[[1], [2]]", "[0, 0]"), ("[[1, 2]]", "[7]"),
      ("[[NaN, 1], [-Infinity, -Infinity]]", "[0, 1]"),
      ("[1, -2, 3]", "[1, 0, 1]"), ("[[1, 2, 3], [3, 2, 1]]", "[[1, 0, 1], [0, 0, 0]]"),
    ] {
      var desk = try Self.text(text, labels: labels)
      for size in [(60, 16), (80, 24), (130, 20), (200, 60), (10, 3)] {
        _ = desk.render(Size(width: size.0, height: size.1))
      }
      desk.type("sds<enter>o<enter><esc>n/nan<enter><esc>GNq")
      _ = desk.render(Self.size)
    }
  }

  @Test func namesReachTheScreenAsMarks() throws {
    let reply =
      "{\"choices\": [{\"logprobs\": {\"content\": [{\"token\": \"a\\u001b[31m\", \"logprob\": -0.5,"
      + " \"top_logprobs\": [{\"token\": \"a\\u001b[31m\", \"logprob\": -0.5}, {\"token\": \"b\","
      + " \"logprob\": -2.0}]}]}}]}"
    var desk = try Self.text(reply)
    let text = desk.screen(Self.size).text
    #expect(!text.contains("\u{1b}") && text.contains("a^[[31m"))
    desk.type("<enter>")
    #expect(!desk.screen(Self.size).text.contains("\u{1b}"))
  }

  static func traits() throws -> DumpDesk {
    var desk = DumpDesk(
      try Dump(try file("traits.npy"), labelFile: try file("trait-labels.npy")))
    desk.settle()
    return desk
  }

  @Test func theThresholdMovesAndTabTakesTheNextClass() throws {
    var desk = try Self.traits()
    desk.type("<left>")
    #expect(desk.message.text.contains("which t opens"))
    desk.type("t")
    var text = desk.screen(Self.size).text
    #expect(
      text.contains("all 3 classes together") && text.contains("tp 175  fp 17  fn 19  tn 149"))
    for _ in 0..<10 { desk.type("<left>") }
    text = desk.screen(Self.size).text
    #expect(text.contains("from p 0.40") && text.contains("tp 180  fp 22  fn 14  tn 144"))
    desk.type("<tab>")
    #expect(desk.screen(Self.size).text.contains(" class 0: 120 answers, 65 true"))
    desk.type("<tab><tab><tab>")
    #expect(desk.screen(Self.size).text.contains("all 3 classes together"))
    for _ in 0..<120 { desk.type("<right>") }
    #expect(desk.screen(Self.size).text.contains("from p 0.99"))
    desk.type("<esc>")
    #expect(desk.screen(Self.size).text.contains("worst first"))
    // A softmax of ten classes has trade-offs of one class against the others.
    var digits = try Self.digits()
    digits.type("t")
    #expect(digits.screen(Self.size).text.contains(" class 0: 120 answers"))
  }

  @Test func tabShowsTheOtherBins() throws {
    var desk = try Self.digits()
    desk.type("c")
    let text = desk.screen(Self.size).text
    #expect(text.contains("T 0.6331") && text.contains("bins of equal width; "))
    desk.type("<tab>")
    #expect(desk.screen(Self.size).text.contains("bins of equal mass; "))
    desk.type("c")
    #expect(!desk.screen(Self.size).text.contains("bins"))
    var bare = try Self.text("[[1, 2], [2, 1]]")
    bare.type("c")
    #expect(bare.screen(Self.size).text.contains("without labels nothing is right or wrong"))
  }
}
