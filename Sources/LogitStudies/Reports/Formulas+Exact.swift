import Glibc
import LogitBench
import LogitExact
import LogitLosses
import LogitText

extension Formulas {
  /// A formula on its line, with room for so many digits of its exact value.
  struct Candidate {
    let subject: ClassNumber
    let spelling: String
    let digits: Int
  }

  private static let label = "   exact "
  /// With more classes the steps alone take longer than a key may; `exact` still answers.
  private static let mostClasses = 1000

  /// What every line has alike, so that the eye goes to the numbers and not to their tails.
  private static let usualDigits = 17

  /// Enough digits to tell more than the format does.
  private var leastDigits: Int { bench.dtype.printedDigits + 3 }

  /// The first of the spellings that leaves room for digits worth showing; else the first.
  func candidate(_ subject: ClassNumber, _ spellings: [String], width: Int) -> Candidate {
    guard bench.classes <= Self.mostClasses else {
      return Candidate(subject: subject, spelling: spellings.first ?? "", digits: 0)
    }
    let value = result.reading(subject, of: index, under: bench.loss).value
    let overhead = Self.label.utf8.count + Decimal.overhead(near: value)
    for spelling in spellings {
      let room = width - spelling.utf8.count - overhead
      if room >= leastDigits {
        let most = digits ?? Swift.max(Self.usualDigits, leastDigits)
        return Candidate(subject: subject, spelling: spelling, digits: Swift.min(room, most))
      }
    }
    return Candidate(subject: subject, spelling: spellings.first ?? "", digits: 0)
  }

  /// The lines of formulas, each with the exact value behind it where it has room and is known.
  func lines(_ candidates: [Candidate], width: Int) -> [String] {
    let asked = candidates.filter { $0.digits > 0 }
    guard !asked.isEmpty else { return candidates.map(\.spelling) }
    let program = evaluation.program(bench, of: asked.map(\.subject), ofClass: index)
    // A screen is drawn at every key: what takes longer is left to `exact`.
    let budget = Budget.ofAPoint()
    var proofs = program.digits(asked.map(\.digits), budget: budget)[...]
    return candidates.map { candidate in
      guard candidate.digits > 0, let proof = proofs.popFirst(), proof.isDecided,
        case .number = proof.value
      else { return candidate.spelling }
      let line = candidate.spelling + Self.label + proof.text
      return line.utf8.count <= width ? line : candidate.spelling
    }
  }
}

extension RowResult {
  func reading(
    _ subject: ClassNumber, of index: Int, under loss: Loss
  ) -> Reading {
    switch subject {
    case .probability: probabilities(loss)[index]
    case .loss: loss.isElementwise ? terms[index] : self.loss
    case .gradient: gradient[index]
    }
  }
}

extension Decimal {
  /// How many characters the spelling of such a number has beside its digits.
  fileprivate static func overhead(near value: Double) -> Int {
    guard value.isFinite, value != 0 else { return 8 }
    let exponent = Int128(log10(value.magnitude).rounded(.down))
    let digits = String(repeating: "1", count: 30)
    return Decimal(isNegative: value < 0, digits: digits, exponent: exponent).text().utf8.count - 30
  }
}
