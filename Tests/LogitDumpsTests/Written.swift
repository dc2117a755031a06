import FoundationEssentials
import LogitDumps
import LogitText

/// The files beside this one, which `Written/write.py` made.
enum Written {
  static func bytes(_ file: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Written")
    return Array(try Data(contentsOf: folder.appending(path: file)))
  }

  static func open(_ file: String, meant: ElementType? = nil) throws -> DumpFile {
    try DumpFile(MemoryBytes(try bytes(file), name: file), meant: meant)
  }

  struct Expected {
    let file: String
    let array: String
    let shape: [Int]
    let type: String
    let values: [Double]
  }

  static func expected() throws -> [Expected] {
    guard case .object(let fields) = try JSONReader.read(try bytes("expected.json")) else {
      return []
    }
    return fields.map { field in
      let parts = field.name.split(separator: "/", maxSplits: 1).map(String.init)
      var (shape, type, values): ([Int], String, [Double]) = ([], "", [])
      if case .object(let own) = field.value {
        for part in own {
          switch part.value {
          case .text(let text): type = text
          case .list(let list):
            for case .number(let text) in list { shape.append(Int(text) ?? -1) }
            for case .text(let text) in list { values.append(Double(text) ?? 77) }
          default: break
          }
        }
      }
      return Expected(
        file: parts[0], array: parts.count > 1 ? parts[1] : "", shape: shape, type: type,
        values: values)
    }
  }
}

/// Whether two lists of numbers are the same, NaN included.
func same(_ a: [Double], _ b: [Double]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
}

/// A file of a text.
func file(_ text: String, _ name: String, meant: ElementType? = nil) throws(DumpError) -> DumpFile {
  try DumpFile(MemoryBytes(Array(text.utf8), name: name), meant: meant)
}

/// What a refusal says; nil where there is none.
func words(ofRefused work: () throws -> Void) -> String? {
  do {
    try work()
    return nil
  } catch { return "\(error)" }
}
