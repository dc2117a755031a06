import LogitText
import Samples

/// A lesson that the program carries inside, as its file holds it.
package struct LessonText: Equatable, Sendable {
  package let name: String
  package let text: String

  package init(name: String, text: String) { (self.name, self.text) = (name, text) }

  /// What stands in its first line.
  package var title: String { String(text.prefix { $0 != "\n" }.drop { $0 == "#" || $0 == " " }) }

  /// Its first paragraph.
  package var summary: String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.dropFirst(2).prefix { !$0.isEmpty }.joined(separator: " ")
  }

  /// The tour, then in the order in which one learns from them.
  package static var all: [LessonText] {
    Samples.lessons.map {
      LessonText(name: $0.name, text: String(decoding: $0.text, as: UTF8.self))
    }
  }

  package static let tour = "tour"

  /// The lesson with this name, or with a name that alone begins so.
  ///
  /// - Throws: `CommandError` with the nearest name.
  package static func named(_ word: String) throws(CommandError) -> LessonText {
    let name = try carried(
      word, "lesson", among: all.map(\.name), remedy: "'lesson' lists them all")
    guard let lesson = all.first(where: { $0.name == name }) else {
      throw CommandError("the lesson \(name) cannot be read")
    }
    return lesson
  }

  /// The names with their titles, a line each.
  package static var list: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { "\($0.name.padded(to: width))  \($0.title)" }.joined(separator: "\n")
  }
}

extension Arguments {
  /// A lesson by its name or by a beginning that only one has.
  package mutating func lesson(_ what: String) throws(CommandError) -> String {
    let (word, column) = try wordAndColumn(what)
    do { return try LessonText.named(word).name } catch {
      throw CommandError(error.sentence, column: column)
    }
  }
}
