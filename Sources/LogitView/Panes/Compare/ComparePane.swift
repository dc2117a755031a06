import LogitBench
import LogitStudies
import LogitText

/// How hard both losses pull each logit, on an axis of powers of ten: a gradient of a hundredth is seen
/// there, where a bar from 0 to 1 leaves a dot of it.
struct ComparePane: PlainPane {
  static let name = "compare"
  static let letter: Character? = "c"
  static let brief = "pull of both losses on z"
  static let summary =
    "the gradients of cross entropy and squared error side by side, or back"
  static let keys: [PaneKey<ComparePane>] = PaneKey.nudging + [.closing]

  init() {}

  var heading: String { "gradients" }

  func question(_ context: PaneContext) -> CompareRequest { CompareRequest() }

  func draw(
    _ picture: Compared<CompareRequest.Comparison>, _ context: PaneContext,
    on screen: inout Screen, in area: Rect
  ) {
    let (reply, earlier) = (picture.now, picture.before?.pair)
    let (rule, area) = area.parted()
    let pair = reply.pair
    screen.drawRule(
      pair.titles(behind: reply.head, width: rule.width), hasFocus: context.hasFocus, in: rule)
    let words = reply.pullText(ofClass: context.index).flatMap { $0.wrapped(to: area.width - 2) }
    // The bars come first, but the ratio has its place at every size.
    let kept = area.height > 11 ? words.count : min(2, words.count)
    let shown = context.visibleClasses(max(1, (area.height - 1 - kept) / 2))
    let bars = PullBars(pair.scale, nameWidth: context.barNameWidth, in: area)
    screen.drawPullAxis(bars, in: area)
    var y = area.y + 1
    for index in shown {
      let isTrue = context.bench.isTrueClass(index)
      let mark = isTrue ? " <" : ""
      let name = context.bench.className(index).fitted(
        to: context.barNameWidth - 2 - mark.count, ellipsis: "..")
      screen.write(
        name + mark, x: area.x + 1, y: y, style: isTrue ? .accent : .plain, clip: area)
      for (side, old, kind) in [
        (pair.crossEntropy, earlier?.crossEntropy, PullBars.Kind.cross),
        (pair.squaredError, earlier?.squaredError, .squared),
      ] {
        let gradient = side.gradient[index]
        let isChanged = old.map { $0.gradient[index].text != gradient.text } ?? false
        let style: Style = context.isStale ? .stale : isChanged ? .changed : .plain
        screen.drawPull(gradient, kind, bars, numberStyle: style, y: y, in: area)
        y += 1
      }
    }
    screen.drawWords(words, y: y, in: area)
  }
}

extension Screen {
  fileprivate mutating func drawPull(
    _ gradient: Reading, _ kind: PullBars.Kind, _ bars: PullBars, numberStyle: Style, y: Int,
    in area: Rect
  ) {
    write(kind.name, x: bars.kindX, y: y, style: kind.style, clip: area)
    write(
      gradient.text.placed(in: Reading.mostCharacters, .right), x: bars.numberX, y: y,
      style: numberStyle, clip: area)
    write("│", x: bars.x - 1, y: y, style: .rule, clip: area)
    let bar = Self.bar(bars.scale.part(gradient.value), width: bars.width)
    // The axis has no end for 0, so what is not 0 is more than a dot.
    write(bar == "." ? "#" : bar, x: bars.x, y: y, style: kind.style, clip: area)
  }

  fileprivate mutating func drawPullAxis(_ bars: PullBars, in area: Rect) {
    write(
      "dloss/dz".placed(in: Reading.mostCharacters, .right), x: bars.numberX, y: area.y,
      style: .faint, clip: area)
    for power in stride(from: bars.scale.high, through: bars.scale.low, by: -bars.step) {
      let label = PullScale.label(ofPower: power)
      let part = (power - bars.scale.low) / (bars.scale.high - bars.scale.low)
      let middle = bars.x + columns(part, of: bars.width)
      let x = max(bars.x, min(middle - label.count / 2, bars.x + bars.width - label.count))
      write(label, x: x, y: area.y, style: .faint, clip: area)
    }
  }
}

/// Where the bars of the pulls stand.
private struct PullBars {
  enum Kind {
    case cross, squared

    var name: String {
      switch self {
      case .cross: "* cross"
      case .squared: ". squared"
      }
    }

    var style: Style {
      switch self {
      case .cross: .logCurve
      case .squared: .squareCurve
      }
    }
  }

  let scale: PullScale
  let kindX: Int
  let numberX: Int
  let x: Int
  let width: Int
  /// How many powers of ten apart the ticks are, so that their labels have room.
  let step: Double

  init(_ scale: PullScale, nameWidth: Int, in area: Rect) {
    self.scale = scale
    kindX = area.x + nameWidth
    numberX = kindX + ". squared".count
    x = numberX + Reading.mostCharacters + 2
    let width = max(0, area.maxX - 1 - x)
    self.width = width
    let cells = Double(width) / (scale.high - scale.low)
    step = [1, 2, 5, 10, 20, 50, 100].first { $0 * cells >= 7 } ?? 200
  }
}

extension GradientPair {
  /// The losses stand in the rule where they have room as a whole.
  fileprivate func titles(behind head: String, width: Int) -> [String] {
    let titles = ["gradients behind a \(head)"]
    for spelling in [
      "loss \(crossEntropy.total.text) by cross entropy, \(squaredError.total.text) by squared error",
      "loss \(crossEntropy.total.text), \(squaredError.total.text)",
    ] where titles[0].count + spelling.count + 8 <= width {
      return titles + [spelling]
    }
    return titles
  }
}
