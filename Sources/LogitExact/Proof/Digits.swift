import Glibc

/// A number in decimal: its significant digits, and the power of ten of the first.
public struct Decimal: Hashable, Sendable {
  public let isNegative: Bool
  /// The digits from the first that is not 0, at least one.
  public let digits: String
  /// `d.ddd · 10^exponent`.
  public let exponent: Int128

  public init(isNegative: Bool, digits: String, exponent: Int128) {
    self.isNegative = isNegative
    self.digits = digits
    self.exponent = exponent
  }

  /// With an exponent where plain decimals would need more than `places` before the point, or more
  /// than four zeros after it: `4.25e-18`, `0.3133`.
  public func text(places: Int = 21) -> String {
    let sign = isNegative ? "-" : ""
    guard exponent >= -5, exponent < Int128(places) else {
      let rest = digits.dropFirst()
      let tens = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
      let power = (exponent < 0 ? "e-" : "e+") + tens
      return sign + digits.prefix(1) + (rest.isEmpty ? "" : ".\(rest)") + power
    }
    let power = Int(exponent)
    if power < 0 { return sign + "0." + String(repeating: "0", count: -power - 1) + digits }
    let missing = power + 1 - digits.utf8.count
    if missing >= 0 { return sign + digits + String(repeating: "0", count: missing) }
    return sign + digits.prefix(power + 1) + "." + digits.dropFirst(power + 1)
  }
}

/// The value of a formula in decimal, and what is known of it.
public struct DigitsProof: Hashable, Sendable {
  /// How many digits are told where nobody said.
  package static let usualCount = 30
  /// The most that are proven.
  package static let mostCount = 1000

  public enum Value: Hashable, Sendable {
    case number(Decimal)
    case zero
    case infinity(isNegative: Bool)
    case nan
    /// Finite, and larger than any exponent here can say: beyond 10^(10^35).
    case huge(isNegative: Bool)
    /// Not 0, and smaller than any exponent can say.
    case tiny(isNegative: Bool)
    /// Not a digit is known.
    case unknown
  }

  public enum Verdict: Hashable, Sendable {
    /// The value is what the digits say.
    case exact
    /// The value rounded to this many digits; balls of so many bits leave no others.
    case proven(bits: Int)
    /// Fewer digits than asked for, or none, are certain at so many bits: these.
    case undecided(bits: Int)
  }

  public let value: Value
  public let verdict: Verdict
  /// How far a value whose digits are those of 1 or −1 alone is from it, with its sign; nil where
  /// the digits tell, or where it is not known.
  public internal(set) var gap: Decimal? = nil
}

extension Program {
  /// The results in decimal, rounded to nearest at the last of `count` digits.
  ///
  /// - Parameters:
  ///   - count: Significant digits, 1 ... 1000. A number that has fewer shows those it has.
  ///   - budget: Of what is still open when it is spent, the digits that are certain.
  /// - Accuracy: every digit is right unless undecided: `DigitsTests`, against mpmath.
  public func digits(_ count: Int, budget: Budget = Budget()) -> [DigitsProof] {
    digits(results.map { _ in count }, budget: budget)
  }

  /// The same with a count for each result.
  public func digits(_ counts: [Int], budget: Budget = Budget()) -> [DigitsProof] {
    var question = DigitsQuestion(program: self, counts: counts)
    var budget = budget
    let granted = budget.work
    let most = counts.max() ?? 0
    let bits = budget.ask(&question, from: Swift.min(most * 10 / 3 + 32, budget.bits))
    var proofs = question.answers.map { answer in
      switch answer {
      case .known(let proof): proof
      case .open(let value): DigitsProof(value: value, verdict: .undecided(bits: bits))
      }
    }
    // A gap is a remark: it may cost what the digits did, or a thousandth of a second.
    let spent = granted - budget.work
    budget.work = Swift.min(budget.work, Swift.max(spent, 1e6))
    fillGaps(&proofs, counts, budget)
    return proofs
  }

  /// Of a gap so many digits are worth telling.
  private static let gapDigits = 17

  /// Finds how far from ±1 those are whose digits show nothing else.
  private func fillGaps(_ proofs: inout [DigitsProof], _ counts: [Int], _ budget: Budget) {
    let (near, ones) = proofs.indices.reduce(into: ([Int](), [Double]())) { found, index in
      guard let one = proofs[index].roundedOne else { return }
      found.0.append(index)
      found.1.append(one)
    }
    guard !near.isEmpty else { return }
    var program = selecting(near)
    for (index, one) in ones.enumerated() {
      program.operations.append(.quantity(program.quantities.count))
      program.quantities.append(Quantity(one))
      let place = program.operations.count - 1
      program.operations.append(.binary(.subtract, program.results[index], place))
      program.results[index] = place + 1
    }
    // None of them can be near 1 again.
    let gaps = program.digits(
      near.map { Swift.min(counts[$0], Self.gapDigits) }, budget: budget)
    for (index, gap) in zip(near, gaps) {
      if case .number(let decimal) = gap.value, case .proven = gap.verdict {
        proofs[index].gap = decimal
      }
    }
  }
}

extension DigitsProof {
  /// 1 or −1 where the digits are those of it, and the value is another.
  fileprivate var roundedOne: Double? {
    guard case .number(let decimal) = value, case .proven = verdict, decimal.exponent == 0,
      decimal.digits.first == "1", decimal.digits.dropFirst().allSatisfy({ $0 == "0" })
    else { return nil }
    return decimal.isNegative ? -1 : 1
  }
}

