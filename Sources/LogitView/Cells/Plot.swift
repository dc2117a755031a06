import LogitText

/// Curves over an axis, each with a mark of its own.
struct Plot {
  struct Series {
    let mark: Unicode.Scalar
    let style: Style
    let sample: (Double) -> Double
    /// Its value where the bench is now.
    let present: Double
    /// Its value where a pinned bench stood.
    var ghost: Double?
  }

  let domain: ClosedRange<Double>
  var range: ClosedRange<Double>
  /// Where the bench is now.
  let here: Double
  /// Where a pinned bench stood.
  var ghost: Double?
  /// Where it may be as well.
  var band: ClosedRange<Double>?
  /// Drawn in this order, a later one over an earlier one.
  let series: [Series]
  var style = PlotStyle.ascii
}

extension Screen {
  /// Draws axes, ticks and curves; `@` is where the bench is now, `x` where it was pinned, `^` in the top row and `v` in the
  /// bottom row stand for what lies beyond them, `?` on the axis for NaN; `=` on it is where the bench
  /// may be as well.
  ///
  /// - Returns: Where the curves are, without axes and ticks; nil where there is no room for them.
  @discardableResult
  mutating func drawPlot(_ plot: Plot, in area: Rect) -> Rect? {
    let low = area.height < 8
    let axisLines = low ? 1 : 2
    let plot = plot.evened(rows: area.height - axisLines)
    let ticks = plot.rangeTicks(rows: area.height - axisLines)
    let labelWidth = max(3, ticks.map(\.label.count).max() ?? 0) + 1
    let body = Rect(
      x: area.x + labelWidth + 1, y: area.y, width: area.width - labelWidth - 1,
      height: area.height - axisLines)
    guard body.width >= 8, body.height >= 3 else { return nil }
    fill(Rect(x: body.x - 1, y: body.y, width: 1, height: body.height), "│", style: .rule)
    for tick in ticks {
      guard let up = cell(of: tick.value, in: plot.range, count: body.height) else { continue }
      let y = body.maxY - 1 - up
      write(tick.label.placed(in: labelWidth - 1, .right), x: area.x, y: y, style: .rule)
      set("┤", x: body.x - 1, y: y, style: .rule)
    }
    let here = cell(of: plot.here, in: plot.domain, count: body.width)
    if let here {
      // On a high plot a looser guide leads the eye as well, and far fewer cells move with it.
      let step = body.height > 20 ? 3 : 1
      for y in stride(from: body.y, to: body.maxY, by: step) {
        set(":", x: body.x + here, y: y, style: .faint)
      }
    }
    drawAxis(plot, here: here, under: body, low: low)
    drawBand(of: plot, here: here, in: body)
    drawCurves(of: plot, in: body)
    if let ghost = plot.ghost.flatMap({ cell(of: $0, in: plot.domain, count: body.width) }) {
      for series in plot.series {
        guard let up = cell(of: series.ghost ?? .nan, in: plot.range, count: body.height) else {
          continue
        }
        set("x", x: body.x + ghost, y: body.maxY - 1 - up, style: .ghost)
      }
    }
    if let here {
      for series in plot.series { drawPresent(series.present, of: plot, column: here, in: body) }
    }
    return body
  }

  /// The curves, a later one over an earlier one; dots of several in one cell are drawn together, in the
  /// style of the last.
  private mutating func drawCurves(of plot: Plot, in body: Rect) {
    let (across, down) = plot.style.dots
    var cells: [Point: (bits: Int, style: Style)] = [:]
    for series in plot.series {
      let dots = dots(of: series, plot, in: body)
      guard plot.style != .ascii else {
        for dot in dots {
          set(series.mark, x: body.x + dot.x, y: body.y + dot.y, style: series.style)
        }
        continue
      }
      for dot in dots {
        let place = Point(x: dot.x / across, y: dot.y / down)
        let bit = dot.y % down * across + dot.x % across
        cells[place] = ((cells[place]?.bits ?? 0) | 1 << bit, series.style)
      }
    }
    for (place, cell) in cells {
      guard let scalar = plot.style.scalar(cell.bits) else { continue }
      set(scalar, x: body.x + place.x, y: body.y + place.y, style: cell.style)
    }
  }

