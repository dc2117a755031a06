import LogitBench
import LogitStudies
import LogitText

/// The losses of the class under the cursor as curves, and what they say where the bench is: what
/// stands under the table while nothing is opened there.
struct CurvesPane: Pane {
  struct Picture: Sendable {
    let curves: Curves
    let pinned: Curves?
    /// Where on the axis the bench may be as well, and of its probability in words.
    var band: ClosedRange<Double>?
    var bandWords: String?
    /// Whether it is not to be told where on them the bench is.
    var isCovered = false
  }

  static let name = "curves"
  static let keys: [PaneKey<CurvesPane>] = [
    .said("[ ]", "slide"), .said("up down", "class"),
  ]

  /// nil where nobody chose: then it is the one on which the bench has a place of its own.
  private(set) var chosenAxis: Curves.Axis?
  private(set) var quantity = Curves.Quantity.value

  init() {}
  init(_ context: PaneContext, after other: any Pane) {}
  init?(asking question: CurvesRequest) { return nil }

  func axis(of curves: Curves) -> Curves.Axis {
    chosenAxis ?? (curves.sticksToAnEnd ? .logit : .probability)
  }

  mutating func switchAxis(from curves: Curves) {
    chosenAxis = axis(of: curves) == .logit ? .probability : .logit
  }

  mutating func switchQuantity() { quantity = quantity == .slope ? .value : .slope }

  func question(_ context: PaneContext) -> CurvesRequest {
    CurvesRequest(ofClass: context.index)
  }

  func picture(
    _ context: PaneContext, _ answers: inout Answers
  ) throws(CommandError) -> Picture {
    if context.model.isCovered {
      return Picture(
        curves: context.model.curves(ofClass: context.index), pinned: nil, isCovered: true)
    }
    let curves = try answers.ask(question(context), of: context.model).curves
    return Picture(
      curves: curves,
      pinned: context.model.pinnedCurves(ofClass: context.index),
      band: context.model.curveBand(ofClass: context.index, over: axis(of: curves)),
      bandWords: context.model.curveBandWords(ofClass: context.index))
  }

  func draw(
    _ picture: Picture, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let curves = picture.curves
    let axis = axis(of: curves)
    let (rule, area) = area.parted()
    let readoutWidth = Screen.readoutWidth(of: area)
    let titles: [String]
    if readoutWidth > 0 {
      let name = quantity == .slope ? "slopes" : "curves"
      // Nobody asked for the other axis: why it stands there is told.
      let isOwn = chosenAxis == nil && axis == .logit
      titles = [
        "\(name) over \(axis.rawValue)", curves.labelText,
        isOwn ? "a sticks to \(curves.a < 0.5 ? 0 : 1), so over z; z goes back" : "",
      ]
    } else {
      let legend = curves.kinds.map { "\($0.mark) \(name(of: $0, in: curves))" }
      titles = [
        legend.joined(separator: "  "),
        picture.isCovered
          ? "a = ?, \(curves.labelText)"
          : curves.isPlaced
            ? "a = \(curves.aText), \(curves.labelText)" : "\(curves.aText) is no probability",
      ]
    }
    screen.drawRule(titles, hasFocus: context.hasFocus, in: rule)
    let plotWidth = area.width - readoutWidth - (readoutWidth > 0 ? 2 : 1)
    let plot = plot(picture, context.plotStyle)
    let place = Rect(x: area.x, y: area.y, width: plotWidth, height: area.height)
    if let body = screen.drawPlot(plot, in: place) {
      let (low, high) = (plot.domain.lowerBound, plot.domain.upperBound)
      screen.mark(
        body, .curves(from: low, to: high, ofProbabilities: axis == .probability))
    }
    guard readoutWidth > 0 else { return }
    screen.drawReadout(
      self, picture, context,
      in: Rect(
        x: area.maxX - readoutWidth, y: area.y, width: readoutWidth, height: area.height))
  }

  fileprivate func name(of kind: Curves.Kind, in curves: Curves) -> String {
    quantity == .slope ? curves.slopeName(kind, over: axis(of: curves)) : curves.name(kind)
  }

