import LogitBench
import LogitStudies
import LogitText

/// Bars of the classes twice, side by side: the same logits seen in two ways.
struct PairedBars {
  struct Half {
    let heading: String
    /// The number that is loudest here.
    let loud: String
    /// One a class that is shown: a number, its bar from 0 to 1, and what stands behind it.
    var texts: [String]
    var parts: [Double]
    /// The same where the bench was pinned; empty where it is not.
    var ghosts: [Double] = []
    var details: [String] = []
    var detailHeading = ""
    /// What the details are of, for bars to either side of 0.
    var slopes: [Double] = []
    /// Which of them the last change moved.
    var changed: [Bool]
    let foot: String

    /// With a line more, that of all classes which have none.
    func adding(_ text: String, part: Double, detail: String, slope: Double) -> Half {
      var half = self
      half.slopes.append(slope)
      half.texts.append(text)
      half.parts.append(part)
      if !half.ghosts.isEmpty { half.ghosts.append(0) }
      if !half.details.isEmpty { half.details.append(detail) }
      half.changed.append(false)
      return half
    }
  }

  /// How many lines so many bars fill: thick ones with their heading and foot, and the gradients'.
  static func lines(bars: Int) -> Int { 1 + 2 * bars + 1 + 1 + 1 + bars + 1 }

  struct Name {
    let text: String
    let isTrue: Bool
  }

  let names: [Name]
  /// The columns that the names take: the same whichever of them are seen.
  let nameWidth: Int
  let halves: [Half]
  let isStale: Bool

  /// Where the parts of a half stand. They depend on the room alone and on no number, so that a bar
  /// is as long on one side as on the other, and as long after an edit as before it.
  struct Columns: Equatable {
    let number: Int
    let bar: Int
    /// 0 where there is no room for what stands behind the bar.
    let detail: Int

    /// - Parameter width: Of the half.
    init(width: Int, hasDetails: Bool) {
      number = Reading.mostOfProbability
      detail = hasDetails && width >= 37 ? Reading.mostCharacters + 1 : 0
      bar = width - number - 1 - detail - 1
    }
  }
}

extension Screen {
  /// Draws the bars as thick as leaves `words` lines below them.
  ///
  /// - Returns: The first line below.
  mutating func drawPairedBars(_ bars: PairedBars, words: Int, in area: Rect) -> Int {
    let count = bars.names.count
    let width = (area.width - bars.nameWidth - 1) / 2
    // The gradients have bars of their own where the words keep their room.
    let showsSlopes =
      count > 0 && width >= 34 && area.height >= 2 * count + 3 + words
      && bars.halves.allSatisfy { $0.slopes.count == count }
    let spare = area.height - 3 - words - (showsSlopes ? count + 2 : 0)
    let thickness = count > 0 ? max(1, min(2, spare / count)) : 1
    let places = bars.halves.indices.map { side in
      Rect(
        x: area.x + bars.nameWidth + side * (width + 1), y: area.y, width: width,
        height: area.height)
    }
    drawNames(of: bars, thickness, y: area.y + 1, in: area)
    for (half, place) in zip(bars.halves, places) {
      drawHalf(half, bars, thickness, showsDetails: !showsSlopes, in: place)
    }
    var y =
      area.y + 1 + count * thickness + (bars.halves.contains { !$0.foot.isEmpty } ? 1 : 0)
    guard showsSlopes else { return y }
    if area.maxY - y - count - 1 - words > 0 { y += 1 }
    drawNames(of: bars, 1, y: y + 1, in: area)
    let sizes = bars.halves.flatMap { $0.slopes.filter(\.isFinite).map(\.magnitude) }
    for (half, place) in zip(bars.halves, places) {
      drawSlopes(half, bars, most: sizes.reduce(1) { max($0, $1) }, y: y, in: place)
    }
    return y + 1 + count
  }

  private mutating func drawNames(
    of bars: PairedBars, _ thickness: Int, y: Int, in area: Rect
  ) {
    for (line, name) in bars.names.enumerated() {
      let mark = name.isTrue ? " <" : ""
      let text = name.text.fitted(to: bars.nameWidth - 2 - mark.count, ellipsis: "..") + mark
      write(
        text, x: area.x + 1, y: y + line * thickness, style: name.isTrue ? .accent : .plain,
        clip: area)
    }
  }

  /// The gradients as bars from 0: `-` to the left pushes a logit down, `+` up, both halves on one scale.
  private mutating func drawSlopes(
    _ half: PairedBars.Half, _ bars: PairedBars, most: Double, y: Int, in area: Rect
  ) {
    let number = Reading.mostCharacters
    let arm = (area.width - number - 4) / 2
    let middle = area.x + number + 1 + arm
    write(
      half.detailHeading.placed(in: number, .right), x: area.x, y: y, style: .faint, clip: area)
    let end = most.significant(2)
    write("-\(end)", x: middle - arm, y: y, style: .faint, clip: area)
    write("0", x: middle, y: y, style: .faint, clip: area)
    write("+\(end)".placed(in: arm, .right), x: middle + 1, y: y, style: .faint, clip: area)
    for (line, slope) in half.slopes.enumerated() {
      let y = y + 1 + line
      write(
        half.details[line].placed(in: number, .right), x: area.x, y: y,
        style: bars.isStale ? .stale : .plain, clip: area)
      write("│", x: middle, y: y, style: .rule, clip: area)
      let filled = columns(slope.magnitude / most, of: arm)
      let mark = slope.isNaN ? "?" : slope < 0 ? "-" : "+"
      let bar = String(repeating: mark, count: slope == 0 ? 0 : max(1, filled))
      write(
        bar, x: slope < 0 ? middle - bar.count : middle + 1, y: y,
        style: bars.names[line].isTrue ? .accent : .bar, clip: area)
    }
  }

  private mutating func drawHalf(
    _ half: PairedBars.Half, _ bars: PairedBars, _ thickness: Int, showsDetails: Bool,
    in area: Rect
  ) {
    let plain: Style = bars.isStale ? .stale : .plain
    let x = write(half.heading, x: area.x, y: area.y, style: .title, clip: area)
    // The number says more than the word before it.
    let number = half.loud.split(separator: " ").last.map(String.init) ?? ""
    let loud = x + half.loud.count + 3 <= area.maxX ? half.loud : number
    write(" \(loud) ", x: x + 1, y: area.y, style: bars.isStale ? .stale : .title, clip: area)
    let columns = PairedBars.Columns(
      width: area.width, hasDetails: showsDetails && !half.details.isEmpty)
    let barX = area.x + columns.number + 1
    if columns.detail > 0 {
      write(
        half.detailHeading, x: area.maxX - half.detailHeading.count - 1, y: area.y, style: .faint,
        clip: area)
    }
    for line in half.texts.indices {
      let y = area.y + 1 + line * thickness
      let style: Style = half.changed[line] && !bars.isStale ? .changed : plain
      write(
        half.texts[line].placed(in: columns.number, .right), x: area.x, y: y, style: style,
        clip: area)
      for row in y..<y + thickness {
        drawBar(
          half.parts[line], ghost: half.ghosts.isEmpty ? nil : half.ghosts[line],
          width: columns.bar, x: barX, y: row, style: bars.names[line].isTrue ? .accent : .bar,
          in: area)
      }
      if columns.detail > 0 {
        let detail = half.details[line]
        write(detail, x: area.maxX - detail.count - 1, y: y, style: plain, clip: area)
      }
    }
    write(
      half.foot, x: area.x, y: area.y + 1 + half.texts.count * thickness, style: plain, clip: area)
  }
}
