import Glibc
import LogitBench
import LogitExact
import LogitText

/// What a formula gave in a format, beside the exact value.
package struct Outcome: Equatable, Sendable {
  /// What became of the digits, in an order from good to bad.
  package enum Verdict: Equatable, Sendable {
    case right
    /// So many of the decimal digits that the format has.
    case digits(Int, of: Int)
    case everyDigitLost
    case tooLarge(Double)
    case tooSmall(Double)
    case wrongSign
    case notZero
    case infinite
    case notANumber
    /// Neither the exact value is a number nor what was computed.
    case noValue
    /// The exact value is not known well enough to say.
    case open
  }

  package let value: Double
  package let format: Format
  /// As it reads back; a zero with its sign, `0~`, `1~` and `inf~` where that is right and rounding
  /// made it so.
  package let text: String
  /// Where the digits that are wrong begin in `text`; nil where there are none.
  package let wrongFrom: Int?
  /// How far it is from the exact value; nil where there is no such distance.
  package let ulps: Double?
  package let verdict: Verdict

  package var isRight: Bool { verdict == .right || verdict == .noValue }

  init(_ value: Double, _ comparison: Comparison, in format: Format) {
    self.value = value
    self.format = format
    ulps = comparison.ulps
    let exact = comparison.exact
    let plain = value == 0 && value.sign == .minus ? "-0" : format.spelled(value)
    if case .undecided = exact.verdict {
      text = plain
      verdict = .open
      wrongFrom = nil
      return
    }
    verdict = Self.verdict(value, exact.value, comparison.ulps, in: format)
    text = plain + (verdict == .right && exact.isRounded(as: value) ? "~" : "")
    wrongFrom =
      verdict == .right || verdict == .noValue
      ? nil : Self.place(text, value, exact.value, in: format)
  }

  private static func verdict(
    _ value: Double, _ exact: Double, _ ulps: Double?, in format: Format
  ) -> Verdict {
    if value.isNaN && exact.isNaN { return .noValue }
    if value == exact { return .right }
    if value.isNaN { return .notANumber }
    if value.isInfinite { return .infinite }
    guard exact.isFinite else { return .everyDigitLost }
    if let ulps, ulps.magnitude <= 1 { return .right }
    if exact == 0 { return .notZero }
    if value == 0 { return .everyDigitLost }
    if (value < 0) != (exact < 0) { return .wrongSign }
    let ratio = value / exact
    if ratio >= 2 { return .tooLarge(ratio) }
    if ratio <= 0.5 { return .tooSmall(1 / ratio) }
    let most = format.printedDigits
    let kept = digitsKept(value, exact, atMost: most)
    // An ulp or two may lie behind the last digit that counts.
    return kept == 0 ? .everyDigitLost : kept == most ? .right : .digits(kept, of: most)
  }

  /// How many decimal digits two numbers share, by the size of their difference.
  static func digitsKept(_ value: Double, _ exact: Double, atMost most: Int) -> Int {
    let miss = (value - exact).magnitude / exact.magnitude
    guard miss > 0, miss.isFinite else { return miss == 0 ? most : 0 }
    for digits in 0..<most where miss > pow(10, -Double(digits + 1)) { return digits }
    return most
  }

  /// The place of the first digit that is not the exact value's.
  private static func place(
    _ text: String, _ value: Double, _ exact: Double, in format: Format
  ) -> Int? {
    guard value.isFinite, exact.isFinite, value != 0, exact != 0, (value < 0) == (exact < 0) else {
      return 0
    }
    let kept = digitsKept(value, exact, atMost: format.printedDigits)
    var right = kept
    if Self.power(value) == Self.power(exact) {
      let pairs = zip(significant(text), significant(format.spelled(exact)))
      right = max(kept, pairs.prefix { $0 == $1 }.count)
    }
    guard right > 0 else { return 0 }
    var seen = 0
    var hasBegun = false
    for (place, character) in text.enumerated() {
      if character == "e" { break }
      guard character.isNumber else { continue }
      hasBegun = hasBegun || character != "0"
      guard hasBegun else { continue }
      if seen == right { return place }
      seen += 1
    }
    // The digits that are wrong are those that do not stand there.
    return nil
  }

  private static func power(_ value: Double) -> Int { value.magnitude.exponentOfTen }

  private static func significant(_ text: String) -> [Character] {
    Array(text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" })
  }
}

extension Double {
  /// The power of ten of the first digit.
  fileprivate var exponentOfTen: Int {
    guard isFinite, self != 0 else { return 0 }
    // The shortest decimal has it; a logarithm may be off by one beside a power of ten.
    let digits = scientific(16)
    return digits.split(separator: "e").last.flatMap { Int($0) } ?? 0
  }
}

extension Outcome {
  /// The number with `!` before the first wrong digit.
  package var marked: String {
    guard let wrongFrom else { return text }
    return text.prefix(wrongFrom) + "!" + text.dropFirst(wrongFrom)
  }

  /// `0.32`, `9.28e+06`.
  package var ulpsText: String { LogitText.ulpsText(ulps) }
}

extension Outcome.Verdict {
  /// Whether more is lost than by one that keeps some digits.
  func isWorse(than other: Self) -> Bool { rank > other.rank && other.rank < 100 }

  private var rank: Int {
    switch self {
    case .right, .noValue: 0
    case .open: 1
    case .digits(let kept, let most): 2 + most - kept
    case .tooLarge, .tooSmall, .notZero: 100
    case .everyDigitLost: 101
    case .wrongSign, .infinite, .notANumber: 102
    }
  }

  /// What a person would say.
  package var words: String {
    func size(_ ratio: Double) -> String {
      ratio < 10 ? ratio.significant(2) : ratio < 1e6 ? ratio.decimals(0) : ratio.scientific(0)
    }
    switch self {
    case .right: return "right"
    case .digits(let kept, let most): return "\(kept) of \(most) digits left"
    case .everyDigitLost: return "every digit lost"
    case .tooLarge(let ratio): return "\(size(ratio)) x too large"
    case .tooSmall(let ratio): return "\(size(ratio)) x too small"
    case .wrongSign: return "wrong sign"
    case .notZero: return "should be 0"
    case .infinite: return "inf"
    case .notANumber: return "nan"
    case .noValue: return "nan, as it must be"
    case .open: return "not known"
    }
  }
}

extension Proof {
  /// Whether `value` is a 0, 1 or infinity in the place of a value that is none.
  func isRounded(as value: Double) -> Bool {
    if case .undecided = verdict { return false }
    guard value == 0 || value.magnitude == 1 || value.isInfinite else { return false }
    return verdict != .exact || self.value != value
  }
}

extension Outcome {
  /// Whether half of the digits are gone, or there is no number where there should be one.
  ///
  /// - Derivation: half of the digits is a relative error of 2^(-precision/2). Among subnormal
  ///   numbers an ulp is more than that, so less than one of them is never a failure.
  static func isFailed(_ value: Double, _ proof: Proof, off ulps: Double?, in format: Format)
    -> Bool
  {
    if case .undecided = proof.verdict { return false }
    let exact = proof.value
    guard let ulps = ulps?.magnitude else {
      if value.isFinite, exact.isFinite { return false }
      return !(value == exact || value.isNaN && exact.isNaN)
    }
    var share = 1.0
    for _ in 0..<format.precision / 2 { share /= 2 }
    return ulps > Swift.max(1, exact.magnitude / format.ulp(of: exact) * share)
  }
}
