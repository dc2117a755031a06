import LogitBench
import LogitSession
import LogitStudies

/// What keys do on the bench.
extension Desk {
  package mutating func handle(_ event: Event) -> [Request] {
    switch event {
    case .key(let key): return handle(key)
    case .paste(let text): return paste(text)
    case .mouse(let mouse, let x, let y): return handle(mouse, at: Point(x: x, y: y))
    }
  }

  private mutating func handle(_ key: Key) -> [Request] {
    if interface.prompt != nil { return handleInPrompt(key) }
    if interface.edit != nil { return handleInEdit(key) }
    if let requests = handleInLesson(key) ?? handleInPresenting(key) { return requests }
    if interface.list != nil { return handleInList(key) }
    if let requests = handleInSteps(key) { return requests }
    if interface.focus == .pane, let requests = handleInPane(key) { return requests }
    guard let action = KeyMap.action(for: key) else {
      interface.message = .hint("that key does nothing here; ? lists the keys")
      return []
    }
    return perform(action)
  }

  mutating func perform(_ action: KeyAction) -> [Request] {
    let bench = model.bench
    switch action {
    case .up: interface.index = model.table.neighbour(-1, from: interface.index)
    case .down: interface.index = model.table.neighbour(1, from: interface.index)
    case .first: interface.index = model.table.neighbour(-bench.classes, from: interface.index)
    case .last: interface.index = model.table.neighbour(bench.classes, from: interface.index)
    case .left: return moveSideways(-1)
    case .right: return moveSideways(1)
    case .edit: interface.edit = LineEditor(interface.value(in: bench).text)
    case .type(let character): interface.edit = LineEditor(String(character))
    case .nudge(let amount): return nudge(by: amount)
    case .label: return runKey(.edit(interface.labelEdit(in: bench)))
    case .nextRow: return chooseRow(bench.row + 1)
    case .previousRow: return chooseRow(bench.row - 1)
    case .nextPane: moveFocus(1)
    case .previousPane: moveFocus(-1)
    case .axis, .slopes:
      if let hidden = interface.opened, !showsCurvesBeneath {
        interface.message = .hint(
          "that is a key of the curves, which \(hidden.name) hides; Esc closes it")
      } else if action == .axis {
        interface.curves.switchAxis(from: model.curves(ofClass: interface.index))
      } else {
        interface.curves.switchQuantity()
      }
    case .plotStyle:
      interface.plotStyle = interface.plotStyle.next
      interface.message = .hint("curves are drawn with \(interface.plotStyle.rawValue); v goes on")
    case .pin: return runKey(.pin(model.pinned == nil))
    case .step: return takeStep()
    case .reopen: return reopen()
    case .pane(let letter): toggle(letter)
    case .undo: return runKey(.undo)
    case .redo: return runKey(.redo)
    case .prompt:
      interface.prompt = Prompt()
    case .list(let kind): show(kind)
    case .caption:
      guard let caption = caption(on: size) else {
        interface.message = .hint("this bench has no note; ':note TEXT' writes one")
        break
      }
      interface.isCaptionOpen = caption.isFolded
    case .present: present(!interface.isPresenting)
    case .guess:
      if model.isCovered {
        interface.prompt = Prompt("guess ")
      } else {
        let isOpen = model.cover != nil
        interface.message = .hint(
          isOpen
            ? "all is open until the next edit"
            : "nothing is covered; ':cover loss' covers the loss")
      }
    case .copyReport:
      interface.message = .init(text: "copied what 'show' prints")
      return [.copy(model.report)]
    case .copyCode:
      interface.message = .init(text: "copied the commands that build this bench")
      return [.copy(bench.script)]
    case .digits: interface.prompt = Prompt("digits ")
    case .suspend: return [.suspend]
    case .repaint: return [.repaint]
    case .back:
      guard interface.opened == nil else {
        closePane()
        break
      }
      if interface.home != nil { return [.quit] }
      interface.message = .hint(":q quits, ? lists the keys")
    case .interrupt: return runKey(.quit(force: false))
    }
    return []
  }

  private mutating func moveSideways(_ step: Int) -> [Request] {
    switch interface.focus {
    case .table, .pane:
      let fields = Field.all(on: model.bench)
      let at = (fields.firstIndex(of: interface.field) ?? 0) + step
      interface.field = fields[min(max(0, at), fields.count - 1)]
      return []
    case .batch: return chooseRow(model.bench.row + step)
    }
  }

  private mutating func reopen() -> [Request] {
    if let file = model.file { return runKey(.open(file)) }
    let opened = model.opened
    let sample = Sample.all.first { $0.bench == opened } ?? Sample.all.first
    guard let sample, sample.bench.hasSameContents(as: opened) else {
      interface.message = .hint("this bench came from no sample and no file; u undoes")
      return []
    }
    return runKey(.sample(sample.name))
  }

  mutating func nudge(by amount: Double) -> [Request] {
    let value = interface.value(in: model.bench)
    let edit = interface.edit(setting: value.adding(amount), in: model.bench)
    return runKey(.edit(edit), nudging: true)
  }

  mutating func chooseRow(_ row: Int) -> [Request] {
    guard model.bench.logits.indices.contains(row) else {
      let last = model.bench.rows - 1
      interface.message = .init(
        text: last == 0 ? "the batch has one row" : "the rows are 0 to \(last)")
      return []
    }
    return runKey(.edit(.row(row)), nudging: true)
  }

  private mutating func moveFocus(_ step: Int) {
    let places = Interface.Focus.allCases.filter { $0 != .batch || model.bench.rows > 1 }
    let at = (places.firstIndex(of: interface.focus) ?? 0) + step
    interface.focus = places[(at + places.count) % places.count]
  }
}
