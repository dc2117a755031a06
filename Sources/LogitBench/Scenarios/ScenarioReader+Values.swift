import LogitText

/// How values of one kind are read, each with the place it is named by.
extension ScenarioReader {
  func list(
    _ value: JSONValue, of what: String, at path: String
  ) throws(ScenarioError) -> [JSONValue] {
    guard case .list(let list) = value else {
      throw wrong(value, wants: "a list of \(what)", at: path)
    }
    return list
  }

  /// Rows of equally many numbers, as many as the first has if `wants` does not say.
  func rows(
    of value: JSONValue, at path: String, wants: Int? = nil
  ) throws(ScenarioError) -> [[Number]] {
    var rows: [[Number]] = []
    for (row, value) in try list(value, of: "rows", at: path).enumerated() {
      let place = "\(path)[\(row)]"
      let list = try list(value, of: "numbers, one a class", at: place)
      let classes = wants ?? rows.first?.count ?? list.count
      guard list.count == classes else {
        let wants = "\(classes) as \(row == 0 || wants != nil ? "logits" : path)[0] has"
        throw ScenarioError(
          .counts(has: counted(list.count, "value"), wants: wants), at: .path(place))
      }
      var numbers: [Number] = []
      numbers.reserveCapacity(list.count)
      for (index, value) in list.enumerated() {
        numbers.append(try number(value, at: "\(place)[\(index)]"))
      }
      guard !numbers.isEmpty else { throw ScenarioError(.noClasses, at: .path(place)) }
      rows.append(numbers)
    }
    guard !rows.isEmpty else { throw ScenarioError(.noClasses, at: .path(path)) }
    return rows
  }

  func number(
    _ value: JSONValue, at path: @autoclosure () -> String
  ) throws(ScenarioError) -> Number {
    switch value {
    case .number(let text), .text(let text):
      guard let number = Number(text) else {
        throw ScenarioError(.notANumber(text), at: .path(path()))
      }
      return number
    case .null, .truth, .list, .object:
      throw wrong(value, wants: "a number", at: path())
    }
  }

  func index(
    _ value: JSONValue, of count: Int, _ noun: String, at path: String
  ) throws(ScenarioError) -> Int {
    let singular = noun == "rows" ? "row" : "class"
    guard case .number(let text) = value else {
      throw wrong(value, wants: "the index of a \(singular)", at: path)
    }
    guard let index = Number(text).flatMap({ Int(exactly: $0.value(in: .float64)) }) else {
      throw wrong(value, wants: "the index of a \(singular), a whole number", at: path)
    }
    guard (0..<count).contains(index) else {
      throw ScenarioError(.indexOutOfRange(text, count: count, noun: noun), at: .path(path))
    }
    return index
  }
}

func wrong(_ value: JSONValue, wants: String, at path: String) -> ScenarioError {
  ScenarioError(.wrongType(found: value.kind, wants: wants), at: .path(path))
}