private struct DigitsQuestion: Question {
  enum Answer {
    case known(DigitsProof)
    case open(DigitsProof.Value)
  }

  /// Of what is still open.
  private var program: Program
  /// Which answers its results are.
  private var open: [Int]
  let counts: [Int]
  var answers: [Answer]

  init(program: Program, counts: [Int]) {
    self.program = program
    self.counts = counts
    answers = program.results.map { _ in .open(.unknown) }
    open = Array(answers.indices)
  }

  func cost(limbs: Int) -> Double { program.cost(limbs: limbs) }

  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
    let values = program.balls(Ball<width>.self)
    var still: Set<Int> = []
    for (index, place) in zip(open, program.results) {
      answers[index] = values[place].digits(counts[index])
      if case .open = answers[index] { still.insert(index) }
    }
    if still.isEmpty { return true }
    program.keep(still, of: &open)
    return false
  }
}

extension Ball {
  fileprivate func digits(_ count: Int) -> DigitsQuestion.Answer {
    func known(_ value: DigitsProof.Value, isExact: Bool) -> DigitsQuestion.Answer {
      .known(
        DigitsProof(value: value, verdict: isExact ? .exact : .proven(bits: Self.bits)))
    }
    switch kind {
    case .nan: return known(.nan, isExact: true)
    case .infinite: return known(.infinity(isNegative: isNegative), isExact: true)
    case .huge: return known(.huge(isNegative: isNegative), isExact: false)
    case .unknown: return .open(.unknown)
    case .number: break
    }
    if isExactZero { return known(.zero, isExact: true) }
    if limbs.isZero {
      let isTiny = excludesZero && exponent < -(Self.largestExponent >> 1)
      return isTiny ? known(.tiny(isNegative: isNegative), isExact: false) : .open(.unknown)
    }
    if let (decimal, isWhole) = decimal(count) { return known(.number(decimal), isExact: isWhole) }
    // As many as are certain: what cannot be decided with few digits cannot with more, but for
    // a tie, which the next digit decides.
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if decimal(middle) != nil || decimal(middle - 1) != nil {
        low = middle
      } else {
        high = middle
      }
    }
    for fewer in [low, low - 1] where fewer > 0 {
      if let (decimal, _) = decimal(fewer) { return .open(.number(decimal)) }
    }
    return .open(.unknown)
  }

  /// The number rounded to `count` digits, and whether that is all of it; nil where it is open.
  private func decimal(_ count: Int) -> (Decimal, isWhole: Bool)? {
    guard count > 0, excludesZero else { return nil }
    var (power, isGuess) = tenPower
    if isGuess, (Ball.abs(self) - Self.tenTo(power + 1)).sign.map({ $0 >= 0 }) == true {
      power += 1
    }
    // Rounding up may bring one digit more. A power that is too high would bring one too few.
    for _ in 0..<3 {
      let shift = Exponent(count - 1) - power
      let factor = Self.tenTo(Exponent(shift.magnitude))
      let scaled = shift < 0 ? Ball.abs(self) / factor : Ball.abs(self) * factor
      guard scaled.kind == .number, scaled.exponent <= Exponent(Self.bits), scaled.exponent >= 0,
        let units = scaled.units(of: Self.bits - Int(scaled.exponent))
      else { return nil }
      var digits = units.decimal
      guard digits.utf8.count == count else {
        guard digits.utf8.count > count else { return nil }
        power += 1
        continue
      }
      let rest = scaled.limbs.shiftedLeft(by: Swift.min(Int(scaled.exponent), Self.bits - 1))
      let isWhole = scaled.isExact && (rest.isZero || scaled.exponent == Exponent(Self.bits))
      while isWhole, digits.last == "0" { digits.removeLast() }
      return (Decimal(isNegative: isNegative, digits: digits, exponent: power), isWhole)
    }
    return nil
  }

  /// The power of ten of the first digit; where that is a guess, it may be one too low.
  private var tenPower: (power: Exponent, isGuess: Bool) {
    let fraction = Double(limbs.top >> 11) * 0x1p-53
    if exponent.magnitude < 1 << 40 {
      // Right to 2^−13.
      let log = Double(exponent) * 0.301029995663981195 + log10(fraction)
      let low = (log - 0x1p-10).rounded(.down)
      return (Exponent(low), low != (log + 0x1p-10).rounded(.down))
    }
    // log10 of 2^exponent to within 2^−6, which is .31 too high at most.
    let log = Self(exactly: exponent) * .ln2 / .log(Self(10)) - Self(0.5)
    let whole = log.limbs.shiftedRight(by: Self.bits - Int(log.exponent)).limbs
    let magnitude = Exponent(UInt128(whole[1]) << 64 | UInt128(whole[0]))
    return (log.isNegative ? -magnitude - 1 : magnitude, true)
  }

  private static func tenTo(_ power: Exponent) -> Self {
    let size = Ball(10).power(Exponent(power.magnitude))
    return power < 0 ? .one / size : size
  }
}

extension InlineArray where Element == UInt64 {
  /// The digits of an integer.
  fileprivate var decimal: String {
    var parts: [String] = []
    var rest = self
    while !rest.isZero {
      let (quotient, part) = rest.divided(by: 1_000_000_000_000_000_000)
      parts.append("\(part)")
      rest = quotient
    }
    guard let first = parts.popLast() else { return "0" }
    return parts.reversed().reduce(first) { digits, part in
      digits + String(repeating: "0", count: 18 - part.utf8.count) + part
    }
  }
}
