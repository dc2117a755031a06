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

  // MARK: - Reading

  private static let ask = "# T\n\n## S\n\n```ask\nHow much?\n```\n"

  struct Broken: Sendable {
    let text: String
    let sentence: String

    init(_ text: String, _ sentence: String) { (self.text, self.sentence) = (text, sentence) }
  }

  private static func asked(_ rest: String, _ sentence: String) -> Broken {
    Broken(ask + rest, sentence)
  }

  private static let broken: [Broken] = [
    Broken("", "line 1: a lesson begins with '# TITLE'"),
    Broken("words", "line 1: a lesson begins with '# TITLE'"),
    Broken("## S", "line 1: a lesson begins with '# TITLE'"),
    Broken("# T\n# U", "line 2: a lesson has one title; steps begin with '## '"),
    Broken("# T\n\n```lab\n> show", "line 3: the block is not closed by ```"),
    Broken("# T\n\n```swift\n```", "line 3: a block is ```lab, ```ask or ```answer, not 'swift'"),
    Broken("# T\n```lab\n```", "line 2: the lab block is empty"),
    Broken("# T\n```lab\nshow\n```", "line 3: a lab block begins with a command, '> logits 1 2 7'"),
    Broken("# T\n```ask\n```", "line 2: the ask block has no question"),
    Broken("# T\n```ask\nWhy?\n- so\n```", "line 2: one choice is none"),
    Broken(
      "# T\n```ask\nWhy?\n- so\nelse\n```", "line 2: each choice is a line of its own, '- it rises'"
    ),
    asked("", "line 5: the question has no answer"),
    asked("more", "line 8: after a question comes <details>, which hides its answer"),
    asked(
      "<details>\n</details>",
      "line 9: no answer stands in <details>: it is a block, ```answer"
    ),
    asked("<details>\n```answer\n7\n```\n", "line 12: <details> is not closed by </details>"),
    asked("<details>\n```answer\nmuch\n```\n", "line 10: the answer 'much' is no number"),
    asked(
      "<details>\n```answer\n7 or 8\n```\n",
      "line 10: behind the answer stands nothing, or 'within 0.02'"
    ),
    asked(
      "<details>\n```answer\n7 within -1\n```\n",
      "line 10: behind the answer stands nothing, or 'within 0.02'"
    ),
    asked(
      "<details>\n```answer\n```\n",
      "line 9: an answer is one line: '0.3133 within 0.02', or '2' for the second choice"
    ),
    asked(
      "<details>\n```answer\n7\n```\n```answer\n7\n```",
      "line 12: an answer stands once, within the <details> after a question"
    ),
    asked(
      "<details>\n```answer\n7\n```\n</details>\nmore",
      "line 13: nothing comes after </details> but the next heading, '## '"
    ),
    Broken("# T\n<details>", "line 2: <details> comes after a question, and hides its answer"),
    Broken("# T\n</details>", "line 2: </details> ends nothing"),
    Broken(
      "# T\n```ask\nWhy?\n- a\n- b\n```\n<details>\n```answer\n3\n```",
      "line 9: the answer '3' is none of the choices, which are 1 to 2"
    ),
    Broken(
      "# T\n```ask\nWhy?\n- a\n- b\n```\n<details>\n```answer\n2 a\n```",
      "line 9: choice 2 reads 'b'"
    ),
  ]

  @Test(arguments: broken)
  func saysKindlyWhatIsNoLesson(broken: Broken) {
    do throws(LessonError) {
      _ = try Lesson(broken.text, named: "")
      Issue.record("\(broken.text) was read")
    } catch {
      #expect("\(error)" == broken.sentence)
    }
  }

  // MARK: - Checking

  @Test func aMismatchIsAFindingWithADifferenceThatAnUpdateMends() throws {
    let text =
      "# T\n\n```lab\n> logits 0 0\n> label 0\nloss 7\n> expect loss .6931\nseen 0.6931472\n```\n"
    let check = LessonCheck(lesson: text)
    #expect(
      check.findings.map { "\($0.line): \($0.text)" }
        == ["5: 'label 0' prints something else\n- loss 7\n+ loss 0.6931"])
    #expect(check.text == text.replacing("loss 7", with: "loss 0.6931"))
    #expect(LessonCheck(lesson: check.text).findings.isEmpty)
  }

  @Test func whatIsLeftOutStaysWhileTheRestHolds() throws {
    let text =
      "# T\n\n```lab\n> logits 0 0\n> show\n...\nsum%1      1      0.6931      0\n...\n```\n"
    func check(_ sum: String) -> LessonCheck {
      LessonCheck(lesson: text.replacing("sum%1      1      0.6931      0", with: sum))
    }
    let seen = LessonCheck(lesson: text).text.lines
    let sum = try #require(seen.first { $0.hasPrefix("sum ") })
    #expect(check(String(sum)).findings.map(\.line) == [4])
    let whole = check(String(sum)).text
    #expect(LessonCheck(lesson: whole).findings.isEmpty)
    #expect(whole.contains("...\n\(sum)\n..."))
    #expect(check("sum 7").text.contains("\(sum)\n") && !check("sum 7").text.contains("..."))
  }

  @Test func whatNoUpdateMendsIsNotMended() throws {
    let lab = "# T\n\n```lab\n> expect loss 7\nseen 0.009174485, expected 7, off by 6.99\n```\n"
    #expect(
      LessonCheck(lesson: lab).findings.map { "\($0.line): \($0.text) \($0.isMended)" }
        == ["4: expect loss 7: seen 0.009174485, expected 7, off by 6.99 false"])
    for (command, said) in [
      ("logitz 1", "'logitz 1': 'logitz' is no command; did you mean 'logit'?"),
      ("label 9", "'label 9': label 9 is outside the classes 0 to 2"),
      ("w a.json", "'w a.json': a lesson stays on its bench: it opens, writes and quits nothing"),
      (
        "lesson tour",
        "'lesson tour': a lesson stays on its bench: it opens, writes and quits nothing"
      ),
    ] {
      let check = LessonCheck(lesson: "# T\n\n```lab\n> \(command)\n```\n")
      #expect(check.findings.map { "\($0.line): \($0.text)" } == ["4: \(said)"])
    }
    let unseen =
      Self.ask
      + "<details>\n```answer\n.5 within 1\n```\n```lab\n> logits 0 0\nloss 0.6931\n```\n</details>\n"
    #expect(
      LessonCheck(lesson: unseen).findings.map(\.text)
        == ["the answer .5 is shown by no lab block after it"])
    let long = "# T\n\n" + String(repeating: "many words ", count: 60) + "\n"
    #expect(
      LessonCheck(lesson: long).findings.map { "\($0.line): \($0.text)" }
        == ["1: 9 lines at 78 columns are too many to read beside a bench: at most 6"])
  }

  @Test func aScriptIsCheckedByWhatItExpects() {
    let check = LessonCheck(
      script: "logits 0 0\nlabel 0\nexpect loss .6931\nexpect loss 7\nlabels 1 0 0 0\nq\n")
    #expect(
      check.findings.map { "\($0.line): \($0.text)" } == [
        "4: expect loss 7: seen 0.6931472, expected 7, off by 6.31",
        "5: labels has 4 values a row, logits has 2 classes: give one a class, or one index a row by 'label'",
        "6: a script that is checked opens, writes and quits nothing",
      ])
    #expect(LessonCheck(script: "logits 1 2\nexpect finite\n").findings.isEmpty)
  }

  // MARK: - Playing

  private static let short = """
    # Short

    A start.

    ## One

    ```lab
    > logits 0 0
    > label 0
    ```

    ```ask
    What is `-ln .5`?
    ```

    <details><summary>Show</summary>

    ```answer
    0.6931 within 0.01
    ```

    It is ln 2.

    ```lab
    > heads
    > logit 0 1
    > compare
    ```

    </details>

    ## Two

    ```ask
    Which?
    - this
    - that
    ```

    <details><summary>Show</summary>

    ```answer
    2
    ```

    </details>
    """

  @Test func oneGoesThroughALessonAndHearsWhatWasRight() throws {
    var play = try LessonPlay(Lesson(Self.short, named: "short"))
    #expect((play.heading, play.progress) == ("Short", "1 of 3"))
    #expect(play.isAtStart && play.question == nil)
    play.goOn()
    #expect(play.paragraphs.map(\.text) == ["What is -ln .5?"])
    #expect(try play.stage().model.standing == "loss 0.6931")
    #expect(throws: CommandError.self) { try play.guess("much") }
    try play.guess("0.5")
    #expect(
      play.paragraphs.map(\.text) == ["You said 0.5: it is 0.6931, off by 0.19", "It is ln 2."])
    #expect(play.paragraphs[0].kind == .wrong)
    // The question that was asked of another bench is not asked of this one.
    #expect(try play.stage().questions.map { "\($0)" } == ["compare"])
    play.goBack()
    #expect(play.question == nil && play.progress == "2 of 3")
    play.goOn()
    play.goOn()
    #expect(play.paragraphs.map(\.text) == ["Which?", "1 this", "2 that"])
    #expect(throws: CommandError("'3' is none of the answers, which are 1 to 2")) {
      try play.guess("3")
    }
    try play.guess("2")
    #expect(play.paragraphs.map(\.text) == ["You said 2, that: right"])
    play.goOn()
    #expect(play.isAtEnd)
    #expect(
      play.paragraphs.map(\.text) == [
        "2 questions: 1 right", "One. You said 0.5: it is 0.6931, off by 0.19",
        "Two. You said 2, that: right",
      ])
    play.goOn()
    #expect(play.isAtEnd)
  }

  @Test func aQuestionMayBePassedOver() throws {
    var play = try LessonPlay(Lesson(Self.short, named: "short"))
    play.goOn()
    play.goOn()
    #expect(play.paragraphs.map(\.text) == ["It is 0.6931", "It is ln 2."])
    for _ in 0..<9 { play.goOn() }
    #expect(play.paragraphs[0].text == "2 questions: 0 right")
    for _ in 0..<9 { play.goBack() }
    #expect(play.isAtStart)
  }

  @Test(arguments: [
    ("0.6931", true, "0.6931: right"), (".7", true, ".7: right, it is 0.6931"),
    ("inf", false, "inf: it is 0.6931"), ("nan", false, "nan: it is 0.6931"),
    ("-1e300", false, "-1e300: it is 0.6931, off by 1e+300"),
  ])
  func aNumberIsJudgedWithinItsTolerance(guess: String, isRight: Bool, text: String) throws {
    let ask = try #require(Lesson(Self.short, named: "").steps[1].ask)
    #expect(try ask.verdict(on: guess) == Lesson.Ask.Verdict(isRight: isRight, text: text))
  }

  @Test func lessonsAreListedAndNamed() throws {
    var model = Model()
    #expect(try model.printed(by: "lesson") == LessonText.list)
    #expect(try Command.parse("lesson softm") == .lesson("softmax-twice"))
    #expect(try Command.parse("tour") == .lesson("tour"))
    #expect(refusal(of: "lesson logit") == nil)
    #expect(
      refusal(of: "lesson sofmax-twice")
        == "8: 'sofmax-twice' is no lesson; did you mean 'softmax-twice'?")
    #expect(refusal(of: "lesson zzzz") == "8: 'zzzz' is no lesson; 'lesson' lists them all")
    #expect(refusal(of: "reset now") == "7: 'now' is one word too many: reset")
  }
}
