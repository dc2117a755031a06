import LogitText

/// A command that cannot be carried out: a sentence that names the word at fault and the remedy.
package struct CommandError: Error, Equatable {
  package let sentence: String
  /// Where the word at fault starts, counted from 1; nil once the line has been parsed.
  package let column: Int?
  /// Whether a file could not be read or written, which nothing at the bench mends.
  package var isOfFile = false

  package init(_ sentence: String, column: Int? = nil) {
    (self.sentence, self.column) = (sentence, column)
  }

  package init(_ refusal: Refusal, column: Int? = nil) {
    self.init(refusal.sentence, column: column)
  }
}

extension CommandError: CustomStringConvertible {
  package var description: String { sentence }
}

/// A sentence that more than one place refuses with.
package struct Refusal {
  package let sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}

extension Refusal {
  /// - Parameter remedy: What to do where no name is near.
  package static func unknown(
    _ word: String, _ kind: String, nearest: String?, remedy: String
  ) -> Self {
    Self("'\(word)' is no \(kind); " + (nearest.map { "did you mean '\($0)'?" } ?? remedy))
  }

  package static func missing(_ what: String, usage: String) -> Self {
    Self("\(what) is missing: \(usage)")
  }

  package static func unexpected(_ word: String, usage: String) -> Self {
    Self("'\(word)' is one word too many: \(usage)")
  }

  package static func notANumber(_ word: String) -> Self {
    Self("'\(word)' is not a number, such as 7, -.5, 1e30, inf or nan")
  }

  package static func notAnIndex(_ word: String) -> Self {
    Self("'\(word)' is not an index; rows and classes count from 0")
  }

  package static func notOneOf(_ word: String, kind: String, choices: [String]) -> Self {
    Self("'\(word)' is no \(kind); it is one of \(choices.joined(separator: ", "))")
  }

  static func decimalComma(_ word: String) -> Self {
    let (point, two) = (word.replacing(",", with: "."), word.replacing(",", with: " and "))
    return Self(
      "'\(word)' may be \(point) or the numbers \(two): write a point,"
        + " or '\(word.replacing(",", with: ", "))'")
  }

  static let numberBesideList = Self(
    "a number stands beside a list: part rows with ';' or by brackets")

  static func unequalRows(row: Int, has: Int, wants: Int) -> Self {
    Self("row \(row) has \(counted(has, "value")), row 0 has \(wants): all rows need as many")
  }

  package static let noLesson = Self("no lesson is open; 'lesson NAME' opens one")

  static func notAFiniteLabel(_ word: String) -> Self {
    Self("a label cannot be \(word): it must be a finite number")
  }

  static func classOutOfRange(_ index: Int, classes: Int) -> Self {
    Self("class \(index) is outside the classes\(counting(classes))")
  }

  static func labelOutOfRange(_ label: Int, classes: Int) -> Self {
    Self(
      "label \(label) is outside the classes\(counting(classes))"
        + (label < 0 ? "; 'ignore_index \(label)' lets such rows count for nothing" : ""))
  }

  static func rateIsNotFinite(_ rate: String) -> Self {
    Self("a rate cannot be \(rate): it must be a finite number")
  }

  static func notAFormulaName(_ word: String) -> Self {
    Self(
      "'\(word)' cannot name a formula: a name is a letter, then letters, digits, '-' and '_'")
  }

  package static func tooManyFormulas(_ count: Int, most: Int) -> Self {
    Self("\(count) formulas are too many to tell apart: name at most \(most)")
  }

  package static func tooManyClasses(_ count: Int, most: Int) -> Self {
    Self("\(count) classes are too many here: it takes rows of at most \(most)")
  }
}
