import LogitBench
import LogitText
import Testing

@testable import LogitSession

/// A lesson, gone through.
@Suite struct LessonWalkTests {
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
