import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension Screen {
  /// The losses of the class under the cursor as curves, and what they say where the bench is.
  mutating func drawCurves(_ scene: Scene, rule: Rect, in area: Rect) {
    let curves = scene.curves
    let interface = scene.interface
    let readoutWidth = Self.readoutWidth(of: area)
    let hasFocus = interface.pane == .lower
    let name = interface.quantity == .slope ? "slopes" : "curves"
    let titles: [String]
    if readoutWidth > 0 {
      titles = ["\(name) over \(interface.axis.rawValue)", curves.labelText]
    } else {
      let legend = curves.kinds.map { "\($0.mark) \(scene.curveName($0))" }
      titles = [
        legend.joined(separator: "  "),
        curves.isPlaced
          ? "a = \(curves.aText), \(curves.labelText)" : "\(curves.aText) is no probability",
      ]
    }
    drawRule(titles, hasFocus: hasFocus, in: rule)
    let plotWidth = area.width - readoutWidth - (readoutWidth > 0 ? 2 : 1)
    drawPlot(
      scene.plot,
      in: Rect(x: area.x, y: area.y, width: plotWidth, height: area.height))
    if readoutWidth > 0 {
      drawReadout(
        scene,
        in: Rect(
          x: area.maxX - readoutWidth, y: area.y, width: readoutWidth, height: area.height))
    }
  }

  /// As wide as the longest names and numbers, so that neither is cut; the slope in `a` is the first
  /// to give way, and then all of it.
  private static func readoutWidth(of area: Rect) -> Int {
    let names = 16
    if area.width >= 100 { return names + 3 * Reading.mostCharacters }
    return area.width >= 76 ? names + 2 * Reading.mostCharacters : 0
  }

  /// Value and slopes of each curve at the present place, and what they mean.
  private mutating func drawReadout(_ scene: Scene, in area: Rect) {
    let curves = scene.curves
    let showsSlopeInA = area.width >= 50
    // A low pane has no lines to spare between its parts.
    let isRoomy = area.height > 12
    var y = area.y + (isRoomy ? 1 : 0)
    write(scene.place, x: area.x, y: y, style: .title, clip: area)
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
      let name = "\(isOwn ? ">" : " ") \(readout.kind.mark) \(scene.curveName(readout.kind))"
      let numbers =
        showsSlopeInA
        ? [readout.value, readout.slopeInA, readout.slopeInZ] : [readout.value, readout.slopeInZ]
      let style: Style = scene.isStale ? .stale : .plain
      writeRow(name.placed(in: nameWidth), numbers, style: style, nameStyle: readout.kind.style)
    }
    y += area.height > 9 ? 1 : 0
    for line in curves.remarks.flatMap({ $0.wrapped(to: area.width - 1) }) {
      write(line, x: area.x, y: y, style: .faint, clip: area)
      y += 1
    }
    drawNote(
      scene.model.bench.note, under: scene.model.isNoteOlder ? Model.olderNote : nil,
      in: Rect(x: area.x, y: y, width: area.width, height: max(0, area.maxY - y)))
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

extension Scene {
  func curveName(_ kind: Curves.Kind) -> String {
    interface.quantity == .slope
      ? curves.slopeName(kind, over: interface.axis) : curves.name(kind)
  }

  var plot: Plot {
    let axis = interface.axis
    let quantity = interface.quantity
    // The curve that is the loss lies on top.
    let kinds =
      Array(curves.kinds.reversed()).filter { $0 != curves.own } + [curves.own].compactMap(\.self)
    let pinned = model.pinnedCurves(ofClass: interface.index)
    return Plot(
      domain: curves.domain(over: axis), range: curves.range(of: quantity, over: axis),
      here: axis == .probability ? curves.a : curves.z,
      ghost: pinned.map { axis == .probability ? $0.a : $0.z },
      series: kinds.map { kind in
        Plot.Series(
          mark: kind.mark, style: kind.style,
          sample: { curves.sample(kind, quantity, over: axis, at: $0) },
          present: curves.present(kind, quantity, over: axis),
          ghost: pinned?.present(kind, quantity, over: axis))
      })
  }

  /// Where the `@` stands, in words.
  var place: String {
    let index = curves.classIndex
    let probability = "a = p[\(index)] = \(curves.aText)"
    let label = curves.labelText
    // What has no place has no mark of it either.
    guard curves.isPlaced else { return "\(probability), \(label)" }
    switch interface.axis {
    case .probability: return "@ \(probability), \(label)"
    case .logit: return "@ z = \(curves.spelled(curves.z)), \(probability)"
    }
  }
}

extension String {
  /// The words, which are ASCII, in lines of at most `width` characters.
  func wrapped(to width: Int) -> [String] {
    guard utf8.count > width else { return isEmpty ? [] : [self] }
    var lines: [String] = []
    var line = ""
    for word in utf8.split(separator: UInt8(ascii: " ")).map({ Substring($0) }) {
      if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
