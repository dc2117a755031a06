import LogitExact
import LogitLosses
import LogitText

/// The losses of a batch as one number, and what it was divided by.
///
/// - Derivation: every row's loss is kept as it was before it was rounded, so that an edit computes one
///   row; their sum is exact. Where its error leaves more than one rounding every loss is made anew
///   to 100 bits, and where that does not decide, all rows are proven together.
/// - Accuracy: the sum and the quotient are rounded once, in any order of the rows:
///   `BatchSumTests`.
struct BatchSum {
  private let bench: Bench
  private let rows: [Int]
  private let high: Double
  private let low: Double
  /// How far `high + low` may be from the sum.
  private let error: Double

  init(_ bench: Bench, _ pairs: [DoublePair]) {
    self.bench = bench
    rows = bench.keptRows
    var sum = ExactSum()
    sum.add(contentsOf: rows.map { pairs[$0].high })
    sum.add(contentsOf: rows.map { pairs[$0].low })
    let error = rows.reduce(0) { $0 + pairs[$1].error }
    high = sum.rounded(to: .float64)
    if high.isFinite { sum.add(-high) }
    low = high.isFinite ? sum.rounded(to: .float64) : 0
    // Each addition of an error may round down, and `low` is rounded.
    let whole = error * (1 + Double(rows.count) * 0x1p-52)
    self.error = whole == 0 && low == 0 ? 0 : whole + low.ulp
  }

  /// The sum over `divisor`, rounded once.
  func reading(
    over divisor: Denominator, _ programs: inout BenchRows, within budget: Budget = .ofAKey
  ) -> Reading {
    let format = bench.dtype
    if let decided = quick(over: divisor) ?? finer(&programs).quick(over: divisor) {
      return decided
    }
    func part(_ index: Int) -> (program: Program, sums: [Int]) {
      (programs.loss(bench, row: rows[index]), [0])
    }
    return withoutActuallyEscaping(part) { part in
      let sums = ProgramSums(count: rows.count, sumCount: 1, over: divisor.program, part: part)
      return sums.proofs(in: format, budget: budget).first.map(Reading.init) ?? Reading(0)
    }
  }

  /// The same sum of losses to 100 bits.
  private func finer(_ programs: inout BenchRows) -> BatchSum {
    var pairs = [DoublePair](repeating: .zero, count: bench.rows)
    for row in rows { pairs[row] = programs.loss(bench, row: row).pairs.first ?? .zero }
    return BatchSum(bench, pairs)
  }

  /// nil where the error leaves more than one number, or a special one to tell exact from rounded.
  private func quick(over divisor: Denominator) -> Reading? {
    guard !divisor.isOpen, error < .infinity else { return nil }
    let bottom = divisor.value
    let ends = [-error, error].flatMap { error in
      Self.quotient([high, low, error, bottom]).readings(in: bench.dtype)
    }
    guard ends.count == 2, ends[0].value == ends[1].value || ends[0].value.isNaN else { return nil }
    let value = ends[0].value
    let isSpecial = value == 0 || value.magnitude == 1 || value.isInfinite
    return isSpecial && error > 0 ? nil : ends[0]
  }

  /// What follows from the sum over `divisor`, rounded once; NaN where 100 bits of every loss leave more
  /// than one number.
  func reading(
    over divisor: Denominator, _ programs: inout BenchRows, as follows: (Expression) -> Expression
  ) -> Reading {
    quick(over: divisor, as: follows) ?? finer(&programs).quick(over: divisor, as: follows)
      ?? Reading(.nan)
  }

  private func quick(over divisor: Denominator, as follows: (Expression) -> Expression) -> Reading?
  {
    let inputs = Inputs(
      Dictionary(
        uniqueKeysWithValues: zip(Self.names, [high, low, error, divisor.value]).map {
          ($0, .scalar(Quantity($1)))
        }))
    let ends = [Self.quotient, Self.quotient.replacing("error", with: .negation(.name("error")))]
      .flatMap { (try? Program(follows($0), of: inputs))?.readings(in: bench.dtype) ?? [] }
    guard ends.count == 2, ends[0].value == ends[1].value else { return nil }
    return ends[0]
  }

  private static let names = ["high", "low", "error", "bottom"]

  private static let quotient = Expression.binary(
    .divide,
    .binary(.add, .binary(.add, .name("high"), .name("low")), .name("error")), .name("bottom"))

  /// `(high + low + error) / bottom`, its steps made once.
  private static func quotient(_ numbers: [Double]) -> Program {
    var program = steps.program
    program.bind(numbers, by: steps.binding)
    return program
  }

  private static let steps: (program: Program, binding: Program.Binding) = {
    let inputs = Inputs(
      Dictionary(uniqueKeysWithValues: names.map { ($0, .scalar(Quantity(1))) }))
    let program =
      (try? Program(quotient, of: inputs)) ?? Program.empty
    return (program, program.binding { name, _ in names.firstIndex(of: name) })
  }()
}

extension Bench {
  /// What the sum of the losses is divided by under a reduction.
  func denominator(_ reduction: Reduction) -> Denominator {
    Denominator(
      reduction, rows: rows, kept: keptRows, losses: lossesPerRow,
      sampleWeight: { weight(ofRow: $0).value(in: dtype) },
      classWeight: { row in
        guard isWeighted, let label = index(ofRow: row), classWeight.indices.contains(label) else {
          return 1
        }
        return classWeight[label].value(in: dtype)
      })
  }

  /// How many unreduced losses a row has.
  package var lossesPerRow: Int { form.isElementwise ? classes : 1 }
}
