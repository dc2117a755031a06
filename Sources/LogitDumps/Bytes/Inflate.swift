/// Unpacks what `deflate` has packed.
///
/// - Derivation: RFC 1951; a code is found bit by bit from how many codes there are of each length, as
///   all codes of one length follow one another.
/// - Special values: nothing is unpacked beyond the size that was announced, so that a small file
///   cannot fill the memory.
struct Inflate {
  struct Broken: Error, Equatable {
    let words: String
  }

  private let input: [UInt8]
  private var next = 0
  private var held: UInt32 = 0
  private var heldCount = 0
  private var output: [UInt8] = []
  private let limit: Int

  /// - Parameter count: How many bytes it must come to.
  static func unpack(_ bytes: [UInt8], count: Int) throws(Broken) -> [UInt8] {
    // A byte of a length and a distance of one bit each makes 258 bytes of 2 bits.
    guard count / 1032 <= bytes.count + 1 else {
      throw Broken(words: "\(bytes.count) packed bytes cannot hold \(count)")
    }
    var inflate = Inflate(input: bytes, limit: count)
    inflate.output.reserveCapacity(count)
    try inflate.run()
    guard inflate.output.count == count else {
      throw Broken(words: "unpacks to \(inflate.output.count) bytes, not to \(count)")
    }
    return inflate.output
  }

  private init(input: [UInt8], limit: Int) { (self.input, self.limit) = (input, limit) }

  private mutating func run() throws(Broken) {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try copyStored()
      case 1: try decode(Self.fixedLengths, Self.fixedDistances)
      case 2:
        let (lengths, distances) = try readCodes()
        try decode(lengths, distances)
      default: throw Broken(words: "a block of no kind that deflate has")
      }
    }
  }

  private mutating func bits(_ count: Int) throws(Broken) -> Int {
    while heldCount < count {
      guard next < input.count else { throw Broken(words: "the packed bytes end early") }
      held |= UInt32(input[next]) << UInt32(heldCount)
      next += 1
      heldCount += 8
    }
    let value = held & (1 << UInt32(count) - 1)
    held >>= UInt32(count)
    heldCount -= count
    return Int(value)
  }

  private mutating func put(_ byte: UInt8) throws(Broken) {
    guard output.count < limit else { throw Broken(words: "unpacks to more than \(limit) bytes") }
    output.append(byte)
  }

  private mutating func copyStored() throws(Broken) {
    (held, heldCount) = (0, 0)
    guard next + 4 <= input.count else { throw Broken(words: "the packed bytes end early") }
    let count = input.littleEndian(at: next, as: UInt16.self)
    guard count == ~input.littleEndian(at: next + 2, as: UInt16.self) else {
      throw Broken(words: "the length of a stored block is damaged")
    }
    next += 4
    guard next + Int(count) <= input.count else {
      throw Broken(words: "the packed bytes end early")
    }
    for byte in input[next..<next + Int(count)] { try put(byte) }
    next += Int(count)
  }

  // MARK: - Codes

  /// The codes of an alphabet: how many there are of each length, and their symbols in order.
  private struct Codes {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    init(_ lengths: ArraySlice<Int>) throws(Broken) {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      var left = 1
      for length in 1...15 {
        left = left * 2 - counts[length]
        guard left >= 0 else { throw Broken(words: "more codes than there is room for") }
      }
      for length in 1...15 {
        for (symbol, own) in lengths.enumerated() where own == length { symbols.append(symbol) }
      }
    }

    fileprivate init(fixed lengths: [Int]) {
      for length in 1...15 {
        for (symbol, own) in lengths.enumerated() where own == length {
          symbols.append(symbol)
          counts[length] += 1
        }
      }
    }
  }

  private static let fixedLengths = Codes(
    fixed: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = Codes(fixed: [Int](repeating: 5, count: 30))

  private mutating func symbol(_ codes: borrowing Codes) throws(Broken) -> Int {
    var (code, first, index) = (0, 0, 0)
    for length in 1...15 {
      code |= try bits(1)
      let count = codes.counts[length]
      if code - count < first { return codes.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw Broken(words: "a code that is none")
  }

  private mutating func readCodes() throws(Broken) -> (lengths: Codes, distances: Codes) {
    let (lengthCount, distanceCount) = (try bits(5) + 257, try bits(5) + 1)
    let codeCount = try bits(4) + 4
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var own = [Int](repeating: 0, count: 19)
    for place in order[..<codeCount] { own[place] = try bits(3) }
    let codes = try Codes(own[...])
    var lengths: [Int] = []
    let count = lengthCount + distanceCount
    while lengths.count < count {
      switch try symbol(codes) {
      case 16:
        guard let last = lengths.last else { throw Broken(words: "repeats a length before any") }
        lengths += [Int](repeating: last, count: 3 + (try bits(2)))
      case 17: lengths += [Int](repeating: 0, count: 3 + (try bits(3)))
      case 18: lengths += [Int](repeating: 0, count: 11 + (try bits(7)))
      case let length: lengths.append(length)
      }
    }
    guard lengths.count == count else { throw Broken(words: "more lengths than announced") }
    return (try Codes(lengths[..<lengthCount]), try Codes(lengths[lengthCount...]))
  }

  // MARK: - Symbols

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  private mutating func decode(_ lengths: Codes, _ distances: Codes) throws(Broken) {
    while true {
      let symbol = try symbol(lengths)
      if symbol < 256 {
        try put(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol - 257 < Self.lengthBases.count else {
        throw Broken(words: "a code that is none")
      }
      let length = Self.lengthBases[symbol - 257] + (try bits(Self.lengthBits[symbol - 257]))
      let place = try self.symbol(distances)
      guard place < Self.distanceBases.count else { throw Broken(words: "a code that is none") }
      let distance = Self.distanceBases[place] + (try bits(max(0, place / 2 - 1)))
      guard distance <= output.count else { throw Broken(words: "repeats bytes before the first") }
      for _ in 0..<length { try put(output[output.count - distance]) }
    }
  }
}

extension [UInt8] {
  /// The check sum of a zip archive.
  var crc32: UInt32 {
    let table = (0..<256).map(Self.remainder)
    var crc = UInt32.max
    for byte in self { crc = table[Int((crc ^ UInt32(byte)) & 0xff)] ^ crc >> 8 }
    return ~crc
  }

  private static func remainder(of byte: Int) -> UInt32 {
    var crc = UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
    return crc
  }
}
