import FoundationEssentials
import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

/// Screens, and pictures of panes alone, kept as text and styles in `Goldens/`.
///
/// What changed fails; `LOGITLAB_RECORD=1 swift test --filter showsThe` writes it anew and fails as well,
/// so that a person reads the difference before it is kept.
struct Golden: CustomTestStringConvertible {
  let name: String
  let size: Size
  var keys = ""

  /// At the first question.
  static let lesson = ":lesson sigmoid-or-softmax<enter><enter>"
  /// A sure answer, whose loss the logarithm of a sum loses.
  static let sure = ":logits 0 -20<enter>:label 0<enter><up>"

  var testDescription: String { "\(name) \(size.width)x\(size.height)" }

  /// After the keys, as where a frame of this width was drawn before.
  private var desk: Desk {
    var desk = Desk()
    desk.size.width = size.width
    desk.type(keys)
    return desk
  }

  func checkScreen() throws {
    let screen = desk.screen(size)
    try check(screen.text + "\n\n" + screen.styles + "\n")
  }

  /// The pane alone, and beneath what the line of keys says of it.
  func checkPane() throws {
    var desk = desk
    var screen = Screen(size: size)
    let context = Present(desk.model, desk.interface).context(desk.interface, width: size.width)
    let hints = desk.interface.pane.draw(
      context, &desk.answers, on: &screen, in: screen.bounds)
    let keys = hints.map { "\($0.keys) \($0.word)" }.joined(separator: "  ")
    try check("\(screen.text)\n\(keys)\n\n\(screen.styles)\n")
  }

  private func check(_ page: String) throws { try Self.check(page, name, size) }

  /// Text and styles in one file, which shows both to whoever reads the difference.
  static func check(_ page: String, _ name: String, _ size: Size) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/\(name)-\(size.width)x\(size.height).txt")
    // A new one has no file yet.
    let kept = try? String(contentsOf: url, encoding: .utf8)
    #expect(page == kept)
    if page != kept { try Recording.write(page, to: url) }
  }
}

extension Desk {
  /// What a terminal of this size would show.
  func screen(_ size: Size) -> Screen {
    var copy = self
    return copy.render(size)
  }

  /// Presses keys.
  ///
  /// - Parameter answered: Gets what each key asks of the world.
  mutating func type(_ keys: String, answered: ([Request]) -> Void = { _ in }) {
    for key in Key.all(keys) { answered(handle(.key(key))) }
  }
}

extension Key {
  /// Keys as a test writes them: characters as they stand, others by name in angle brackets, such as
  /// `<enter>`.
  static func all(_ keys: String) -> [Key] {
    var all: [Key] = []
    var rest = keys[...]
    while let first = rest.first {
      if first == "<", let end = rest.firstIndex(of: ">"),
        let key = Self.named(rest[rest.index(after: rest.startIndex)..<end])
      {
        all.append(key)
        rest = rest[rest.index(after: end)...]
      } else {
        all.append(Key(.character(first)))
        rest = rest.dropFirst()
      }
    }
    return all
  }

  private static func named(_ name: Substring) -> Key? {
    switch name {
    case "enter": Key(.enter)
    case "esc": Key(.escape)
    case "up": Key(.up)
    case "down": Key(.down)
    case "left": Key(.left)
    case "right": Key(.right)
    case "tab": Key(.tab)
    case "pagedown": Key(.pageDown)
    case "pageup": Key(.pageUp)
    case "backspace": Key(.backspace)
    default:
      name.hasPrefix("c-") && name.count == 3
        ? Key(.character(name.last ?? " "), .control) : nil
    }
  }
}

