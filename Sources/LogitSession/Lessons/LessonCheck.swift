import LogitBench
import LogitStudies
import LogitText

/// A lesson or a script as a test: what running it shows to be otherwise than it says.
package struct LessonCheck {
  package struct Finding: Equatable, Sendable {
    /// Counted from 1.
    package let line: Int
    package let text: String
    /// Whether the text as it should be no longer has it.
    package let isMended: Bool
  }

  package private(set) var findings: [Finding] = []
  /// The text with what its commands print.
  package private(set) var text: String

  /// A screen shows no more at once beside the bench.
  static let linesOfAPage = 6
  static let widthOfAPage = 78

  package init(lesson text: String) {
    self.text = text
    do throws(LessonError) {
      try check(try Lesson(text, named: ""))
    } catch {
      findings.append(Finding(line: error.line, text: error.sentence, isMended: false))
    }
  }

  /// Of commands, one a line, where `expect` says what is counted on.
  package init(script text: String) {
    self.text = text
    var model = Model()
    for entry in CommandLines.entries(of: text) {
      do throws(CommandError) {
        guard let read = try Command.read(entry.text) else { continue }
        guard !read.command.leavesTheBench else {
          throw CommandError("a script that is checked opens, writes and quits nothing")
        }
        for case .answer(let answered) in try model.update(read) where answered.reply.isMet == false
        {
          note(entry.line, "\(read.command): \(answered.reply.text)")
        }
      } catch {
        note(entry.place(ofColumn: error.column ?? 1).line, "\(error)")
      }
    }
  }

  private mutating func note(_ line: Int, _ text: String, isMended: Bool = false) {
    findings.append(Finding(line: line, text: text, isMended: isMended))
  }

  // MARK: - Lessons

  private mutating func check(_ lesson: Lesson) throws(LessonError) {
    var run = LessonRun()
    var printed: [(entry: Lesson.Entry, lines: [String])] = []
    for step in lesson.steps {
      checkLength(step)
      printed += try check(step.part, in: &run)
      guard let ask = step.ask else { continue }
      let shown = try check(ask.reveal, in: &run)
      printed += shown
      if case .number(let typed, _) = ask.answer {
        let seen = shown.flatMap { [$0.entry.command] + $0.lines }
        if !seen.contains(where: { $0.shows(typed) }) {
          note(ask.line, "the answer \(typed.text) is shown by no lab block after it")
        }
      }
    }
    rewrite(printed)
  }

  private mutating func check(
    _ part: Lesson.Part, in run: inout LessonRun
  ) throws(LessonError) -> [(entry: Lesson.Entry, lines: [String])] {
    var printed: [(Lesson.Entry, [String])] = []
    for lab in part.labs {
      for (entry, outcome) in zip(lab.entries, try run.run(lab)) {
        if outcome.isUnmet { note(entry.line, "\(entry.command): \(outcome.lines.joined())") }
        // What is left out as `...` stays so while the rest holds.
        let isSame = outcome.lines.matches(entry.output[...])
        if !isSame {
          let diff = Self.difference(from: entry.output, to: outcome.lines).joined(separator: "\n")
          note(entry.line, "'\(entry.command)' prints something else\n\(diff)", isMended: true)
        }
        printed.append((entry, isSame ? entry.output : outcome.lines))
      }
    }
    return printed
  }

  private mutating func checkLength(_ step: Lesson.Step) {
    let ask = step.ask.map { [$0.question] + $0.choices.map { "1 \($0)" } } ?? []
    for (line, page) in [
      (step.line, step.part.paragraphs + ask), (step.ask?.line, step.ask?.reveal.paragraphs ?? []),
    ] {
      let count = page.reduce(0) { $0 + $1.lines(ofWidth: Self.widthOfAPage, atMost: 100).count }
      if count > Self.linesOfAPage {
        note(
          line ?? step.line,
          "\(count) lines at \(Self.widthOfAPage) columns are too many to read beside a bench:"
            + " at most \(Self.linesOfAPage)")
      }
    }
  }

  private mutating func rewrite(_ printed: [(entry: Lesson.Entry, lines: [String])]) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    // From the end, so that places stay.
    for (entry, output) in printed.reversed() where output != entry.output {
      lines.replaceSubrange(entry.line..<entry.line + entry.output.count, with: output)
    }
    text = lines.joined(separator: "\n")
  }

  /// `- ` before what is gone, `+ ` before what is new.
  static func difference(from old: [String], to new: [String]) -> [String] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [String] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if removed.contains(i) {
        lines.append("- \(old[i])")
        i += 1
      } else if inserted.contains(j) {
        lines.append("+ \(new[j])")
        j += 1
      } else {
        lines.append("  \(old[i])")
        (i, j) = (i + 1, j + 1)
      }
    }
    return lines
  }
}

extension [String] {
  /// Whether these are the lines of a pattern, in which `...` stands for any.
  fileprivate func matches(_ pattern: ArraySlice<String>) -> Bool {
    var rest = self[...]
    var parts = pattern.split(separator: "...", omittingEmptySubsequences: false)[...]
    guard let first = parts.popFirst(), rest.starts(with: first) else { return false }
    rest = rest.dropFirst(first.count)
    guard let last = parts.popLast() else { return rest.isEmpty }
    for part in parts {
      guard let place = rest.indices.first(where: { rest[$0...].starts(with: part) }) else {
        return false
      }
      rest = rest[(place + part.count)...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }
}

extension String {
  /// Whether a number stands in it that is this one to its last digit.
  fileprivate func shows(_ typed: TypedNumber) -> Bool {
    let value = typed.number.value(in: .float64)
    return split { $0.isWhitespace || "=,;:()".contains($0) }.contains { word in
      guard let number = Number(word.filter { $0 != "~" && $0 != "!" }) else { return false }
      let seen = number.value(in: .float64)
      return seen == value || seen.isNaN && value.isNaN
        || (seen - value).magnitude <= typed.halfUnit
    }
  }
}
