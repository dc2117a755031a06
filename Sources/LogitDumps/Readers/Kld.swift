import LogitText

/// The base file of llama.cpp's `llama-perplexity --kl-divergence-base`: log-probabilities in 16 bits
/// a token, cut off 16 nats below the likeliest.
///
/// - Shape: the second half of each chunk but its last token, a row a token; the label of a row is
///   the token after it.
/// - Source: `tools/perplexity/perplexity.cpp` of ggml-org/llama.cpp, `process_logits`.
struct Kld: Sendable {
  static let magic = Array("_logits_".utf8)

  let logits: DumpArray
  let labels: DumpArray

  init(_ source: any ByteSource) throws(DumpError) {
    let head = try source.read(claimed: 0, 20, "the header")
    let sizes = [8, 12, 16].map { Int(head.littleEndian(at: $0, as: Int32.self)) }
    let (context, classes, chunks) = (sizes[0], sizes[1], sizes[2])
    guard head.starts(with: Self.magic), context > 1, classes > 0, chunks >= 0 else {
      throw .unreadable(
        source.name,
        "\(chunks) chunks of \(context) tokens of \(classes) is no header of a .kld file")
    }
    let rows = context - 1 - context / 2
    let rowSize = 2 * (2 * ((classes + 1) / 2) + 4)
    let tokens = DumpArray.count(of: [chunks, context, 4])
    let numbers = DumpArray.count(of: [chunks, rows, rowSize])
    guard let tokens, let numbers, DumpArray.count(of: [chunks, rows, classes]) != nil,
      20 + tokens + numbers == source.count
    else {
      let wants = tokens.flatMap { tokens in numbers.map { "\(20 + tokens + $0)" } } ?? "more"
      throw .unreadable(
        source.name,
        "\(chunks) chunks of \(context) tokens of \(classes) classes take \(wants) bytes, the file"
          + " has \(source.count): was it cut off?")
    }
    logits = DumpArray(
      source.name, .float32, shape: [chunks * rows, classes],
      KldRows(source: source, start: 20 + tokens, classes: classes, rowSize: rowSize))
    var next: [Double] = []
    for chunk in 0..<chunks {
      let first = 20 + 4 * (chunk * context + context / 2 + 1)
      let bytes = try source.read(first..<first + 4 * rows)
      next += ElementType.int32.decode(bytes, isBigEndian: false) ?? []
    }
    labels = DumpArray(
      "\(source.name)[tokens]", .int32, shape: [chunks * rows], NumberElements(numbers: next))
  }
}

/// Rows of a scale, a least log-probability and a number of 16 bits a class.
private struct KldRows: Elements {
  let source: any ByteSource
  let start: Int
  let classes: Int
  let rowSize: Int

  /// As llama.cpp reads them, but rounded once to float32.
  func read(_ range: Range<Int>) throws(DumpError) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let (row, first) = index.quotientAndRemainder(dividingBy: classes)
      let last = min(classes, first + range.upperBound - index)
      let place = start + row * rowSize
      let head = try source.read(place..<place + 8)
      let scale = Double(Float(bitPattern: head.littleEndian(at: 0, as: UInt32.self)))
      let least = Double(Float(bitPattern: head.littleEndian(at: 4, as: UInt32.self)))
      let bytes = try source.read(place + 8 + 2 * first..<place + 8 + 2 * last)
      for step in ElementType.uint16.decode(bytes, isBigEndian: false) ?? [] {
        numbers.append(Double(Float(scale * step + least)))
      }
      index += last - first
    }
    return numbers
  }
}
