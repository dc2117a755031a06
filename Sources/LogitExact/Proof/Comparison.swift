/// A number beside the exact value that it stands for.
public struct Comparison: Hashable, Sendable {
  /// The exact value, rounded to the format.
  public let exact: Proof
  /// How far the number is from the exact value, in ulps of the format; nil where one of them is
  /// no finite number, or the exact value is not known well enough. Infinite beyond the range of
  /// `Double`.
  ///
  /// An ulp is the spacing from the number of the format that is nearest to the exact value away from
  /// 0: beside a power of two the wider one, also for an exact value below it.
  public let ulps: Double?

  /// A comparison that was made elsewhere, such as that of a `Step`.
  public init(exact: Proof, ulps: Double?) {
    self.exact = exact
    self.ulps = ulps
  }
}

extension Program {
  /// Compares numbers, one a result, with the exact values of the results.
  ///
  /// - Accuracy: a distance is right to 12 digits or a millionth of an ulp unless it is nil:
  ///   `ComparisonTests`.
  public func compare(
    _ values: [Double], in format: Format, overflow: Overflow = .ieee, budget: Budget = Budget()
  ) -> [Comparison] {
    compare(values, at: results, in: format, overflow: overflow, budget: budget)
  }

  /// The same, taking the work that was done from the budget.
  package func compare(
    _ values: [Double], in format: Format, spending budget: inout Budget
  ) -> [Comparison] {
    compare(values, at: results, in: format, overflow: .ieee, spending: &budget)
  }

  /// The same with several numbers for each result, whose exact value is found once.
  ///
  /// - Accuracy: as for one number: `LostPlaceTests` compares both.
  /// - Precondition: One group, which may be empty, for each result.
  public func compare(
    each groups: [[Double]], in format: Format, budget: Budget = Budget()
  ) -> [[Comparison]] {
    let places = zip(results, groups).flatMap { Array(repeating: $0, count: $1.count) }
    var comparisons = compare(
      groups.flatMap(\.self), at: places, in: format, overflow: .ieee, budget: budget)[...]
    return groups.map { group in
      defer { comparisons = comparisons.dropFirst(group.count) }
      return Array(comparisons.prefix(group.count))
    }
  }

  func compare(
    _ values: [Double], at places: [Int], in format: Format, overflow: Overflow, budget: Budget
  ) -> [Comparison] {
    var budget = budget
    return compare(values, at: places, in: format, overflow: overflow, spending: &budget)
  }

  private func compare(
    _ values: [Double], at places: [Int], in format: Format, overflow: Overflow,
    spending budget: inout Budget
  ) -> [Comparison] {
    var question = Distances(
      program: self, values: values, places: places, format: format, overflow: overflow)
    let bits = budget.ask(&question)
    return question.answers.map { answer in
      answer ?? Comparison(exact: Proof(value: .nan, verdict: .undecided(bits: bits)), ulps: nil)
    }
  }
}

private struct Distances: Question {
  /// Of what is still open.
  private var program: Program
  /// Which answers its results are.
  private var open: [Int]
  let values: [Double]
  let format: Format
  let overflow: Overflow
  var answers: [Comparison?]

  init(
    program: Program, values: [Double], places: [Int], format: Format, overflow: Overflow
  ) {
    self.program = program
    self.program.results = places
    self.values = values
    self.format = format
    self.overflow = overflow
    answers = places.map { _ in nil }
    open = Array(places.indices)
  }

  func cost(limbs: Int) -> Double { program.cost(limbs: limbs) }

  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
    let balls = program.balls(Ball<width>.self)
    var still: Set<Int> = []
    for (index, place) in zip(open, program.results) {
      let ball = balls[place]
      guard let exact = Proof(of: ball, in: format, overflow: overflow) else {
        still.insert(index)
        continue
      }
      let distance = distance(from: values[index], to: ball, nearest: exact.value)
      answers[index] = Comparison(exact: exact, ulps: distance.ulps)
      if !distance.isKnown { still.insert(index) }
    }
    if still.isEmpty { return true }
    program.keep(still, of: &open)
    return false
  }

  /// - Returns: nil ulps where there are none, or where more bits would tell.
  private func distance<let width: Int>(
    from value: Double, to ball: Ball<width>, nearest: Double
  ) -> (ulps: Double?, isKnown: Bool) {
    guard value.isFinite, nearest.isFinite else { return (nil, true) }
    let ulp = Ball<width>(format.ulp(of: nearest))
    let miss = (Ball(value) - ball) / ulp
    if miss.isExactZero { return (0, true) }
    guard miss.kind == .number else { return (nil, false) }
    let bits = Ball<width>.Exponent(Ball<width>.bits)
    let isSharp = miss.spread.shifted(by: -bits).widest < 0x1p-40 && !miss.limbs.isZero
    if isSharp { return (miss.estimate, true) }
    // A millionth of an ulp is none, however little is known of it.
    let reach = miss.spread.shifted(by: miss.exponent - bits).widest
    return reach + miss.estimate.magnitude < 1e-6 ? (0, true) : (nil, false)
  }
}
