/// What other libraries make of the same vectors, as `libraries.tsv` recorded it.
struct Libraries {
  struct Figure {
    /// In steps; nil where no output could be counted.
    var worst: Double?
    var bad: Int
    var outputs: Int

    mutating func merge(_ other: Figure) {
      if let theirs = other.worst { worst = max(worst ?? 0, theirs) }
      bad += other.bad
      outputs += other.outputs
    }
  }

  private struct Key: Hashable {
    let format: String
    let file: String
    let output: String
    let library: String
  }

  /// The columns of a table.
  static let names = ["PyTorch", "TensorFlow, Keras", "JAX, Optax", "SciPy"]

  /// The first line of the file: which versions.
  let versions: String
  private var figures: [Key: Figure] = [:]

  init(path: String) throws {
    let lines = try VectorFile.text(of: path).split(separator: "\n")
    versions = lines.first.map { String($0.drop { $0 == "#" || $0 == " " }) } ?? ""
    for line in lines.drop(while: { $0.hasPrefix("#") }).dropFirst() {
      let cells = line.split(separator: "\t").map(String.init)
      guard cells.count == 8, let outputs = Int(cells[4]), let bad = Int(cells[6]) else {
        throw VectorFile.Unreadable(description: "\(path): \(line)")
      }
      let key = Key(format: cells[0], file: cells[1], output: cells[2], library: cells[3])
      figures[key] = Figure(worst: Double(cells[5]), bad: bad, outputs: outputs)
    }
  }

  /// The figures of some outputs together; nil where the library has none of them.
  func figure(_ format: String, _ file: String, _ outputs: [String], of library: String) -> Figure?
  {
    var all: Figure?
    for output in outputs {
      let key = Key(format: format, file: file, output: output, library: library)
      guard let own = figures[key] else { continue }
      if all == nil { all = own } else { all?.merge(own) }
    }
    return all
  }
}