  /// The dots of a curve, counted from the left and the top of the plot. Each column of them shows it
  /// in its middle, and half of the way to its neighbours, so that a steep curve has no gaps. What lies
  /// beyond all rows has its mark at once.
  private mutating func dots(of series: Plot.Series, _ plot: Plot, in body: Rect) -> [Point] {
    let span = plot.domain.upperBound - plot.domain.lowerBound
    let (across, down) = plot.style.dots
    let (width, rows) = (body.width * across, body.height * down)
    let heights = (0..<width).map { column in
      let x = plot.domain.lowerBound + (Double(column) + 0.5) / Double(width) * span
      let value = series.sample(x)
      if let (edge, y) = Self.beyond(value, body) {
        set(edge, x: body.x + column / across, y: y, style: series.style)
      }
      return Self.height(of: value, plot.range, rows: rows)
    }
    var dots: [Point] = []
    for (column, height) in heights.enumerated() {
      guard let height else { continue }
      let before = column > 0 ? heights[column - 1] ?? height : height
      let after = column + 1 < width ? heights[column + 1] ?? height : height
      // What lies between two columns belongs half to each.
      let toBefore = max(0, abs(before - height) - abs(before - height) / 2 - 1)
      let toAfter = abs(after - height) / 2
      let left = height + toBefore * (before - height).signum()
      let right = height + toAfter * (after - height).signum()
      let span = min(left, height, right)...max(left, height, right)
      for up in span where 0..<rows ~= up { dots.append(Point(x: column, y: rows - 1 - up)) }
    }
    return dots
  }

  /// The row of a value, counted from the bottom; one beyond the plot for what lies outside, nil
  /// for NaN.
  private static func height(of value: Double, _ range: ClosedRange<Double>, rows: Int) -> Int? {
    if value.isNaN { return nil }
    if let row = cell(of: value, in: range, count: rows) { return row }
    return value > range.upperBound ? rows : -1
  }

  private mutating func drawPresent(_ value: Double, of plot: Plot, column: Int, in body: Rect) {
    let x = body.x + column
    if let up = cell(of: value, in: plot.range, count: body.height) {
      set("@", x: x, y: body.maxY - 1 - up, style: .here)
    } else if value.isNaN {
      write("?", x: x, y: body.maxY, style: .here)
    } else {
      let isAbove = value > plot.range.upperBound
      write(isAbove ? "^" : "v", x: x, y: isAbove ? body.y : body.maxY - 1, style: .here)
    }
  }

  /// The mark of a value that no row can hold; a finite one just leaves the picture.
  private static func beyond(_ value: Double, _ body: Rect) -> (mark: Unicode.Scalar, y: Int)? {
    if value.isNaN { return ("?", body.maxY) }
    guard value.isInfinite else { return nil }
    return value > 0 ? ("^", body.y) : ("v", body.maxY - 1)
  }

  /// The part of the axis, and how high the curves are at its ends.
  private mutating func drawBand(of plot: Plot, here: Int?, in body: Rect) {
    guard let band = plot.band else { return }
    func column(_ value: Double) -> Int? {
      let inside = min(max(value, plot.domain.lowerBound), plot.domain.upperBound)
      return cell(of: inside, in: plot.domain, count: body.width)
    }
    guard let low = column(band.lowerBound), let high = column(band.upperBound) else { return }
    for column in low...high where column != here {
      set("=", x: body.x + column, y: body.maxY, style: .here)
    }
    for column in [low, high] where column != here {
      for y in stride(from: body.y, to: body.maxY, by: 2) {
        set(":", x: body.x + column, y: y, style: .faint)
      }
    }
  }

