import LogitExact

/// Sums of the same numbers in orders and accumulators of all kinds, each addition rounded.
///
/// - Accuracy: an addition is rounded once: that of two numbers of at most 24 bits in `Double` first
///   changes nothing, as 53 bits are more than twice 24 and two (Figueroa 1995).
struct OrderSums: Sendable {
  /// Numbers of the format of the result.
  let values: [Double]

  /// From the first to the last.
  func straight(_ order: some Sequence<Int>, in format: Format) -> Double {
    switch format {
    case .float64: return order.reduce(0) { $0 + values[$1] }
    case .float32: return Double(order.reduce(Float(0)) { $0 + Float(values[$1]) })
    case .bfloat16, .float16, .float8E5M2, .float8E4M3:
      return order.reduce(0) { format.rounded($0 + values[$1]) }
    }
  }

  /// Halves that are summed by themselves, down to single numbers.
  func pairwise(in format: Format) -> Double { pairwise(values.indices, in: format) }

  private func pairwise(_ range: Range<Int>, in format: Format) -> Double {
    guard range.count > 1 else { return range.first.map { values[$0] } ?? 0 }
    let middle = range.lowerBound + range.count / 2
    return format.rounded(
      pairwise(range.lowerBound..<middle, in: format)
        + pairwise(middle..<range.upperBound, in: format))
  }

  /// Parts of so many, then their sums, both from the first to the last.
  func blocks(of size: Int, in format: Format) -> Double {
    stride(from: 0, to: values.count, by: size).reduce(0) { sum, start in
      let part = straight(start..<min(values.count, start + size), in: format)
      return format.rounded(sum + part)
    }
  }

  /// Places by the size of their numbers.
  func sorted(smallestFirst: Bool) -> [Int] {
    values.indices.sorted {
      smallestFirst
        ? values[$0].magnitude < values[$1].magnitude : values[$0].magnitude > values[$1].magnitude
    }
  }

  /// The sum itself, rounded once.
  func exact(in format: Format) -> Double {
    var sum = ExactSum()
    sum.add(contentsOf: values)
    return sum.rounded(to: format)
  }
}

/// A generator of shuffles, the same on every machine.
///
/// - Source: Marsaglia, Xorshift RNGs, 2003, with the multiplier of Vigna, 2016 (xorshift64*).
struct Xorshift: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// - Precondition: `seed` is not 0.
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_f491_4f6c_dd1d
  }
}
