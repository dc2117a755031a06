import LogitBench
import LogitText

/// The classes that a list has lines for.
package struct ClassWindow: Equatable, Sendable {
  /// In the order of the lines.
  package let shown: [Int]
  /// How many are told together in one line more; 0 where the list is scrolled instead.
  package let others: Int

  /// What that line is called.
  package var othersName: String { "\(others) others" }
}

extension Table {
  /// Of more classes the most probable ones come first, and the rest is told together.
  private static let mostInOrder = 100
  /// How many of the most probable ones are shown where nobody said.
  private static let usualTop = 10

  /// Whether classes are listed by their probability. What is covered is not told by an order either.
  private var isRanked: Bool {
    (top != nil || classes > Self.mostInOrder) && !hidesProbabilities
  }

  /// How many lines a list of them would like.
  package var lineCount: Int {
    isRanked ? min(classes, (top ?? Self.usualTop) + 1) : classes
  }

  /// All classes, the most probable first; NaN comes before all.
  private var ranks: [Int] {
    let values = (0..<classes).map { probability($0) }
    return (0..<classes).sorted { a, b in
      let (p, q) = (
        values[a].isNaN ? .infinity : values[a], values[b].isNaN ? .infinity : values[b]
      )
      return p == q ? a < b : p > q
    }
  }

  /// The classes that so many lines show.
  ///
  /// - Parameter index: A class that is among them; the true class is as well.
  package func window(_ height: Int, around index: Int) -> ClassWindow {
    let count = min(height - 1, top ?? Self.usualTop)
    guard isRanked, classes > count + 1, count > 0 else {
      let first = min(max(0, index - height / 2), max(0, classes - height))
      return ClassWindow(shown: Array(first..<min(classes, first + max(0, height))), others: 0)
    }
    let ranks = ranks
    let place = ranks.firstIndex(of: index) ?? 0
    let first = max(0, place - count + 1)
    var shown = Array(ranks[first..<min(classes, first + count)])
    if count > 1, let label = trueClass, !shown.contains(label) {
      // In the last line, or above the cursor where that is there.
      shown[shown.last == index ? count - 2 : count - 1] = label
    }
    return ClassWindow(shown: shown, others: classes - shown.count)
  }

  /// The class that many lines further down in the list of all; the last at its end.
  package func neighbour(_ step: Int, from index: Int) -> Int {
    guard isRanked else { return min(max(0, index + step), classes - 1) }
    let ranks = ranks
    let place = (ranks.firstIndex(of: index) ?? 0) + step
    return ranks[min(max(0, place), classes - 1)]
  }

  /// A column of the classes that are not shown, added up as they would be printed; empty where adding
  /// up means nothing.
  package func text(_ column: Column, besides window: ClassWindow) -> String {
    sum(column, besides: window)?.text ?? ""
  }

  /// The same of probabilities that share 1, for a bar; nil for any others.
  package func share(besides window: ClassWindow) -> Double? {
    headColumn == .softmax ? sum(.softmax, besides: window)?.value : nil
  }

  private func sum(_ column: Column, besides window: ClassWindow) -> Reading? {
    guard window.others > 0, !isCovered,
      [.softmax, .sigmoid, .loss, .gradient, .pinnedProbability, .pinnedLoss].contains(column)
    else { return nil }
    let shown = Set(window.shown)
    let others = (0..<classes).filter { !shown.contains($0) }.compactMap { reading(column, $0) }
    return others.isEmpty ? nil : Reading.sum(of: others, in: bench.dtype)
  }
}
