import FoundationEssentials
import LogitDumps

/// The dumps of `samples/dumps`.
enum Samples {
  static func bytes(_ name: String) throws -> [UInt8] {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return Array(try Data(contentsOf: folder.appending(path: "samples/dumps/\(name)")))
  }

  static func file(_ name: String) throws -> DumpFile {
    try DumpFile(MemoryBytes(try bytes(name), name: name))
  }

  static func dump(
    _ logits: String, labels: String? = nil, _ request: DumpRequest = DumpRequest()
  ) throws -> Dump {
    try Dump(try file(logits), labelFile: try labels.map(file), request)
  }
}
