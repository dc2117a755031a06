/// A class by its index or by its name.
package enum ClassReference: Hashable, Sendable {
  case index(Int)
  case name(String)
}

extension ClassReference: CustomStringConvertible {
  package var description: String {
    switch self {
    case .index(let index): "\(index)"
    case .name(let name):
      // What would end the word, or be no word at all, means nothing else in quotes.
      name.isEmpty || name.hasPrefix("#") || name.contains { $0.isWhitespace || $0 == "," }
        || RowReader.isPrint(name[...]) ? "\"\(name)\"" : name
    }
  }
}
