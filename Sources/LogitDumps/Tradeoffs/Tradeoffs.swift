import Glibc
import LogitExact
import LogitText

/// What a threshold trades for what: precision, recall and F1 of answers that are yes from some p on, and
/// which pos_weight would move it where.
package struct Tradeoffs: Sendable {
  /// What answers from a threshold on come to, by counts alone.
  package struct Point: Sendable, Equatable {
    /// Yes from here on.
    package let logit: Double
    package let truePositives: Int
    package let falsePositives: Int
    package let falseNegatives: Int
    package let trueNegatives: Int

    package var threshold: Double { 1 / (1 + exp(-logit)) }
    /// NaN where nothing is taken for true.
    package var precision: Double { Double(truePositives) / Double(truePositives + falsePositives) }
    /// NaN where nothing is true.
    package var recall: Double { Double(truePositives) / Double(truePositives + falseNegatives) }
    package var f1: Double {
      Double(2 * truePositives) / Double(2 * truePositives + falsePositives + falseNegatives)
    }
  }

  package let dump: Dump
  /// The class that is asked for; nil for all answers together.
  package let index: Int?
  /// From the surest yes down, and how many of those before each place are true.
  private let logits: [Double]
  private let positivesBefore: [Int32]
  package let leftOut: Int
  package let averagePrecision: Double
  package let rocArea: Double
  /// The point of the greatest F1.
  package let best: Point
  /// Each class by itself at p .5, where there are several.
  package let classes: [Point]
  /// The weight that the logits were trained with.
  private let ownWeight: Double

  package var count: Int { logits.count }
  package var positives: Int { Int(positivesBefore.last ?? 0) }
  /// How many times a positive must count to weigh as much as all negatives.
  package var balance: Double { Double(count - positives) / Double(positives) }

  /// So many answers are sorted in memory.
  private static let mostAnswers = 100_000_000

  /// - Parameter index: A class, against all others; nil for all answers of sigmoids.
  /// - Throws: `DumpError` of usage where there is no threshold to choose.
  package init(
    _ dump: Dump, ofClass index: Int? = nil, _ progress: Progress = Progress()
  ) throws(DumpError) {
    guard dump.hasLabels else {
      throw .usage(dump.name, "without labels nothing is right or wrong")
    }
    if let index, !(0..<dump.classCount).contains(index) {
      throw .usage(dump.name, "has no class \(index); they are\(counting(dump.classCount))")
    }
    guard dump.hasThreshold || index != nil else {
      throw .usage(
        dump.name,
        "a softmax over \(counted(dump.classCount, "class")) has no threshold; --class K takes one"
          + " against the others")
    }
    let index = index ?? (dump.head == .softmax ? 1 : nil)
    guard dump.count * (index == nil ? dump.classCount : 1) <= Self.mostAnswers else {
      throw .usage(dump.name, "more than \(Self.mostAnswers) answers; --class K takes one class")
    }
    progress.begin(dump.count, "counting answers")
    let parts = try dump.inParts { range throws(DumpError) in
      var part = Answers(classes: dump.classCount)
      let ignored = dump.ignoreIndex
      try dump.eachRow(range, progress) { part.add(dump, $0, $1, $2, ofClass: index, ignored) }
      return part
    }
    var all = Answers(classes: dump.classCount)
    for part in parts { all.merge(part) }
    (self.dump, self.index, leftOut) = (dump, index, all.leftOut)
    classes = dump.head == .sigmoid && dump.classCount > 1 ? all.counts : []
    let weights = dump.head == .sigmoid ? dump.request.posWeight : []
    ownWeight = weights.isEmpty ? 1 : weights[index ?? 0]
    all.sort()
    logits = all.logits
    var before: [Int32] = [0]
    for isTrue in all.truths { before.append((before.last ?? 0) + (isTrue ? 1 : 0)) }
    positivesBefore = before
    (averagePrecision, rocArea, best) = Self.areas(logits, before)
  }

  /// - Derivation: over places where the logit changes, as scikit-learn: the precision at each, by how
  ///   much the recall grew; and of pairs of a positive and a negative the share in which the positive is
  ///   the surer one, ties for half.
  private static func areas(
    _ logits: [Double], _ before: [Int32]
  ) -> (precision: Double, roc: Double, best: Point) {
    let positives = Int(before.last ?? 0)
    let negatives = logits.count - positives
    var (sum, pairs) = (0.0, 0)
    var (start, best) = (0, (doubled: -1, place: 0, sum: 1))
    while start < logits.count {
      var end = start + 1
      while end < logits.count, logits[end] == logits[start] { end += 1 }
      let (found, more) = (Int(before[end]), Int(before[end] - before[start]))
      sum += Double(found) / Double(end) * Double(more)
      pairs += (end - start - more) * (2 * Int(before[start]) + more)
      // 2 tp / (tp + fp + tp + fn), compared without rounding.
      let bottom = end + positives
      if 2 * found * best.sum > best.doubled * bottom { best = (2 * found, end, bottom) }
      start = end
    }
    let place = max(0, best.place - 1)
    let point = Self.point(
      from: logits.isEmpty ? 0 : logits[place], taken: best.place, before, logits.count)
    return (
      sum / Double(positives), Double(pairs) / 2 / (Double(positives) * Double(negatives)), point
    )
  }

  private static func point(
    from logit: Double, taken: Int, _ before: [Int32], _ count: Int
  ) -> Point {
    let (found, all) = (Int(before[taken]), Int(before.last ?? 0))
    return Point(
      logit: logit, truePositives: found, falsePositives: taken - found,
      falseNegatives: all - found, trueNegatives: count - taken - (all - found))
  }

  /// What answers come to that are yes from a logit on.
  package func point(fromLogit logit: Double) -> Point {
    var (low, high) = (0, logits.count)
    while low < high {
      let middle = (low + high) / 2
      if logits[middle] >= logit { low = middle + 1 } else { high = middle }
    }
    return Self.point(from: logit, taken: low, positivesBefore, logits.count)
  }

  package func point(from threshold: Double) -> Point {
    point(fromLogit: threshold == 0.5 ? 0 : log(threshold / (1 - threshold)))
  }

  /// What a net answers whose positives count so many times: as this one from another threshold on.
  ///
  /// - Derivation: the least of `−w p ln a − (1 − p) ln(1 − a)` is at odds of `w` times those of `p`, so a
  ///   weight of `w` in the place of `v` adds `ln(w/v)` to each logit.
  package func point(ofWeight weight: Double) -> Point {
    point(fromLogit: weight == ownWeight ? 0 : log(ownWeight / weight))
  }

  /// The weights that are worth a line: a few round ones, that of the logits, and the one that balances.
  package var weights: [Double] {
    let all =
      [0.1, 1.0 / 3, 1, 3, 10, ownWeight] + (balance.isFinite && balance > 0 ? [balance] : [])
    return Array(Set(all)).sorted()
  }

  var givenWeight: Double { ownWeight }
}

