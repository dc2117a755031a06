/// One press of a key, as the terminal reported it.
package struct Key: Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case character(Character)
    case up, down, left, right, home, end, pageUp, pageDown
    case insert, delete, backspace, tab, backTab, enter, escape
    case function(Int)
  }

  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let shift = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)
  }

  package var code: Code
  package var modifiers: Modifiers

  package init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }
}

/// What the terminal tells the program.
package enum Event: Equatable, Sendable {
  case key(Key)
  /// A bracketed paste, whole, with its control characters as they came.
  case paste(String)
  /// A mouse report; `x` and `y` count cells from 0.
  case mouse(Mouse, x: Int, y: Int)

  package enum Mouse: Equatable, Sendable {
    case press(button: Int)
    case drag(button: Int)
    case release
    case move
    case wheelUp, wheelDown
  }
}

extension Key {
  static func letter(_ character: Character) -> Key { Key(.character(character)) }

  /// Those that go down a list by 1, and up.
  static let listing: [(Key, Int)] = [
    (Key(.down), 1), (.letter("j"), 1), (Key(.up), -1), (.letter("k"), -1),
  ]
  static let sideways: [(Key, Int)] = [
    (Key(.left), -1), (.letter("h"), -1), (Key(.right), 1), (.letter("l"), 1),
  ]
  /// The start, -1, and the end.
  static let ends: [(Key, Int)] = [
    (Key(.home), -1), (.letter("g"), -1), (Key(.end), 1), (.letter("G"), 1),
  ]
}
