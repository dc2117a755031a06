extension ExactSum {
  /// The size of a sum or mean, in units of `2^-1138`: a limb below the smallest double.
  ///
  /// A mean needs that limb, since the bit that decides its rounding may lie there. It needs no
  /// more: what division drops counts only beside a tie or a double, and a mean of fewer than 2^63
  /// values is no closer to those than `1 / 2^63` of the smallest double, unless it is one.
  struct Magnitude {
    private var limbs = InlineArray<35, UInt64>(repeating: 0)

    init(_ total: Total) {
      var carry = total.isNegative
      let flip: UInt64 = carry ? .max : 0
      let digits = total.limbs.span
      for limb in digits.indices {
        let (value, over) = (digits[limb] ^ flip).addingReportingOverflow(carry ? 1 : 0)
        limbs[limb + 1] = value
        carry = over
      }
    }

    /// Long division, a limb at a time; what is left over is dropped.
    func divided(by divisor: UInt64) -> Magnitude {
      var quotient = self
      var remainder: UInt64 = 0
      let limbs = limbs.span
      for limb in limbs.indices.reversed() where remainder | limbs[limb] != 0 {
        (quotient.limbs[limb], remainder) = divisor.dividingFullWidth((remainder, limbs[limb]))
      }
      return quotient
    }

    /// The nearest double, ties to even; infinity where that is beyond the largest.
    var nearest: Double {
      let cut = leadingDigits
      let up = cut.half && (cut.rest || cut.digits & 1 == 1)
      return Self.double(cut.digits + (up ? 1 : 0), at: cut.lowest)
    }

    /// The double itself, or else that of its two neighbours whose last bit is set; at most the
    /// largest double.
    var odd: Double {
      let cut = leadingDigits
      let odd: UInt64 = cut.half || cut.rest ? 1 : 0
      return min(Self.double(cut.digits | odd, at: cut.lowest), .greatestFiniteMagnitude)
    }

    /// `digits · 2^(lowest − 1074)`.
    ///
    /// Doubles of one sign are ordered as their bits are, and a carry out of the significand into
    /// the exponent is right: so `lowest` adds to the exponent and what passes it is infinity.
    private static func double(_ digits: UInt64, at lowest: Int) -> Double {
      let bits = UInt64(lowest) << 52 + digits
      return Double(bitPattern: min(bits, Double.infinity.bitPattern))
    }

    /// The digits that a double keeps, where the lowest of them lies in units of the smallest
    /// double, the bit after it, and whether anything follows that bit.
    private var leadingDigits: (digits: UInt64, lowest: Int, half: Bool, rest: Bool) {
      // Through a span: reading an element of an inline array may copy all of it.
      let limbs = limbs.span
      var top = limbs.count - 1
      while top > 0, limbs[top] == 0 { top -= 1 }
      let length = top * 64 + 64 - limbs[top].leadingZeroBitCount
      // Below 64 lies what is smaller than the smallest double.
      let lowest = max(length - 53, 64)
      let digits = window(at: lowest) & (1 << 53 - 1)
      let below = window(at: lowest - 64)
      let rest = below << 1 != 0 || hasBits(below: lowest - 64)
      return (digits, lowest - 64, below >> 63 == 1, rest)
    }

    /// 64 bits from `bit` up.
    private func window(at bit: Int) -> UInt64 {
      let limbs = limbs.span
      let limb = bit >> 6
      let shift = UInt64(bit & 63)
      let above = limb + 1 < limbs.count ? limbs[limb + 1] : 0
      return limbs[limb] >> shift | above << (64 - shift)
    }

    private func hasBits(below bit: Int) -> Bool {
      let limbs = limbs.span
      let top = bit >> 6
      var bits = limbs[top] << (64 - UInt64(bit & 63))
      for limb in 0..<top { bits |= limbs[limb] }
      return bits != 0
    }
  }
}
