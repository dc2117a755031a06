import FoundationEssentials
import LogitDumps

/// The dumps of `samples/dumps`.
enum Samples {
  static func file(_ name: String) throws -> DumpFile {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let path = folder.appending(path: "samples/dumps/\(name)")
    return try DumpFile(MemoryBytes(Array(try Data(contentsOf: path)), name: name))
  }

  static func dump(
    _ logits: String, labels: String? = nil, _ request: DumpRequest = DumpRequest()
  ) throws -> Dump {
    try Dump(try file(logits), labelFile: try labels.map(file), request)
  }
}
