import LogitExact
import LogitLosses
import LogitText

/// The fields of a request by name, and how each is read.
struct EvalFields {
  static let formats: [Format] = [.float64, .float32, .float16, .bfloat16]

  private let fields: [JSONValue.Field]
  let format: Format
  let numbers: EvalNumbers

  /// - Parameter fields: Those that are `null` count as not given, but for `axis`.
  init(_ fields: [JSONValue.Field], format: Format) {
    self.fields = fields
    self.format = format
    numbers = EvalNumbers(format: format)
  }

  /// The first name by the alphabet that is none of `known`.
  func unknown(among known: [String]) -> String? {
    fields.lazy.map(\.name).filter { !known.contains($0) }.min()
  }

  /// Also what is `null`.
  private func given(_ name: String) -> JSONValue? { fields.first { $0.name == name }?.value }

  subscript(name: String) -> JSONValue? {
    guard let value = given(name) else { return nil }
    if case .null = value { return nil }
    return value
  }

  func required(_ name: String, of function: String) throws(EvalRefusal) -> JSONValue {
    guard let value = given(name) else {
      throw EvalRefusal(.missingField, "\(function) needs '\(name)'; add it", at: name)
    }
    return value
  }

  func tensor(_ name: String) throws(EvalRefusal) -> Tensor<Double>? {
    guard let value = self[name] else { return nil }
    return try tensor(value, name)
  }

  func tensor(_ value: JSONValue, _ name: String) throws(EvalRefusal) -> Tensor<Double> {
    try Tensor(value, named: name) { value, path throws(EvalRefusal) in
      try numbers.number(value, at: path())
    }
  }

  /// Indices of classes.
  func indices(_ value: JSONValue, _ name: String) throws(EvalRefusal) -> Tensor<Int> {
    try Tensor(value, named: name) { value, path throws(EvalRefusal) in
      guard let index = try numbers.whole(value, at: path()) else {
        throw EvalRefusal(
          .labelNotInteger, "found \(value.kind), needs the whole number of a class", at: path())
      }
      return index
    }
  }

  func number(_ name: String) throws(EvalRefusal) -> Double? {
    guard let value = self[name] else { return nil }
    return try numbers.number(value, at: name)
  }

  func whole(_ name: String) throws(EvalRefusal) -> Int? {
    guard let value = self[name] else { return nil }
    return try whole(value, at: name)
  }

  private func whole(_ value: JSONValue, at path: String) throws(EvalRefusal) -> Int {
    guard let whole = try numbers.whole(value, at: path) else {
      throw EvalRefusal(.notAnInteger, "found \(value.kind), needs a whole number", at: path)
    }
    return whole
  }

  func truth(_ name: String) throws(EvalRefusal) -> Bool? {
    switch self[name] {
    case nil: return nil
    case .truth(let value)?: return value
    case .number("0")?: return false
    case .number("1")?: return true
    case let value?:
      throw EvalRefusal(.notANumber, "found \(value.kind), needs true or false", at: name)
    }
  }

  /// The axes that are one class axis together, of a tensor of a rank above 0; a list as it is given:
  /// the last one counts the classes first, as where they are laid flat in that order.
  func axes(_ usual: EvalName.Axis, rank: Int) throws(EvalRefusal) -> [Int] {
    switch given("axis") {
    case nil:
      switch usual {
      case .last: return try axes([-1], ["axis"], rank)
      case .all: return Array(0..<rank)
      case .second: return [min(1, rank - 1)]
      }
    case .null?: return Array(0..<rank)
    case .list(let items)?:
      var chosen: [Int] = []
      for (place, item) in items.enumerated() {
        chosen.append(try wholeAxis(item, at: "axis[\(place)]"))
      }
      return try axes(chosen, items.indices.map { "axis[\($0)]" }, rank)
    case let value?: return try axes([wholeAxis(value, at: "axis")], ["axis"], rank)
    }
  }

  private func wholeAxis(_ value: JSONValue, at path: String) throws(EvalRefusal) -> Int {
    switch value {
    case .number, .text:
      if let whole = try? numbers.whole(value, at: path) { return whole }
    case .null, .truth, .list, .object: break
    }
    throw EvalRefusal(
      .notAnInteger, "found \(value.kind); an axis is a whole number, a list of them, or null",
      at: path)
  }

  private func axes(_ chosen: [Int], _ paths: [String], _ rank: Int) throws(EvalRefusal) -> [Int] {
    var axes: [Int] = []
    for (axis, path) in zip(chosen, paths) {
      guard axis >= -rank, axis < rank else {
        throw EvalRefusal(
          .axisOutOfRange, "axis \(axis) is outside \(-rank) ... \(rank - 1) for rank \(rank)",
          at: path)
      }
      let place = axis < 0 ? axis + rank : axis
      guard !axes.contains(place) else {
        throw EvalRefusal(.axisOutOfRange, "axis \(axis) is given twice; name each once", at: path)
      }
      axes.append(place)
    }
    return axes
  }
}
