import FoundationEssentials
import LogitBench
import LogitStudies
import LogitText
import Testing

@testable import LogitSession

@Suite struct LessonTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")

  private func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  @Test func theProgramCarriesEveryFile() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "lessons").path())
    #expect(Set(files) == Set(LessonText.all.map { "\($0.name).md" }))
    for lesson in LessonText.all { #expect(try text("lessons/\(lesson.name).md") == lesson.text) }
    let rows = try text("README.md").lines.filter {
      $0.hasPrefix("| [") && $0.contains("](lessons/")
    }
    let links = rows.map { String($0.dropFirst(2).prefix { $0 != " " }) }
    #expect(links == LessonText.all.map { "[\($0.name)](lessons/\($0.name).md)" })
  }

  @Test func theReadmeSaysWhereEachOfTheTwentyQuestionsIsAnswered() throws {
    let rows = try text("README.md").lines.filter { $0.wholeMatch(of: /\| \d+ \|.*/) != nil }
    #expect(rows.map { $0.split(separator: " ")[1] } == (1...20).map { "\($0)" })
    for row in rows {
      let places = try #require(row.split(separator: "|").last).split(separator: ";")
      for place in places {
        let match = try #require(
          place.trimmed.wholeMatch(of: /\[([\w-]+)\]\(lessons\/\1\.md\)(, (.*))?/), "\(row)")
        let lesson = try Lesson(LessonText.named("\(match.1)").text, named: "")
        guard let heading = match.3 else { continue }
        #expect(lesson.steps.contains { $0.heading == heading }, "\(row)")
      }
    }
  }

  @Test(arguments: LessonText.all)
  func everyBlockOfEveryLessonRunsAsItSays(lesson: LessonText) throws {
    let check = LessonCheck(lesson: lesson.text)
    #expect(check.findings.map { "\($0.line): \($0.text)" } == [])
    #expect(check.text == lesson.text)
    let read = try Lesson(lesson.text, named: lesson.name)
    #expect(read.title == lesson.title)
    if lesson.name != LessonText.tour {
      #expect(read.questions >= 3)
      // At two hundred words a minute, half a minute a question and what is tried.
      #expect(300...900 ~= Self.prose(read).split(separator: " ").count, "\(lesson.name)")
    }
    _ = try LessonPlay(read)
  }

  private static func prose(_ lesson: Lesson) -> String {
    lesson.steps.flatMap { step in
      step.part.paragraphs
        + (step.ask.map { [$0.question] + $0.choices + $0.reveal.paragraphs } ?? [])
    }.joined(separator: " ")
  }

  /// Numbers of the prose that nothing prints: wrong answers to choose from, and the sizes of a data set.
  private static let fromElsewhere: [String: [String]] = [
    "logits": ["0.00000011"],
    "softmax-twice": ["0.0001", "0.008", "0.00008"],
    "cross-entropy-or-squares": ["22000"],
    "rounding": ["300", "308"],
    "pos-weight": ["100", "300"],
    "means-and-masks": ["0.1566"],
    "clips-and-smoothing": ["0.0513"],
  ]

  @Test(arguments: LessonText.all)
  func theNumbersOfTheProseAreThoseThatAreSeen(lesson: LessonText) throws {
    let read = try Lesson(lesson.text, named: lesson.name)
    var run = LessonRun()
    var seen: [String] = []
    for step in read.steps {
      for part in [step.part, step.ask?.reveal].compactMap(\.self) {
        for lab in part.labs {
          seen += try run.run(lab).flatMap(\.lines) + lab.entries.map(\.command)
          seen += Self.shown(of: run.model)
        }
      }
    }
    let numbers = seen.flatMap { $0.split { $0.isWhitespace || "=,*;:()[]".contains($0) } }
      .compactMap { Number($0.filter { $0 != "!" && $0 != "~" })?.value(in: .float64) }
    let pattern = /-?\d*\.\d{3,}(e[-+]?\d+)?|\d\.\d\de[-+]\d+|\d\d+\.\d\d|\d{3,}/
    let told = Self.prose(read).matches(of: pattern).map { String($0.output.0) }
    let excused = Self.fromElsewhere[lesson.name] ?? []
    #expect(excused.allSatisfy(told.contains))
    for text in told where !excused.contains(text) {
      let number = try #require(Number(text))
      let value = number.value(in: .float64)
      let width = TypedNumber(text: text, number: number).halfUnit * 1.001
      let isSeen = numbers.contains {
        ($0 - value).magnitude <= width || ($0 + value).magnitude <= width
      }
      #expect(isSeen, "\(lesson.name): \(text)")
    }
  }

  private static func shown(of model: Model) -> [String] {
    var model = model
    return ["show", "heads", "compare", "curves", "frameworks"].compactMap {
      (try? model.printed(by: $0)).flatMap(\.self)
    }
  }
}
