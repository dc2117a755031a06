import LogitBench
import LogitStudies
import LogitText

extension Screen {
  /// Both runners as bars, when they passed, the backward pass in numbers, and the curves.
  mutating func drawRace(
    _ race: Race, _ pane: RacePane, _ style: PlotStyle, in area: Rect
  ) {
    let step = min(pane.step, race.length)
    let isHigh = area.height >= 20
    var y = area.y
    drawCaption(race, pane, step, in: Rect(x: area.x, y: y, width: area.width, height: 1))
    y += 1
    let showsNet = area.height >= 22 && area.width >= 80
    if showsNet {
      drawNet(race, at: step, in: Rect(x: area.x, y: y, width: area.width, height: Self.netHeight))
      y += Self.netHeight
    }
    let thickness = area.height >= 40 ? 3 : isHigh && !showsNet || area.height >= 28 ? 2 : 1
    for index in race.runners.indices {
      let line = Rect(x: area.x, y: y, width: area.width, height: thickness)
      drawRunner(race.runners[index], at: step, in: line)
      y += thickness
    }
    drawScale(in: Rect(x: area.x, y: y, width: area.width, height: 1))
    drawPassing(race, step, y: y + 1, in: area)
    y += 2
    let chains = race.chainLines(at: step, width: area.width - 2, all: area.height >= 26)
    // The curves keep a body of four lines before the words get theirs.
    let room = area.maxY - y - 6
    for (text, style) in chains.prefix(max(0, room)) {
      write(text.fitted(to: area.width - 2, ellipsis: ".."), x: area.x + 1, y: y, style: style)
      y += 1
    }
    drawRaceCurves(
      race, pane, step, style, in: Rect(x: area.x, y: y, width: area.width, height: area.maxY - y))
  }

  private mutating func drawCaption(_ race: Race, _ pane: RacePane, _ step: Int, in area: Rect) {
    let loud = " step \(step) "
    write(loud, x: area.maxX - loud.count, y: area.y, style: .loud)
    let room = area.width - loud.count - 3
    let captions = race.captions.map { "race  \($0)" }
    let caption = captions.first { $0.count <= room } ?? captions.last ?? ""
    write(caption.fitted(to: room, ellipsis: ".."), x: area.x + 1, y: area.y, style: .title)
  }

  /// Where the tracks of the bars begin, and what is left for the number behind them.
  private static let nameWidth = 15
  private static let numberWidth = 11

  private static func track(_ area: Rect) -> Rect {
    Rect(
      x: area.x + nameWidth, y: area.y, width: area.width - nameWidth - numberWidth - 1,
      height: area.height)
  }

  /// The probability of the label as a bar, on its way to 1.
  private mutating func drawRunner(_ runner: Race.Runner, at step: Int, in area: Rect) {
    let style = runner.kind.style
    write(runner.kind.name, x: area.x + 1, y: area.y, style: style)
    let track = Self.track(area)
    let probability = runner.value(.probability, at: step)
    let bar = Self.bar(probability, width: track.width)
    for y in track.y..<track.maxY {
      for mark in [0.5, 0.9] {
        set(":", x: track.x + columns(mark, of: track.width), y: y, style: .faint)
      }
      write(bar, x: track.x, y: y, style: style)
    }
    let text = NetPass.reading(probability).text
    let isLost = !probability.isFinite
    write(
      " \(text) ", x: area.maxX - Self.numberWidth, y: area.y, style: isLost ? .wrong : .title)
  }

  private mutating func drawScale(in area: Rect) {
    let track = Self.track(area)
    write("0", x: track.x, y: area.y, style: .faint)
    for (value, text) in [(0.5, ".5"), (0.9, ".9")] {
      write(text, x: track.x + columns(value, of: track.width), y: area.y, style: .faint)
    }
    if track.width >= 40 { write("1", x: track.maxX - 1, y: area.y, style: .faint) }
  }

