import Glibc
import LogitText

/// The log-probabilities that servers give with a reply to a chat or a completion, a row a token.
///
/// - Shape: class 0 is the token itself, then come its alternatives and last what none of them is,
///   "rest", with the mass that they leave of 1; where a token has fewer alternatives than another,
///   the places are `−∞`. The label is always 0.
/// - Accuracy: as the server rounded them; the logarithm of the rest is a `Double`, 2 steps off or
///   less of what the others leave.
struct Logprobs: Sendable {
  let logits: DumpArray
  let labels: DumpArray
  let tokens: [String]
  /// What stands at each place of a row.
  let classes: [[String]]
  /// Tokens whose probabilities add up to more than 1, beyond what rounding makes.
  let excessive: [Int]

  /// Whether a value is a reply, or its part that has the tokens.
  static func isOne(_ value: JSONValue) -> Bool {
    guard case .object(let fields) = value else { return false }
    return fields.contains { ["choices", "logprobs"].contains($0.name) && !isNumbers($0.value) }
  }

  private static func isNumbers(_ value: JSONValue) -> Bool {
    guard case .list(let values) = value, case .number? = values.first else { return false }
    return true
  }

  private struct Entry {
    let token: String
    let logprob: Double
  }

  init(_ values: [JSONValue], name: String) throws(DumpError) {
    var rows: [[Entry]] = []
    for value in values {
      for (index, choice) in try Self.choices(value, name).enumerated() {
        let place = "choices[\(index)].logprobs"
        guard let logprobs = choice["logprobs"], logprobs != .null else {
          throw .unreadable(
            name, "\(place) is missing: ask the server for \"logprobs\": true, \"top_logprobs\": 20"
          )
        }
        if case .list(let content)? = logprobs["content"] {
          for (index, token) in content.enumerated() {
            rows.append(try Self.row(token, name, "\(place).content[\(index)]"))
          }
        } else {
          rows += try Self.rows(ofCompletion: logprobs, name, place)
        }
      }
    }
    let width = (rows.map(\.count).max() ?? 1) + 1
    var numbers: [Double] = []
    var classes: [[String]] = []
    var excessive: [Int] = []
    for (index, row) in rows.enumerated() {
      let mass = row.reduce(0) { $0 + exp($1.logprob) }
      // Printed with four decimals a mass is off by 5e-5 of itself.
      if mass > 1 + 1e-3 { excessive.append(index) }
      let gap = [Double](repeating: -.infinity, count: width - 1 - row.count)
      numbers += row.map(\.logprob) + gap + [mass < 1 ? log1p(-mass) : -.infinity]
      classes.append(row.map(\.token) + gap.map { _ in "" } + ["(rest)"])
    }
    self.classes = classes
    self.excessive = excessive
    tokens = rows.map { $0.first?.token ?? "" }
    logits = DumpArray(
      name, .float64, shape: [rows.count, width], NumberElements(numbers: numbers))
    labels = DumpArray(
      name, .int64, shape: [rows.count],
      NumberElements(numbers: [Double](repeating: 0, count: rows.count)))
  }

  private static func choices(
    _ value: JSONValue, _ name: String
  ) throws(DumpError) -> [JSONValue] {
    if value["choices"] == nil { return [value] }
    guard case .list(let choices)? = value["choices"] else {
      throw .unreadable(name, "'choices' is not a list")
    }
    return choices
  }

  private static func row(
    _ value: JSONValue, _ name: String, _ place: String
  ) throws(DumpError) -> [Entry] {
    let own = try entry(value, name, place)
    var row = [own]
    if case .list(let others)? = value["top_logprobs"] {
      for (index, other) in others.enumerated() {
        let entry = try entry(other, name, "\(place).top_logprobs[\(index)]")
        // The token itself is among them where it is one of the likeliest; another may look the same, as a
        // part of a letter.
        if entry.token != own.token || differ(value["bytes"], other["bytes"]) { row.append(entry) }
      }
    }
    return row
  }

  private static func differ(_ one: JSONValue?, _ other: JSONValue?) -> Bool {
    guard case .list(let one)? = one, case .list(let other)? = other else { return false }
    return one != other
  }

  /// Rows of lists that lie beside each other, the alternatives as objects of numbers by token.
  private static func rows(
    ofCompletion logprobs: JSONValue, _ name: String, _ place: String
  ) throws(DumpError) -> [[Entry]] {
    guard case .list(let tokens)? = logprobs["tokens"],
      case .list(let numbers)? = logprobs["token_logprobs"], tokens.count == numbers.count
    else {
      throw .unreadable(name, "\(place) has neither content nor tokens with as many token_logprobs")
    }
    var alternatives: [JSONValue] = []
    if case .list(let all)? = logprobs["top_logprobs"] { alternatives = all }
    var rows: [[Entry]] = []
    // Of the first token of a prompt nothing is said.
    for index in tokens.indices where numbers[index] != .null {
      let place = "\(place).tokens[\(index)]"
      func entry(_ token: JSONValue, _ number: JSONValue) throws(DumpError) -> Entry {
        try Self.entry(.fields(["token": token, "logprob": number]), name, place)
      }
      let own = try entry(tokens[index], numbers[index])
      var row = [own]
      if alternatives.indices.contains(index), case .object(let others) = alternatives[index] {
        for other in others where other.name != own.token {
          row.append(try entry(.text(other.name), other.value))
        }
      }
      rows.append(row)
    }
    return rows
  }

  private static func entry(
    _ value: JSONValue, _ name: String, _ place: String
  ) throws(DumpError) -> Entry {
    guard case .text(let token)? = value["token"], case .number(let text)? = value["logprob"],
      let logprob = Double(text)
    else { throw .unreadable(name, "\(place) needs a token and its logprob") }
    guard logprob <= 0 else {
      throw .unreadable(
        name, "\(place): logprob \(text.shortened) is no logarithm of a probability")
    }
    return Entry(token: token, logprob: logprob)
  }
}

extension JSONValue {
  /// A field of an object; nil where there is none.
  subscript(name: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }
}
