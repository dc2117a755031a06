import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@Suite struct ClassAnswersTests {
  private static let asks: [Lesson.Ask] =
    (try? Lesson(LessonText.named("rounding").text, named: "").classQuestions().map(\.ask)) ?? []

  private func read(_ text: String) -> ClassAnswers {
    ClassAnswers([ClassAnswers.Page(name: "a.answers", text: text)], to: Self.asks)
  }

  @Test func theLastWordOfANameCounts() {
    let answers = read("1 1 Ann\n1 2 Ann\n1 2 Bo B.\r\n\n  \n")
    #expect(answers.count(of: 0) == 2)
    #expect(answers.rightCount(of: 0) == 2)
    #expect(answers.histogram(of: 0, isOpen: false).map(\.count) == [0, 2, 0])
    #expect(answers.unreadCount == 0)
  }

  @Test(arguments: [
    ("hello", "it is no question, answer and name, as in '2 0.8267 Ann'"),
    ("1 2", "it is no question"),
    ("0 2 Ann", "'0' is no question, which are 1 to 6"), ("7 2 Ann", "'7' is no question"),
    ("1 4 Ann", "'4' is none of the answers, which are 1 to 3"),
    ("3 much Ann", "'much' is not a number"), ("1 2 \u{1B}\u{7}", "nobody's name"),
    ("1 2 " + String(repeating: "x", count: 300), "too long"),
    ("99999999999999999999 1 Ann", "is no question"),
  ])
  func whatIsNoAnswerIsCountedAndSaysWhy(line: String, why: String) {
    let answers = read("1 2 Ann\n" + line)
    #expect(answers.unreadCount == 1)
    #expect(answers.unread.first?.place == "a.answers:2")
    #expect(answers.unread.first?.why.contains(why) == true, "\(answers.unread)")
    #expect(answers.count(of: 0) == 1)
  }

  @Test func ofTwoHundredStudentsHalfMayWriteNonsense() {
    let pages = (0..<200).map { student in
      ClassAnswers.Page(
        name: "s\(student).answers",
        text: student % 2 == 0
          ? "3 \(80 + student % 11) s\(student)\n"
          : String(repeating: "\u{1B}[2J 3 x\u{7}\n", count: 50))
    }
    let answers = ClassAnswers(pages, to: Self.asks)
    #expect(answers.count(of: 2) == 100)
    #expect(answers.unreadCount == 5000 && answers.unread.count == 100)
    #expect(answers.unread.allSatisfy { !$0.why.contains("\u{1B}") && $0.why.count <= 80 })
    let bins = answers.histogram(of: 2, isOpen: true)
    #expect(bins.count <= 10)
    #expect(bins.map(\.count).reduce(0, +) == 100)
    #expect(bins.count { $0.isTrue } == 1)
  }

  @Test func binsAreAsFineAsThereIsRoom() {
    let near = read("3 88.721 a\n3 88.72 b\n3 88.9 c\n3 inf d\n3 nan e\n3 -0 f\n3 0 g\n")
    #expect(
      near.histogram(of: 2, isOpen: false).map(\.label) == ["0", "88.7", "88.9", "inf", "nan"])
    #expect(near.histogram(of: 2, isOpen: false).map(\.count) == [2, 2, 1, 1, 1])
    let opened = read("3 1 a").histogram(of: 2, isOpen: true)
    #expect(opened.map(\.label) == ["1", "88.7"] && opened[1].isTrue && opened[1].count == 0)
    let far = read((0..<40).map { "3 1e\($0 - 20) n\($0)" }.joined(separator: "\n"))
    let bins = far.histogram(of: 2, isOpen: true)
    #expect(bins.count == 10 && bins.last?.label == "others")
    #expect(bins.map(\.count).reduce(0, +) == 40 && bins.contains { $0.isTrue })
  }

  @Test func namesAreNeutralised() {
    #expect(ClassAnswers.name("  Ann \t B.\n") == "Ann B.")
    #expect(ClassAnswers.name("\u{1B}[31mMia")?.contains("\u{1B}") == false)
    #expect(ClassAnswers.name("月亮") == "月亮")
    #expect(ClassAnswers.name(" ../ ") == nil && ClassAnswers.name("\u{7}") == nil)
    #expect(ClassAnswers.name(String(repeating: "a", count: 999))?.count == 40)
    #expect(ClassAnswers.file(of: "Ann") == "Ann.answers")
    for name in ["../../etc/passwd", "Ann B.", "月亮", "太阳", "-rf", ".", "a/b"] {
      let file = ClassAnswers.file(of: name)
      #expect(!file.contains("/") && !file.hasPrefix(".") && file.hasSuffix(".answers"))
    }
    #expect(ClassAnswers.file(of: "月亮") != ClassAnswers.file(of: "太阳"))
  }

  @Test func aLineReadsBack() throws {
    let line = try ClassAnswers.line(" 2 ", to: Self.asks[0], question: 1, by: "Ann B.")
    #expect(line == "1 2 Ann B.")
    #expect(read(line).count(of: 0) == 1)
    #expect(throws: CommandError.self) {
      try ClassAnswers.line("9", to: Self.asks[0], question: 1, by: "Ann")
    }
  }
}
