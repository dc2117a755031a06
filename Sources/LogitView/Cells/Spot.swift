/// What the mouse finds at a place of the screen.
enum Spot: Equatable, Sendable {
  /// An input of a class, by its place among the fields.
  case input(class: Int, field: Int)
  /// Any other number of a class.
  case line(class: Int)
  /// The bar of a class, which is as long as its probability.
  case bar(class: Int)
  /// A row of the batch.
  case row(Int)
  /// The curves, whose axis goes from one number to another: probabilities, or logits.
  case curves(from: Double, to: Double, ofProbabilities: Bool)
  /// What a key does.
  case key(Key)
  /// An item of the open list, by its place among those that match, or a group of them.
  case item(Int)
  case group(Int)
  /// The head of a column that rows are sorted by, by its place among all.
  case head(Int)
  /// A text that is scrolled.
  case text
  /// A line of what the pane lists, by its place.
  case paneItem(Int)
  /// A parameter of the loss, in the header.
  case parameter(String)
  /// What a line at the prompt changes, by the beginning of that line.
  case prompt(String)
  /// What stands under the table.
  case pane
}

/// A spot and where it is.
struct PlacedSpot: Equatable, Sendable {
  let spot: Spot
  let area: Rect
}

/// What the left button holds.
struct Drag: Equatable, Sendable {
  let spot: PlacedSpot
  /// Of the screen on which it was taken hold of: on another there is nothing under the hand.
  let size: Size
}

extension Rect {
  func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }
}

extension Screen {
  /// Marks the words of a hint that are keys; what is said of them does what the first one does.
  mutating func markKeys(_ keys: String, x: Int, y: Int, width: Int) {
    guard spots != nil else { return }
    let words = keys.split(separator: " ")
    guard let first = words.compactMap({ Key(named: String($0)) }).first else { return }
    mark(Rect(x: x, y: y, width: width, height: 1), .key(first))
    var start = x
    for word in words {
      if let key = Key(named: String(word)) {
        mark(Rect(x: start, y: y, width: word.count, height: 1), .key(key))
      }
      start += word.count + 1
    }
  }
}

extension Key {
  /// The key that a word of the line of keys stands for; nil for several, such as `0-9`.
  init?(named name: String) {
    switch name {
    case "up": self.init(.up)
    case "down": self.init(.down)
    case "left": self.init(.left)
    case "right": self.init(.right)
    case "Home": self.init(.home)
    case "End": self.init(.end)
    case "PgUp": self.init(.pageUp)
    case "PgDn": self.init(.pageDown)
    case "Enter": self.init(.enter)
    case "Esc": self.init(.escape)
    case "Tab": self.init(.tab)
    case "Space": self.init(.character(" "))
    case "Backspace": self.init(.backspace)
    case "-", ".": return nil
    default:
      if name.hasPrefix("Ctrl-"), let letter = name.last {
        self.init(.character(Character(letter.lowercased())), .control)
      } else if name.count == 1, let letter = name.first {
        self.init(.character(letter))
      } else {
        return nil
      }
    }
  }
}
