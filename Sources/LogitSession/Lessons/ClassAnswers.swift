import LogitBench
import LogitStudies
import LogitText

/// What a class said: lines that anybody may have written, of which none is trusted.
package struct ClassAnswers: Equatable, Sendable {
  /// A file of them, as it stands.
  package struct Page: Sendable {
    package let name: String
    package let text: String

    package init(name: String, text: String) { (self.name, self.text) = (name, text) }
  }

  /// A line that could not be read.
  package struct Unread: Equatable, Sendable {
    /// `mia.answers:3`.
    package let place: String
    package let why: String
  }

  /// How many said the same, or nearly.
  package struct Bin: Equatable, Sendable {
    package let label: String
    package let count: Int
    package let isTrue: Bool
  }

  private let asks: [Lesson.Ask]
  /// Of each question, the last that each name said.
  private var said: [[String: String]]
  /// The first of those that could not be read.
  package private(set) var unread: [Unread] = []
  package private(set) var unreadCount = 0

  private static let longestLine = 200
  private static let mostUnread = 100
  private static let mostBins = 10

  package init(_ pages: [Page] = [], to asks: [Lesson.Ask]) {
    self.asks = asks
    said = Array(repeating: [:], count: asks.count)
    for page in pages {
      for (index, line) in page.text.split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline
      ).enumerated() where !line.allSatisfy(\.isWhitespace) {
        do throws(CommandError) { try take(line) } catch {
          unreadCount += 1
          guard unread.count < Self.mostUnread else { continue }
          let name = page.name.visible.fitted(to: 40, ellipsis: "..")
          unread.append(
            Unread(
              place: "\(name):\(index + 1)", why: "\(error)".visible.fitted(to: 80, ellipsis: ".."))
          )
        }
      }
    }
  }

  /// `2 0.8267 Ann`: the question, the answer, who says it.
  private mutating func take(_ line: Substring) throws(CommandError) {
    guard line.utf8.count <= Self.longestLine else { throw CommandError("too long") }
    let words = line.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 3 else {
      throw CommandError("it is no question, answer and name, as in '2 0.8267 Ann'")
    }
    guard let number = Int(words[0]), (1...max(1, asks.count)).contains(number), !asks.isEmpty
    else {
      throw CommandError("'\(words[0])' is no question, which are 1 to \(asks.count)")
    }
    _ = try asks[number - 1].verdict(on: words[1])
    guard let name = Self.name(words[2]) else { throw CommandError("nobody's name") }
    said[number - 1][name] = words[1]
  }

  /// The line that says it.
  ///
  /// - Throws: `CommandError` where it is no answer to the question.
  package static func line(
    _ guess: String, to ask: Lesson.Ask, question: Int, by name: String
  ) throws(CommandError) -> String {
    let guess = guess.trimmed
    _ = try ask.verdict(on: guess)
    return "\(question) \(guess) \(name)"
  }

  /// A name on one line that a terminal takes for letters; nil where nothing is left of it.
  package static func name(_ text: String) -> String? {
    let words = text.prefix(longestLine).split { $0.isWhitespace || $0.isNewline }
      .map {
        $0.filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } }
      }
    let name = String(words.joined(separator: " ").visible.prefix(40)).trimmed
    return name.contains { $0.isLetter || $0.isNumber } ? name : nil
  }

  /// The name of the file that is this person's own.
  package static func file(of name: String) -> String {
    let letters = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    // Names that differ in other letters alone stay apart.
    let sum = name.unicodeScalars.reduce(UInt32(7)) { ($0 &* 31) &+ $1.value }
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return String(letters) + (isPlain ? "" : "-" + String(sum, radix: 36)) + ".answers"
  }

  // MARK: - What was said

  package func count(of question: Int) -> Int { said[question].count }

  package func rightCount(of question: Int) -> Int {
    said[question].values.count { (try? asks[question].verdict(on: $0))?.isRight == true }
  }

  /// How often each answer was given; numbers near each other are one.
  ///
  /// - Parameter isOpen: Whether the true one is among them even where nobody gave it.
  package func histogram(of question: Int, isOpen: Bool) -> [Bin] {
    let answers = Array(said[question].values)
    switch asks[question].answer {
    case .choice(let right):
      return asks[question].choices.enumerated().map { index, choice in
        Bin(
          label: "\(index + 1) \(choice)", count: answers.count { Int($0) == index + 1 },
          isTrue: index == right)
      }
    case .number(let typed, _):
      let values = answers.compactMap { Number($0)?.value(in: .float64) }
      return Self.bins(values, truth: isOpen ? typed.number.value(in: .float64) : nil)
    }
  }

  private static func bins(_ values: [Double], truth: Double?) -> [Bin] {
    // As fine as there is room for.
    for digits in [3, 2, 1] {
      let bins = bins(values, truth: truth, digits: digits)
      if bins.count <= mostBins { return bins }
    }
    // The most frequent, and all the others as one.
    let all = bins(values, truth: truth, digits: 1)
    let kept = all.enumerated().sorted {
      ($0.element.isTrue ? 1 : 0, $0.element.count, -$0.offset)
        > ($1.element.isTrue ? 1 : 0, $1.element.count, -$1.offset)
    }.prefix(mostBins - 1).map(\.offset).sorted()
    let others = values.count - kept.reduce(0) { $0 + all[$1].count }
    return kept.map { all[$0] } + [Bin(label: "others", count: others, isTrue: false)]
  }

  private static func bins(_ values: [Double], truth: Double?, digits: Int) -> [Bin] {
    var counts: [String: (value: Double, count: Int)] = [:]
    for value in values {
      let value = value == 0 ? 0 : value
      counts[value.significant(digits), default: (value, 0)].count += 1
    }
    let true_ = truth.map { $0.significant(digits) }
    if let true_, let truth, counts[true_] == nil { counts[true_] = (truth, 0) }
    return counts.sorted { one, other in
      // nan comes last.
      let (a, b) = (one.value.value, other.value.value)
      return a.isNaN || b.isNaN ? !a.isNaN && b.isNaN : a < b
    }.map { Bin(label: $0.key, count: $0.value.count, isTrue: $0.key == true_) }
  }
}

/// A question of a lesson as a class is asked it.
package struct ClassQuestion: Sendable {
  package let heading: String
  package let paragraphs: [String]
  package let ask: Lesson.Ask
  /// The bench that it is about.
  package let bench: Model
}

extension Lesson {
  /// - Throws: `LessonError` where a command is refused, or nothing is asked.
  package func classQuestions() throws(LessonError) -> [ClassQuestion] {
    var run = LessonRun()
    var questions: [ClassQuestion] = []
    for step in steps {
      _ = try run.prepare(step.part)
      guard let ask = step.ask else { continue }
      questions.append(
        ClassQuestion(
          heading: step.heading, paragraphs: step.part.paragraphs, ask: ask, bench: run.model))
      _ = try run.prepare(ask.reveal)
    }
    guard !questions.isEmpty else { throw LessonError("it asks nothing", line: 1) }
    return questions
  }
}
