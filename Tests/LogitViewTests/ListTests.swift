import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// The list that samples, losses, keys, help, answers and completions are looked through with.
@Suite struct ListTests {
  private static let sizes = [
    Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 200, height: 60),
  ]

  private func named(_ names: [String], groups: [String] = []) -> ItemList {
    let items = names.enumerated().map { place, name in
      ListItem(
        [.init(name), .init("summary of \(place)", .faint)],
        group: groups.isEmpty ? 0 : place % groups.count, pick: .run(name))
    }
    return ItemList(
      "names", .choices(ranked: false), items.sorted { $0.group < $1.group }, groups: groups)
  }

  private func press(_ keys: [Key], _ list: inout ItemList) -> ItemList.Outcome {
    var outcome = ItemList.Outcome.done
    for key in keys { outcome = list.handle(key) }
    return outcome
  }

  private func typed(_ text: String) -> [Key] { text.map { .letter($0) } }

  @Test func arrowsPagesAndEndsChoose() {
    var list = named((0..<59).map { "item\($0)" })
    list.page = 10
    for (keys, chosen) in [
      ([Key(.down)], 1), ([Key(.up)], 0), ([.letter("j"), .letter("n")], 2),
      ([.letter("k"), .letter("N")], 0), ([Key(.pageDown)], 10), ([.letter(" ")], 20),
      ([Key(.pageUp)], 10), ([Key(.end)], 58), ([Key(.down)], 58), ([Key(.home)], 0),
      ([.letter("G")], 58), ([.letter("g")], 0), ([Key(.pageUp)], 0),
    ] {
      #expect(press(keys, &list) == .done)
      #expect(list.chosen == chosen, "\(keys)")
    }
    #expect(press([Key(.down), Key(.enter)], &list) == .picked(.run("item1")))
    #expect(press([Key(.escape)], &list) == .closed)
  }

  @Test func whatIsTypedNarrowsAndEscBringsAllBack() {
    var list = named(["keras-clip", "keras-float16", "masked", "overflow", "gan"])
    #expect(press(typed("ker"), &list) == .done)
    // k moves, as long as nothing is typed; what is left of the word still finds it.
    #expect(list.filter == "er" && list.matches.count == 3)
    #expect(press([Key(.escape)], &list) == .done)
    #expect(list.matches.count == 5 && !list.isTyping)
    _ = press(typed("/keras"), &list)
    #expect(list.filter == "keras" && list.matches == [0, 1])
    _ = press([Key(.down)], &list)
    _ = press([Key(.backspace)] + typed("s"), &list)
    #expect(list.item?.parts[0].text == "keras-float16")
    // Words in any order, and letters with others between them.
    _ = press([Key(.escape)] + typed("/clip ker"), &list)
    #expect(list.matches == [0])
    _ = press([Key(.escape)] + typed("/kf16"), &list)
    #expect(list.matches == [1])
    _ = press([Key(.escape)] + typed("/zzz"), &list)
    #expect(list.matches.isEmpty && list.item == nil)
    #expect(press([Key(.enter)], &list) == .done)
    #expect(
      press([Key(.down), Key(.pageDown), Key(.end), Key(.left), Key(.right)], &list) == .done)
  }

  @Test func groupsAreWalkedByLeftAndRight() {
    var list = named((0..<9).map { "n\($0)" }, groups: ["one", "two", "none", "three"])
    #expect(list.shown == 0..<3)
    _ = press([Key(.right)], &list)
    #expect(list.item?.group == 1 && list.shown == 3..<5)
    _ = press([Key(.right), Key(.right), Key(.right)], &list)
    #expect(list.item?.group == 3)
    _ = press([Key(.up), Key(.left), Key(.left), Key(.left), Key(.left)], &list)
    #expect(list.chosen == 0)
    _ = press([Key(.down), Key(.down), Key(.down)], &list)
    #expect(list.item?.group == 1)
    _ = press(typed("/n3"), &list)
    #expect(list.shown == 0..<1)
  }

  @Test func aTextIsSearchedAndScrolled() {
    let lines = (0..<100).map { ListItem([.init("line \($0)")]) }
    var list = ItemList("text", .text, lines)
    list.page = 10
    _ = press(typed("/line 4") + [Key(.enter)], &list)
    #expect(list.chosen == 4 && list.matches.count == 11)
    _ = press([.letter("n")], &list)
    #expect(list.chosen == 40)
    _ = press([.letter("n"), .letter("N"), .letter("N")], &list)
    #expect(list.chosen == 4)
    _ = press([.letter("G")], &list)
    #expect(list.chosen == 90)
    _ = press([.letter("g")], &list)
    #expect(list.chosen == 0)
    #expect(press([.letter("x")], &list) == .unused)
  }

  @Test func oddNamesStayAlignedAndNeutralised() {
    let names = [
      "plain", String(repeating: "long", count: 50), "太阳月亮", "\u{202E}שלום", "a\u{1B}[31mb",
      "e\u{301}\u{302}", "👩‍👩‍👧",
    ]
    for width in [24, 60, 80, 200] {
      for query in ["", "long", "太", "none"] {
        var list = named(names)
        if !query.isEmpty { list.type(query) }
        var screen = Screen(size: Size(width: width, height: 10))
        screen.drawList(&list, in: screen.bounds)
        let lines = screen.text.lines
        #expect(lines.allSatisfy { displayWidth(of: $0) == width })
        #expect(!screen.text.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B })
        guard query.isEmpty, width >= 60 else { continue }
        // The summaries stand under each other.
        let starts = lines.dropFirst().prefix(names.count).compactMap { line in
          line.firstRange(of: "summary").map { displayWidth(of: String(line[..<$0.lowerBound])) }
        }
        #expect(starts.count == names.count && Set(starts).count == 1)
      }
    }
  }

  @Test func everySampleCanBeReadAndOpenedInTheList() throws {
    for size in Self.sizes {
      var desk = Desk()
      _ = desk.render(size)
      desk.type("S")
      for sample in Sample.all {
        let lines = desk.render(size).text.lines
        #expect(lines.contains { $0.contains("> \(sample.name)") }, "\(sample.name)")
        let text = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
        let note = sample.note.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(note), "\(sample.name) \(size)")
        desk.type("<down>")
      }
      desk.type("<enter>")
      #expect(desk.model.bench == Sample.all.last?.bench && desk.interface.list == nil)
    }
  }

  @Test func escLeavesTheBenchAsItWas() {
    for opening in ["S", "L", "m", "<c-p>", "?", "a"] {
      for pane in ["", "d", "r", "s"] {
        var desk = Desk.after("<up>]\(pane)")
        let size = Size(width: 80, height: 24)
        let before = desk.render(size).text.lines.dropLast(2)
        desk.type(opening)
        _ = desk.render(size)
        desk.type("<down><right>/ab<esc><esc>")
        #expect(desk.render(size).text.lines.dropLast(2) == before, "\(opening) \(pane)")
      }
    }
  }

  @Test func theMenuNamesEveryPaneAndOpensIt() {
    for pane in Panes.all {
      guard let letter = pane.letter else { continue }
      let words = pane.brief.hasPrefix(pane.name) ? pane.brief : "\(pane.name): "
      var desk = Desk.after("m/\(words)")
      let text = desk.render(Size(width: 80, height: 24)).text
      #expect(text.contains("> \(letter) "), "\(text)")
      desk.type("<enter>")
      #expect(desk.interface.opened?.letter == letter)
      // It does not close what it is asked to open.
      desk.type("m/\(words)<enter>")
      #expect(desk.interface.opened?.letter == letter)
    }
    // The keys of the open pane are among them.
    let desk = Desk.after("dm/next format<enter>")
    #expect(desk.pane(DuelPane.self)?.choice.format != nil)
  }

  @Test(arguments: [
    ("bf16 dtype", ":dtype bfloat16"), ("reduction sum", ":reduction sum"), ("undo", "undo"),
    ("kerasclip", ":sample keras-clip"), ("focal", ":loss focal"), ("duel", "duel"),
    ("torch as", ":as torch"), ("frameworks", "frameworks"), ("temperature", ":temperature "),
    // What libraries call them.
    ("mse", ":loss half_squared_error"), ("bce", ":loss sigmoid_cross"), ("nll", ":loss sparse_"),
  ])
  func thePaletteFinds(words: String, name: String) {
    let desk = Desk.after("<c-p>\(words)")
    let found = desk.interface.list?.list.matches.prefix(8).compactMap {
      desk.interface.list?.list.items[$0].parts[0].text
    }
    #expect(found?.contains { $0.hasPrefix(name) } == true, "\(found ?? [])")
  }

  @Test func thePaletteFindsEveryCommandLossAndSample() {
    let items = ItemList.palette(on: .articles).items.map(\.parts[0].text)
    for command in CommandSpec.all {
      #expect(items.contains { $0 == command.name || $0 == ":\(command.usage)" }, "\(command.name)")
    }
    for loss in LossWords.names { #expect(items.contains(":loss \(loss)")) }
    for sample in Sample.names { #expect(items.contains(":sample \(sample)")) }
    for binding in KeyBinding.all {
      #expect(ItemList.palette(on: .articles).items.contains { $0.parts[1].text == binding.label })
    }
  }

  @Test func thePaletteCarriesOutAndBeginsLines() {
    #expect(Desk.after("<c-p>dtype float16<enter>").model.bench.dtype == .float16)
    #expect(
      Desk.after("<c-p>temperature divide<enter>").interface.prompt?.line.string
        == "temperature ")
    #expect(Desk.after("<c-p>sample overflow<enter>").model.bench.note.contains("e^7000"))
  }

  @Test func completionsScrollToTheirLast() throws {
    for size in Self.sizes {
      var desk = Desk.after(":sample <tab>")
      for name in Sample.names {
        desk.type("<tab>")
        let text = desk.render(size).text
        #expect(text.contains("> \(name) "), "\(size) \(name)")
      }
      desk.type("<enter>")
      #expect(desk.interface.prompt?.line.string == "sample \(Sample.names.last ?? "") ")
    }
    // What is typed on narrows them; Enter without a choice carries out the line.
    var desk = Desk.after(":sample <tab>ker")
    #expect(desk.interface.prompt?.list?.items.count == 3)
    desk.type("as-clip-<enter>")
    #expect(desk.model.bench.title.contains("sigmoid") || desk.interface.prompt == nil)
  }

  @Test func theHelpHasItsFirstPageAndWords() {
    var desk = Desk.after("?")
    let text = desk.render(Size(width: 80, height: 24)).text
    for words in ["DO ", "SEE ", "AND ", "READ ", "sigmoid beside softmax", "page 1 of"] {
      #expect(text.contains(words), "\(words)")
    }
    for word in ["ulp", "nats", "logit", "clip", "floor", "KL", "proven"] {
      let found = Desk.after("?/\(word) ").interface.list?.list.matches ?? []
      #expect(!found.isEmpty, "\(word)")
    }
    for size in Self.sizes {
      #expect(desk.render(size).text.lines.allSatisfy { displayWidth(of: $0) == size.width })
    }
  }

  @Test func theListOfLossesHasThatOfTheBenchChosen() {
    var desk = Desk.after(":loss focal<enter>L")
    #expect(desk.render(Size(width: 80, height: 24)).text.contains("> focal "))
    desk.type("/brier<enter>")
    #expect(desk.model.bench.loss.own?.name == "brier")
  }

  @Test func aListSurvivesEverySize() {
    for opening in ["S/k", "L", "m", "<c-p>a", "?/ulp", "a", ":loss <tab><tab>"] {
      var desk = Desk.after(opening)
      for width in [59, 60, 61, 75, 100, 300] {
        for height in [15, 16, 17, 20, 24, 60] {
          _ = desk.render(Size(width: width, height: height))
          desk.type("<pagedown>")
        }
      }
    }
  }
}
