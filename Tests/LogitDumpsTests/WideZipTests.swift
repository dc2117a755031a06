import LogitText
import Testing

@testable import LogitDumps

/// Archives whose sizes have 64 bits, as NumPy writes what is larger than 4 GB; here they are small.
@Suite struct WideZipTests {
  private func bytes(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }

  /// An array of three numbers, stored.
  private var npy: [UInt8] {
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + [7, 8, 9]
  }

  /// - Parameters:
  ///   - size: What the wide field says of the member.
  ///   - place: What the locator says of the wide end.
  private func archive(size: UInt64? = nil, start: UInt64 = 0, place: UInt64? = nil) -> [UInt8] {
    let name = Array("x.npy".utf8)
    let full = bytes(.max, 4)
    let size = size ?? UInt64(npy.count)
    // Names, and the wide field: the sizes, and in the list where the member begins.
    func extra(_ numbers: [UInt64]) -> [UInt8] {
      bytes(1, 2) + bytes(UInt64(8 * numbers.count), 2) + numbers.flatMap { bytes($0, 8) }
    }
    func middle(_ extra: [UInt8]) -> [UInt8] {
      bytes(45, 2) + bytes(0, 2) + bytes(0, 2) + bytes(0, 4) + bytes(0, 4) + full + full
        + bytes(UInt64(name.count), 2) + bytes(UInt64(extra.count), 2)
    }
    let (short, long) = (extra([size, size]), extra([size, size, start]))
    let local = [0x50, 0x4b, 3, 4] + middle(short) + name + short + npy
    let entry =
      [0x50, 0x4b, 1, 2] + bytes(45, 2) + middle(long) + bytes(0, 6) + bytes(0, 4) + full + name
      + long
    let table = bytes(1, 8) + bytes(UInt64(entry.count), 8) + bytes(UInt64(local.count), 8)
    let wide =
      [0x50, 0x4b, 6, 6] + bytes(44, 8) + bytes(45, 2) + bytes(45, 2) + bytes(0, 8)
      + bytes(1, 8) + table
    let wideStart = place ?? UInt64(local.count + entry.count)
    let locator = [0x50, 0x4b, 6, 7] + bytes(0, 4) + bytes(wideStart, 8) + bytes(1, 4)
    let end = [0x50, 0x4b, 5, 6] + bytes(0, 4) + bytes(.max, 4) + full + full + bytes(0, 2)
    return local + entry + wide + locator + end
  }

  private func open(_ bytes: [UInt8]) throws -> DumpFile {
    try DumpFile(MemoryBytes(bytes, name: "a.npz"))
  }

  @Test func sizesOf64BitsAreRead() throws {
    let file = try open(archive())
    #expect(file.names == ["x"])
    #expect(try file.array(named: "x").numbers() == [7, 8, 9])
  }

  @Test(
    arguments: [
      (UInt64.max, UInt64(0), nil, "a.npz[x.npy]: would end beyond the archive: was it cut off?"),
      (1 << 40, 0, nil, "would end beyond the archive"),
      (nil, UInt64.max, nil, "the header of 'x.npy' would end at byte 2^63, the file at "),
      (nil, 0, UInt64.max, "the 64-bit end of the archive would end at byte 2^63"),
      (nil, 0, 3, "the 64-bit end of the archive is not where it should be"),
    ] as [(UInt64?, UInt64, UInt64?, String)])
  func thoseThatLieAreRefused(
    _ size: UInt64?, _ start: UInt64, _ place: UInt64?, _ wanted: String
  ) {
    let told = words(ofRefused: {
      let file = try open(archive(size: size, start: start, place: place))
      _ = try file.array(named: "x").numbers()
    })
    #expect(told?.contains(wanted) == true, "\(told ?? "taken")")
  }
}