extension Dump {
  /// Whether its answers are yes or no by themselves.
  package var hasThreshold: Bool { head == .sigmoid || classCount == 2 }
}

/// Answers yes or no: how sure each is, and whether it is true.
private struct Answers: Sendable {
  var logits: [Double] = []
  var truths: [Bool] = []
  var leftOut = 0
  /// Of each class at p .5.
  private var classCounts: [SIMD4<Int>]

  init(classes: Int) { classCounts = [SIMD4<Int>](repeating: .zero, count: classes) }

  mutating func add(
    _ dump: Dump, _ row: Int, _ numbers: ArraySlice<Double>, _ targets: ArraySlice<Double>,
    ofClass index: Int?, _ ignored: Int?
  ) {
    let start = numbers.startIndex
    if dump.head == .sigmoid {
      for k in index.map({ $0..<$0 + 1 }) ?? 0..<numbers.count {
        let isTrue = targets[targets.startIndex + k] >= 0.5
        add(numbers[start + k], isTrue)
        let isTaken = numbers[start + k] >= 0
        classCounts[k] &+= SIMD4(
          isTaken && isTrue ? 1 : 0, isTaken && !isTrue ? 1 : 0, !isTaken && isTrue ? 1 : 0,
          !isTaken && !isTrue ? 1 : 0)
      }
      return
    }
    var label = -1
    if case .indices(let all) = dump.labels {
      label = all[row]
    } else {
      label = (targets.indices.max { targets[$0] < targets[$1] } ?? 0) - targets.startIndex
    }
    if label == ignored { return }
    let index = index ?? 1
    let others = numbers.indices.lazy.filter { $0 != start + index }.map { numbers[$0] }
    let most = others.max() ?? 0
    // Of two classes the other one is all there is.
    let sum = numbers.count == 2 ? 1 : others.reduce(0) { $0 + exp($1 - most) }
    add(numbers[start + index] - (most + (sum == 1 ? 0 : log(sum))), label == index)
  }

  private mutating func add(_ logit: Double, _ isTrue: Bool) {
    guard !logit.isNaN else {
      leftOut += 1
      return
    }
    logits.append(logit)
    truths.append(isTrue)
  }

  mutating func merge(_ other: Answers) {
    logits += other.logits
    truths += other.truths
    leftOut += other.leftOut
    for k in classCounts.indices { classCounts[k] &+= other.classCounts[k] }
  }

  /// The surest yes first.
  mutating func sort() {
    let order = sortedByKey(logits.indices.map { Int32($0) }, logits)
    (logits, truths) = (order.map { logits[Int($0)] }, order.map { truths[Int($0)] })
  }

  var counts: [Tradeoffs.Point] {
    classCounts.map {
      Tradeoffs.Point(
        logit: 0, truePositives: $0[0], falsePositives: $0[1], falseNegatives: $0[2],
        trueNegatives: $0[3])
    }
  }
}