  private func plot(_ picture: Picture, _ style: PlotStyle) -> Plot {
    let (curves, pinned) = (picture.curves, picture.pinned)
    let axis = axis(of: curves)
    // The curve that is the loss lies on top.
    let kinds =
      Array(curves.kinds.reversed()).filter { $0 != curves.own } + [curves.own].compactMap(\.self)
    return Plot(
      domain: curves.domain(over: axis), range: curves.range(of: quantity, over: axis),
      here: picture.isCovered ? .nan : axis == .probability ? curves.a : curves.z,
      ghost: pinned.map { axis == .probability ? $0.a : $0.z },
      band: picture.band,
      series: kinds.map { kind in
        Plot.Series(
          mark: kind.mark, style: kind.style,
          sample: { curves.sample(kind, quantity, over: axis, at: $0) },
          present: picture.isCovered ? .nan : curves.present(kind, quantity, over: axis),
          ghost: pinned?.present(kind, quantity, over: axis))
      }, style: style)
  }

  /// Where the `@` stands, in words.
  fileprivate func place(in picture: Picture) -> String {
    let curves = picture.curves
    if picture.isCovered { return "a = p[\(curves.classIndex)] = ?, \(curves.labelText)" }
    let probability = "a = p[\(curves.classIndex)] = \(curves.aText)"
    let label = curves.labelText
    // What has no place has no mark of it either.
    guard curves.isPlaced else { return "\(probability), \(label)" }
    switch axis(of: curves) {
    case .probability:
      return picture.bandWords.map { "@ a = \(curves.aText), \($0)" }
        ?? "@ \(probability), \(label)"
    case .logit: return "@ z = \(curves.spelled(curves.z)), \(probability)"
    }
  }
}

extension Screen {
  /// As wide as the longest names and numbers, so that neither is cut; the slope in `a` is the first
  /// to give way, and then all of it.
  fileprivate static func readoutWidth(of area: Rect) -> Int {
    let names = 16
    if area.width >= 100 { return names + 3 * Reading.mostCharacters }
    return area.width >= 76 ? names + 2 * Reading.mostCharacters : 0
  }

  /// Value and slopes of each curve at the present place, and what they mean.
  fileprivate mutating func drawReadout(
    _ pane: CurvesPane, _ picture: CurvesPane.Picture, _ context: PaneContext, in area: Rect
  ) {
    let curves = picture.curves
    let showsSlopeInA = area.width >= 50
    // A low pane has no lines to spare between its parts.
    let isRoomy = area.height > 12
    var y = area.y + (isRoomy ? 1 : 0)
    write(pane.place(in: picture), x: area.x, y: y, style: .title, clip: area)
    y += isRoomy ? 2 : 1
    let columns = showsSlopeInA ? ["value", "d/da", "d/dz"] : ["value", "d/dz"]
    let numberWidth = Reading.mostCharacters
    let nameWidth = area.width - numberWidth * columns.count - 1
    func writeRow(_ name: String, _ numbers: [String], style: Style, nameStyle: Style) {
      write(name, x: area.x, y: y, style: nameStyle, clip: area)
      for (k, number) in numbers.enumerated() {
        write(
          number.placed(in: numberWidth, .right), x: area.x + nameWidth + k * numberWidth, y: y,
          style: style, clip: area)
      }
      y += 1
    }
    writeRow("", columns, style: .faint, nameStyle: .faint)
    for readout in curves.readouts {
      let isOwn = readout.kind == curves.own
      let name =
        "\(isOwn ? ">" : " ") \(readout.kind.mark) \(pane.name(of: readout.kind, in: curves))"
      let numbers =
        showsSlopeInA
        ? [readout.value, readout.slopeInA, readout.slopeInZ] : [readout.value, readout.slopeInZ]
      writeRow(
        name.placed(in: nameWidth), picture.isCovered ? numbers.map { _ in "?" } : numbers,
        style: context.numberStyle,
        nameStyle: readout.kind.style)
    }
    guard !picture.isCovered else { return }
    y += area.height > 9 ? 1 : 0
    for line in curves.remarks.flatMap({ $0.wrapped(to: area.width - 1) }) {
      write(line, x: area.x, y: y, style: .faint, clip: area)
      y += 1
    }
  }
}

extension Curves.Kind {
  var style: Style {
    switch self {
    case .negLog: .logCurve
    case .negLog1m: .log1mCurve
    case .square: .squareCurve
    case .mix: .mixCurve
    }
  }
}
