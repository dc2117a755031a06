/// What the functions of a ball need beside its operand, as fractions of so many limbs.
enum Constants {
  /// Limbs that serve balls of up to 1024 bits; the wider ones pay for theirs when they come.
  private static let shortWidth = 20
  private static let longWidth = 132

  private static let shortQuarterPi = quarterPi(limbs: shortWidth)
  private static let longQuarterPi = quarterPi(limbs: longWidth)
  private static let shortLn2 = ln2(limbs: shortWidth)
  private static let longLn2 = ln2(limbs: longWidth)
  // As many as `expPlan` asks for at these widths, two more for `expm1`, and 0! and 1!.
  private static let shortFactorials = inverseFactorials(limbs: shortWidth, count: 55)
  private static let longFactorials = inverseFactorials(limbs: longWidth, count: 100)

  /// ln 2, the least significant limb first, rounded down; at least `limbs` of it.
  static func ln2(atLeast limbs: Int) -> [UInt64] { limbs <= shortWidth ? shortLn2 : longLn2 }

  /// π/4, the least significant limb first, rounded down; at least `limbs` of it.
  static func quarterPi(atLeast limbs: Int) -> [UInt64] {
    limbs <= shortWidth ? shortQuarterPi : longQuarterPi
  }

  /// `1/j!` for j from 0, one after the other, and how many limbs each has, rounded down.
  ///
  /// 1/0! and 1/1! are no fractions and stand as 0.
  static func inverseFactorials(atLeast limbs: Int) -> (limbs: [UInt64], width: Int) {
    limbs <= shortWidth ? (shortFactorials, shortWidth) : (longFactorials, longWidth)
  }

  /// `18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749)`, with a limb to spare for its error.
  private static func ln2(limbs: Int) -> [UInt64] {
    var sum = artanh(ofInverse: 26, limbs: limbs + 1, times: 18)
    sum.subtract(artanh(ofInverse: 4801, limbs: limbs + 1, times: 2))
    sum.add(artanh(ofInverse: 8749, limbs: limbs + 1, times: 8))
    return Array(sum.dropFirst())
  }

  /// Machin's `4 arctan(1/5) − arctan(1/239)`, with a limb to spare for its error.
  private static func quarterPi(limbs: Int) -> [UInt64] {
    var sum = artanh(ofInverse: 5, limbs: limbs + 1, times: 4, isArctan: true)
    sum.subtract(artanh(ofInverse: 239, limbs: limbs + 1, times: 1, isArctan: true))
    return Array(sum.dropFirst())
  }

  /// `factor · Σ 1/((2j+1) n^(2j+1))`, of an arctan with every other sign negative.
  private static func artanh(
    ofInverse n: UInt64, limbs: Int, times factor: UInt64, isArctan: Bool = false
  ) -> [UInt64] {
    var power = [UInt64](repeating: 0, count: limbs)
    // factor/n as a fraction: all three are below 1.
    var rest = factor
    for i in power.indices.reversed() {
      (power[i], rest) = n.dividingFullWidth((rest, 0))
    }
    var sum = power
    var odd: UInt64 = 1
    while power.contains(where: { $0 != 0 }) {
      power.divide(by: n * n)
      odd += 2
      var term = power
      term.divide(by: odd)
      if isArctan, odd % 4 == 3 { sum.subtract(term) } else { sum.add(term) }
    }
    return sum
  }

  private static func inverseFactorials(limbs: Int, count: Int) -> [UInt64] {
    var all = [UInt64](repeating: 0, count: 2 * limbs)
    var last = [UInt64](repeating: 0, count: limbs)
    last[limbs - 1] = 1 << 63
    for j in 2..<count {
      if j > 2 { last.divide(by: UInt64(j)) }
      all += last
    }
    return all
  }
}

extension [UInt64] {
  fileprivate mutating func add(_ other: [UInt64]) {
    var carry: UInt64 = 0
    for i in indices {
      let (a, c) = self[i].addingReportingOverflow(other[i])
      let (b, d) = a.addingReportingOverflow(carry)
      self[i] = b
      carry = c || d ? 1 : 0
    }
  }

  fileprivate mutating func subtract(_ other: [UInt64]) {
    var borrow: UInt64 = 0
    for i in indices {
      let (a, c) = self[i].subtractingReportingOverflow(other[i])
      let (b, d) = a.subtractingReportingOverflow(borrow)
      self[i] = b
      borrow = c || d ? 1 : 0
    }
  }

  fileprivate mutating func divide(by divisor: UInt64) {
    var rest: UInt64 = 0
    for i in indices.reversed() { (self[i], rest) = divisor.dividingFullWidth((rest, self[i])) }
  }
}
