extension ExactSum {
  /// An integer in units of the smallest double, wide enough for the sum of 2^63 doubles.
  ///
  /// Two's complement, lowest limb first. The largest double has 2098 bits in these units; 63 more
  /// for the number of terms and one for the sign fill 34 limbs but for 14 bits.
  struct Total: Sendable, Equatable {
    static let limbCount = 34

    private(set) var limbs = InlineArray<34, UInt64>(repeating: 0)

    var isNegative: Bool { limbs[Self.limbCount - 1] >> 63 == 1 }

    /// Adds or subtracts `magnitude · 2^bit`.
    mutating func add(_ magnitude: UInt128, at bit: Int, negative: Bool) {
      let first = bit >> 6
      let shift = UInt64(bit & 63)
      let low = UInt64(truncatingIfNeeded: magnitude)
      let high = UInt64(truncatingIfNeeded: magnitude >> 64)
      // A smart shift by 64 gives 0, which is what is wanted where `shift` is 0.
      var carry = step(first, low << shift, false, negative)
      carry = step(first + 1, high << shift | low >> (64 - shift), carry, negative)
      carry = step(first + 2, high >> (64 - shift), carry, negative)
      var limb = first + 3
      while carry, limb < Self.limbCount {
        carry = step(limb, 0, carry, negative)
        limb += 1
      }
    }

    mutating func add(_ other: Total) {
      var carry = false
      let others = other.limbs.span
      for limb in others.indices { carry = step(limb, others[limb], carry, false) }
    }

    /// Adds or subtracts at one limb; whether a carry or borrow is left for the next.
    @inline(__always)
    private mutating func step(
      _ limb: Int, _ part: UInt64, _ carry: Bool, _ negative: Bool
    ) -> Bool {
      let old = limbs[limb]
      let (half, over) =
        negative ? old.subtractingReportingOverflow(part) : old.addingReportingOverflow(part)
      let one: UInt64 = carry ? 1 : 0
      let (new, overAgain) =
        negative ? half.subtractingReportingOverflow(one) : half.addingReportingOverflow(one)
      limbs[limb] = new
      return over || overAgain
    }

    static func == (a: Total, b: Total) -> Bool {
      let (left, right) = (a.limbs.span, b.limbs.span)
      for limb in left.indices where left[limb] != right[limb] { return false }
      return true
    }
  }
}
