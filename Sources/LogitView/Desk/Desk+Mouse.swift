import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// The mouse does what keys do, where it points.
extension Desk {
  mutating func handle(_ mouse: Event.Mouse, at point: Point) -> [Request] {
    // Where something is typed, only what completes it is for the mouse.
    if interface.edit != nil || interface.lesson?.guess != nil { return [] }
    let found = spots.last { $0.area.contains(point) }
    if interface.prompt != nil { return handleOverPrompt(mouse, found?.spot) }
    switch mouse {
    case .press(0):
      interface.drag = nil
      return found.map { press($0, at: point) } ?? []
    case .drag(0):
      // A report from beyond the window, or of a window that has another size by now, says nothing.
      guard let drag = interface.drag, drag.size == drawn,
        point.x < drawn.width, point.y < drawn.height
      else { return [] }
      return set(drag.spot, at: point)
    case .release: interface.drag = nil
    case .wheelUp: return found.map { turn($0.spot, by: 1) } ?? []
    case .wheelDown: return found.map { turn($0.spot, by: -1) } ?? []
    case .press, .drag, .move: break
    }
    return []
  }

  private mutating func handleOverPrompt(_ mouse: Event.Mouse, _ spot: Spot?) -> [Request] {
    switch (mouse, spot) {
    case (.press(0), .item(let place)?): interface.prompt?.choose(place)
    case (.wheelUp, .item?): interface.prompt?.choose(by: -1)
    case (.wheelDown, .item?): interface.prompt?.choose(by: 1)
    default: break
    }
    return []
  }

  /// Goes to what is pressed on, or does it; a bar and the curves are taken hold of.
  private mutating func press(_ found: PlacedSpot, at point: Point) -> [Request] {
    switch found.spot {
    case .key(let key): return handle(.key(key))
    case .item(let place):
      guard interface.list?.list.chosen != place else { return handle(.key(Key(.enter))) }
      interface.list?.list.choose(place)
    case .group(let group): interface.list?.list.choose(group: group)
    case .text, .head: break
    case .paneItem(let place):
      interface.focus = .pane
      let context = context
      interface.opened?.choose(place, context, &answers)
    case .parameter(let name): (interface.field, interface.focus) = (.parameter(name), .table)
    case .prompt(let line): interface.prompt = Prompt(line)
    case .row(let row):
      interface.focus = .batch
      return chooseRow(row)
    case .pane: interface.focus = .pane
    case .input(let index, let field):
      (interface.index, interface.field, interface.focus) = (index, Field.ofTable[field], .table)
    case .line(let index): interface.index = index
    case .bar, .curves:
      interface.drag = Drag(spot: found, size: drawn)
      return set(found, at: point)
    }
    return []
  }

  /// Sets the logit so that the end of the bar, or the place on the curves, is where the hand is.
  private mutating func set(_ held: PlacedSpot, at point: Point) -> [Request] {
    let cell = min(max(0, point.x - held.area.x), held.area.width - 1)
    let part = (Double(cell) + 0.5) / Double(held.area.width)
    let bench = model.bench
    let value: Number?
    switch held.spot {
    case .bar(let index):
      guard index < bench.classes else { return [] }
      (interface.index, interface.field) = (index, .logit)
      value = bench.input(of: index, giving: part)
    case .curves(let low, let high, let ofProbabilities):
      interface.field = .logit
      let place = low + part * (high - low)
      value =
        ofProbabilities
        ? bench.input(of: interface.index, giving: place) : Bench.rounded(place)
    default: return []
    }
    guard let value else {
      interface.message = .hint("no logit puts it there: the other classes have no share to give")
      return []
    }
    guard value != bench.logits[bench.row][interface.index] else { return [] }
    return runKey(.edit(.logit(.index(interface.index), value)), nudging: true)
  }

  /// The wheel slides the number under it by what `[ ]` do, and moves what is a list.
  private mutating func turn(_ spot: Spot, by step: Int) -> [Request] {
    switch spot {
    case .item, .group: interface.list?.list.move(by: -step)
    case .text: interface.list?.list.move(by: -3 * step)
    case .row: return chooseRow(model.bench.row - step)
    case .input(let index, let field):
      (interface.index, interface.field) = (index, Field.ofTable[field])
      return nudge(by: 0.1 * Double(step))
    case .line(let index), .bar(let index):
      (interface.index, interface.field) = (index, .logit)
      return nudge(by: 0.1 * Double(step))
    case .curves:
      interface.field = .logit
      return nudge(by: 0.1 * Double(step))
    case .parameter(let name):
      interface.field = .parameter(name)
      return nudge(by: 0.1 * Double(step))
    case .pane, .paneItem:
      guard interface.opened != nil else { break }
      interface.focus = .pane
      return handle(.key(Key(step > 0 ? .up : .down)))
    case .key, .prompt, .head: break
    }
    return []
  }
}