@Test(arguments: [
  Golden(name: "opening", size: Size(width: 60, height: 16)),
  Golden(name: "opening", size: Size(width: 80, height: 24)),
  Golden(name: "opening", size: Size(width: 100, height: 30)),
  Golden(name: "opening", size: Size(width: 200, height: 60)),
  Golden(name: "too-small", size: Size(width: 59, height: 15)),
  Golden(name: "typing", size: Size(width: 100, height: 30), keys: "6.5"),
  Golden(name: "unfinished", size: Size(width: 80, height: 24), keys: "-"),
  Golden(
    name: "soft-labels", size: Size(width: 100, height: 30),
    keys: ":logits 2 0.5 1<enter>:labels .2 .3 .5<enter>"),
  Golden(
    name: "weighted", size: Size(width: 100, height: 30),
    keys: ":loss weighted<enter>:logits .5 .7 .3<enter>:labels 1 1 1<enter>:pos_weight .2<enter>"),
  Golden(
    name: "confident", size: Size(width: 100, height: 30),
    keys: ":logits 0 -20<enter>:label 0<enter>"),
  Golden(
    name: "masked", size: Size(width: 100, height: 30),
    keys: ":logits 1000 0 -inf<enter>:label 1<enter><up>"),
  Golden(
    name: "not-a-number", size: Size(width: 80, height: 24),
    keys: ":logits nan 0 1<enter>:label 1<enter>"),
  Golden(name: "refused", size: Size(width: 80, height: 24), keys: ":label 7<enter>"),
  Golden(
    name: "sample", size: Size(width: 100, height: 30),
    keys: ":sample sun-moon-cloud-sigmoid<enter>"),
  Golden(name: "duel", size: Size(width: 100, height: 30), keys: Golden.sure + "d"),
  Golden(name: "answers", size: Size(width: 100, height: 30), keys: ":show<enter>"),
  Golden(
    name: "covered", size: Size(width: 80, height: 24),
    keys: ":logits 2 1 .1<enter>:label 0<enter>:cover loss p<enter>"),
  Golden(name: "pinned", size: Size(width: 60, height: 16), keys: "p[[[[[[[[[["),
  Golden(name: "pinned", size: Size(width: 80, height: 24), keys: "p}}[[[[[[[[<up>[[["),
  Golden(
    name: "top", size: Size(width: 80, height: 24),
    keys: ":logits 5 1 4 2 3 0<enter>:label 3<enter>:top 3<enter>"),
  Golden(name: "formulas", size: Size(width: 80, height: 24), keys: "f"),
  Golden(name: "present", size: Size(width: 60, height: 16), keys: "P"),
  Golden(name: "present", size: Size(width: 100, height: 30), keys: "P<enter><enter><enter>"),
  Golden(name: "present-heads", size: Size(width: 80, height: 24), keys: "Ps<enter>"),
  Golden(name: "present-lesson", size: Size(width: 60, height: 16), keys: Golden.lesson + "P"),
  Golden(name: "lesson", size: Size(width: 60, height: 16), keys: Golden.lesson),
  Golden(name: "lesson", size: Size(width: 80, height: 24), keys: Golden.lesson),
  Golden(name: "lesson", size: Size(width: 100, height: 30), keys: Golden.lesson + "1<enter>"),
  Golden(name: "lesson", size: Size(width: 140, height: 40), keys: Golden.lesson + "2<enter>"),
])
func showsTheScreen(golden: Golden) throws {
  try golden.checkScreen()
}

/// Every pane but the race, which hides the table, after keys that give it something to show; as high as
/// it is on a screen of 60x16, 80x24, 100x30 and 200x60.
private let panes = [
  ("curves", ""), ("heads", "s]"), ("compare", ":logit 2 -3<enter>c"), ("duel", Golden.sure + "d"),
  ("trace", ":sample overflow<enter>t"), ("sweep", Golden.sure + "w"),
  ("frameworks", Golden.sure + "F"), ("batch", "b"), ("order", "off"),
  ("ranges", ":from bfloat16<enter>i"), ("jacobian", ":jacobian<enter>"),
].flatMap { name, keys in
  [(60, 8), (80, 14), (100, 20), (200, 50)].map { width, height in
    Golden(name: name, size: Size(width: width, height: height), keys: keys)
  }
}

