/// One case of a reference file: its inputs and the outputs that are right, as exact doubles.
package struct Case: Sendable {
  package let tag: String
  package let inputs: [[Double]]
  package let outputs: [[Double]]
}

/// A file of cases under `Tests/Vectors`, such as `f32/softmax.tsv`.
package struct Vectors: Sendable {
  package struct Unreadable: Error {
    package let what: String
  }

  /// The columns of the inputs: `name:kind`.
  package let inputs: [String]
  /// The names of the output columns, without their `>`.
  package let outputs: [String]
  package let cases: [Case]

  /// The bytes of a file under `Tests/Vectors`.
  package static func bytes(_ path: String) throws -> [UInt8] {
    Array(try text(ofFile: whole(path)).utf8)
  }

  private static func whole(_ path: String) -> String {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(tests)/Vectors/\(path)"
  }

  package init(_ name: String, in folder: String) throws {
    let path = Self.whole("\(folder)/\(name).tsv")
    let lines = try text(ofFile: path).split(separator: "\n").dropFirst()
    guard let header = lines.first?.split(separator: "\t") else { throw Unreadable(what: path) }
    outputs = header.filter { $0.hasPrefix(">") }.map { String($0.dropFirst()) }
    inputs = header.dropFirst().filter { !$0.hasPrefix(">") }.map(String.init)
    let count = inputs.count
    cases = try lines.dropFirst().map { line in
      let cells = line.split(separator: "\t")
      guard cells.count == header.count else { throw Unreadable(what: String(line)) }
      let numbers = try cells.dropFirst().map { try $0.split(separator: " ").map(Self.number) }
      return Case(
        tag: String(cells[0]), inputs: Array(numbers.prefix(count)),
        outputs: Array(numbers.dropFirst(count)))
    }
  }

  private static func number(_ text: Substring) throws -> Double {
    guard let number = Double(text) else { throw Unreadable(what: String(text)) }
    return number
  }
}
