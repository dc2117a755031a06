/// The members of a zip archive, as NumPy writes one, with 64-bit sizes or without.
struct Zip: Sendable {
  struct Member: Sendable {
    let name: String
    fileprivate let method: UInt16
    fileprivate let isEncrypted: Bool
    fileprivate let crc: UInt32
    fileprivate let packed: Int
    fileprivate let size: Int
    fileprivate let header: Int
  }

  private let source: any ByteSource
  let members: [Member]

  init(_ source: any ByteSource) throws(DumpError) {
    self.source = source
    // The end stands before a remark of at most 65 535 bytes.
    let tailStart = max(0, source.count - 65_557)
    let tail = try source.read(tailStart..<source.count)
    guard tail.count >= 22,
      let end = (0...tail.count - 22).reversed().first(where: {
        tail.littleEndian(at: $0, as: UInt32.self) == 0x0605_4b50
      })
    else { throw .unreadable(source.name, "the archive has no end: was it cut off?") }
    var count = UInt64(tail.littleEndian(at: end + 10, as: UInt16.self))
    var size = UInt64(tail.littleEndian(at: end + 12, as: UInt32.self))
    var start = UInt64(tail.littleEndian(at: end + 16, as: UInt32.self))
    if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff, end >= 20,
      tail.littleEndian(at: end - 20, as: UInt32.self) == 0x0706_4b50
    {
      let place = Int(clamping: tail.littleEndian(at: end - 12, as: UInt64.self))
      let wide = try source.read(claimed: place, 56, "the 64-bit end of the archive")
      guard wide.littleEndian(at: 0, as: UInt32.self) == 0x0606_4b50 else {
        throw .unreadable(source.name, "the 64-bit end of the archive is not where it should be")
      }
      count = wide.littleEndian(at: 32, as: UInt64.self)
      size = wide.littleEndian(at: 40, as: UInt64.self)
      start = wide.littleEndian(at: 48, as: UInt64.self)
    }
    let table = try source.read(
      claimed: Int(clamping: start), Int(clamping: size), "the list of members")
    // An entry has 46 bytes at least.
    guard count <= UInt64(table.count / 46) else {
      throw .unreadable(source.name, "a list of \(table.count) bytes cannot name \(count) members")
    }
    var members: [Member] = []
    var rest = table[...]
    for _ in 0..<count {
      guard rest.count >= 46, rest.littleEndian(at: 0, as: UInt32.self) == 0x0201_4b50 else {
        throw .unreadable(source.name, "the list of members is damaged")
      }
      members.append(try Self.member(&rest, of: source))
    }
    self.members = members
  }

  private static func member(
    _ rest: inout ArraySlice<UInt8>, of source: any ByteSource
  ) throws(DumpError) -> Member {
    func number(_ offset: Int) -> UInt64 { UInt64(rest.littleEndian(at: offset, as: UInt32.self)) }
    let lengths = [28, 30, 32].map { Int(rest.littleEndian(at: $0, as: UInt16.self)) }
    guard rest.count >= 46 + lengths.reduce(0, +) else {
      throw .unreadable(source.name, "the list of members is damaged")
    }
    let name = rest.dropFirst(46).prefix(lengths[0])
    var sizes = [number(24), number(20), number(42)]
    // Those that are full stand in the extra field, in this order.
    var extra = rest.dropFirst(46 + lengths[0]).prefix(lengths[1])
    while extra.count >= 4 {
      let length = Int(extra.littleEndian(at: 2, as: UInt16.self))
      if extra.littleEndian(at: 0, as: UInt16.self) == 1 {
        var field = extra.dropFirst(4).prefix(length)
        for index in sizes.indices where sizes[index] == 0xffff_ffff && field.count >= 8 {
          sizes[index] = field.littleEndian(at: 0, as: UInt64.self)
          field = field.dropFirst(8)
        }
      }
      extra = extra.dropFirst(4 + length)
    }
    defer { rest = rest.dropFirst(46 + lengths.reduce(0, +)) }
    return Member(
      name: String(decoding: name, as: UTF8.self),
      method: rest.littleEndian(at: 10, as: UInt16.self),
      isEncrypted: rest.littleEndian(at: 8, as: UInt16.self) & 1 == 1,
      crc: UInt32(truncatingIfNeeded: number(16)), packed: Int(clamping: sizes[1]),
      size: Int(clamping: sizes[0]), header: Int(clamping: sizes[2]))
  }

  /// More than this is not unpacked into memory.
  private static let greatestSize = 4 << 30

  /// The bytes of a member: where they lie if it is stored, else unpacked.
  func bytes(of member: Member) throws(DumpError) -> any ByteSource {
    let name = "\(source.name)[\(member.name)]"
    guard !member.isEncrypted else { throw .unreadable(name, "is encrypted") }
    let header = try source.read(claimed: member.header, 30, "the header of '\(member.name)'")
    guard header.littleEndian(at: 0, as: UInt32.self) == 0x0403_4b50 else {
      throw .unreadable(name, "its header is not where the list of members says")
    }
    let lengths = [26, 28].map { Int(header.littleEndian(at: $0, as: UInt16.self)) }
    let start = member.header + 30 + lengths[0] + lengths[1]
    guard start <= source.count, member.packed <= source.count - start else {
      throw .unreadable(name, "would end beyond the archive: was it cut off?")
    }
    switch member.method {
    case 0:
      guard member.packed == member.size else {
        throw .unreadable(name, "is stored, and yet its two sizes differ")
      }
      return PartOfBytes(name: name, whole: source, range: start..<start + member.size)
    case 8:
      guard member.size <= Self.greatestSize else {
        throw .unreadable(
          name, "unpacks to \(member.size) bytes, more than is unpacked here; use np.savez")
      }
      let packed = try source.read(start..<start + member.packed)
      let bytes: [UInt8]
      do throws(Inflate.Broken) {
        bytes = try Inflate.unpack(packed, count: member.size)
      } catch {
        throw .unreadable(name, error.words)
      }
      guard bytes.crc32 == member.crc else {
        throw .unreadable(name, "its check sum is another: it is damaged")
      }
      return MemoryBytes(bytes, name: name)
    default:
      throw .unreadable(name, "is packed by method \(member.method); use np.savez_compressed")
    }
  }
}
