import LogitExact
import LogitText

/// Arrays of a JSON text, or of one on each line: nested lists, or an object of them by name.
struct JSONArrays: Sendable {
  /// By name; a text that is a list alone has no name for it.
  let arrays: [(name: String, array: DumpArray)]

  /// More values than this is no text that somebody reads.
  static let greatestCount = 50_000_000

  /// The values of a text: one, or one a line.
  static func values(_ bytes: [UInt8], name: String) throws(DumpError) -> [JSONValue] {
    do throws(JSONError) {
      return [try JSONReader.read(bytes, limit: greatestCount)]
    } catch {
      let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
      // A text that is no JSON in its first line is not one a line either.
      guard lines.count > 1, let first = lines.first(where: { !isBlank($0) }),
        (try? JSONReader.read(Array(first), limit: greatestCount)) != nil
      else { throw .unreadable(name, "\(error)") }
    }
    var values: [JSONValue] = []
    for (index, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated()
    where !isBlank(line) {
      do throws(JSONError) {
        values.append(try JSONReader.read(Array(line), limit: greatestCount))
      } catch {
        throw .unreadable(name, "line \(index + 1): \(error)")
      }
    }
    return values
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
  }

  /// - Parameter values: One, or one a line, which are then the first axis.
  init(_ values: [JSONValue], name: String, format: Format) throws(DumpError) {
    let columns: [(name: String, value: JSONValue)]
    switch (values.count, values.first) {
    case (1, .object(let fields)?): columns = fields.map { ($0.name, $0.value) }
    case (_, .object(let fields)?): columns = try Self.columns(fields.map(\.name), values, name)
    case (1, let one?) where !one.isList:
      throw .unreadable(name, "is \(one.kind), not an array")
    case (1, let one?): columns = [("", one)]
    default: columns = [("", .list(values))]
    }
    var arrays: [(name: String, array: DumpArray)] = []
    // Names and remarks are no numbers.
    for (field, value) in columns where Self.isOfNumbers(value) {
      let called = field.isEmpty ? name : "\(name)[\(field)]"
      arrays.append((field, try Self.array(value, called, format)))
    }
    self.arrays = arrays
  }

  /// The fields of objects, one a line.
  private static func columns(
    _ names: [String], _ lines: [JSONValue], _ name: String
  ) throws(DumpError) -> [(name: String, value: JSONValue)] {
    var columns: [(name: String, value: JSONValue)] = []
    for field in names {
      var column: [JSONValue] = []
      for (index, line) in lines.enumerated() {
        guard let value = line[field] else {
          throw .unreadable(name, "line \(index + 1) has no '\(field.shortened)'")
        }
        column.append(value)
      }
      columns.append((field, .list(column)))
    }
    return columns
  }

  private static func isOfNumbers(_ value: JSONValue) -> Bool {
    guard case .list(let values) = value else { return false }
    switch values.first {
    case .number?, .truth?: return true
    case .list?: return isOfNumbers(values[0])
    case nil: return true
    case .text?, .null?, .object?: return false
    }
  }

  private static func array(
    _ value: JSONValue, _ name: String, _ format: Format
  ) throws(DumpError) -> DumpArray {
    var shape: [Int] = []
    var level = value
    while case .list(let values) = level {
      shape.append(values.count)
      guard let first = values.first else { break }
      level = first
    }
    var numbers: [Double] = []
    try add(value, to: &numbers, shape[...], name, [], format)
    let type = ElementType(rawValue: format.rawValue) ?? .float64
    return DumpArray(name, type, shape: shape, NumberElements(numbers: numbers))
  }

  private static func add(
    _ value: JSONValue, to numbers: inout [Double], _ shape: ArraySlice<Int>, _ name: String,
    _ place: [Int], _ format: Format
  ) throws(DumpError) {
    var at: String { place.map { "[\($0)]" }.joined() }
    switch value {
    case .list(let values):
      guard shape.first == values.count else {
        throw .unreadable(
          name,
          "\(at) has \(counted(values.count, "element")) where \(shape.first.map { "\($0)" } ?? "a number") stands before"
        )
      }
      for (index, value) in values.enumerated() {
        try add(value, to: &numbers, shape.dropFirst(), name, place + [index], format)
      }
    case .number(let text) where shape.isEmpty:
      guard let near = Double(text), let number = format.parse(text),
        near.isFinite || !text.contains(where: \.isNumber)
      else { throw .unreadable(name, "\(at): \(text.shortened) is beyond float64") }
      numbers.append(number)
    case .truth(let isTrue) where shape.isEmpty: numbers.append(isTrue ? 1 : 0)
    case .null: throw .unreadable(name, "\(at) is null; write NaN for no number")
    default:
      throw .unreadable(
        name, "\(at) is \(value.kind), where the others are \(shape.isEmpty ? "numbers" : "lists")")
    }
  }
}
