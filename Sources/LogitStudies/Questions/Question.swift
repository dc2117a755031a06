import FoundationEssentials
import LogitBench
import LogitText

/// What can be asked of the bench: a value that says all it wants and knows no screen.
package protocol Question: Equatable, Sendable, CustomStringConvertible {
  associatedtype Answer: Reply

  static var spec: Spec { get }

  /// Reads what stands behind the name; whether the answer is for programs is none of it.
  init(parsing args: inout Arguments) throws(CommandError)

  /// What stands behind the name; empty for nothing.
  var words: String { get }

  /// The class that it is about; nil where it names none.
  var index: ClassReference? { get }

  /// The same question about the class under the cursor, where it names none.
  func pointed(at index: Int) -> Self

  /// Whether the answer would tell numbers of the bench that are covered.
  static var tellsNumbers: Bool { get }

  /// Whether the answer depends on the labels.
  var readsLabels: Bool { get }

  /// - Throws: `CommandError` where the bench has no answer.
  func answer(on model: Model) throws(CommandError) -> Answer
}

extension Question {
  /// The line that parses to this question.
  package var description: String {
    words.isEmpty ? Self.spec.name : "\(Self.spec.name) \(words)"
  }

  package var words: String { "" }
  package var index: ClassReference? { nil }
  package func pointed(at index: Int) -> Self { self }
  package static var tellsNumbers: Bool { true }
  package var readsLabels: Bool { false }

  /// - Throws: `CommandError` where the answer would tell what is covered.
  package func checkCover(of model: Model) throws(CommandError) {
    if Self.tellsNumbers, model.isCovered { throw CommandError(.covered) }
  }

  fileprivate func isSame(as other: any Question) -> Bool { self == other as? Self }
}

/// What a question comes to, as a value; it becomes text where it leaves.
package protocol Reply: Sendable {
  /// For people.
  var text: String { get }
  /// Whether what a script counts on was seen; nil where it counts on nothing.
  var isMet: Bool? { get }
}

extension Reply {
  package var isMet: Bool? { nil }
}

/// An answer that programs can have as well.
package protocol JSONReply: Reply {
  var document: any Encodable { get }
}

extension JSONReply {
  /// One object.
  ///
  /// - Throws: `CommandError` never in practice: every value of a document has a spelling.
  package func json() throws(CommandError) -> String {
    do {
      return String(decoding: try JSONEncoder.report.encode(document), as: UTF8.self)
    } catch {
      throw CommandError("the report cannot be written: \("\(error)")")
    }
  }
}

/// An answer that is begun when it is given, and grows while somebody looks.
package protocol Growing: Reply {
  var isDone: Bool { get }
  /// Does as much as a frame has time for.
  mutating func advance()
}

/// An answer that is a text.
package struct Page: Reply {
  package let text: String

  package init(text: String) { self.text = text }
}

/// A question as it was asked: with its answer for people, or for programs.
package struct Asked: Equatable, Sendable {
  package let question: any Question
  package let isJSON: Bool

  package init(_ question: any Question, isJSON: Bool = false) {
    self.question = question
    self.isJSON = isJSON
  }

  package static func == (one: Asked, other: Asked) -> Bool {
    one.isJSON == other.isJSON && one.question.isSame(as: other.question)
  }

  package func pointed(at index: Int) -> Asked {
    Asked(question.pointed(at: index), isJSON: isJSON)
  }

  package func answered(on model: Model) throws(CommandError) -> Answered {
    try question.checkCover(of: model)
    if isJSON, model.isCovered { throw CommandError(.covered) }
    return Answered(try question.answer(on: model), isJSON: isJSON)
  }
}

extension Asked: CustomStringConvertible {
  package var description: String { isJSON ? "\(question) --json" : "\(question)" }
}

/// An answer and whom it is for.
package struct Answered: Sendable {
  package let reply: any Reply
  package let isJSON: Bool

  package init(_ reply: any Reply, isJSON: Bool = false) {
    self.reply = reply
    self.isJSON = isJSON
  }

  package func text() throws(CommandError) -> String {
    guard isJSON, let reply = reply as? any JSONReply else { return reply.text }
    return try reply.json()
  }
}

extension Answered: Equatable {
  /// Two answers are one where they read the same.
  package static func == (one: Answered, other: Answered) -> Bool {
    (try? one.text()) == (try? other.text())
  }
}
