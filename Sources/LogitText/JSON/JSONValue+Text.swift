extension JSONValue {
  /// An object, its fields in this order.
  package static func fields(_ fields: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(fields.map { Field(name: $0.key, value: $0.value) })
  }

  package static func integer(_ number: Int) -> JSONValue { .number(String(number)) }

  /// A number as it is spelled; of NaN and the infinities a text, which JSON has no number for.
  package static func spelled(_ number: String) -> JSONValue {
    switch number {
    case "nan": .text("NaN")
    case "inf": .text("Infinity")
    case "-inf": .text("-Infinity")
    default: .number(number)
    }
  }

  /// The value as people read JSON: a field a line, lists of plain values on one.
  package var document: String { document(indent: "") }

  private func document(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .null: return "null"
    case .truth(let value): return "\(value)"
    case .number(let text): return text
    case .text(let text): return text.quotedAsJSON
    case .list(let values):
      let isPlain = values.allSatisfy(\.isPlain)
      if isPlain { return "[" + values.map(\.document).joined(separator: ", ") + "]" }
      let lines = values.map { inner + $0.document(indent: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let fields):
      guard !fields.isEmpty else { return "{}" }
      let lines = fields.map {
        "\(inner)\($0.name.quotedAsJSON): \($0.value.document(indent: inner))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private var isPlain: Bool {
    switch self {
    case .list, .object: false
    case .null, .truth, .number, .text: true
    }
  }
}
