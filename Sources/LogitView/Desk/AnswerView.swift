import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension Screen {
  /// The line that never moves: the prompt, what is being typed, or what the last command did.
  mutating func drawAnswer(
    _ interface: Interface, typing: Interface.Message?, in area: Rect
  ) {
    if let prompt = interface.prompt { return drawPrompt(prompt, in: area) }
    if let guess = interface.lesson?.guess {
      return drawLine(guess, after: "your guess: ", in: area)
    }
    let message = typing ?? interface.message
    // An answer is kept among the answers; a hint or what is being typed is not.
    let isKept = interface.transcript.ends(with: message.text)
    let ellipsis = isKept ? ".. a: all of it" : ".."
    write(
      message.text.fitted(to: area.width - 2, ellipsis: ellipsis), x: area.x + 1, y: area.y,
      style: message.isError ? .wrong : .plain)
  }

  private mutating func drawPrompt(_ prompt: Prompt, in area: Rect) {
    // The end of a long query stays in sight, and half of the line is left for what it finds.
    let query = prompt.search.map { String($0.query.suffix(area.width / 2 - 10)) }
    let sign = query.map { "search '\($0)':".fitted(to: area.width / 2, ellipsis: "..") } ?? ":"
    drawLine(prompt.line, after: sign, in: area)
  }

  mutating func drawLine(_ line: LineEditor, after sign: String, in area: Rect) {
    let x = write(sign, x: area.x + 1, y: area.y, style: .key)
    let room = max(0, area.maxX - x - 1)
    let body = Rect(x: x, y: area.y, width: room + 1, height: 1)
    // A line that is too long moves left, so that its cursor stays in sight; what is far from the
    // cursor is not even looked at, since a pasted line may be a million characters.
    var start = line.place
    var before = 0
    while start > 0, before < room {
      start -= 1
      before += displayWidth(of: String(line.text[start]))
    }
    let shown = String(line.text[start..<min(line.text.count, line.place + body.width)])
    write(shown, x: body.x - max(0, before - room), y: area.y, style: .typing, clip: body)
    cursor = Point(x: body.x + min(before, room), y: area.y)
  }

  /// Why a line was refused, over the prompt where it takes more than one line.
  private mutating func drawRefusal(_ error: String, in area: Rect) {
    let most = max(1, area.y - 4)
    let lines = error.lines(ofWidth: area.width - 2, atMost: most).prefix(most)
    let top = area.y - 1 - lines.count
    fill(Rect(x: area.x, y: top, width: area.width, height: lines.count))
    for (at, line) in lines.enumerated() {
      write(line, x: area.x + 1, y: top + at, style: .wrong)
    }
    write("Enter tries again, Esc closes, ':' starts anew", x: area.x + 1, y: area.y, style: .faint)
  }

  /// The keys that matter for the cell under the cursor, most used first, cut from the right.
  ///
  /// - Parameter hints: Those of the pane that is drawn.
  mutating func drawKeys(
    _ interface: Interface, on model: Model, ofPane hints: [KeyHint], in area: Rect
  ) {
    let bench = model.bench
    if let prompt = interface.prompt {
      if let error = prompt.error, displayWidth(of: error) > area.width - 2 {
        return drawRefusal(error, in: area)
      }
      let text = prompt.error ?? prompt.search?.hint ?? prompt.hint(on: bench)
      write(
        text.fitted(to: area.width - 2, ellipsis: ".."), x: area.x + 1, y: area.y,
        style: prompt.error == nil ? .faint : .wrong)
      return
    }
    let isFree = interface.edit == nil && interface.list == nil
    let guess = isFree && model.isCovered ? [KeyHint("=", "guess")] : []
    let (hints, always) = interface.keyHints(on: bench, ofPane: hints)
    let shown = guess + hints
    drawHints(shown, always: always, in: area)
  }

  /// Hints as far as they have room, then those that are never cut.
  mutating func drawHints(_ hints: [KeyHint], always: [KeyHint], in area: Rect) {
    let end = area.maxX + 1 - always.reduce(0) { $0 + $1.width + 2 }
    var x = area.x + 1
    for (place, hint) in hints.enumerated() {
      // What is cut from the right is said to be.
      let mark = place == hints.count - 1 ? 0 : 4
      guard x + hint.width + 2 + mark <= end else {
        x = write("..", x: x, y: area.y, style: .faint) + 2
        break
      }
      x = writeHint(hint, x: x, y: area.y)
    }
    for hint in always { x = writeHint(hint, x: x, y: area.y) }
  }

  private mutating func writeHint(_ hint: KeyHint, x: Int, y: Int) -> Int {
    markKeys(hint.keys, x: x, y: y, width: hint.width)
    let end = write(hint.keys, x: x, y: y, style: .key)
    return write(" \(hint.word)", x: end, y: y, style: .faint) + 2
  }
}

