import LogitBench
import LogitSession
import LogitText

/// The screen of who teaches: a question, what the class says as it comes in, and then the truth.
package struct ClassRoom: Sendable {
  private let title: String
  private let questions: [ClassQuestion]
  private var answers: ClassAnswers
  /// Why no new answers come.
  private var trouble: String?
  private var at = 0
  private var isOpen = false
  private var showsUnread = false
  private var message = ""
  private var wasAsked = false

  /// - Throws: `LessonError` where the lesson cannot be run, or asks nothing.
  package init(_ lesson: Lesson) throws(LessonError) {
    title = lesson.title
    questions = try lesson.classQuestions()
    answers = ClassAnswers(to: questions.map(\.ask))
  }

  /// Takes in what the folder holds now.
  package mutating func take(_ pages: [ClassAnswers.Page]) {
    answers = ClassAnswers(pages, to: questions.map(\.ask))
    trouble = nil
  }

  /// Keeps what came in before the folder could not be read.
  package mutating func lose(_ why: String) { trouble = why }

  package mutating func handle(_ event: Event) -> [Request] {
    guard case .key(let key) = event else { return [] }
    let told = wasAsked
    (message, wasAsked) = ("", false)
    switch (key.code, key.modifiers) {
    case (.enter, []):
      if showsUnread {
        showsUnread = false
      } else if !isOpen {
        isOpen = true
      } else if at < questions.count - 1 {
        (at, isOpen) = (at + 1, false)
      } else {
        message = "that was the last question; q leaves"
      }
    case (.backspace, []):
      if isOpen { isOpen = false } else if at > 0 { (at, isOpen) = (at - 1, true) }
    case (.character("m"), []): showsUnread.toggle()
    case (.character("q"), []), (.escape, _):
      if showsUnread {
        showsUnread = false
      } else if told {
        return [.quit]
      } else {
        message = "once more leaves the class"
        wasAsked = true
      }
    case (.character("c"), .control): return [.quit]
    case (.character("z"), .control): return [.suspend]
    case (.character("l"), .control): return [.repaint]
    default: message = "Enter opens and goes on, Backspace goes back, m lines not read, q leaves"
    }
    return []
  }

  // MARK: - Drawing

  package func render(_ size: Size) -> Screen {
    var screen = Screen(size: size)
    let area = Rect(x: 0, y: 0, width: size.width, height: max(0, size.height - 2))
    let (rule, body) = area.parted()
    let count = answers.count(of: at)
    let state =
      [counted(count, "answer")]
      + (answers.unreadCount > 0 ? ["\(counted(answers.unreadCount, "line")) not read"] : [])
    screen.drawRule(
      [title, "\(at + 1) of \(questions.count)", state.joined(separator: ", ")], hasFocus: true,
      in: rule)
    if showsUnread {
      drawUnread(on: &screen, in: body)
    } else {
      drawQuestion(on: &screen, in: body)
    }
    let y = size.height - 2
    screen.write(
      trouble ?? message, x: 1, y: y, style: trouble == nil ? .plain : .wrong)
    var x = 1
    for (key, word) in [
      ("Enter", isOpen ? "next" : "open it"), ("Backspace", "back"), ("m", "not read"),
      ("q", "leave"),
    ] {
      x = screen.write(key, x: x, y: y + 1, style: .key)
      x = screen.write(" \(word)", x: x, y: y + 1, style: .faint) + 2
    }
    return screen
  }

  private func drawQuestion(on screen: inout Screen, in area: Rect) {
    let question = questions[at]
    let width = area.width - 2
    let bins = answers.histogram(of: at, isOpen: isOpen)
    var ends: [(String, Style)] = []
    if isOpen {
      let right = answers.rightCount(of: at)
      ends.append(("It is \(question.ask.truth): \(right) of \(answers.count(of: at))", .accent))
      ends += question.ask.reveal.paragraphs.flatMap { $0.lines(ofWidth: width, atMost: 20) }
        .map { ($0, .plain) }
    }
    let asked = question.ask.question.lines(ofWidth: width, atMost: 6)
    let prose = question.paragraphs.flatMap { $0.lines(ofWidth: width, atMost: 20) }
    // What was asked and said stands; what explains gives way.
    let room = area.height - asked.count - bins.count - 1
    let shownEnds = ends.prefix(max(min(1, ends.count), room))
    let shownProse = prose.count <= room - shownEnds.count ? prose : []
    var y = area.y
    for line in shownProse {
      screen.write(line, x: area.x + 1, y: y, clip: area)
      y += 1
    }
    for line in asked {
      screen.write(line, x: area.x + 1, y: y, style: .accent, clip: area)
      y += 1
    }
    if room > shownProse.count + shownEnds.count { y += 1 }
    let labels = min(bins.map { displayWidth(of: $0.label) }.max() ?? 0, area.width * 2 / 5)
    let most = max(1, bins.map(\.count).max() ?? 1)
    for bin in bins {
      let isTrue = isOpen && bin.isTrue
      let style: Style = isTrue ? .accent : .plain
      let x = area.x + 1 + labels + 2
      let bar = String(repeating: "#", count: bin.count * max(0, area.width - x - 6) / most)
      screen.write(
        bin.label.fitted(to: labels, ellipsis: ".."), x: area.x + 1, y: y, style: style, clip: area)
      let end = screen.write(bar, x: x, y: y, style: isTrue ? .accent : .bar, clip: area)
      screen.write("\(bin.count)", x: end + (bar.isEmpty ? 0 : 1), y: y, style: style, clip: area)
      y += 1
    }
    for (line, style) in shownEnds {
      screen.write(line, x: area.x + 1, y: y, style: style, clip: area)
      y += 1
    }
  }

  private func drawUnread(on screen: inout Screen, in area: Rect) {
    if answers.unread.isEmpty { screen.write("every line was read", x: area.x + 1, y: area.y) }
    for (line, unread) in answers.unread.prefix(area.height).enumerated() {
      let x = screen.write(unread.place, x: area.x + 1, y: area.y + line, style: .key, clip: area)
      screen.write(unread.why, x: x + 2, y: area.y + line, clip: area)
    }
  }

  // MARK: - Without a screen

  /// All questions with what was said and what is true.
  package var text: String {
    var lines: [String] = []
    for (index, question) in questions.enumerated() {
      let count = answers.count(of: index)
      lines.append("\(index + 1) of \(questions.count)  \(question.ask.question)")
      for bin in answers.histogram(of: index, isOpen: true) {
        let mark = bin.isTrue ? " <" : ""
        lines.append("  \(bin.count)  \(bin.label)\(mark)")
      }
      lines.append(
        "  it is \(question.ask.truth): \(answers.rightCount(of: index)) of \(counted(count, "answer"))"
      )
    }
    lines += answers.unread.map { "not read: \($0.place): \($0.why)" }
    if answers.unreadCount > answers.unread.count {
      lines.append("not read: \(answers.unreadCount - answers.unread.count) more")
    }
    return lines.joined(separator: "\n")
  }
}
