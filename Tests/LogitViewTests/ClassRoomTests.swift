import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// The teacher's screen, from lines that came in.
@Suite struct ClassRoomTests {
  private static let size = Size(width: 60, height: 16)

  private func room(_ text: String = "") throws -> ClassRoom {
    let text = LessonText.all.first { $0.name == "sigmoid-or-softmax" }?.text ?? ""
    return try ClassRoom(Lesson(text, named: "sigmoid-or-softmax"))
  }

  private func pressed(_ keys: String..., in room: ClassRoom) -> ClassRoom {
    var room = room
    for key in keys {
      let named = ["enter": Key(.enter), "esc": Key(.escape)]
      _ = room.handle(.key(named[key] ?? .letter(Character(key))))
    }
    return room
  }

  private static let pages = [
    ClassAnswers.Page(name: "ann.answers", text: "1 2 Ann\n2 1 Ann\n3 .8 Ann\n"),
    ClassAnswers.Page(name: "bo.answers", text: "1 2 Bo\n1 1 Bo\nhello\n3 0.8 Bo\n"),
    ClassAnswers.Page(name: "cy\u{1B}.answers", text: "1 3 Cy\n9 1 Cy\n3 .3 Cy\n"),
  ]

  @Test func theHistogramComesInAndTheTruthIsOpened() throws {
    var room = try room()
    #expect(
      room.render(Self.size).text.lines[0].hasPrefix("─ Sigmoid or softmax ─ 1 of 5 ─ 0 answers ─"))
    room.take(Self.pages)
    let shown = room.render(Self.size)
    #expect(
      shown.text.lines[0].hasPrefix("─ Sigmoid or softmax ─ 1 of 5 ─ 3 answers, 2 lines not read")
    )
    #expect(shown.text.contains("\n 1 it falls on both sides  ########################### 1 "))
    #expect(!shown.text.contains("It is 2"))
    let open = pressed("enter", in: room).render(Self.size)
    #expect(open.text.contains("\n It is 2, it falls under the softmax only: 1 of 3"))
    let line = open.text.lines.firstIndex { $0.hasPrefix(" 2 it falls under") } ?? 0
    #expect(open.styles.lines[line].hasPrefix(".AAAA"))
    #expect(!shown.styles.contains("#A") && shown.styles.contains("######"))
  }

  @Test func numbersNearEachOtherAreOne() throws {
    var room = try room()
    room.take(Self.pages)
    let text = pressed("enter", "enter", "enter", "enter", "enter", in: room).render(Self.size).text
    #expect(text.contains("3 of 5"))
    #expect(text.contains("\n 0.3    ###"))
    #expect(text.contains("\n 0.8    ###") && text.contains("\n 0.818  0 "))
    #expect(text.contains("It is 0.8176: 0 of 3"))
  }

  @Test func linesThatWereNotReadAreShown() throws {
    var room = try room()
    #expect(pressed("m", in: room).render(Self.size).text.contains("every line was read"))
    room.take(Self.pages)
    let text = pressed("m", in: room).render(Self.size).text
    #expect(text.contains("bo.answers:3  it is no question, answer and name"))
    #expect(text.contains("cy^[.answers:2  '9' is no question, which are 1 to 5"))
    #expect(pressed("m", "esc", in: room).render(Self.size).text.contains("1 of 5"))
  }

  @Test func aFolderThatGoesAwayKeepsWhatCameIn() throws {
    var room = try room()
    room.take(Self.pages)
    room.lose("No such file or directory: what came in before is kept")
    let text = room.render(Size(width: 80, height: 24)).text
    #expect(text.contains("3 answers") && text.contains(" No such file or directory: what came"))
    room.take([])
    #expect(room.render(Self.size).text.contains("0 answers"))
  }

  @Test func keysLeadThroughAndLeaveOnce() throws {
    var room = try room()
    for _ in 0..<20 { _ = room.handle(.key(Key(.enter))) }
    #expect(room.render(Self.size).text.contains("that was the last question"))
    for _ in 0..<20 { _ = room.handle(.key(Key(.backspace))) }
    #expect(room.render(Self.size).text.contains("1 of 5"))
    #expect(room.handle(.key(.letter("q"))) == [])
    #expect(room.render(Self.size).text.contains("once more leaves the class"))
    #expect(room.handle(.key(.letter("x"))) == [])
    #expect(room.handle(.key(.letter("q"))) == [])
    #expect(room.handle(.key(.letter("q"))) == [.quit])
  }

  @Test func everyQuestionIsReadAtTheLeastSize() throws {
    for lesson in LessonText.all {
      var room = try ClassRoom(Lesson(lesson.text, named: lesson.name))
      let questions = try Lesson(lesson.text, named: "").classQuestions()
      for question in questions {
        let text = room.render(Self.size).text
        for line in question.ask.question.lines(ofWidth: 58, atMost: 9) {
          #expect(text.contains(line))
        }
        _ = room.handle(.key(Key(.enter)))
        #expect(room.render(Self.size).text.contains("It is "))
        _ = room.handle(.key(Key(.enter)))
      }
      _ = room.render(Size(width: 0, height: 0))
      _ = room.render(Size(width: 5, height: 3))
    }
  }
}
