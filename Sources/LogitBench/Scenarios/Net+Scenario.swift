import LogitExact
import LogitText

/// A net as the field `net` of a scenario.
extension Net {
  private static let fields = ["head", "x", "w1", "b1", "w2", "b2", "label", "rate"]

  /// As JSON on one line.
  var scenario: String {
    func list(_ values: [Number]) -> String {
      head == .sigmoid ? values[0].json : "[\(values.map(\.json).joined(separator: ", "))]"
    }
    return "{\"head\": \(head.name.quotedAsJSON), \"x\": \(x.json), \"w1\": \(w1.json),"
      + " \"b1\": \(b1.json), \"w2\": \(list(w2)), \"b2\": \(list(b2)), \"label\": \(label),"
      + " \"rate\": \(rate.json)}"
  }

  /// - Throws: `ScenarioError` with the path of what does not fit.
  init(scenario value: JSONValue) throws(ScenarioError) {
    guard case .object(let given) = value else {
      throw ScenarioError(
        .wrongType(
          found: value.kind, wants: "an object with \(Self.fields.joined(separator: ", "))"),
        at: .path("net"))
    }
    for field in given where !Self.fields.contains(field.name) {
      throw ScenarioError(.unknownNetField, at: .path("net.\(field.name.shortened)"))
    }
    let values = Dictionary(given.map { ($0.name, $0.value) }) { first, _ in first }
    func needed(_ name: String) throws(ScenarioError) -> JSONValue {
      guard let value = values[name] else {
        throw ScenarioError(.missingNetField, at: .path("net.\(name)"))
      }
      return value
    }
    func number(_ name: String) throws(ScenarioError) -> Number {
      try Self.number(needed(name), at: "net.\(name)")
    }
    guard case .text(let word) = try needed("head"),
      let head = Net.Head.allCases.first(where: { $0.name == word })
    else {
      throw ScenarioError(
        .wrongType(found: try needed("head").kind, wants: "\"sigmoid\" or \"softmax\""),
        at: .path("net.head"))
    }
    let w2 = try Self.numbers(needed("w2"), of: head, at: "net.w2")
    let b2 = try Self.numbers(needed("b2"), of: head, at: "net.b2")
    guard w2.count == b2.count else {
      throw ScenarioError(
        .counts(has: counted(b2.count, "value"), wants: "\(w2.count) as w2 has"),
        at: .path("net.b2"))
    }
    self.init(
      head: head, x: try number("x"), w1: try number("w1"), b1: try number("b1"), w2: w2, b2: b2,
      label: 0, rate: try number("rate"))
    guard case .number(let text) = try needed("label"),
      let index = Number(text).flatMap({ Int(exactly: $0.value(in: .float64)) })
    else {
      throw ScenarioError(
        .wrongType(found: try needed("label").kind, wants: "a whole number"), at: .path("net.label")
      )
    }
    guard (0..<labels).contains(index) else {
      throw ScenarioError(
        .indexOutOfRange(text, count: labels, noun: "labels"), at: .path("net.label"))
    }
    label = index
  }

  private static func number(
    _ value: JSONValue, at path: String
  ) throws(ScenarioError) -> Number {
    switch value {
    case .number(let text), .text(let text):
      guard let number = Number(text) else {
        throw ScenarioError(.notANumber(text), at: .path(path))
      }
      guard number.isFinite else {
        throw ScenarioError(
          .wrongType(found: number.text, wants: "a finite number"), at: .path(path))
      }
      return number
    case .null, .truth, .list, .object:
      throw ScenarioError(.wrongType(found: value.kind, wants: "a number"), at: .path(path))
    }
  }

  /// One number under a sigmoid, a list of them under a softmax.
  private static func numbers(
    _ value: JSONValue, of head: Net.Head, at path: String
  ) throws(ScenarioError) -> [Number] {
    guard head == .softmax else { return [try number(value, at: path)] }
    guard case .list(let list) = value else {
      throw ScenarioError(
        .wrongType(found: value.kind, wants: "a list of numbers under softmax"), at: .path(path))
    }
    guard (2...mostOutputs).contains(list.count) else {
      throw ScenarioError(
        .counts(has: counted(list.count, "value"), wants: "2 to \(mostOutputs)"), at: .path(path))
    }
    var numbers: [Number] = []
    for (index, value) in list.enumerated() {
      numbers.append(try number(value, at: "\(path)[\(index)]"))
    }
    return numbers
  }
}
