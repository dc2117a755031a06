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
    let (reply, earlier, pinned) = (picture.now, picture.before?.pair, picture.pinned?.pair)
    let (rule, area) = area.parted()
    let pair = reply.pair
    screen.drawRule(
      pair.titles(behind: reply.head, width: rule.width), hasFocus: context.hasFocus, in: rule)
    let words = reply.pullText(ofClass: context.index).flatMap { $0.wrapped(to: area.width - 2) }
    // The bars come first, but the ratio has its place at every size.
    let kept = area.height > 11 ? words.count : min(2, words.count)
    let window = context.classWindow(max(1, (area.height - 1 - kept) / 2))
    let bars = PullBars(pair.scale, nameWidth: context.barNameWidth, in: area)
    screen.drawPullAxis(bars, in: area)
    var y = area.y + 1
    for index in window.shown {
      let isTrue = context.bench.isTrueClass(index)
      let mark = isTrue ? " <" : ""
      let name = context.bench.className(index).fitted(
        to: context.barNameWidth - 2 - mark.count, ellipsis: "..")
      screen.write(
        name + mark, x: area.x + 1, y: y, style: isTrue ? .accent : .plain, clip: area)
      for (side, old, ghost, kind) in [
        (
          pair.crossEntropy, earlier?.crossEntropy, pinned?.crossEntropy, PullBars.Kind.cross
        ), (pair.squaredError, earlier?.squaredError, pinned?.squaredError, .squared),
      ] {
        let gradient = side.gradient[index]
        let isChanged = old.map { $0.gradient[index].text != gradient.text } ?? false
        let style: Style = context.isStale ? .stale : isChanged ? .changed : .plain
        screen.drawPull(
          gradient, ghost: ghost?.gradient[index], kind, bars, numberStyle: style, y: y, in: area)
        y += 1
      }
    }
    if window.others > 0 {
      let hidden = Set(0..<context.bench.classes).subtracting(window.shown)
      screen.write(
        window.othersName.fitted(to: context.barNameWidth - 2, ellipsis: ".."), x: area.x + 1,
        y: y, style: .faint, clip: area)
      for (side, kind) in [
        (pair.crossEntropy, PullBars.Kind.cross), (pair.squaredError, .squared),
      ] {
        let sum = Reading.sum(of: hidden.map { side.gradient[$0] }, in: context.bench.dtype)
        screen.drawPull(
          sum, ghost: nil, kind, bars, numberStyle: context.numberStyle, y: y, in: area)
        y += 1
      }
    }
    screen.drawWords(words, y: y, in: area)
    guard let curves = reply.curves(ofClass: context.index) else { return }
    y += words.count + 1
    screen.drawPullCurves(
      curves, of: context.bench.className(context.index), context.plotStyle,
      in: Rect(x: area.x, y: y, width: area.width, height: area.maxY - y))
  }
}

extension Screen {
  fileprivate mutating func drawPull(
    _ gradient: Reading, ghost: Reading?, _ kind: PullBars.Kind, _ bars: PullBars,
    numberStyle: Style, y: Int, in area: Rect
  ) {
    write(kind.name, x: bars.kindX, y: y, style: kind.style, clip: area)
    write(
      gradient.text.placed(in: Reading.mostCharacters, .right), x: bars.numberX, y: y,
      style: numberStyle, clip: area)
    write("│", x: bars.x - 1, y: y, style: .rule, clip: area)
    // The axis has no end for 0, so what is not 0 is more than a dot.
    func part(_ value: Double) -> Double {
      let part = bars.scale.part(value)
      return part > 0 ? max(part, 1 / Double(max(1, bars.width))) : part
    }
    drawBar(
      part(gradient.value), ghost: ghost.map { part($0.value) }, width: bars.width, x: bars.x,
      y: y, style: kind.style, in: area)
  }

  /// Both gradients of the class under the cursor as its logit moves, where there is room to see a shape.
  fileprivate mutating func drawPullCurves(
    _ curves: PullCurves, of name: String, _ style: PlotStyle, in area: Rect
  ) {
    guard area.height >= 6 else { return }
    let (rule, body) = area.parted()
    drawRule(
      ["dloss/dz as z of \(name) moves", "@ z = \(curves.z.significant(6))"], hasFocus: false,
      in: rule)
    let plot = Plot(
      domain: curves.domain, range: curves.range, here: curves.z,
      series: [
        Plot.Series(
          mark: ".", style: .squareCurve, sample: curves.squared(at:), present: curves.squared),
        Plot.Series(mark: "*", style: .logCurve, sample: curves.cross(at:), present: curves.cross),
      ], style: style)
    guard let drawn = drawPlot(plot, in: body) else { return }
    mark(
      drawn,
      .curves(
        from: curves.domain.lowerBound, to: curves.domain.upperBound, ofProbabilities: false))
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
