import LogitBench
import LogitStudies
import LogitText

/// The chosen row through both heads, and which of them its labels call for.
struct HeadsPane: PlainPane {
  static let name = "heads"
  static let letter: Character? = "s"
  static let brief = "sigmoid beside softmax"
  static let summary = "the row through a sigmoid and a softmax side by side, or back"
  static let keys: [PaneKey<HeadsPane>] = PaneKey.nudging + [.closing]

  init() {}

  func question(_ context: PaneContext) -> HeadsRequest { HeadsRequest() }

  func lines(of picture: Compared<HeadsReply>, _ context: PaneContext, width: Int) -> Int? {
    let words = Self.words(of: picture.now, context, width: width)
    return 2 + PairedBars.lines(bars: context.model.table.lineCount) + words.count
  }

  /// What is missing from the numbers is told before what they mean.
  private static func words(
    of reply: HeadsReply, _ context: PaneContext, width: Int
  ) -> [String] {
    let remarks = reply.words(ofClass: context.index).remarks(width: width - 2)
    return ([reply.leftOut].compactMap(\.self) + remarks).flatMap { $0.wrapped(to: width - 2) }
  }

  func draw(
    _ picture: Compared<HeadsReply>, _ context: PaneContext, on screen: inout Screen,
    in area: Rect
  ) {
    let (reply, earlier, pinned) = (picture.now, picture.before?.heads, picture.pinned?.heads)
    let (rule, area) = area.parted()
    let text = reply.words(ofClass: context.index)
    screen.drawRule([Self.name], hasFocus: context.hasFocus, in: rule)
    screen.write(" \(text.verdict) ", x: rule.x + 9, y: rule.y, style: .title, clip: rule)
    let words = Self.words(of: reply, context, width: area.width)
    let window = context.classWindow(
      max(1, area.height - 2 - min(words.count, area.height > 8 ? 3 : 1)))
    let names = window.shown.map {
      PairedBars.Name(text: context.bench.className($0), isTrue: context.bench.isTrueClass($0))
    }
    let heads = reply.heads
    let bars = PairedBars(
      names: window.others > 0
        ? names + [.init(text: window.othersName, isTrue: false)] : names,
      nameWidth: context.barNameWidth,
      halves: [
        half(
          "sigmoid", heads.sigmoid, earlier?.sigmoid, pinned?.sigmoid, window, context.bench,
          mean: context.bench.classes > 1 ? heads.sigmoid.mean : nil),
        half(
          "softmax", heads.softmax, earlier?.softmax, pinned?.softmax, window, context.bench,
          mean: nil),
      ], isStale: context.isStale)
    let y = screen.drawPairedBars(bars, words: words.count, in: area)
    screen.drawWords(words, y: y, in: area)
  }

  /// One head: its probabilities, their sum, the row's loss, and the gradients where there is room.
  private func half(
    _ name: String, _ side: RowSide, _ old: RowSide?, _ pinned: RowSide?, _ window: ClassWindow,
    _ bench: Bench, mean: Reading?
  ) -> PairedBars.Half {
    let shown = window.shown
    let half = PairedBars.Half(
      heading: (side.loss.head == bench.loss.head ? "> " : "  ") + name,
      loud: "sum \(side.sum.text)",
      texts: shown.map { side.probabilities[$0].text },
      parts: shown.map { side.probabilities[$0].value },
      ghosts: pinned.map { pinned in shown.map { pinned.probabilities[$0].value } } ?? [],
      details: shown.map { side.gradient[$0].text }, detailHeading: "dloss/dz",
      slopes: shown.map { side.gradient[$0].value },
      changed: shown.map { index in
        old.map { $0.probabilities[index].text != side.probabilities[index].text } ?? false
      },
      foot: "loss \(side.total.text)" + (mean.map { "   mean \($0.text)" } ?? ""))
    guard window.others > 0 else { return half }
    let hidden = Set(0..<bench.classes).subtracting(shown)
    let (p, slope) = (
      Reading.sum(of: hidden.map { side.probabilities[$0] }, in: bench.dtype),
      Reading.sum(of: hidden.map { side.gradient[$0] }, in: bench.dtype)
    )
    // Probabilities that do not share 1 make no bar together.
    return half.adding(
      p.text, part: side.loss.head == .softmax ? p.value : 0, detail: slope.text, slope: slope.value
    )
  }
}
