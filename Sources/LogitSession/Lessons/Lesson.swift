import LogitBench
import LogitStudies
import LogitText

/// Prose, commands and questions in steps: a Markdown text that is good to read as it stands.
package struct Lesson: Equatable, Sendable {
  package let name: String
  package let title: String
  /// The first is what stands under the title.
  package let steps: [Step]

  /// What stands under one heading.
  package struct Step: Equatable, Sendable {
    package let heading: String
    package let line: Int
    package var part = Part()
    package var ask: Ask?
  }

  package struct Part: Equatable, Sendable {
    /// As they are read on a screen.
    package var paragraphs: [String] = []
    package var labs: [Lab] = []
  }

  /// Commands, and what they print.
  package struct Lab: Equatable, Sendable {
    package var entries: [Entry] = []
  }

  package struct Entry: Equatable, Sendable {
    package let command: String
    package let line: Int
    /// A line `...` stands for any lines.
    package var output: [String] = []
  }

  /// A question, and what is shown to who answered it.
  package struct Ask: Equatable, Sendable {
    package let line: Int
    package let question: String
    /// Empty where a number is asked for.
    package let choices: [String]
    package var answer = Answer.choice(0)
    package var reveal = Part()
  }

  package enum Answer: Equatable, Sendable {
    case number(TypedNumber, within: Double)
    /// Which of the choices is right, from 0.
    case choice(Int)
  }

  /// - Throws: `LessonError` with the line that is at fault.
  package init(_ text: String, named name: String) throws(LessonError) {
    var reader = LessonReader(text)
    (title, steps) = try reader.read()
    self.name = name
  }

  package var questions: Int { steps.count { $0.ask != nil } }
}

/// What keeps a text from being a lesson.
package struct LessonError: Error, Equatable {
  /// Counted from 1.
  package let line: Int
  package let sentence: String

  package init(_ sentence: String, line: Int) { (self.sentence, self.line) = (sentence, line) }
}

extension LessonError: CustomStringConvertible {
  package var description: String { "line \(line): \(sentence)" }
}

extension Lesson.Ask {
  /// What a guess is, beside the truth.
  package struct Verdict: Equatable, Sendable {
    package let isRight: Bool
    /// `0.5: it is 0.3133, off by 0.19`.
    package let text: String
  }

  /// - Throws: `CommandError` where it is no answer to this question.
  package func verdict(on guess: String) throws(CommandError) -> Verdict {
    switch answer {
    case .choice(let right):
      guard let chosen = Int(guess).map({ $0 - 1 }), choices.indices.contains(chosen) else {
        throw CommandError("'\(guess)' is none of the answers, which are 1 to \(choices.count)")
      }
      let isRight = chosen == right
      return Verdict(
        isRight: isRight, text: isRight ? "\(truth): right" : "\(chosen + 1): it is \(truth)")
    case .number(let typed, let tolerance):
      guard let number = Number(guess) else { throw CommandError(.notANumber(guess)) }
      let (said, true_) = (number.value(in: .float64), typed.number.value(in: .float64))
      let gap = (said - true_).magnitude
      let isRight = said == true_ || said.isNaN && true_.isNaN || gap <= tolerance
      let off = gap.isFinite && gap > 0 ? ", off by \(gap.significant(2))" : ""
      return Verdict(
        isRight: isRight,
        text: isRight
          ? "\(guess): right" + (off.isEmpty ? "" : ", it is \(truth)")
          : "\(guess): it is \(truth)\(off)")
    }
  }

  package var truth: String {
    switch answer {
    case .choice(let index): "\(index + 1), \(choices[index])"
    case .number(let typed, _): typed.text
    }
  }
}