extension KeyHint {
  fileprivate var width: Int { displayWidth(of: keys) + 1 + displayWidth(of: word) }
}

extension ItemList {
  fileprivate var hints: [KeyHint] {
    if isText {
      return [KeyHint("up down Space PgUp", "scroll"), KeyHint("/", "find")]
        + (filter.isEmpty ? [] : [KeyHint("n N", "next")])
        + [KeyHint("Esc", "close"), KeyHint(":", "prompt")]
    }
    return [KeyHint("up down", "choose")] + (groups.isEmpty ? [] : [KeyHint("left right", "group")])
      + [KeyHint("Enter", "open"), KeyHint("Esc", filter.isEmpty ? "back" : "all of them")]
  }
}

extension Prompt.Search {
  /// What the keys of a search do.
  fileprivate var hint: String {
    let state = query.isEmpty || found != nil ? "" : "nothing entered holds that   "
    return state + "Ctrl-R older  Enter runs it  Esc back to the line"
  }
}

extension Interface {
  /// What the line of keys offers here, and what of it is never cut.
  fileprivate func keyHints(
    on bench: Bench, ofPane hints: [KeyHint]
  ) -> (hints: [KeyHint], always: [KeyHint]) {
    func hint(_ keys: String, _ word: String) -> KeyHint { KeyHint(keys, word) }
    if edit != nil {
      return (
        [
          hint("Enter", "keep"), hint("Esc", "old value"), hint("up down", "keep and move"),
          hint("Ctrl-U", "clear"),
        ], []
      )
    }
    if let list { return (list.list.hints, []) }
    let back = home.map { [hint("Esc", $0)] } ?? []
    let always = back + [hint("m", "menu"), hint(":", "prompt"), hint("?", "help")]
    let presenting = [
      hint("s", "both"), hint("[ ]", "slide"), hint("Space", "label"), hint("up down", "point"),
      hint("R", "again"),
    ]
    if isPresenting {
      let lead = lesson?.hints(hint) ?? [hint("Enter", "next"), hint("Backspace", "back")]
      return (lead + presenting, [hint("P", "leave"), hint("?", "help")])
    }
    if let lesson { return (lesson.hints(hint) + hints, always) }
    let play = stepping.isOpen ? [hint("Space", stepping.isPlaying ? "pause" : "play steps")] : []
    let row = bench.rows == 1 ? [] : [hint("PgDn", "row")]
    let ofCurves = opened == nil ? [hint("z", "axis"), hint("'", "slopes")] : []
    let tail = ofCurves + [hint("Tab", "pane"), hint("u", "undo")]
    switch focus {
    case .table:
      return (
        play + [hint("[ ]", "slide")] + Panes.hints
          + [hint("0-9 - .", "type"), hint("Space", "label")] + row + tail, always
      )
    case .batch: return ([hint("left right", "row")] + Panes.hints + tail, always)
    case .pane:
      guard let opened else { return (play + hints + Panes.hints + tail, always) }
      // Where the table is hidden, so is what Tab goes to.
      return (play + hints + (opened.isWhole ? [] : tail), always)
    }
  }
}

extension OpenLesson {
  fileprivate func hints(_ hint: (_ keys: String, _ word: String) -> KeyHint) -> [KeyHint] {
    if guess != nil { return [hint("Enter", "say it"), hint("Esc", "not yet")] }
    let answers = play.question.map { $0.choices.isEmpty ? "0-9" : "1-\($0.choices.count)" }
    return (answers.map { [hint($0, "guess")] } ?? [])
      + [hint("Enter", play.isAtEnd ? "leave" : "next"), hint("Backspace", "back")]
      + [hint("Esc Esc", "leave")]
  }
}
