import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension Screen {
  /// All keys and all commands, in two columns where there is room.
  ///
  /// - Returns: How far it is scrolled: no further than to the last line.
  mutating func drawHelp(scroll: Int, in area: Rect) -> Int {
    let lines = Self.helpLines(width: area.width - 2)
    drawRule(
      ["keys and commands"], hasFocus: true, in: Rect(x: 0, y: area.y, width: area.width, height: 1)
    )
    let height = area.height - 1
    let first = min(scroll, max(0, lines.count - height))
    for (line, text) in lines.dropFirst(first).prefix(height).enumerated() {
      let y = area.y + 1 + line
      let keyEnd = write(text.key, x: area.x + 1, y: y, style: .key, clip: area)
      write(text.summary, x: keyEnd, y: y, clip: area)
    }
    let left = lines.count - first - height
    if left > 0 {
      let more = " \(left) more lines "
      write(more, x: area.maxX - more.count - 1, y: area.y, style: .faint)
    }
    return first
  }

  private struct HelpLine {
    var key = ""
    var summary = ""
  }

  private static func helpLines(width: Int) -> [HelpLine] {
    let keys = KeyBinding.all.map { HelpLine(key: $0.label, summary: $0.summary) }
    let typing = HelpLine(key: "0-9 - .", summary: "type over the input under the cursor")
    let commands = CommandSpec.all.map { HelpLine(key: ":" + $0.usage, summary: $0.summary) }
    let marks = [
      HelpLine(key: "0~ 1~ inf~", summary: "rounding made it so; without ~ it is exactly that"),
      HelpLine(key: "36.1~ =36", summary: "an input that the dtype rounds, and what it became"),
      HelpLine(key: "#> <", summary: "the bar of more than 1, or less than 0: no probability"),
      HelpLine(key: "1-3.00e-05", summary: "so near to 1 that four decimals would hide it"),
      HelpLine(key: "c2 <", summary: "a class with label 1"),
      HelpLine(key: "@", summary: "where the bench is on a curve; ^ v beyond the plot, ? nan"),
      HelpLine(key: "^ ?", summary: "in a sweep: off by all digits, or inf; ? is nan or unproven"),
      HelpLine(key: "x", summary: "where it was when 'pin' held it"),
      HelpLine(key: ">", summary: "the curve that is this class's loss"),
      HelpLine(key: "#6!", summary: "the step of a formula at which its result is lost"),
      HelpLine(key: "[+]", summary: "the bench was changed since it was opened"),
    ]
    let inPanes = Panes.help.map { HelpLine(key: $0.label, summary: $0.summary) }
    return block([typing] + keys, width) + [HelpLine()] + [HelpLine(key: Panes.heading)]
      + block(inPanes, width) + [HelpLine()] + block(commands, width) + [HelpLine()]
      + block(marks, width)
  }

  /// Aligns the summaries; a long one goes on in the next line.
  private static func block(_ lines: [HelpLine], _ width: Int) -> [HelpLine] {
    let keyWidth = min(width * 2 / 5, (lines.map(\.key.count).max() ?? 0) + 2)
    return lines.flatMap { line in
      let room = max(10, width - keyWidth)
      let parts = line.summary.wrapped(to: room)
      if line.key.count + 2 > keyWidth {
        return [HelpLine(key: line.key)]
          + parts.map { HelpLine(key: "".placed(in: keyWidth), summary: $0) }
      }
      return parts.enumerated().map { part, text in
        HelpLine(key: (part == 0 ? line.key : "").placed(in: keyWidth), summary: text)
      }
    }
  }

  /// What was asked and answered, the last at the bottom.
  ///
  /// - Returns: How far it is scrolled and shifted: no further than to the first line and to the
  ///   end of the longest one in view.
  mutating func drawTranscript(
    _ transcript: Transcript, scroll: Int, shift: Int, in area: Rect
  ) -> (scroll: Int, shift: Int) {
    // No line becomes less than one, so these are enough.
    let lines = transcript.lines.suffix(scroll + area.height)
      .flatMap { $0.wrapped(to: area.width - 3) }
    guard !lines.isEmpty else {
      write("nothing was asked yet", x: area.x + 2, y: area.y, style: .faint, clip: area)
      return (0, 0)
    }
    let scroll = max(0, min(scroll, lines.count - area.height))
    let end = lines.count - scroll
    let shown = lines[max(0, end - area.height)..<end]
    let width = area.width - 3
    let longest = shown.map { $0.kind == .answer ? displayWidth(of: $0.text) : 0 }.max() ?? 0
    // `..` stands where the beginning is out of view.
    let shift = longest > width ? min(shift, longest - width + 2) : 0
    for (at, line) in shown.enumerated() {
      let y = area.y + at
      switch line.kind {
      case .command: write(":\(line.text)", x: area.x + 1, y: y, style: .key, clip: area)
      case .answer:
        // A table that is too wide is cut, says so, and is moved by the keys.
        let text =
          shift == 0 || line.text.isEmpty ? line.text : ".." + line.text.dropFirst(shift + 2)
        write(text.fitted(to: width, ellipsis: ".."), x: area.x + 2, y: y, clip: area)
      case .error: write(line.text, x: area.x + 2, y: y, style: .wrong, clip: area)
      }
    }
    return (scroll, shift)
  }
}
