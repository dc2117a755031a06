import LogitExact
import LogitText

/// A file of arrays, known by what it begins with: what is in it, and each array when it is asked for.
package struct DumpFile: Sendable {
  private enum Content: Sendable {
    case npy(DumpArray)
    case npz(Zip)
    case safetensors(Safetensors)
    case kld(Kld)
    case table(TextTable)
    case json(JSONArrays)
    case reply(Logprobs)
  }

  package let name: String
  /// How it is written: `npy`, `csv`.
  package let kind: String
  private let content: Content
  private let meant: ElementType?

  /// Endings by which a file is one without a look into it.
  package static let extensions = [
    "npy", "npz", "safetensors", "kld", "csv", "tsv", "jsonl", "ndjson", "pt", "pth", "pkl",
    "pickle", "parquet", "arrow", "feather", "h5", "hdf5",
  ]

  /// Whether bytes begin as those of a dump, whatever the file is called.
  package static func begins(_ head: [UInt8], name: String) -> Bool {
    if extensions.contains(name.fileExtension) { return true }
    if head.starts(with: Npy.magic) || head.starts(with: Kld.magic)
      || head.starts(with: [0x50, 0x4b, 3, 4]) || Foreign(head: head, name: name) != nil
    {
      return true
    }
    guard name.fileExtension == "json" else { return false }
    let text = head.drop { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
    // A bench is an object as well; its fields have other names.
    let start = String(decoding: text.prefix(4096), as: UTF8.self)
    return start.hasPrefix("[")
      || ["choices", "logprobs", "logits"].contains { start.contains("\"\($0)\"") }
        && !start.contains("\"logitlab\"")
  }

  /// - Parameter meant: The type of numbers that the file leaves open: of texts, and of bits that
  ///   NumPy has no name for.
  /// - Throws: `DumpError` where it is none, or not as it says.
  package init(_ source: any ByteSource, meant: ElementType? = nil) throws(DumpError) {
    (name, self.meant) = (source.name, meant)
    let head = try source.read(0..<min(source.count, 16))
    guard !head.isEmpty else { throw .unreadable(name, "is empty") }
    let format = meant?.format ?? .float64
    if head.starts(with: Npy.magic) {
      (kind, content) = ("npy", .npy(try Npy.array(source, meant: meant)))
    } else if head.starts(with: [0x50, 0x4b, 3, 4]) || head.starts(with: [0x50, 0x4b, 5, 6]) {
      let zip = try Zip(source)
      if let foreign = Foreign(head: head, members: zip.members.map(\.name), name: name) {
        throw foreign.refusal(name)
      }
      (kind, content) = ("npz", .npz(zip))
    } else if head.starts(with: Kld.magic) {
      (kind, content) = ("kld", .kld(try Kld(source)))
    } else if let foreign = Foreign(head: head, name: name) {
      throw foreign.refusal(name)
    } else if name.fileExtension == "safetensors" || Safetensors.isOne(head, count: source.count) {
      (kind, content) = ("safetensors", .safetensors(try Safetensors(source)))
    } else if let wanted = Self.magics[name.fileExtension] {
      throw .unreadable(name, "does not begin as \(wanted) does")
    } else {
      (kind, content) = try Self.text(source, format)
    }
  }

  /// An array that is there already.
  init(_ array: DumpArray) {
    (name, kind, content, meant) = (array.name, "npy", .npy(array), nil)
  }

  private static let magics = [
    "npy": "a .npy file", "npz": "a .npz archive", "kld": "a .kld file",
    "pt": "a file of torch.save",
    "pth": "a file of torch.save", "parquet": "Parquet", "h5": "HDF5", "hdf5": "HDF5",
    "arrow": "Arrow", "feather": "Arrow", "pkl": "a pickle", "pickle": "a pickle",
  ]

  private static func text(
    _ source: any ByteSource, _ format: Format
  ) throws(DumpError) -> (String, Content) {
    // A text is read as a whole, and its numbers take more than its bytes.
    guard source.count <= 1 << 30 else {
      throw .unreadable(
        source.name, "a text of \(source.count) bytes is too large; save it by numpy.save")
    }
    let bytes = try source.read(0..<source.count)
    let isJSON =
      ["json", "jsonl", "ndjson"].contains(source.name.fileExtension)
      || bytes.first { $0 > 0x20 && $0 < 0x80 }.map { [0x5b, 0x7b].contains($0) } ?? false
    guard isJSON else {
      let isTabbed = source.name.fileExtension == "tsv"
      let table = try TextTable(bytes, name: source.name, isTabbed: isTabbed, format: format)
      return (isTabbed ? "tsv" : "csv", .table(table))
    }
    let values = try JSONArrays.values(bytes, name: source.name)
    if let first = values.first, Logprobs.isOne(first) {
      return ("logprobs", .reply(try Logprobs(values, name: source.name)))
    }
    return ("json", .json(try JSONArrays(values, name: source.name, format: format)))
  }

  /// What its arrays or columns are called; one that is alone may have no name.
  package var names: [String] {
    switch content {
    case .npy: [""]
    case .npz(let zip): zip.members.map { Self.arrayName($0.name) }
    case .safetensors(let file): file.names
    case .kld, .reply: ["logits", "labels"]
    case .table(let table): table.columns.map(\.name)
    case .json(let file): file.arrays.map(\.name)
    }
  }

  private static func arrayName(_ member: String) -> String {
    member.hasSuffix(".npy") ? String(member.dropLast(4)) : member
  }

  /// The array or the column with this name.
  package func array(named wanted: String) throws(DumpError) -> DumpArray {
    switch content {
    case .npy(let array) where wanted.isEmpty: return array
    case .npz(let zip):
      if let member = zip.members.first(where: { Self.arrayName($0.name) == wanted }) {
        return try Npy.array(try zip.bytes(of: member), meant: meant)
      }
    case .safetensors(let file) where file.names.contains(wanted):
      return try file.array(named: wanted)
    case .kld(let file) where wanted == "logits": return file.logits
    case .kld(let file) where wanted == "labels": return file.labels
    case .reply(let file) where wanted == "logits": return file.logits
    case .reply(let file) where wanted == "labels": return file.labels
    case .table(let table):
      if let column = table.columns.first(where: { $0.name == wanted }) {
        return DumpArray(
          "\(name)[\(wanted)]", textType, shape: [table.rowCount],
          NumberElements(numbers: column.numbers))
      }
    case .json(let file):
      if let array = file.arrays.first(where: { $0.name == wanted })?.array { return array }
    default: break
    }
    let near = nearest(to: wanted, among: names).map { "; did you mean '\($0)'?" } ?? ""
    throw .usage(name, "has no array '\(wanted.shortened)'; it has \(listing)\(near)")
  }

  /// The names as a sentence lists them.
  package var listing: String {
    let all = names.map { $0.isEmpty ? "one without a name" : "'\($0.shortened)'" }
    return all.isEmpty
      ? "none"
      : all.prefix(12).joined(separator: ", ")
        + (all.count > 12 ? " and \(all.count - 12) more" : "")
  }

  /// What people call the labels, where they name them.
  static let labelNames = ["labels", "label", "targets", "target", "y", "y_true", "class"]
  private static let logitNames = ["logits", "logit", "z", "scores", "outputs", "output", "arr_0"]

  /// The array that is meant where nobody names one: the only one, or what people call logits; of a
  /// table all columns but that of the labels.
  package func mainArray(besides labels: String?) throws(DumpError) -> DumpArray {
    switch content {
    case .table(let table):
      let columns = table.columns.filter { $0.name != labels }
      guard !columns.isEmpty else { throw .usage(name, "has no column of logits") }
      var numbers: [Double] = []
      numbers.reserveCapacity(table.rowCount * columns.count)
      for row in 0..<table.rowCount {
        for column in columns { numbers.append(column.numbers[row]) }
      }
      return DumpArray(
        name, textType, shape: [table.rowCount, columns.count], NumberElements(numbers: numbers))
    default:
      let others = names.filter { $0 != labels && !Self.labelNames.contains($0.lowercased()) }
      if let only = others.first, others.count == 1 { return try array(named: only) }
      if let named = Self.logitNames.first(where: names.contains) {
        return try array(named: named)
      }
      throw .usage(
        name,
        names.isEmpty ? "holds no array" : "has \(listing): --array NAME says which are the logits")
    }
  }

  /// The name of what is labels by its name alone; nil where there is none.
  package var ownLabels: String? {
    switch content {
    case .table(let table) where table.names.isEmpty: nil
    default: names.first { Self.labelNames.contains($0.lowercased()) }
    }
  }

  private var textType: ElementType { meant ?? .float64 }

  /// What stands for the rows and the classes: tokens, the columns of a table.
  package var rowNames: [String]? {
    if case .reply(let reply) = content { reply.tokens } else { nil }
  }

  /// The names of the classes of a row; nil where they have none.
  package func classNames(ofRow row: Int, besides labels: String?) -> [String]? {
    switch content {
    case .reply(let reply): reply.classes.indices.contains(row) ? reply.classes[row] : nil
    case .table(let table) where !table.names.isEmpty:
      table.columns.map(\.name).filter { $0 != labels }
    default: nil
    }
  }

  /// What a reader must know of it.
  package var remarks: [String] {
    switch content {
    case .table(let table) where !table.words.isEmpty:
      ["columns that are no logits are left out: \(table.words.map { "'\($0.shortened)'" }.listed)"]
    case .reply(let reply) where !reply.excessive.isEmpty:
      ["the probabilities of token \(reply.excessive[0]) add up to more than 1"]
    case .kld:
      ["log-probabilities in 16 bits, cut off 16 nats below the likeliest token"]
    default: []
    }
  }
}
