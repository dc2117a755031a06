import LogitSession
import LogitText

/// Where a lesson stands: beside a bench that is wide enough, else below it.
struct LessonPlace: Equatable {
  let area: Rect
  /// What is left to the bench, its answer and keys left out.
  let bench: Size

  static let widthBeside = 46
  /// Narrower the table loses columns.
  private static let leastBench = 84

  /// - Parameter size: Of the screen.
  init(_ play: LessonPlay, _ size: Size) {
    let rest = size.width - Self.widthBeside - 1
    if rest >= Self.leastBench {
      area = Rect(x: rest + 1, y: 0, width: Self.widthBeside, height: size.height - 2)
      bench = Size(width: rest, height: size.height)
      return
    }
    // The header, the rows and the head of the table stay.
    let wanted = 1 + play.lines(ofWidth: size.width - 2).count
    let height = min(wanted, size.height - 2 - 4)
    area = Rect(x: 0, y: size.height - 2 - height, width: size.width, height: height)
    bench = Size(width: size.width, height: size.height - height)
  }
}

extension LessonPlay {
  fileprivate func lines(ofWidth width: Int) -> [(text: String, style: Style)] {
    paragraphs.flatMap { paragraph in
      paragraph.text.lines(ofWidth: width, atMost: 100).map { ($0, paragraph.kind.style) }
    }
  }

  /// Where there is room, with a heading of its own and paragraphs apart.
  fileprivate func airyLines(ofWidth width: Int) -> [(text: String, style: Style)] {
    [("", .plain)] + heading.lines(ofWidth: width, atMost: 3).map { ($0, .title) }
      + paragraphs.enumerated().flatMap { index, paragraph in
        let isNextChoice = paragraph.kind == .choice && paragraphs[index - 1].kind == .choice
        return (isNextChoice ? [] : [("", Style.plain)])
          + paragraph.text.lines(ofWidth: width, atMost: 100).map { ($0, paragraph.kind.style) }
      }
  }
}

extension Screen {
  /// The page of a lesson, under a rule with its name.
  mutating func drawLesson(_ play: LessonPlay, in area: Rect) {
    fill(area)
    let (rule, body) = area.parted()
    let place = "\(play.lesson.name) \(play.progress)"
    let airy = play.airyLines(ofWidth: body.width - 2)
    let isAiry = airy.count <= body.height && area.width <= LessonPlace.widthBeside
    drawRule(isAiry ? [place] : [play.heading, place], hasFocus: true, in: rule)
    let lines = isAiry ? airy : play.lines(ofWidth: body.width - 2)
    for (y, line) in lines.prefix(body.height).enumerated() {
      write(line.text, x: body.x + 1, y: body.y + y, style: line.style, clip: body)
    }
  }
}

extension LessonPlay.Paragraph.Kind {
  fileprivate var style: Style {
    switch self {
    case .prose: .plain
    case .choice: .key
    case .question, .right: .accent
    case .wrong: .wrong
    }
  }
}
