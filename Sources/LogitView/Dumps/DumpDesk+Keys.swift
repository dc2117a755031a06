import LogitDumps
import LogitText

/// What a key does in the list of rows.
enum RowAction: Equatable, Sendable {
  case move(Int)
  case page(Int)
  case end(Int)
  case open
  case nextOrder, reverse, orders
  case filter
  case flagged(Int)
  case panel(Character)
  case dials
  case slide(Double)
  case sideways(Int)
  case nextView
  case row(Character)
  case help, back, quit, suspend, repaint
}

/// A row of the table of keys of the list, which its handler, its help and its line of keys read.
struct RowKey: Sendable {
  let keys: [(key: Key, act: RowAction)]
  let label: String
  let summary: String
  var hint: KeyHint?

  static let all: [RowKey] = [
    RowKey(
      keys: Key.listing.map { ($0.0, .move($0.1)) }, label: "up down j k",
      summary: "the row above or below", hint: KeyHint("up down", "row")),
    RowKey(
      keys: [(Key(.enter), .open)], label: "Enter",
      summary: "put the row on the bench, where everything works; Esc leads back",
      hint: KeyHint("Enter", "bench")),
    RowKey(
      keys: [(.letter("o"), .nextOrder)], label: "o",
      summary:
        "another order: worst first, most confident mistake, nan, row by row, label, prediction",
      hint: KeyHint("o", "order")),
    RowKey(
      keys: [(.letter("/"), .filter), (.letter("f"), .filter)], label: "/ f",
      summary: "only such rows: loss > 5 and pred != label; also wrong, nan, inf, tie, ignored",
      hint: KeyHint("/", "filter")),
    RowKey(
      keys: [(.letter("s"), .panel("s"))], label: "s",
      summary: "what all rows come to: reductions, histogram, worst pairs of classes",
      hint: KeyHint("s", "summary")),
    RowKey(
      keys: [(.letter("t"), .panel("t"))], label: "t",
      summary:
        "trade-offs: precision, recall and F1 by the threshold, and what pos_weight does to it",
      hint: KeyHint("t", "trade-offs")),
    RowKey(
      keys: [(.letter("c"), .panel("c"))], label: "c",
      summary: "calibration: reliability, ECE of equal width and equal mass, the temperature",
      hint: KeyHint("c", "calibration")),
    RowKey(
      keys: Key.sideways.map { ($0.0, .sideways($0.1)) }, label: "left right h l",
      summary: "over trade-offs: another threshold"),
    RowKey(
      keys: [(Key(.tab), .nextView)], label: "Tab",
      summary: "over trade-offs the next class, over calibration the other bins"),
    RowKey(
      keys: [(.letter("d"), .dials)], label: "d",
      summary:
        "dials of a sampler: T 0.7 top_k 50 top_p 0.95 min_p 0.05; Enter alone turns them off",
      hint: KeyHint("d", "dials")),
    RowKey(
      keys: [(.letter("["), .slide(-1)), (.letter("]"), .slide(1))], label: "[ ]",
      summary: "slide the dial that was named last"),
    RowKey(
      keys: [
        (Key(.pageDown), .page(1)), (.letter(" "), .page(1)), (Key(.pageUp), .page(-1)),
      ], label: "PgUp PgDn Space", summary: "a screen up or down"),
    RowKey(
      keys: Key.ends.map { ($0.0, .end($0.1)) }, label: "Home End g G",
      summary: "the first row, the last"),
    RowKey(
      keys: [(.letter("n"), .flagged(1)), (.letter("N"), .flagged(-1))], label: "n N",
      summary: "the next row that is wrong or no number, the one before",
      hint: KeyHint("n N", "flag")
    ),
    RowKey(
      keys: [(.letter("O"), .orders)], label: "O", summary: "choose the order from a list"),
    RowKey(
      keys: [(.letter("r"), .reverse)], label: "r", summary: "the same order, the other way round"),
    RowKey(
      keys: "0123456789".map { (.letter($0), .row($0)) }, label: "0-9",
      summary: "go to the row of a number"),
    RowKey(
      keys: [(Key(.escape), .back)], label: "Esc",
      summary: "close what is open, show all rows again, end what takes long"),
    RowKey(
      keys: [(Key(.character("z"), .control), .suspend)], label: "Ctrl-Z", summary: "suspend"),
    RowKey(
      keys: [(Key(.character("l"), .control), .repaint)], label: "Ctrl-L",
      summary: "draw the screen anew"),
    RowKey(
      keys: [(.letter("?"), .help), (Key(.function(1)), .help)], label: "? F1",
      summary: "all keys", hint: KeyHint("?", "help")),
    RowKey(
      keys: [(.letter("q"), .quit), (Key(.character("c"), .control), .quit)], label: "q Ctrl-C",
      summary: "leave", hint: KeyHint("q", "leave")),
  ]

  /// Those that the line of keys never cuts.
  static var always: [KeyHint] { all.suffix(2).compactMap(\.hint) }
  static var hints: [KeyHint] { all.dropLast(2).compactMap(\.hint) }

  private static let actions: [Key: RowAction] = Dictionary(
    all.flatMap { $0.keys.map { ($0.key, $0.act) } }, uniquingKeysWith: { first, _ in first })

