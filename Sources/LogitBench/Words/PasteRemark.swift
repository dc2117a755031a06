import LogitExact
import LogitText

/// What a person must know of numbers as they were written, though the numbers were read.
package enum PasteRemark: Hashable, Sendable {
  /// The paste names a format.
  case dtype(Format)
  /// The paste has more axes than a batch: how many values each has.
  case axes([Int])
  /// A word that no number of 64 bits is near to: what was read instead.
  case beyond(String, Number)
}

extension PasteRemark {
  /// The remark on a word that overflows or underflows as a `Double`; nil for any other.
  package init?(_ word: some StringProtocol, readAs number: Number) {
    let mantissa = word.prefix { $0 != "e" && $0 != "E" }
    guard mantissa.contains(where: { "123456789".contains($0) }) else { return nil }
    guard !number.isNaN, !number.isFinite || number.isZero else { return nil }
    self = .beyond(String(word).shortened, number)
  }
}
