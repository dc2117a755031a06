import LogitBench
import LogitExact
import LogitText

/// The steps of a formula as a table: what a format makes of each, the number nearest to what it is exactly, and what
/// happened there.
enum StepLines {
  static func table(_ steps: [Step], in format: Format) -> String {
    var rows = [["step", format.name, "nearest", "off by", ""]]
    rows += steps.map { step in
      [
        step.text, step.exact.text(of: step.value, in: format), step.exact.text(in: format),
        spelled(ulps: step.ulps), step.events.map { $0.words(in: format) }.joined(separator: ", "),
      ]
    }
    return aligned(rows).joined(separator: "\n")
  }
}

extension Step.Event {
  func words(in format: Format) -> String {
    switch self {
    case .rounded: "rounded"
    case .absorbed(let small): "\(small.significant(3)) is absorbed"
    case .cancelled(let digits): "\(counted(digits, "digit")) cancelled"
    case .overflow: "overflow: beyond \(format.spelled(format.greatestFinite))"
    case .underflow: "underflow: below half of \(format.leastNonzero.scientific(2))"
    case .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero, .infinityOverInfinity:
      indeterminate ?? ""
    case .outOfDomain: "not defined there"
    case .spreadsNaN: "nan goes on"
    case .pole: "infinite by definition"
    }
  }
}
