import LogitText

/// Numbers in a box of any rank, the last axis first.
package struct Tensor<Element: Sendable>: Sendable {
  package let shape: [Int]
  /// Row-major.
  package var values: [Element]
  /// Whether it was given as `shape` and `data`, which its places are named by.
  var isFlat = false

  var rank: Int { shape.count }

  /// Whether nested lists can show its shape: a 0 before the last size would be lost, and of lists
  /// without a number there are at most a few.
  var nests: Bool {
    let lists = shape.dropLast()
    guard !lists.contains(0) else { return false }
    return !values.isEmpty || Array(lists).elementCount ?? .max <= 1024
  }

  /// What a program calls one of the numbers of `name`.
  func path(_ name: String, _ index: Int) -> String {
    if isFlat { return "\(name).data[\(index)]" }
    var rest = index
    var parts: [String] = []
    for size in shape.reversed() {
      parts.append("[\(rest % size)]")
      rest /= size
    }
    return name + parts.reversed().joined()
  }
}

extension Tensor {
  /// More dimensions than any array library has.
  static var greatestRank: Int { 64 }

  /// Reads nested arrays, or `{"shape": [...], "data": [...]}`.
  init(
    _ value: JSONValue, named name: String,
    _ element: (JSONValue, () -> String) throws(EvalRefusal) -> Element
  ) throws(EvalRefusal) {
    if case .object(let fields) = value {
      try self.init(flat: fields, name, element)
      return
    }
    var shape: [Int] = []
    var first = value
    while case .list(let items) = first {
      shape.append(items.count)
      guard let item = items.first else { break }
      first = item
    }
    var values: [Element] = []
    values.reserveCapacity(shape.elementCount ?? 0 <= 1 << 20 ? shape.elementCount ?? 0 : 0)
    var place: [Int] = []
    try Self.fill(&values, value, shape, name, &place, element)
    self.init(shape: shape, values: values)
  }

  private static func fill(
    _ values: inout [Element], _ value: JSONValue, _ shape: [Int], _ name: String,
    _ place: inout [Int], _ element: (JSONValue, () -> String) throws(EvalRefusal) -> Element
  ) throws(EvalRefusal) {
    let here = place
    func path() -> String { name + here.map { "[\($0)]" }.joined() }
    let depth = place.count
    guard depth < shape.count else {
      guard !value.isList else {
        throw EvalRefusal(.ragged, "found a list, needs a number as in its neighbours", at: path())
      }
      values.append(try element(value, path))
      return
    }
    guard case .list(let items) = value else {
      let wants = "needs a list of \(shape[depth]) as in its neighbours"
      throw EvalRefusal(.ragged, "found \(value.kind), \(wants)", at: path())
    }
    guard items.count == shape[depth] else {
      let found = "has \(items.count) entries, its neighbours have \(shape[depth])"
      throw EvalRefusal(.ragged, found + "; make all as long", at: path())
    }
    for (index, item) in items.enumerated() {
      if depth + 1 == shape.count, !item.isList {
        values.append(try element(item) { path() + "[\(index)]" })
        continue
      }
      place.append(index)
      try fill(&values, item, shape, name, &place, element)
      place.removeLast()
    }
  }

  private init(
    flat fields: [JSONValue.Field], _ name: String,
    _ element: (JSONValue, () -> String) throws(EvalRefusal) -> Element
  ) throws(EvalRefusal) {
    for field in fields where field.name != "shape" && field.name != "data" {
      throw .unknown(
        .unknownField, field.name, "field of a tensor", among: ["shape", "data"],
        at: "\(name).\(field.name.shortened)")
    }
    func list(_ field: String) throws(EvalRefusal) -> [JSONValue] {
      let path = "\(name).\(field)"
      guard let value = fields.first(where: { $0.name == field })?.value else {
        throw EvalRefusal(.missingField, "a tensor as an object has shape and data", at: path)
      }
      guard case .list(let items) = value else {
        throw EvalRefusal(.ragged, "found \(value.kind), needs a list", at: path)
      }
      return items
    }
    let sizes = try list("shape")
    guard sizes.count <= Self.greatestRank else {
      let message = "\(sizes.count) dimensions are more than \(Self.greatestRank)"
      throw EvalRefusal(.tooLarge, message, at: "\(name).shape")
    }
    var shape: [Int] = []
    for (index, size) in sizes.enumerated() {
      let path = "\(name).shape[\(index)]"
      let numbers = EvalNumbers(format: .float64)
      guard let whole = try numbers.whole(size, at: path), whole >= 0 else {
        throw EvalRefusal(.notAnInteger, "\(size.kind) is no size, which is 0 or more", at: path)
      }
      shape.append(whole)
    }
    let data = try list("data")
    guard shape.elementCount == data.count else {
      let wants = shape.elementCount.map(String.init) ?? "more than can be counted"
      throw EvalRefusal(
        .shapeMismatch, "has \(data.count) numbers; the shape \(shape.asShape) wants \(wants)",
        at: "\(name).data")
    }
    var values: [Element] = []
    values.reserveCapacity(data.count)
    for (index, item) in data.enumerated() {
      guard !item.isList else {
        throw EvalRefusal(.ragged, "data is a flat list of numbers", at: "\(name).data[\(index)]")
      }
      values.append(try element(item) { "\(name).data[\(index)]" })
    }
    self.init(shape: shape, values: values, isFlat: true)
  }
}
