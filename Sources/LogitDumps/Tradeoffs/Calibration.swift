import Glibc
import LogitExact
import LogitText

/// Whether answers are as often right as they are sure: reliability, its error over bins of either kind,
/// and the temperature that the loss asks for.
package struct Calibration: Sendable {
  /// Answers whose p lies between two bounds.
  package struct Bin: Sendable, Equatable {
    package let from: Double
    package let to: Double
    package let count: Int
    package let right: Int
    /// What their p add up to, rounded once.
    package let sum: Double

    package var meanProbability: Double { sum / Double(count) }
    package var rightShare: Double { Double(right) / Double(count) }
    package var gap: Double { rightShare - meanProbability }
  }

  /// Bins, and how far right and sure are apart in them.
  package struct Reliability: Sendable, Equatable {
    package let bins: [Bin]
    /// The expected calibration error: the gaps of bins by their share of answers.
    package let error: Double
    /// The greatest gap.
    package let greatest: Double

    init(_ bins: [Bin]) {
      self.bins = bins.filter { $0.count > 0 }
      let count = self.bins.reduce(0) { $0 + $1.count }
      error = self.bins.reduce(0) { $0 + ($1.sum - Double($1.right)).magnitude } / Double(count)
      greatest = self.bins.map(\.gap.magnitude).max() ?? .nan
    }
  }

  package let dump: Dump
  package let binCount: Int
  /// Rows of a softmax by their likeliest class, else every answer.
  package let count: Int
  package let right: Int
  package let leftOut: Int
  /// Bins of one width: above a bound up to the next, with 0 in the first and so 1 in the last.
  package let equalWidth: Reliability
  /// Bins of as many answers, the first ones one more.
  package let equalMass: Reliability
  package let fit: TemperatureFit
  /// The error of equal width at the fitted temperature; nil where there is none.
  package let fittedError: Double?

  /// - Throws: `DumpError` of usage without labels.
  package init(
    _ dump: Dump, bins: Int = 15, _ progress: Progress = Progress()
  ) throws(DumpError) {
    guard dump.hasLabels else {
      throw .usage(dump.name, "without labels nothing is right or wrong")
    }
    (self.dump, binCount) = (dump, bins)
    let scale = 1 / dump.request.temperature
    var answers = try SureAnswers(dump, scale: scale, progress)
    (count, right, leftOut) = (answers.count, answers.right, answers.leftOut)
    guard count > 0 else { throw .usage(dump.name, "no row counts: there is nothing to calibrate") }
    equalWidth = answers.equalWidth(bins)
    equalMass = answers.equalMass(bins)
    fit = try TemperatureFit(dump, progress)
    if let temperature = fit.temperature {
      fittedError = try SureAnswers(dump, scale: 1 / temperature, progress).equalWidth(bins).error
    } else {
      fittedError = nil
    }
  }
}

/// How sure answers are, and whether they are right.
private struct SureAnswers: Sendable {
  private var probabilities: [Double] = []
  private var isRight: [Bool] = []
  var leftOut = 0

  var count: Int { probabilities.count }
  var right: Int { isRight.count { $0 } }

  private init() {}

  init(_ dump: Dump, scale: Double, _ progress: Progress) throws(DumpError) {
    progress.begin(dump.count, "counting answers")
    let parts = try dump.inParts { range throws(DumpError) in
      var part = SureAnswers()
      let ignored = dump.ignoreIndex
      try dump.eachRow(range, progress) { part.add(dump, $0, $1, $2, scale, ignored) }
      return part
    }
    for part in parts {
      probabilities += part.probabilities
      isRight += part.isRight
      leftOut += part.leftOut
    }
  }

  private mutating func add(
    _ dump: Dump, _ row: Int, _ logits: ArraySlice<Double>, _ targets: ArraySlice<Double>,
    _ scale: Double, _ ignored: Int?
  ) {
    if dump.head == .sigmoid {
      for (z, y) in zip(logits, targets) { add(1 / (1 + exp(-z * scale)), y >= 0.5) }
      return
    }
    guard let label = dump.label(row, targets), label != ignored else { return }
    let quick = logits.withUnsafeBufferPointer { QuickLoss($0, label: nil) }
    guard quick.nanAt == nil, quick.maximum.isFinite else {
      leftOut += 1
      return
    }
    let others =
      scale == 1
      ? quick.others : logits.reduce(0) { $0 + exp(($1 - quick.maximum) * scale) } - 1
    add(1 / (1 + max(0, others)), quick.top == label)
  }

  private mutating func add(_ probability: Double, _ isRight: Bool) {
    guard !probability.isNaN else {
      leftOut += 1
      return
    }
    probabilities.append(probability)
    self.isRight.append(isRight)
  }

  func equalWidth(_ count: Int) -> Calibration.Reliability {
    var (sums, counts, rights) = (
      [ExactSum](repeating: ExactSum(), count: count), [Int](repeating: 0, count: count),
      [Int](repeating: 0, count: count)
    )
    let bounds = (0...count).map { Double($0) / Double(count) }
    for (p, isRight) in zip(probabilities, isRight) {
      var bin = min(count - 1, max(0, Int(p * Double(count))))
      // A bound belongs to the bin that it ends.
      while bin > 0, p <= bounds[bin] { bin -= 1 }
      while bin < count - 1, p > bounds[bin + 1] { bin += 1 }
      sums[bin].add(p)
      counts[bin] += 1
      rights[bin] += isRight ? 1 : 0
    }
    return Calibration.Reliability(
      (0..<count).map {
        Calibration.Bin(
          from: bounds[$0], to: bounds[$0 + 1], count: counts[$0], right: rights[$0],
          sum: sums[$0].rounded(to: .float64))
      })
  }

  /// - Derivation: answers in order of their p, equal ones in that of the rows, parted as NumPy's
  ///   `array_split` does.
  mutating func equalMass(_ count: Int) -> Calibration.Reliability {
    let order = sortedByKey(probabilities.indices.map { Int32($0) }, probabilities.map { -$0 })
    let (least, extra) = (order.count / count, order.count % count)
    var start = 0
    var bins: [Calibration.Bin] = []
    for bin in 0..<count {
      let end = start + least + (bin < extra ? 1 : 0)
      var sum = ExactSum()
      var right = 0
      for place in start..<end {
        sum.add(probabilities[Int(order[place])])
        right += isRight[Int(order[place])] ? 1 : 0
      }
      if end > start {
        bins.append(
          Calibration.Bin(
            from: probabilities[Int(order[start])], to: probabilities[Int(order[end - 1])],
            count: end - start, right: right, sum: sum.rounded(to: .float64)))
      }
      start = end
    }
    return Calibration.Reliability(bins)
  }
}

extension Dump {
  /// The class that is true of a row, or the one of the greatest share; nil without.
  func label(_ row: Int, _ targets: ArraySlice<Double>) -> Int? {
    if case .indices(let all) = labels { return all[row] }
    return targets.indices.max { targets[$0] < targets[$1] }.map { $0 - targets.startIndex }
  }
}
