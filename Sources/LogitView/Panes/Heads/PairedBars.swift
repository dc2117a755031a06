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
    /// Which of them the last change moved.
    var changed: [Bool]
    let foot: String

    /// With a line more, that of all classes which have none.
    func adding(_ text: String, part: Double, detail: String) -> Half {
      var half = self
      half.texts.append(text)
      half.parts.append(part)
      if !half.ghosts.isEmpty { half.ghosts.append(0) }
      if !half.details.isEmpty { half.details.append(detail) }
      half.changed.append(false)
      return half
    }
  }

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
    let spare = area.height - 3 - words
    let thickness = count > 0 ? max(1, min(2, spare / count)) : 1
    let nameWidth = bars.nameWidth
    let width = (area.width - nameWidth - 1) / 2
    for (line, name) in bars.names.enumerated() {
      let mark = name.isTrue ? " <" : ""
      let text = name.text.fitted(to: nameWidth - 2 - mark.count, ellipsis: "..") + mark
      write(
        text, x: area.x + 1, y: area.y + 1 + line * thickness,
        style: name.isTrue ? .accent : .plain, clip: area)
    }
    for (side, half) in bars.halves.enumerated() {
      let place = Rect(
        x: area.x + nameWidth + side * (width + 1), y: area.y, width: width, height: area.height)
      drawHalf(half, bars, thickness, in: place)
    }
    return area.y + 1 + count * thickness + (bars.halves.contains { !$0.foot.isEmpty } ? 1 : 0)
  }

  private mutating func drawHalf(
    _ half: PairedBars.Half, _ bars: PairedBars, _ thickness: Int, in area: Rect
  ) {
    let plain: Style = bars.isStale ? .stale : .plain
    let x = write(half.heading, x: area.x, y: area.y, style: .title, clip: area)
    // The number says more than the word before it.
    let number = half.loud.split(separator: " ").last.map(String.init) ?? ""
    let loud = x + half.loud.count + 3 <= area.maxX ? half.loud : number
    write(" \(loud) ", x: x + 1, y: area.y, style: bars.isStale ? .stale : .title, clip: area)
    let columns = PairedBars.Columns(width: area.width, hasDetails: !half.details.isEmpty)
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
