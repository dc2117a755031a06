import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension Screen {
  /// The chosen row through both heads, and which of them its labels call for.
  mutating func drawHeads(_ scene: Scene, rule: Rect, in area: Rect) {
    let reply: HeadsReply
    do throws(CommandError) { reply = try HeadsRequest().answer(on: scene.model) } catch {
      return drawRefusal(error, ["heads"], scene, rule: rule, in: area)
    }
    let heads = reply.heads
    let text = reply.words(ofClass: scene.interface.index)
    drawRule(["heads"], hasFocus: scene.interface.pane == .lower, in: rule)
    write(" \(text.verdict) ", x: rule.x + 9, y: rule.y, style: .loud, clip: rule)
    // What is missing from the numbers is told before what they mean.
    let words = ([scene.model.leftOut].compactMap(\.self) + text.remarks(width: area.width - 2))
      .flatMap { $0.wrapped(to: area.width - 2) }
    let shown = scene.barClasses(words: words.count, in: area)
    let earlier = scene.earlierModel?.heads
    let classes = scene.model.bench.classes
    let bars = PairedBars(
      names: scene.barNames(shown), nameWidth: scene.barNameWidth,
      halves: [
        scene.half(
          "sigmoid", heads.sigmoid, earlier?.sigmoid, shown,
          mean: classes > 1 ? heads.sigmoid.mean : nil),
        scene.half("softmax", heads.softmax, earlier?.softmax, shown, mean: nil),
      ], isStale: scene.isStale)
    let y = drawPairedBars(bars, words: words.count, in: area)
    drawWords(words, y: y, in: area)
  }

  /// The derivatives of the softmax around the class under the cursor.
  mutating func drawJacobian(_ scene: Scene, rule: Rect, in area: Rect) {
    drawRule(
      ["jacobian of the softmax", "dp[i]/dz[j] = p[i] (1 if i = j, else 0, - p[j])"],
      hasFocus: scene.interface.pane == .lower, in: rule)
    let jacobian: Jacobian
    do throws(CommandError) { jacobian = try scene.model.jacobian() } catch {
      return drawWords("\(error)".wrapped(to: area.width - 2), y: area.y, in: area)
    }
    let bench = scene.model.bench
    let cellWidth = 12
    let rows = scene.visibleClasses(area.height - 1)
    let across = scene.visibleClasses((area.width - 12) / cellWidth)
    for (column, j) in across.enumerated() {
      let x = area.x + 11 + column * cellWidth
      write(
        "dz \(bench.className(j))".placed(in: cellWidth, .right), x: x, y: area.y, style: .faint,
        clip: area)
      for (line, i) in rows.enumerated() {
        let style: Style = scene.isStale ? .stale : i == j ? .accent : .plain
        write(
          jacobian.values[i][j].text.placed(in: cellWidth, .right), x: x, y: area.y + 1 + line,
          style: style, clip: area)
      }
    }
    for (line, i) in rows.enumerated() {
      write(
        "dp \(bench.className(i))".placed(in: 10), x: area.x + 1, y: area.y + 1 + line,
        style: .faint, clip: area)
    }
  }

  /// The sentence that stands in the place of numbers there are none of.
  mutating func drawRefusal(
    _ refusal: CommandError, _ title: [String], _ scene: Scene, rule: Rect, in area: Rect
  ) {
    drawRule(title, hasFocus: scene.interface.pane == .lower, in: rule)
    drawWords("\(refusal)".wrapped(to: area.width - 2), y: area.y, in: area)
  }

  mutating func drawWords(_ words: [String], y: Int, in area: Rect) {
    let room = area.maxY - y
    // A blank line parts them from the bars where there is one to spare.
    let start = room > words.count ? y + 1 : y
    for (line, text) in words.prefix(max(0, area.maxY - start)).enumerated() {
      write(text, x: area.x + 1, y: start + line, style: .plain, clip: area)
    }
  }
}

extension Scene {
  /// The classes whose bars fit above the first words, around the one under the cursor.
  fileprivate func barClasses(words: Int, in area: Rect) -> Range<Int> {
    visibleClasses(max(1, area.height - 2 - min(words, area.height > 8 ? 3 : 1)))
  }

  /// The columns of the longest name of all, up to 12, with the mark of a true class.
  var barNameWidth: Int {
    let bench = model.bench
    let usual = "c\(bench.classes - 1)".count
    let given = bench.names.values.map { displayWidth(of: $0) }
    return min(12, 4 + given.reduce(usual, max))
  }

  fileprivate func barNames(_ shown: Range<Int>) -> [PairedBars.Name] {
    shown.map { index in
      PairedBars.Name(text: model.bench.className(index), isTrue: table.isTrueClass(index))
    }
  }

  /// One head: its probabilities, their sum, the row's loss, and the gradients where there is room.
  fileprivate func half(
    _ name: String, _ side: RowSide, _ old: RowSide?, _ shown: Range<Int>, mean: Reading?
  ) -> PairedBars.Half {
    PairedBars.Half(
      heading: (side.loss.head == model.bench.loss.head ? "> " : "  ") + name,
      loud: "sum \(side.sum.text)",
      texts: shown.map { side.probabilities[$0].text },
      parts: shown.map { side.probabilities[$0].value },
      details: shown.map { side.gradient[$0].text }, detailHeading: "dloss/dz",
      changed: shown.map { index in
        old.map { $0.probabilities[index].text != side.probabilities[index].text } ?? false
      },
      foot: "loss \(side.total.text)" + (mean.map { "   mean \($0.text)" } ?? ""))
  }
}
