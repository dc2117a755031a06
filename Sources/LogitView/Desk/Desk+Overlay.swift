import LogitBench
import LogitSession
import LogitStudies

extension Desk {
  /// What a key does while the help or the answers lie over the bench: it turns pages or closes
  /// them. A key that edits does nothing, since what it edits is not to be seen.
  mutating func handleInOverlay(_ key: Key, _ overlay: Interface.Overlay) -> [Request] {
    if key == Key(.character(" ")) { return scroll(overlay, by: page) }
    switch KeyMap.action(for: key) {
    case .up: return scroll(overlay, by: -1)
    case .down: return scroll(overlay, by: 1)
    case .left: return shift(overlay, by: -Interface.Overlay.stride)
    case .right: return shift(overlay, by: Interface.Overlay.stride)
    case .previousRow: return scroll(overlay, by: -page)
    case .nextRow: return scroll(overlay, by: page)
    case .first: return scroll(overlay, by: -Interface.Overlay.farthest)
    case .last: return scroll(overlay, by: Interface.Overlay.farthest)
    case .back, .interrupt: interface.overlay = nil
    case .help: interface.overlay = overlay.isSame(as: .help(scroll: 0)) ? nil : .help(scroll: 0)
    case .answers:
      interface.overlay = overlay.isSame(as: .answers(scroll: 0)) ? nil : .answers(scroll: 0)
    case .prompt: interface.prompt = Prompt()
    case .suspend: return [.suspend]
    default: interface.message = .hint(overlay.hint)
    }
    return []
  }

  private mutating func scroll(_ overlay: Interface.Overlay, by lines: Int) -> [Request] {
    interface.overlay =
      switch overlay {
      case .help(let scroll): .help(scroll: max(0, scroll + lines))
      // These are counted from the last one up.
      case .answers(let scroll, let shift): .answers(scroll: max(0, scroll - lines), shift: shift)
      }
    return []
  }

  /// Brings what stands beyond the edge of a wide answer into view.
  private mutating func shift(_ overlay: Interface.Overlay, by columns: Int) -> [Request] {
    guard case .answers(let scroll, let shift) = overlay else {
      interface.message = .hint(overlay.hint)
      return []
    }
    interface.overlay = .answers(scroll: scroll, shift: max(0, shift + columns))
    return []
  }
}

extension Interface.Overlay {
  /// Farther than any text reaches; the drawing stops at its end.
  static let farthest = 1 << 24
  /// How many columns a key moves a wide answer.
  static let stride = 16

  /// What is said of a key that does nothing here.
  var hint: String {
    switch self {
    case .help: "that key does nothing over the help; Esc closes it"
    case .answers: "that key does nothing over the answers; Esc closes them"
    }
  }
}