  private mutating func drawAxis(_ plot: Plot, here: Int?, under body: Rect, low: Bool) {
    let y = body.maxY
    set("└", x: body.x - 1, y: y, style: .rule)
    fill(Rect(x: body.x, y: y, width: body.width, height: 1), "─", style: .rule)
    let ticks = plot.domainTicks
    // Labels that would touch say another number; the ends and the middle have room.
    let widest = ticks.map(\.label.count).max() ?? 0
    let every = widest + 2 > body.width / 4 ? 2 : 1
    for (number, tick) in ticks.enumerated() where number % every == 0 {
      guard let column = cell(of: tick.value, in: plot.domain, count: body.width) else { continue }
      let x = body.x + column
      if !low { set("┬", x: x, y: y, style: .rule) }
      let start = max(
        body.x, min(x - tick.label.count / 2, body.maxX - tick.label.count))
      let isUnderMark = here.map { (start..<start + tick.label.count).contains(body.x + $0) }
      // A label with the mark in it would be another number.
      if low, isUnderMark ?? false { continue }
      write(tick.label, x: start, y: low ? y : y + 1, style: .rule)
    }
    if let here { set("^", x: body.x + here, y: y, style: .here) }
  }
}

extension Plot {
  struct Tick {
    let value: Double
    let label: String
  }

  /// The ends, the middle and the quarters.
  var domainTicks: [Tick] {
    (0...4).map { step in
      let value =
        domain.lowerBound + Double(step) / 4 * (domain.upperBound - domain.lowerBound)
      return Tick(value: value, label: Self.label(value))
    }
  }

  /// Round numbers on rows that are equally far apart, two or more.
  func rangeTicks(rows: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    guard rows > 1, span > 0 else { return [] }
    let counts = (1...max(1, (rows - 1) / 2)).reversed().filter { (rows - 1) % $0 == 0 }
    let round = counts.first { Self.isRound(span / Double($0)) } ?? 1
    return (0...round).map { step in
      let value = range.lowerBound + Double(step) / Double(round) * span
      return Tick(value: value, label: Self.label(value))
    }
  }

  /// The plot with so much more above it that round numbers come to stand on rows which are equally far
  /// apart; as it is where that would take a quarter more.
  fileprivate func evened(rows: Int) -> Plot {
    let top = range.upperBound
    guard range.lowerBound == 0, top > 0, top.isFinite, rows > 4 else { return self }
    if rangeTicks(rows: rows).count > 2 { return self }
    let tops = (2...4).flatMap { apart -> [Double] in
      // So many rows above the highest tick would leave it without one at the top.
      guard (rows - 1) % apart == 0 else { return [] }
      let count = Double((rows - 1) / apart)
      let power = Self.powerOfTen(upTo: top / count)
      return [1, 2, 2.5, 5, 10].map { $0 * power * count }
    }
    guard let least = tops.filter({ $0 >= top }).min(), least <= 1.25 * top else { return self }
    var plot = self
    plot.range = 0...least
    return plot
  }

  /// The largest power of ten that is not above a number.
  ///
  /// - Precondition: The number is above 0 and finite.
  private static func powerOfTen(upTo number: Double) -> Double {
    var power = 1.0
    while power * 10 <= number { power *= 10 }
    while power > number { power /= 10 }
    return power
  }

  /// Whether a step above 0 is 1, 2, 2.5 or 5 times a power of ten, to six digits.
  private static func isRound(_ step: Double) -> Bool {
    guard step.isFinite else { return false }
    let digits = step / powerOfTen(upTo: step)
    return [1, 2, 2.5, 5, 10].contains { (digits - $0).magnitude < 5e-6 }
  }

  /// `.25`, `-5`, `1e6`: as short as a tick must be.
  private static func label(_ value: Double) -> String {
    let text = value.significant(3)
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
    return text
  }
}
