import LogitBench
import LogitSession
import LogitStudies

/// The lesson that is open, and what is typed at its question.
package struct OpenLesson: Sendable {
  package internal(set) var play: LessonPlay
  /// What lay on the desk before.
  let aside: Model
  package internal(set) var guess: LineEditor?
  /// Whether the person was told what the next such key does.
  var wasTold: Key?

  init(_ lesson: Lesson, over aside: Model) throws(CommandError) {
    do throws(LessonError) { play = try LessonPlay(lesson) } catch {
      throw CommandError("\(lesson.name): \(error)")
    }
    self.aside = aside
  }
}
