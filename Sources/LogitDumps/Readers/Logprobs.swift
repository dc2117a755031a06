import Glibc
import LogitText

/// The log-probabilities that chat servers give with a reply, a row a token.
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
        guard case .list(let content)? = logprobs["content"] else {
          throw .unreadable(name, "\(place).content is missing: this is no reply of a chat server")
        }
        for (index, token) in content.enumerated() {
          rows.append(try Self.row(token, name, "\(place).content[\(index)]"))
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
        // The token itself is among them where it is one of the likeliest.
        if entry.token != own.token || value["bytes"] != other["bytes"] { row.append(entry) }
      }
    }
    return row
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
