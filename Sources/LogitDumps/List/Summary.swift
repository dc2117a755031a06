import Glibc
import LogitExact
import LogitLosses
import LogitText

/// What a dump comes to: its loss under every reduction, where the losses lie, and which classes are
/// taken for which.
package struct Summary: Sendable {
  /// A reduction, what it divides by and the loss; nil where its digits are not known.
  package struct Reduced: Sendable {
    package let reduction: Reduction
    package let denominator: Double
    package let loss: Reading?
    /// The loss as a text, with the digits that are sure and a `~` where it is not known.
    package let text: String
  }

  /// So many losses from one bound to the next.
  package struct Bin: Sendable, Equatable {
    package let from: Double
    package let to: Double
    package let count: Int
  }

  /// Rows of one class that were taken for another.
  package struct Pair: Sendable, Equatable {
    package let label: Int
    package let prediction: Int
    package let count: Int
    package let meanLoss: Double
  }

  package let rows: Int
  package let kept: Int
  /// nil without labels.
  package let right: Int?
  package let reduced: [Reduced]
  package let bits: Reading?
  package let perplexity: Reading?
  /// The loss of equal logits: ln K, of sigmoids ln 2.
  package let uniform: Double
  package let histogram: [Bin]
  package let pairs: [Pair]

  /// Where one bin of losses ends and the next begins.
  private static let bounds = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, .infinity]

  /// The bins of losses, besides that of NaN.
  static let binCount = bounds.count - 1

  package init(_ dump: Dump, _ facts: RowFacts) {
    let wrong = facts.flags.count { $0.contains(.wrong) || $0.contains(.noClass) }
    let hasLabels = dump.labels.areGiven
    // The places of a reply's rows are other tokens in each.
    let hasClasses = dump.head == .softmax && dump.rowNames == nil
    var counts = [Int](repeating: 0, count: Self.binCount + 1)
    for row in facts.losses.indices where hasLabels && !facts.flags[row].contains(.ignored) {
      let loss = facts.losses[row]
      let bin = Self.bounds.lastIndex { $0 <= loss } ?? 0
      counts[loss.isNaN ? Self.binCount : min(bin, Self.binCount - 1)] += 1
    }
    self.init(
      facts.sum, dump.format, Kind(dump), right: hasLabels ? facts.sum.kept - wrong : nil,
      histogram: counts, pairs: hasClasses ? Self.pairs(facts) : [])
  }

  /// What of a dump's loss its sums must know.
  struct Kind: Sendable, Equatable {
    var classes: Int
    var isSoftmax: Bool
    var lossesPerRow: Int
    /// Whether classes have weights.
    var isWeighted: Bool

    init(classes: Int, isSoftmax: Bool, lossesPerRow: Int, isWeighted: Bool) {
      (self.classes, self.isSoftmax) = (classes, isSoftmax)
      (self.lossesPerRow, self.isWeighted) = (lossesPerRow, isWeighted)
    }

    init(_ dump: Dump) {
      self.init(
        classes: dump.classCount, isSoftmax: dump.head == .softmax, lossesPerRow: dump.lossesPerRow,
        isWeighted: dump.head == .softmax && !dump.request.classWeight.isEmpty)
    }
  }

  /// - Parameters:
  ///   - right: How many rows are right; nil without labels.
  ///   - histogram: Losses by bin, and NaN.
  init(
    _ sum: LossSum, _ format: Format, _ kind: Kind, right: Int?, histogram: [Int], pairs: [Pair]
  ) {
    (rows, kept, self.right, self.pairs) = (sum.rows, sum.kept, right, pairs)
    var reductions: [Reduction] = [.sum, .mean]
    if kept != rows { reductions.append(.meanKept) }
    if kind.isWeighted { reductions.append(.weightedMean) }
    func reading(
      over reduction: Reduction, _ follows: (Expression) -> Expression = { $0 }
    ) -> Reading? {
      let bottom = sum.denominator(reduction, losses: kind.lossesPerRow)
      return right == nil ? nil : sum.reading(over: bottom, in: format, as: follows)
    }
    reduced =
      right == nil
      ? []
      : reductions.map {
        let (bottom, loss) = (
          sum.denominator($0, losses: kind.lossesPerRow), reading(over: $0)
        )
        return Reduced(
          reduction: $0, denominator: bottom, loss: loss,
          text: loss.map { Self.spelled($0, format) } ?? sum.near(over: bottom))
      }
    let own: Reduction = kind.isWeighted ? .weightedMean : .meanKept
    bits = reading(over: own) { .binary(.divide, $0, .call(.log, [.number("2")])) }
    perplexity = kind.isSoftmax ? reading(over: own) { .call(.exp, [$0]) } : nil
    uniform = log(kind.isSoftmax ? Double(kind.classes) : 2)
    self.histogram = histogram.enumerated().compactMap { bin, count in
      if bin < Self.binCount {
        return Bin(from: Self.bounds[bin], to: Self.bounds[bin + 1], count: count)
      }
      return count > 0 ? Bin(from: .nan, to: .nan, count: count) : nil
    }
  }

  private static func pairs(_ facts: RowFacts) -> [Pair] { worst(facts.confusions) }

  /// The pairs of most rows.
  static func worst(_ confusions: [SIMD2<Int32>: Confusion]) -> [Pair] {
    let all = confusions.map { key, sum in
      Pair(
        label: Int(key.x), prediction: Int(key.y), count: sum.count,
        meanLoss: sum.loss.rounded(to: .float64) / Double(sum.count))
    }
    return Array(
      all.sorted { a, b in
        (b.count, a.label, a.prediction) < (a.count, b.label, b.prediction)
      }.prefix(5))
  }
}

/// Rows of one label that were taken for another class: their losses.
struct Confusion: Sendable, Equatable {
  var count = 0
  var loss = ExactSum()

  mutating func add(_ loss: Double) {
    count += 1
    self.loss.add(loss)
  }

  mutating func merge(_ other: Confusion) {
    count += other.count
    loss.merge(other.loss)
  }
}

extension RowFacts {
  /// By label and likeliest class.
  var confusions: [SIMD2<Int32>: Confusion] {
    var (places, keys, sums) = ([SIMD2<Int32>: Int](), [SIMD2<Int32>](), [Confusion]())
    // Of few classes each pair has a place, which takes ten million rows less time than a hash.
    let width = Int(max(labels.max() ?? 0, predictions.max() ?? 0)) + 1
    var table = [Int32](repeating: -1, count: width <= 1024 ? width * width : 0)
    func place(_ key: SIMD2<Int32>) -> Int {
      let cell = table.isEmpty ? 0 : Int(key.x) * width + Int(key.y)
      if let known = table.isEmpty ? places[key] : table[cell] < 0 ? nil : Int(table[cell]) {
        return known
      }
      if table.isEmpty { places[key] = sums.count } else { table[cell] = Int32(sums.count) }
      keys.append(key)
      sums.append(Confusion())
      return sums.count - 1
    }
    for row in 0..<count where flags[row].contains(.wrong) && predictions[row] >= 0 {
      let key = SIMD2(labels[row], predictions[row])
      if key.x != key.y { sums[place(key)].add(losses[row]) }
    }
    return Dictionary(uniqueKeysWithValues: zip(keys, sums))
  }
}
