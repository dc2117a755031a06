import LogitBench
import LogitStudies
import LogitText

/// Reads the Markdown of a lesson line by line.
struct LessonReader {
  private let lines: [String]
  /// How many lines were read, so the number of the last one from 1.
  private var line = 0
  private var title = ""
  private var steps: [Lesson.Step] = []
  private var paragraph: [String] = []
  private var place = Place.part

  /// Where in a step the next line stands.
  private enum Place { case part, asked, reveal, answered, done }

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { String($0.trimmedEnd) }
  }

  mutating func read() throws(LessonError) -> (title: String, steps: [Lesson.Step]) {
    while line < lines.count {
      let text = lines[line]
      line += 1
      try read(text)
    }
    try endStep()
    guard !steps.isEmpty else { throw LessonError("a lesson begins with '# TITLE'", line: 1) }
    return (title, steps)
  }

  private mutating func read(_ text: String) throws(LessonError) {
    if text.isEmpty { return endParagraph() }
    if text.hasPrefix("# ") || text.hasPrefix("## ") { return try heading(text) }
    guard !steps.isEmpty else { throw refused("a lesson begins with '# TITLE'") }
    if text.hasPrefix("<details>") {
      endParagraph()
      guard place == .asked else {
        throw refused("<details> comes after a question, and hides its answer")
      }
      place = .reveal
    } else if text.hasPrefix("</details>") {
      endParagraph()
      guard place == .answered else {
        throw refused(
          place == .reveal
            ? "no answer stands in <details>: it is a block, ```answer" : "</details> ends nothing")
      }
      place = .done
    } else if text.hasPrefix("```") {
      endParagraph()
      try block(text.dropFirst(3).trimmed)
    } else {
      try hold()
      paragraph.append(text.trimmed)
    }
  }

  private func refused(_ sentence: String) -> LessonError { LessonError(sentence, line: line) }

  /// - Throws: where nothing but the answer may follow.
  private func hold() throws(LessonError) {
    if place == .asked { throw refused("after a question comes <details>, which hides its answer") }
    if place == .done {
      throw refused("nothing comes after </details> but the next heading, '## '")
    }
  }

  // MARK: - Steps

  private mutating func heading(_ text: String) throws(LessonError) {
    let isTitle = text.hasPrefix("# ")
    guard isTitle == steps.isEmpty else {
      throw refused(
        isTitle
          ? "a lesson has one title; steps begin with '## '" : "a lesson begins with '# TITLE'")
    }
    try endStep()
    let words = text.drop { $0 == "#" }.trimmed.plain
    if isTitle { title = words }
    steps.append(Lesson.Step(heading: words, line: line))
    place = .part
  }

  private mutating func endStep() throws(LessonError) {
    endParagraph()
    guard let step = steps.last else { return }
    if place == .asked || place == .reveal {
      throw LessonError("the question has no answer", line: step.ask?.line ?? line)
    }
    if place == .answered { throw refused("<details> is not closed by </details>") }
  }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else { return }
    let text = paragraph.joined(separator: " ").plain
    paragraph = []
    change { $0.paragraphs.append(text) }
  }

  /// The part that is being read.
  private mutating func change(_ body: (inout Lesson.Part) -> Void) {
    let last = steps.count - 1
    guard var ask = steps[last].ask else { return body(&steps[last].part) }
    body(&ask.reveal)
    steps[last].ask = ask
  }

  // MARK: - Blocks

  private mutating func block(_ kind: String) throws(LessonError) {
    let start = line
    guard let end = lines[line...].firstIndex(where: { $0.hasPrefix("```") }) else {
      throw LessonError("the block is not closed by ```", line: start)
    }
    let body = Array(lines[line..<end])
    switch kind {
    case "lab":
      try hold()
      let lab = try lab(body)
      change { $0.labs.append(lab) }
    case "ask": try ask(body)
    case "answer": try answer(body)
    default: throw refused("a block is ```lab, ```ask or ```answer, not '\(kind)'")
    }
    line = end + 1
  }

  private func lab(_ body: [String]) throws(LessonError) -> Lesson.Lab {
    var lab = Lesson.Lab()
    for (index, text) in body.enumerated() {
      if text.hasPrefix("> ") {
        lab.entries.append(
          Lesson.Entry(command: text.dropFirst(2).trimmed, line: line + index + 1))
      } else if lab.entries.isEmpty {
        throw LessonError(
          "a lab block begins with a command, '> logits 1 2 7'", line: line + index + 1)
      } else {
        lab.entries[lab.entries.count - 1].output.append(text)
      }
    }
    guard !lab.entries.isEmpty else { throw refused("the lab block is empty") }
    return lab
  }

  private mutating func ask(_ body: [String]) throws(LessonError) {
    try hold()
    guard place == .part else { throw refused("a step asks one question") }
    let words = body.filter { !$0.isEmpty }
    let question = words.prefix { !$0.hasPrefix("- ") }
    let choices = words.dropFirst(question.count)
    guard !question.isEmpty else { throw refused("the ask block has no question") }
    guard choices.allSatisfy({ $0.hasPrefix("- ") }) else {
      throw refused("each choice is a line of its own, '- it rises'")
    }
    guard choices.count != 1 else { throw refused("one choice is none") }
    steps[steps.count - 1].ask = Lesson.Ask(
      line: line, question: question.joined(separator: " ").plain,
      choices: choices.map { $0.dropFirst(2).trimmed.plain })
    place = .asked
  }

  private mutating func answer(_ body: [String]) throws(LessonError) {
    guard place == .reveal else {
      throw refused("an answer stands once, within the <details> after a question")
    }
    let words = body.filter { !$0.isEmpty }
    guard let text = words.first, words.count == 1 else {
      throw refused("an answer is one line: '0.3133 within 0.02', or '2' for the second choice")
    }
    let choices = steps.last?.ask?.choices ?? []
    let answer = try choices.isEmpty ? number(text) : choice(text, of: choices)
    steps[steps.count - 1].ask?.answer = answer
    place = .answered
  }

  private func number(_ text: String) throws(LessonError) -> Lesson.Answer {
    let words = text.split(separator: " ").map(String.init)
    guard let number = Number(words[0]) else {
      throw LessonError("the answer '\(words[0])' is no number", line: line + 1)
    }
    let typed = TypedNumber(text: words[0], number: number)
    if words.count == 1 { return .number(typed, within: typed.halfUnit) }
    guard words.count == 3, words[1] == "within", let width = Number(words[2]), width.isFinite,
      !width.isNegative
    else {
      throw LessonError("behind the answer stands nothing, or 'within 0.02'", line: line + 1)
    }
    return .number(typed, within: width.value(in: .float64))
  }

  private func choice(_ text: String, of choices: [String]) throws(LessonError) -> Lesson.Answer {
    let number = text.prefix { $0.isNumber }
    let words = text.dropFirst(number.count).trimmed.plain
    guard let index = Int(number), (1...choices.count).contains(index) else {
      throw LessonError(
        "the answer '\(text)' is none of the choices, which are 1 to \(choices.count)",
        line: line + 1)
    }
    guard words.isEmpty || words == choices[index - 1] else {
      throw LessonError("choice \(index) reads '\(choices[index - 1])'", line: line + 1)
    }
    return .choice(index - 1)
  }
}

extension String {
  /// Without the marks of Markdown that a terminal does not draw.
  fileprivate var plain: String { filter { $0 != "`" }.replacing("**", with: "") }
}
