/// A JSON value whose numbers are kept as they are spelled.
package enum JSONValue: Equatable, Sendable {
  case null
  case truth(Bool)
  /// Also `NaN`, `Infinity` and `-Infinity`, as JSON5 and Python write them.
  case number(String)
  case text(String)
  case list([JSONValue])
  case object([Field])

  package struct Field: Equatable, Sendable {
    package let name: String
    package let value: JSONValue

    package init(name: String, value: JSONValue) { (self.name, self.value) = (name, value) }
  }

  package var isList: Bool {
    if case .list = self { return true }
    return false
  }

  /// What a person would call it.
  package var kind: String {
    switch self {
    case .null: "null"
    case .truth(let value): "\(value)"
    case .number(let text): "the number \(text.shortened)"
    case .text(let text): "the text '\(text.shortened)'"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

extension String {
  /// Cut to what a message can hold.
  package var shortened: String { count > 40 ? prefix(40) + ".." : self }
}
