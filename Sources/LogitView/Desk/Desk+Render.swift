import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension Desk {
  /// Draws the bench for a screen of this size.
  package mutating func render(_ size: Size) -> Screen {
    drawn = size
    return draw(Screen(size: size))
  }

  /// What the mouse finds where in the last frame. It is looked for when the mouse asks: no key waits
  /// for it.
  var spots: [PlacedSpot] {
    var desk = self
    return desk.draw(Screen(size: drawn, marksSpots: true)).spots ?? []
  }

  private mutating func draw(_ blank: Screen) -> Screen {
    var screen = blank
    let size = screen.size
    guard size.width >= Layout.least.width, size.height >= Layout.least.height else {
      let least = Layout.least
      screen.write(
        "\(least.width)x\(least.height) is the least; this is \(size.width)x\(size.height)",
        x: 0, y: 0)
      return screen
    }
    let lesson = interface.lesson.map { ($0.play, LessonPlace($0.play, size)) }
    // What the lesson leaves to the bench.
    let room = lesson?.1.bench ?? size
    self.size = room
    let present = Present(model, interface)
    let context = present.context(interface, width: room.width)
    let isCovered = interface.list != nil || interface.prompt?.list != nil
    let caption = isCovered ? nil : caption(on: room)
    let captionHeight = caption?.height(on: room) ?? 0
    var hints: [KeyHint] = []
    var answer = Rect(x: 0, y: size.height - 2, width: size.width, height: 1)
    var captionArea = Rect(
      x: 0, y: room.height - 2 - captionHeight, width: room.width, height: captionHeight)
    if !isCovered, let sheet = bigSheet(present) {
      screen.drawBig(sheet, in: Rect(x: 0, y: 0, width: room.width, height: captionArea.y))
    } else if let pane = interface.opened, pane.isWhole || interface.isPresenting, !isCovered {
      screen.mark(Rect(x: 0, y: 0, width: room.width, height: captionArea.y), .pane)
      hints = pane.draw(
        context, &answers, on: &screen,
        in: Rect(x: 0, y: 0, width: room.width, height: captionArea.y))
    } else {
      let layout = drawBench(present, room, caption: captionHeight, on: &screen)
      if interface.list?.hidesBench == true, interface.prompt?.list == nil {
        let top = layout.strip.maxY
        drawList(
          on: &screen,
          in: Rect(x: 0, y: top, width: room.width, height: layout.answer.y - top))
      } else {
        hints = drawPane(context, in: layout.pane, on: &screen)
      }
      captionArea = layout.caption
      if lesson == nil { answer = layout.answer }
    }
    if let caption { screen.drawCaption(caption, key: "N", in: captionArea) }
    if let (play, place) = lesson { screen.drawLesson(play, in: place.area) }
    screen.drawAnswer(interface, typing: present.typing(interface, on: model), in: answer)
    answer.y += 1
    screen.drawKeys(interface, on: model, ofPane: hints, in: answer)
    return screen
  }

  /// The text above the answer line; nil where there is none.
  func caption(on size: Size) -> Caption? {
    let note = model.bench.note
    guard !note.isEmpty, interface.lesson == nil else { return nil }
    // Of what is presented the note is the caption.
    let isFolded =
      interface.isCaptionOpen.map { !$0 } ?? (!interface.isPresenting && Caption.isFolded(on: size))
    let older = isFolded ? "as it opened" : Model.olderNote
    return Caption(
      title: model.isNoteOlder ? "note (\(older))" : "note", text: note, isFolded: isFolded,
      remedy: ":note shows the rest")
  }

  /// Draws all above the pane, but what the help hides.
  private mutating func drawBench(
    _ present: Present, _ size: Size, caption: Int, on screen: inout Screen
  ) -> Layout {
    let (bench, isStale) = (present.model.bench, present.isStale)
    // Another pane than the curves tells where the numbers come from itself.
    let most = Layout.notes(size)
    let lines = notes.notes(
      of: present.model, ofClass: interface.index, width: size.width - 4,
      room: interface.opened == nil ? most : min(1, most))
    let layout = Layout(
      size, classes: present.model.table.lineCount, notes: lines.count, caption: caption)
    screen.drawHeader(
      present.model, ofClass: interface.index, cell: interface.headerCell(on: present.model.bench),
      isChanged: model.isChanged, isStale: isStale,
      in: layout.header)
    screen.drawStrip(
      present.model, warning: most == 0 ? notes.overflow(of: bench) : nil,
      hasFocus: interface.focus == .batch, isStale: isStale, in: layout.strip)
    if interface.list?.hidesBench == true, interface.prompt?.list == nil { return layout }
    // Where both have no room the uniform guess stands alone.
    var titles = ["row \(bench.row)"]
    for title in present.model.yardsticks {
      let taken = (titles + [title]).reduce(3) { $0 + $1.count + 3 }
      if taken < size.width { titles.append(title) }
    }
    screen.drawRule(titles, hasFocus: interface.focus == .table, in: layout.tableRule)
    screen.drawTable(present.sheet(interface), memory: &tableColumns, in: layout.table)
    for (line, note) in lines.prefix(layout.formulas.height).enumerated() {
      screen.write(
        note.fitted(to: layout.formulas.width - 4, ellipsis: ".."), x: 2,
        y: layout.formulas.y + line, style: isStale ? .stale : .plain)
    }
    return layout
  }

  /// - Returns: What the line of keys says of the pane that is drawn.
  private mutating func drawPane(
    _ context: PaneContext, in area: Rect, on screen: inout Screen
  ) -> [KeyHint] {
    if var prompt = interface.prompt, var list = prompt.list {
      screen.drawList(&list, marksChosen: prompt.isChoosing, in: area)
      prompt.list = list
      interface.prompt = prompt
    } else if interface.list != nil {
      drawList(on: &screen, in: area)
    } else {
      screen.mark(area, .pane)
      let (own, rest) = area.parted(after: linesOfPane(context, in: area))
      let hints = interface.pane.draw(context, &answers, on: &screen, in: own)
      if !rest.isEmpty {
        var context = context
        context.hasFocus = false
        _ = OpenPane(interface.curves).draw(context, &answers, on: &screen, in: rest)
      }
      return hints
    }
    return []
  }

  /// How many lines of the area the open pane takes: what it leaves is for the curves where they have
  /// room to be seen.
  private mutating func linesOfPane(_ context: PaneContext, in area: Rect) -> Int {
    let leastOfCurves = 14
    showsCurvesBeneath = false
    guard let pane = interface.opened, area.height > leastOfCurves,
      let lines = pane.lines(context, &answers, width: area.width),
      lines + leastOfCurves <= area.height
    else { return area.height }
    showsCurvesBeneath = true
    return lines
  }
}
