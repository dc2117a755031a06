import LogitExact
import LogitText

/// Formulas as they were written before the letters were those of the screen: `x` the logit of a class
/// and `z` its label.
public enum OldLetters {
  /// What is told where a formula was read so.
  public static let remark = "x and z were read as they once were: z the logit, y the label"

  private static let today: [Character: String] = ["x": "z", "z": "y"]

  /// A formula in today's letters; nil for one that is written in them.
  ///
  /// - Derivation: `x` stands for nothing today. It is another's name where it is given a number, but
  ///   beside a `z` that is not.
  /// - Parameter given: The names that are given numbers.
  public static func translated(_ text: String, given: [String] = []) -> String? {
    guard let names = try? Expression.freeNames(of: text), names.contains("x") else { return nil }
    let isOld = !given.contains("x") || names.contains("z") && !given.contains("z")
    return isOld ? text.replacing(words: today) : nil
  }

  /// What a name that was given a number is called today.
  public static func translated(name: String) -> String {
    name.count == 1 ? name.replacing(words: today) : name
  }
}

extension String {
  /// The text with words of one letter taken by others; a letter within a word stays.
  package func replacing(words others: [Character: String]) -> String {
    var text = ""
    var before: Character = " "
    let letters = Array(self)
    for (index, letter) in letters.enumerated() {
      let after = index + 1 < letters.count ? letters[index + 1] : " "
      let isWord = !Self.isPart(before) && !Self.isPart(after)
      text += isWord ? others[letter] ?? String(letter) : String(letter)
      before = letter
    }
    return text
  }

  private static func isPart(_ letter: Character) -> Bool {
    letter.isLetter || letter.isNumber || letter == "_"
  }
}
