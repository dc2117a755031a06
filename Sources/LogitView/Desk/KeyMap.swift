/// What a key does on the bench.
package enum KeyAction: Equatable, Sendable {
  case up, down, left, right, first, last
  case edit
  case type(Character)
  case nudge(Double)
  case label
  case nextRow, previousRow
  case nextPane, previousPane
  case axis, slopes, plotStyle
  case pin, step
  /// Opens again what was opened last, as it then was.
  case reopen
  /// Opens the pane of a letter, or closes it.
  case pane(Character)
  case undo, redo
  case prompt
  /// Opens a list, or closes it.
  case list(ListKind)
  case caption
  case guess
  /// Shows the bench large, or no longer.
  case present
  case copyReport, copyCode
  case digits
  case suspend, repaint, back, interrupt
}

/// One row of the table of keys, which the key map, the help and the README read.
package struct KeyBinding: Sendable {
  package let keys: [Key]
  /// How the keys are written.
  package let label: String
  package let summary: String
  package let action: KeyAction

  package static let all: [KeyBinding] = moves + Panes.bindings + others

  static let moves: [KeyBinding] = [
    KeyBinding(
      keys: [Key(.up), .letter("k")], label: "up k", summary: "the class above", action: .up),
    KeyBinding(
      keys: [Key(.down), .letter("j")], label: "down j", summary: "the class below", action: .down),
    KeyBinding(
      keys: [Key(.left), .letter("h")], label: "left h",
      summary: "the input to the left; in the batch the row before",
      action: .left),
    KeyBinding(
      keys: [Key(.right), .letter("l")], label: "right l",
      summary: "the input to the right; in the batch the next row",
      action: .right),
    KeyBinding(
      keys: [Key(.home), .letter("g")], label: "Home g", summary: "the first class", action: .first),
    KeyBinding(
      keys: [Key(.end), .letter("G")], label: "End G", summary: "the last class", action: .last),
    KeyBinding(
      keys: [Key(.enter), .letter("e")], label: "Enter e",
      summary: "edit what is there: Enter keeps it, Esc brings the old value back",
      action: .edit),
    KeyBinding(
      keys: [.letter("["), Key(.down, .shift)], label: "[ Shift-down", summary: "nudge by -.1",
      action: .nudge(-0.1)),
    KeyBinding(
      keys: [.letter("]"), Key(.up, .shift)], label: "] Shift-up", summary: "nudge by .1",
      action: .nudge(0.1)),
    KeyBinding(keys: [.letter("{")], label: "{", summary: "nudge by -1", action: .nudge(-1)),
    KeyBinding(keys: [.letter("}")], label: "}", summary: "nudge by 1", action: .nudge(1)),
    KeyBinding(
      keys: [.letter(" ")], label: "Space",
      summary: "make this the true class; under a sigmoid switch its label between 0 and 1",
      action: .label),
    KeyBinding(
      keys: [.letter(">")], label: ">",
      summary:
        "one gradient step on the row, at the rate of the last 'step'; Space then plays them",
      action: .step),
    KeyBinding(
      keys: [Key(.pageDown)], label: "PgDn", summary: "the next row of the batch",
      action: .nextRow),
    KeyBinding(
      keys: [Key(.pageUp)], label: "PgUp", summary: "the row before", action: .previousRow),
    KeyBinding(
      keys: [Key(.tab)], label: "Tab", summary: "the next pane: table, batch, curves",
      action: .nextPane),
    KeyBinding(
      keys: [Key(.backTab)], label: "Shift-Tab", summary: "the pane before",
      action: .previousPane),
    KeyBinding(
      keys: [.letter("z")], label: "z", summary: "curves over the logit z, or back over a",
      action: .axis),
    KeyBinding(
      keys: [.letter("'")], label: "'", summary: "the derivatives of the curves, or back",
      action: .slopes),
  ]

  private static let others: [KeyBinding] = [
    KeyBinding(
      keys: [.letter("v")], label: "v", summary: "curves of marks, blocks, braille or octants",
      action: .plotStyle),
    KeyBinding(
      keys: [.letter("u")], label: "u", summary: "undo", action: .undo),
    KeyBinding(
      keys: [Key(.character("r"), .control)], label: "Ctrl-R", summary: "redo", action: .redo),
    KeyBinding(
      keys: [.letter("p")], label: "p",
      summary: "hold the present numbers beside those to come, or let them go", action: .pin),
    KeyBinding(
      keys: [.letter("R")], label: "R", summary: "open the sample or file again, as it was",
      action: .reopen),
    KeyBinding(
      keys: [.letter(":")], label: ":", summary: "the prompt: a command, Up for earlier ones",
      action: .prompt),
    KeyBinding(
      keys: [.letter("S")], label: "S", summary: "the samples, by theme", action: .list(.samples)),
    KeyBinding(
      keys: [.letter("L")], label: "L", summary: "the losses and recipes",
      action: .list(.losses)),
    KeyBinding(
      keys: [.letter("f")], label: "f",
      summary: "the formulas of the loss, and what frameworks call",
      action: .list(.formulas)),
    KeyBinding(
      keys: [.letter("m"), Key(.function(10))], label: "m F10",
      summary: "the menu: all panes, and what keys do here", action: .list(.menu)),
    KeyBinding(
      keys: [Key(.character("p"), .control)], label: "Ctrl-P",
      summary: "find a command, loss, sample, setting or key by its words",
      action: .list(.palette)),
    KeyBinding(
      keys: [.letter("a")], label: "a", summary: "earlier answers", action: .list(.answers)),
    KeyBinding(
      keys: [.letter("?"), Key(.function(1))], label: "? F1", summary: "all keys and commands",
      action: .list(.help)),
    KeyBinding(
      keys: [.letter("N")], label: "N",
      summary: "fold the note above the answer line, or open it", action: .caption),
    KeyBinding(
      keys: [.letter("P")], label: "P",
      summary: "present: the bench large, for the back of the room; Enter goes on", action: .present
    ),
    KeyBinding(
      keys: [.letter("=")], label: "=", summary: "guess what 'cover' hides", action: .guess),
    KeyBinding(
      keys: [.letter("y")], label: "y", summary: "copy what 'show' prints", action: .copyReport),
    KeyBinding(
      keys: [.letter("Y")], label: "Y", summary: "copy the bench as commands", action: .copyCode),
    KeyBinding(
      keys: [.letter("D")], label: "D", summary: "how many digits exact numbers show",
      action: .digits),
    KeyBinding(
      keys: [Key(.character("z"), .control)], label: "Ctrl-Z", summary: "suspend",
      action: .suspend),
    KeyBinding(
      keys: [Key(.character("l"), .control)], label: "Ctrl-L", summary: "draw the screen anew",
      action: .repaint),
    KeyBinding(
      keys: [Key(.escape), .letter("q")], label: "Esc q", summary: "close what is open",
      action: .back),
    KeyBinding(
      keys: [Key(.character("c"), .control)], label: "Ctrl-C",
      summary: "cancel, and with nothing to cancel quit", action: .interrupt),
  ]
}

/// Which key does what on the bench.
package enum KeyMap {
  private static let actions: [Key: KeyAction] = {
    var actions: [Key: KeyAction] = [:]
    for binding in KeyBinding.all { for key in binding.keys { actions[key] = binding.action } }
    return actions
  }()

  /// What a key does on the bench; nil for a key that does nothing.
  package static func action(for key: Key) -> KeyAction? {
    if let action = actions[key] { return action }
    guard case .character(let character) = key.code, key.modifiers == [],
      "0123456789-.+".contains(character)
    else { return nil }
    return .type(character)
  }
}
