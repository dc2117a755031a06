import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What lies over the bench: it is looked through, and only what is picked changes anything.
extension Desk {
  mutating func show(_ kind: ListKind) {
    var list = content(of: kind)
    if kind == .answers { list.showEnd() }
    if kind == .palette { list.startTyping() }
    interface.list = OpenList(kind, list, width: size.width)
  }

  /// What a list holds now.
  private mutating func content(of kind: ListKind) -> ItemList {
    switch kind {
    case .help: .help(width: size.width)
    case .answers:
      {
        interface.transcript.settle()
        return .answers(interface.transcript, width: size.width)
      }()
    case .samples: .samples
    case .lessons: .lessons
    case .losses: .losses(on: model.bench)
    case .formulas:
      .formulas(
        of: model,
        frameworks: try? answers.ask(FrameworksRequest(ofClass: interface.index), of: model))
    case .menu: .menu(interface.opened)
    case .palette: .palette(on: model.bench)
    }
  }

  mutating func handleInList(_ key: Key) -> [Request] {
    guard var open = interface.list else { return [] }
    let action = KeyMap.action(for: key)
    if case .list(let kind)? = action, opens(kind, over: open, key) {
      if kind == open.kind { interface.list = nil } else { show(kind) }
      return []
    }
    let outcome = open.list.handle(key)
    interface.list = open
    switch outcome {
    case .done: break
    case .closed: interface.list = nil
    case .picked(let pick):
      interface.list = nil
      return carryOut(pick)
    case .unused:
      switch action {
      case .prompt: interface.prompt = Prompt()
      case .suspend: return [.suspend]
      case .repaint: return [.repaint]
      default: interface.message = .hint(open.hint)
      }
    }
    return []
  }

  /// Whether a key opens another list, or closes this one: a letter may be the beginning of a word.
  private func opens(_ kind: ListKind, over open: OpenList, _ key: Key) -> Bool {
    guard case .character(let letter) = key.code, key.modifiers == [] else { return true }
    if open.list.isTyping { return false }
    return open.list.isText || kind == open.kind || letter == "?"
  }

  mutating func carryOut(_ pick: ListItem.Pick) -> [Request] {
    switch pick {
    case .run(let line):
      do throws(CommandError) {
        return try Command.read(line).map { read throws(CommandError) in
          try run(read.command, remarks: read.remarks)
        } ?? []
      } catch {
        interface.message = .init(text: "\(error)", isError: true)
        interface.transcript.add(.error, "\(error)")
        return []
      }
    case .prompt(let line):
      interface.prompt = Prompt(line)
      return []
    case .key(let key):
      interface.focus = .pane
      return handle(.key(key))
    case .binding(let place):
      let action = KeyBinding.all[place].action
      // What is open already stays so.
      if case .pane(let letter) = action, interface.opened?.letter == letter { return [] }
      return perform(action)
    }
  }

  // MARK: - Drawing

  /// - Returns: Whether the whole bench lies under it.
  mutating func drawList(on screen: inout Screen, in area: Rect) {
    guard var open = interface.list else { return }
    if open.list.isText, open.width != size.width {
      open = OpenList(open.kind, open.list.with(content(of: open.kind)), width: size.width)
    }
    let width = area.width - 2
    let place =
      open.list.matches.indices.contains(open.list.chosen)
      ? open.list.matches[open.list.chosen] : 0
    if open.detail?.place != place || open.detail?.width != width {
      open.detail = (place, width, detail(of: open.list.item, width: width))
    }
    screen.drawList(&open.list, detail: open.detail?.lines ?? [], in: area)
    interface.list = open
  }

  /// Of a sample: its numbers as it opens, and its note.
  private func detail(of item: ListItem?, width: Int) -> [String] {
    guard interface.list?.kind == .samples, case .run(let line)? = item?.pick,
      let name = line.split(separator: " ").last, let sample = try? Sample.named(String(name))
    else { return [] }
    let note = sample.note.lines(ofWidth: width, atMost: 6)
    // A note goes before the numbers where there is no room for both.
    guard note.count < (size.height < 20 ? 4 : 5) else { return note }
    return [Model(sample.bench).glance(width: width)] + note
  }
}

extension Model {
  /// `softmax  0.6590  0.2424  0.0986   loss 0.4170`: what a bench is like, on one line.
  fileprivate func glance(width: Int) -> String {
    let table = table
    let loss = "loss \(evaluation.reduced(bench.reduction)?.text ?? evaluation.chosen.loss.text)"
    var text = "row \(bench.row)  \(table.heading(table.headColumn))"
    for index in 0..<table.classes {
      let more = "  \(table.text(table.headColumn, index))"
      guard displayWidth(of: text + more) + 6 + loss.count <= width else {
        text += " .."
        break
      }
      text += more
    }
    return "\(text)   \(loss)"
  }
}
