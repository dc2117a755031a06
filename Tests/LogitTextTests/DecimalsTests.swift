import Glibc
import LogitText
import Testing

/// The C library's correctly rounded spelling.
private func reference(_ format: String, _ value: Double) -> String {
  withVaList([value]) { arguments in
    var buffer = [CChar](repeating: 0, count: 400)
    vsnprintf(&buffer, buffer.count, format, arguments)
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

@Test func spellsDecimalsAsTheCLibraryRoundsThem() {
  var generator = SplitMix(state: 3)
  var values: [Double] = [
    0.00005, 0.00015, 0.00025, 0.5, 1.5, 2.5, 0.12345, 1.00005, 9999.99995, 9999.99996, 0.99996,
    0.03125, 1e22, 1e23, 0x1p-1074, .greatestFiniteMagnitude, 2.0611536224385583e-09, 0, -0.0,
  ]
  for _ in 0..<4000 {
    values.append(Double(bitPattern: generator.next()))
    // Short decimals and floats, where ties and near-ties are common.
    values.append(Double(Int64(generator.next() % 2_000_000)) / 100_000)
    values.append(Double(Float(Double(generator.next() % 1_000_000_007) / 3e7)))
  }
  for value in values where value.isFinite {
    for digits in [0, 2, 4] {
      #expect(value.decimals(digits) == reference("%.\(digits)f", value))
      #expect(value.scientific(digits) == reference("%.\(digits)e", value))
      #expect(value.significant(digits + 3) == reference("%.\(digits + 3)g", value))
    }
  }
}

/// A sequence that a seed repeats.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
