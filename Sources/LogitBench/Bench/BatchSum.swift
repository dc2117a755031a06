import LogitExact
import LogitLosses

/// The losses of a batch as one number, and what it was divided by.
///
/// - Derivation: every row's loss is kept to 100 bits, so that an edit computes one row; their sum is
///   exact, and where its error leaves more than one rounding, all rows are proven together.
/// - Accuracy: the sum and the quotient are rounded once, in any order of the rows:
///   `BatchSumTests`.
struct BatchSum {
  private let bench: Bench
  private let programs: BenchPrograms
  private let rows: [Int]
  private let high: Double
  private let low: Double
  /// How far `high + low` may be from the sum.
  private let error: Double

  init(_ bench: Bench, _ programs: BenchPrograms, _ pairs: [DoublePair]) {
    self.bench = bench
    self.programs = programs
    rows = bench.logits.indices.filter { !bench.isIgnored($0) }
    var sum = ExactSum()
    var error = 0.0
    for row in rows {
      sum.add(pairs[row].high)
      sum.add(pairs[row].low)
      error += pairs[row].error
    }
    high = sum.rounded(to: .float64)
    if high.isFinite { sum.add(-high) }
    low = high.isFinite ? sum.rounded(to: .float64) : 0
    // Each addition of an error may round down, and `low` is rounded.
    let whole = error * (1 + Double(rows.count) * 0x1p-52)
    self.error = whole == 0 && low == 0 ? 0 : whole + low.ulp
  }

  /// The sum over `divisor`, rounded once.
  func reading(over divisor: Quotient) -> Reading {
    let format = bench.dtype
    if !error.isNaN, error < .infinity, let decided = quick(over: divisor) { return decided }
    let sums = ProgramSums(count: rows.count, sumCount: 1, over: divisor.program) { index in
      (programs.loss(bench, row: rows[index]), [0])
    }
    return sums.proofs(in: format, budget: .ofAKey).first.map(Reading.init) ?? Reading(0)
  }

  /// nil where the error leaves more than one number, or a special one to tell exact from rounded.
  private func quick(over divisor: Quotient) -> Reading? {
    guard let bottom = divisor.exact else { return nil }
    let ends = [-error, error].flatMap { error in
      Self.quotient([high, low, error, bottom]).readings(in: bench.dtype)
    }
    guard ends.count == 2, ends[0].value == ends[1].value || ends[0].value.isNaN else { return nil }
    let value = ends[0].value
    let isSpecial = value == 0 || value.magnitude == 1 || value.isInfinite
    return isSpecial && error > 0 ? nil : ends[0]
  }

  /// `(high + low + error) / bottom`, its steps made once.
  private static func quotient(_ numbers: [Double]) -> Program {
    var program = steps.program
    program.bind(numbers, by: steps.binding)
    return program
  }

  private static let steps: (program: Program, binding: Program.Binding) = {
    let names = ["high", "low", "error", "bottom"]
    let sum = Expression.binary(
      .add, .binary(.add, .name("high"), .name("low")), .name("error"))
    let inputs = Inputs(
      Dictionary(uniqueKeysWithValues: names.map { ($0, .scalar(Quantity(1))) }))
    let program =
      (try? Program(.binary(.divide, sum, .name("bottom")), of: inputs)) ?? Program.empty
    return (program, program.binding { name, _ in names.firstIndex(of: name) })
  }()

  /// What a reduction divides by.
  struct Quotient {
    /// The number itself; nil where it is no double.
    let exact: Double?
    let program: Program?
    /// As the format holds it.
    let reading: Reading
  }
}

extension Bench {
  /// What the sum of the losses is divided by under a reduction.
  func divisor(_ reduction: Reduction) -> BatchSum.Quotient {
    let losses = lossesPerRow
    switch reduction {
    case .none, .sum: return divisor(count: 1)
    case .mean: return divisor(count: rows * losses)
    case .meanKept: return divisor(count: logits.indices.count { !isIgnored($0) } * losses)
    case .meanNonzero:
      let weighing = logits.indices.count { row in
        !isIgnored(row) && (sampleWeight.isEmpty || sampleWeight[row].value(in: dtype) != 0)
      }
      return divisor(count: weighing * losses)
    case .weightedMean: return divisorOfWeights
    }
  }

  /// How many unreduced losses a row has.
  package var lossesPerRow: Int { function.rows == .elements ? classes : 1 }

  private func divisor(count: Int) -> BatchSum.Quotient {
    // A mean over nothing is no number.
    let value = count == 0 ? .nan : Double(count)
    return BatchSum.Quotient(
      exact: value, program: Self.program(of: Quantity(value)),
      reading: Reading(dtype.rounded(value), isExact: true))
  }

  private static func program(of quantity: Quantity) -> Program? {
    try? Program(.name("count"), of: Inputs(["count": .scalar(quantity)]))
  }

  private var divisorOfWeights: BatchSum.Quotient {
    let kept = logits.indices.filter { !isIgnored($0) }
    guard !kept.isEmpty else { return divisor(count: 0) }
    let own = kept.map { row -> Double in
      sampleWeight.isEmpty ? 1 : sampleWeight[row].value(in: dtype)
    }
    let classes = kept.map { row -> Double in
      guard isWeighted, case .indices(let indices) = labels,
        classWeight.indices.contains(indices[row])
      else { return 1 }
      return classWeight[indices[row]].value(in: dtype)
    }
    let inputs = Inputs([
      "own": .vector(own.map { Quantity($0) }), "classes": .vector(classes.map { Quantity($0) }),
      "losses": .scalar(Quantity(Double(lossesPerRow))),
    ])
    let sum = Expression.call(.sum, [.binary(.multiply, .name("own"), .name("classes"))])
    guard
      let program = try? Program(.binary(.multiply, sum, .name("losses")), of: inputs),
      let proof = program.proofs(in: .float64).first
    else { return divisor(count: 0) }
    // A sum of weights of 0 divides nothing.
    if proof.verdict == .exact, proof.value == 0 { return divisor(count: 0) }
    return BatchSum.Quotient(
      exact: proof.verdict == .exact ? proof.value : nil, program: program,
      reading: program.readings(in: dtype).first ?? Reading(.nan))
  }
}
