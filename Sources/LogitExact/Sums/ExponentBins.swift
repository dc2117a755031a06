// Many values are first sorted by sign and exponent: the top bits of a value name its bin, and the
// bin adds up stored significands as integers, which takes one load, one addition and one store a
// value, whatever the values are. A bin counts its values in its upper bits, so nothing is asked
// of a value on the way: what a subnormal, an infinity or a NaN means is settled when the bins are
// emptied into the sum.
//
// Neighbouring values go to different copies of the bins: an addition to a bin that was written
// just before waits for that write, and a row of values of one exponent took four times as long.

extension ExactSum {
  /// Adds values that lie side by side.
  @usableFromInline
  mutating func add(buffer values: UnsafeBufferPointer<Float>) {
    // Clearing and emptying 2048 bins costs as much as adding about this many one by one.
    guard values.count >= 256 else {
      for value in values { add(Double(value)) }
      return
    }
    // 2^40 / 2^23 significands of 23 bits fit below the count, in each of four copies.
    for start in stride(from: 0, to: values.count, by: 1 << 19) {
      let end = min(start + 1 << 19, values.count)
      withZeroes(UInt64.self, count: 4 << 9) { bins in
        sort(UnsafeBufferPointer(rebasing: values[start..<end]), into: bins)
        for key in 0..<(1 << 9) {
          var count: UInt64 = 0
          var significands: UInt64 = 0
          for bin in stride(from: key, to: 4 << 9, by: 1 << 9) {
            count += bins[bin] >> 40
            significands += bins[bin] & (1 << 40 - 1)
          }
          guard count > 0 else { continue }
          add(
            Int(count), significands: UInt128(significands), field: key & 0xff,
            negative: key >> 8 == 1, of: Float.self)
        }
      }
    }
  }

  /// Adds values that lie side by side.
  @usableFromInline
  mutating func add(buffer values: UnsafeBufferPointer<Double>) {
    // As for `Float`, with 8192 bins.
    guard values.count >= 1024 else {
      for value in values { add(value) }
      return
    }
    // 2^32 counts above, 2^44 significands of 52 bits below.
    for start in stride(from: 0, to: values.count, by: 1 << 31) {
      let end = min(start + 1 << 31, values.count)
      withZeroes(UInt128.self, count: 2 << 12) { bins in
        sort(UnsafeBufferPointer(rebasing: values[start..<end]), into: bins)
        for key in 0..<(1 << 12) {
          let (even, odd) = (bins[key], bins[key + 1 << 12])
          let count = even >> 96 + odd >> 96
          guard count > 0 else { continue }
          let significands = (even & (1 << 96 - 1)) + (odd & (1 << 96 - 1))
          add(
            Int(count), significands: significands, field: key & 0x7ff, negative: key >> 11 == 1,
            of: Double.self)
        }
      }
    }
  }
}

/// Adds each value to the bin of its sign and exponent, in turn in each of four copies.
private func sort(
  _ values: UnsafeBufferPointer<Float>, into bins: UnsafeMutableBufferPointer<UInt64>
) {
  func put(_ value: Float, _ copy: Int) {
    let bits = value.bitPattern
    bins[Int(bits >> 23) + copy << 9] &+= UInt64(bits & (1 << 23 - 1)) | 1 << 40
  }
  var next = 0
  while next + 4 <= values.count {
    put(values[next], 0)
    put(values[next + 1], 1)
    put(values[next + 2], 2)
    put(values[next + 3], 3)
    next += 4
  }
  for last in next..<values.count { put(values[last], 0) }
}

/// Adds each value to the bin of its sign and exponent, in turn in each of two copies.
private func sort(
  _ values: UnsafeBufferPointer<Double>, into bins: UnsafeMutableBufferPointer<UInt128>
) {
  func put(_ value: Double, _ copy: Int) {
    let bits = value.bitPattern
    bins[Int(bits >> 52) + copy << 12] &+= UInt128(bits & (1 << 52 - 1)) | 1 << 96
  }
  var next = 0
  while next + 2 <= values.count {
    put(values[next], 0)
    put(values[next + 1], 1)
    next += 2
  }
  for last in next..<values.count { put(values[last], 0) }
}

/// Lends `body` a scratch of zeroes.
private func withZeroes<Element: FixedWidthInteger>(
  _: Element.Type, count: Int, _ body: (UnsafeMutableBufferPointer<Element>) -> Void
) {
  withUnsafeTemporaryAllocation(of: Element.self, capacity: count) { scratch in
    scratch.initialize(repeating: 0)
    body(scratch)
  }
}
