import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension Desk {
  /// Draws the bench for a screen of this size.
  package mutating func render(_ size: Size) -> Screen {
    var screen = Screen(size: size)
    guard size.width >= Layout.least.width, size.height >= Layout.least.height else {
      let least = Layout.least
      screen.write(
        "\(least.width)x\(least.height) is the least; this is \(size.width)x\(size.height)",
        x: 0, y: 0)
      return screen
    }
    self.size = size
    let present = Present(model, interface)
    let context = present.context(interface, width: size.width)
    let isCovered = interface.list != nil || interface.prompt?.list != nil
    let caption = isCovered ? nil : caption(on: size)
    let captionHeight = caption?.height(on: size) ?? 0
    var hints: [KeyHint] = []
    var answer = Rect(x: 0, y: size.height - 2, width: size.width, height: 1)
    var captionArea = Rect(
      x: 0, y: answer.y - captionHeight, width: size.width, height: captionHeight)
    if let pane = interface.opened, pane.isWhole, !isCovered {
      hints = pane.draw(
        context, &answers, on: &screen,
        in: Rect(x: 0, y: 0, width: size.width, height: captionArea.y))
    } else {
      let layout = drawBench(present, size, caption: captionHeight, on: &screen)
      if interface.list?.hidesBench == true, interface.prompt?.list == nil {
        let top = layout.strip.maxY
        drawList(
          on: &screen,
          in: Rect(x: 0, y: top, width: size.width, height: layout.answer.y - top))
      } else {
        hints = drawPane(context, in: layout.pane, on: &screen)
      }
      (answer, captionArea) = (layout.answer, layout.caption)
    }
    if let caption { screen.drawCaption(caption, key: "N", in: captionArea) }
    screen.drawAnswer(interface, typing: present.typing(interface, on: model), in: answer)
    answer.y += 1
    screen.drawKeys(interface, on: model.bench, ofPane: hints, in: answer)
    return screen
  }

  /// The text above the answer line; nil where there is none.
  func caption(on size: Size) -> Caption? {
    let note = model.bench.note
    guard !note.isEmpty else { return nil }
    let isFolded = interface.isCaptionOpen.map { !$0 } ?? Caption.isFolded(on: size)
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
      size, classes: bench.classes, notes: lines.count, caption: caption)
    screen.drawHeader(
      present.model, ofClass: interface.index, cell: HeaderCell(interface, on: present.model.bench),
      isChanged: model.isChanged, isStale: isStale,
      in: layout.header)
    screen.drawStrip(
      present.model, warning: most == 0 ? notes.overflow(of: bench) : nil,
      hasFocus: interface.focus == .batch, isStale: isStale, in: layout.strip)
    if interface.list?.hidesBench == true, interface.prompt?.list == nil { return layout }
    screen.drawRule(
      ["row \(bench.row)"], hasFocus: interface.focus == .table, in: layout.tableRule)
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
      return interface.pane.draw(context, &answers, on: &screen, in: area)
    }
    return []
  }
}
