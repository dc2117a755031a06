import Glibc

/// A file of reference values, as `Tests/Vectors/README.md` describes it.
struct VectorFile {
  struct Case {
    let tag: String
    /// The numbers of each column, by its name.
    let inputs: [String: [Double]]
    let outputs: [String: [Double]]

    /// What is left of nearly equal numbers, and counted apart.
    var isIllConditioned: Bool { tag.hasPrefix("lse_near_zero") || tag.hasPrefix("matched") }
  }

  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  let outputs: [String]
  let cases: [Case]

  init(path: String) throws {
    let lines = try Self.text(of: path).split(separator: "\n").dropFirst()
    guard let header = lines.first?.split(separator: "\t") else {
      throw Unreadable(description: "\(path) has no header")
    }
    let names = header.map { $0.split(separator: ":")[0] }
    outputs = names.filter { $0.hasPrefix(">") }.map { String($0.dropFirst()) }
    cases = try lines.dropFirst().map { line in
      let cells = line.split(separator: "\t")
      guard cells.count == names.count else {
        throw Unreadable(description: "\(path): \(line.prefix(60))")
      }
      var inputs: [String: [Double]] = [:]
      var outputs: [String: [Double]] = [:]
      for (name, cell) in zip(names, cells).dropFirst() {
        let numbers = try cell.split(separator: " ").map { word in
          guard let number = Double(word) else { throw Unreadable(description: "\(path): \(word)") }
          return number
        }
        if name.hasPrefix(">") {
          outputs[String(name.dropFirst())] = numbers
        } else {
          inputs[String(name)] = numbers
        }
      }
      return Case(tag: String(cells[0]), inputs: inputs, outputs: outputs)
    }
  }

  static func text(of path: String) throws -> String {
    guard let file = fopen(path, "r") else {
      throw Unreadable(description: "\(path) cannot be read")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