  static func named(_ key: Key) -> (key: Key, act: RowAction)? { actions[key].map { (key, $0) } }
}

extension DumpDesk {
  mutating func perform(_ action: RowAction) -> [Request] {
    switch action {
    case .move(let step): go(to: place + step)
    case .page(let step): go(to: place + step * page)
    case .end(let end): go(to: end < 0 ? 0 : count - 1)
    case .open: openBench()
    case .nextOrder: choose(order.next)
    case .reverse:
      isReversed.toggle()
      sort(keepsRow: false)
    case .orders: list = orders
    case .filter: prompt = RowPrompt(.filter)
    case .flagged(let step): search(step)
    case .panel(let letter): toggle(letter)
    case .dials: prompt = RowPrompt(.dials)
    case .slide(let step):
      dials.slide(dial, by: step)
      message = .init(text: dials.text)
    case .sideways(let step):
      guard panel == .tradeoffs else {
        message = .hint("left and right move the threshold of the trade-offs, which t opens")
        break
      }
      judgement.slide(by: step)
    case .nextView:
      switch panel {
      case .tradeoffs:
        judgement.nextClass(of: dump)
        judgement.ask(for: .tradeoffs, of: dump)
      case .calibration: judgement.showsEqualMass.toggle()
      case .summary, nil: message = .hint("Tab has something to change over t and c")
      }
    case .row(let digit): prompt = RowPrompt(.row, String(digit))
    case .help: list = help
    case .back: goBack()
    case .quit: return [.quit]
    case .suspend: return [.suspend]
    case .repaint: return [.repaint]
    }
    return []
  }

  mutating func choose(_ order: Listing.Order) {
    (self.order, isReversed) = (order, false)
    sort(keepsRow: false)
  }

  private mutating func toggle(_ letter: Character) {
    let asked = Panel(letter)
    panel = panel == asked ? nil : asked
    if let panel {
      judgement.ask(for: panel, of: dump)
      message = .hint(panel.hint)
    }
  }

  private mutating func goBack() {
    if stopWork() { return }
    if panel != nil {
      panel = nil
    } else if !filter.isEmpty {
      filter = ""
      sort(keepsRow: true)
    } else {
      message = .hint("q leaves, ? has all keys")
    }
  }

  // MARK: - Lists

  private var orders: ItemList {
    let items = Listing.Order.allCases.map {
      ListItem([.init($0.rawValue), .init($0.words, .faint)], pick: .run($0.rawValue))
    }
    var list = ItemList("order", .choices(ranked: false), items)
    list.choose(Listing.Order.allCases.firstIndex(of: order) ?? 0)
    return list
  }

  private var help: ItemList {
    let width = RowKey.all.map(\.label.count).max() ?? 0
    let lines = RowKey.all.flatMap { key in
      key.summary.lines(ofWidth: 74 - width, atMost: 4).enumerated().map { line, text in
        ListItem([.init((line == 0 ? key.label : "").placed(in: width + 2), .key), .init(text)])
      }
    }
    return ItemList("keys of the list", .text, lines)
  }

  mutating func handleInList(_ key: Key) -> [Request] {
    guard let outcome = list?.handle(key) else { return [] }
    switch outcome {
    case .done: break
    case .closed: list = nil
    case .picked(let pick):
      list = nil
      if case .run(let name) = pick, let order = Listing.Order(rawValue: name) { choose(order) }
    case .unused:
      switch RowKey.named(key)?.act {
      case .help: list = nil
      case .suspend: return [.suspend]
      case .repaint: return [.repaint]
      default: message = .hint("that key does nothing here; Esc closes it")
      }
    }
    return []
  }

  // MARK: - Mouse

  mutating func handle(_ mouse: Event.Mouse, at point: Point) -> [Request] {
    let spot = spots.last { $0.area.contains(point) }?.spot
    switch (mouse, spot) {
    case (.press(0), .key(let key)?): return handle(.key(key))
    case (.press(0), .item(let at)?) where list != nil:
      guard list?.chosen != at else { return handle(.key(Key(.enter))) }
      list?.choose(at)
    case (.press(0), .item(let at)?) where prompt == nil:
      guard at != place else { return perform(.open) }
      go(to: at)
    case (.press(0), .head(let column)?) where prompt == nil:
      let wanted = Listing.Order.allCases[column]
      if wanted == order { return perform(.reverse) }
      choose(wanted)
    case (.wheelUp, _), (.wheelDown, _):
      let step = mouse == .wheelUp ? -3 : 3
      if list != nil { list?.move(by: step) } else if prompt == nil { go(to: place + step) }
    default: break
    }
    return []
  }
}

extension DumpDesk.Panel: Equatable {
  /// What its own keys do.
  fileprivate var hint: String {
    switch self {
    case .summary: "s or Esc closes it"
    case .tradeoffs: "left right another threshold, Tab the next class, t or Esc closes it"
    case .calibration: "Tab other bins, c or Esc closes it"
    }
  }

  init?(_ letter: Character) {
    switch letter {
    case "s": self = .summary
    case "t": self = .tradeoffs
    case "c": self = .calibration
    default: return nil
    }
  }
}
