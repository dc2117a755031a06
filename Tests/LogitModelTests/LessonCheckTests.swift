import LogitBench
import LogitText
import Testing

@testable import LogitSession

/// What is wrong with a lesson or a script is said with its line.
@Suite struct LessonCheckTests {
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
}