/// What hides the bench, at every size.
private let overlays = [("help", "?"), ("menu", "m"), ("samples", "S")].flatMap { name, keys in
  [(60, 16), (80, 24), (100, 30), (200, 60)].map { width, height in
    Golden(name: name, size: Size(width: width, height: height), keys: keys)
  }
}

@Test(arguments: overlays)
func showsTheScreenOfAnOverlay(golden: Golden) throws {
  try golden.checkScreen()
}

@Test(
  arguments: panes + [
    Golden(name: "over-z", size: Size(width: 100, height: 16), keys: "z"),
    Golden(name: "slopes", size: Size(width: 100, height: 16), keys: "'"),
    Golden(name: "blocks", size: Size(width: 80, height: 13), keys: "v"),
    Golden(name: "braille", size: Size(width: 100, height: 16), keys: "vv"),
    Golden(
      name: "sticking", size: Size(width: 100, height: 16),
      keys: ":loss sigmoid<enter>:logits 17<enter>:labels 0<enter>"),
    Golden(
      name: "sweep-far", size: Size(width: 80, height: 14),
      keys: ":logits 10002 9999<enter>:label 0<enter><up>w"),
    Golden(name: "heads-pinned", size: Size(width: 100, height: 19), keys: "p{{{{{s"),
    Golden(name: "slopes-over-z", size: Size(width: 80, height: 12), keys: "z'"),
    Golden(
      name: "duel-sigmoid", size: Size(width: 200, height: 50),
      keys: ":loss sigmoid<enter>:logits -10 3<enter>:labels 0 1<enter><up>d"),
    Golden(
      name: "duel-float16", size: Size(width: 100, height: 20), keys: ":logits 12 0<enter>dfjjjjj"),
    Golden(
      name: "trace-walked", size: Size(width: 80, height: 14),
      keys: ":logits 1000 0<enter>:label 0<enter>:trace naive<enter>j"),
    Golden(
      name: "trace-absorbed", size: Size(width: 100, height: 20), keys: Golden.sure + "d<enter>"),
    Golden(
      name: "sweep-formula", size: Size(width: 100, height: 19),
      keys: ":sweep log(1+exp(z)) z 80 100<enter><right>"),
    Golden(
      name: "frameworks-sigmoid", size: Size(width: 100, height: 21),
      keys: ":loss sigmoid<enter>:logits 40<enter>:labels 1<enter>F"),
    Golden(
      name: "heads-several", size: Size(width: 60, height: 7),
      keys: ":logits 2 1 .1<enter>:labels 1 0 1<enter>s"),
    Golden(
      name: "heads-several", size: Size(width: 100, height: 19),
      keys: ":logits 2 1 .1<enter>:labels 1 0 1<enter>s"),
    Golden(
      name: "heads-wrong", size: Size(width: 80, height: 13),
      keys: ":logits 10 0 0<enter>:label 1<enter>s"),
    Golden(
      name: "compare-sigmoid", size: Size(width: 60, height: 9),
      keys: ":logits -5<enter>:loss sigmoid_cross_entropy<enter>:labels 1<enter>c"),
    Golden(name: "race", size: Size(width: 60, height: 14), keys: ":race step 17<enter>"),
    Golden(name: "race", size: Size(width: 80, height: 22), keys: ":race step 229<enter>"),
    Golden(name: "race", size: Size(width: 100, height: 28), keys: ":race step 229<enter>"),
    Golden(name: "race", size: Size(width: 200, height: 58), keys: ":race step 229<enter>"),
    Golden(
      name: "race-softmax", size: Size(width: 100, height: 28),
      keys: ":race softmax<enter>:race label 1<enter>:race step 20<enter>"),
    Golden(
      name: "race-diverging", size: Size(width: 80, height: 22),
      keys: ":race rate 1e308<enter>:race step 3<enter>"),
  ])
func showsThePane(golden: Golden) throws {
  try golden.checkPane()
}
