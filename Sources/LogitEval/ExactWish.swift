import LogitExact

/// What a request asks to know beyond its answers: `"exact": true`, `"digits": 40`.
struct ExactWish {
  let digits: Int

  static let fields = ["exact", "digits"]

  /// nil where nothing is asked for. Digits ask for the exact value as well.
  init?(_ fields: EvalFields) throws(EvalRefusal) {
    let isAsked = try fields.truth("exact") ?? false
    let count = try fields.whole("digits")
    guard isAsked || count != nil else { return nil }
    digits = count ?? DigitsProof.usualCount
    guard (1...DigitsProof.mostCount).contains(digits) else {
      throw EvalRefusal(
        .notAnInteger, "found \(digits), needs a whole number 1 ... \(DigitsProof.mostCount)",
        at: "digits")
    }
  }
}