  /// When .5 and .9 were passed; what is still to come is told in a faint voice.
  private mutating func drawPassing(_ race: Race, _ step: Int, y: Int, in area: Rect) {
    let runners = race.runners
    func part(_ runner: Race.Runner, _ passed: Int?, named: Bool) -> (String, Style) {
      let name = named ? " (\(runner.kind.name))" : ""
      let isThere = passed.map { $0 <= step } ?? false
      return (race.passed(passed, runner) + name, isThere ? runner.kind.style : .faint)
    }
    func line(named: Bool) -> [(String, Style)] {
      let start = named ? "passed .5 at step " : ".5 at step "
      let next = named ? ", .9 at " : "   .9 at step "
      return [(start, .plain), part(runners[0], runners[0].passedHalf, named: named)]
        + [(" and ", .plain), part(runners[1], runners[1].passedHalf, named: named)]
        + [(next, .plain), part(runners[0], runners[0].passedNine, named: false)]
        + [(" and ", .plain), part(runners[1], runners[1].passedNine, named: false)]
    }
    let broken = runners.compactMap(\.brokeAt).min().map { "   inf or nan from step \($0)" } ?? ""
    let long = line(named: true)
    let isLong = long.reduce(broken.count) { $0 + $1.0.count } <= area.width - 2
    var x = area.x + 1
    for (text, style) in isLong ? long : line(named: false) {
      x = write(text, x: x, y: y, style: style, clip: area)
    }
    write(broken, x: x, y: y, style: .wrong, clip: area)
  }

  // MARK: - Curves

  /// One curve, two or all four, by what there is room for.
  private mutating func drawRaceCurves(
    _ race: Race, _ pane: RacePane, _ step: Int, _ style: PlotStyle, in area: Rect
  ) {
    let all = Race.Quantity.allCases
    let across = area.width >= 76 ? 2 : 1
    let down = across == 2 && area.height >= 14 ? 2 : 1
    let first = all.firstIndex(of: pane.quantity) ?? 0
    let shown = (0..<across * down).map { all[(across * down == 4 ? $0 : first + $0) % 4] }
    let width = area.width / across
    let height = area.height / down
    for (place, quantity) in shown.enumerated() {
      let part = Rect(
        x: area.x + place % across * width, y: area.y + place / across * height,
        width: width - (across - 1), height: height)
      drawRaceCurve(quantity, of: race, step, upTo: pane.span(of: race), style, in: part)
    }
  }

  private mutating func drawRaceCurve(
    _ quantity: Race.Quantity, of race: Race, _ step: Int, upTo last: Int, _ style: PlotStyle,
    in area: Rect
  ) {
    let values = race.runners.map {
      "\($0.kind.mark) \(NetPass.reading($0.value(quantity, at: step)).text)"
    }
    let title = ([quantity.name(race.net)] + values).joined(separator: "  ")
    drawRule([title], hasFocus: false, in: Rect(x: area.x, y: area.y, width: area.width, height: 1))
    let plot = Plot(
      domain: 0...Double(last), range: race.range(of: quantity), here: Double(step),
      series: race.runners.reversed().map { runner in
        Plot.Series(
          mark: runner.kind.mark, style: runner.kind.style,
          sample: { x in
            runner.value(quantity, at: min(columns(x / Double(last), of: last), race.length))
          },
          present: runner.value(quantity, at: step))
      }, style: style)
    drawPlot(
      plot,
      in: Rect(x: area.x, y: area.y + 1, width: area.width, height: max(0, area.height - 1)))
  }
}

extension NetPass.Loss {
  /// The mark and the style of its curve, those of the curves pane.
  var mark: Unicode.Scalar { self == .crossEntropy ? "*" : "." }
  var style: Style { self == .crossEntropy ? .logCurve : .squareCurve }
}

extension Race {
  /// The backward pass in numbers, a line each.
  func chainLines(at step: Int, width: Int, all: Bool) -> [(String, Style)] {
    let passes = runners.indices.map { pass($0, at: step) }
    func lines(_ heading: String, _ spellings: (NetPass) -> [String]) -> [(String, Style)] {
      let names = width >= 76 ? runners.map(\.kind.name) : ["ce", "se"]
      return [(heading, .faint)]
        + passes.indices.map { index in
          let room = width - names[index].count - 3
          let spelled = spellings(passes[index])
          let text = spelled.first { $0.count <= room } ?? spelled.last ?? ""
          return ("\(runners[index].kind.mark) \(names[index]) \(text)", .plain)
        }
    }
    let first = all ? lines(passes[0].firstChainHeading) { $0.firstChains } : []
    return lines(passes[0].chainHeading) { $0.chains }
      + remark(at: step).wrapped(to: width - 2).map { ("  \($0)", .faint) } + first
  }
}
