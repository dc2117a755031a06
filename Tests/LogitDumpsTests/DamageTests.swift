import LogitDumps
import TestSupport
import Testing

/// Files with bytes changed, put in and taken out: each is refused in words or read, and nothing traps.
@Suite struct DamageTests {
  @Test(arguments: [
    ("bfloat16-V2.npy", 3000), ("numpy.npz", 3000), ("tensors.safetensors", 2000),
    ("base.kld", 3000),
  ])
  func aDamagedFileIsReadOrRefused(_ name: String, _ count: Int) throws {
    let whole = try Written.bytes(name)
    var random = SplitMix64(seed: 19)
    for _ in 0..<count {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte =
          [0, 1, 0x7f, 0x80, 0xff, UInt8.random(in: 0...255, using: &random)]
          .randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(byte, at: place)
        default: bytes[place] = byte
        }
      }
      let said = words(ofRefused: {
        let file = try DumpFile(MemoryBytes(bytes, name: name), meant: .bfloat16)
        for array in file.names { _ = try file.array(named: array).numbers() }
      })
      #expect(said != "")
    }
  }
}
