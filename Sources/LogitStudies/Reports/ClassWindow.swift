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

  /// The order of the list: the most probable class first; NaN comes before all.
  private var comesBefore: (Int, Int) -> Bool {
    let values = probabilities.map { $0.value.isNaN ? .infinity : $0.value }
    return { a, b in values[a] == values[b] ? a < b : values[a] > values[b] }
  }

  /// The first of the classes that are wanted.
  private func first(
    _ count: Int, in order: (Int, Int) -> Bool, where isWanted: (Int) -> Bool = { _ in true }
  ) -> [Int] {
    // Of many it is quicker to sort all.
    guard count <= 100 else {
      return Array((0..<classes).filter(isWanted).sorted(by: order).prefix(count))
    }
    var best: [Int] = []
    for index in 0..<classes where isWanted(index) {
      if best.count == count, best.last.map({ order($0, index) }) ?? true { continue }
      if best.count == count { best.removeLast() }
      best.insert(index, at: best.firstIndex { order(index, $0) } ?? best.count)
    }
    return best
  }

  /// The classes that so many lines show.
  ///
  /// - Parameter index: A class that is among them, below the most probable ones where it is none of
  ///   them; the true class is as well.
  package func window(_ height: Int, around index: Int) -> ClassWindow {
    let count = min(height - 1, top ?? Self.usualTop)
    guard isRanked, classes > count + 1, count > 0 else {
      let first = min(max(0, index - height / 2), max(0, classes - height))
      return ClassWindow(shown: Array(first..<min(classes, first + max(0, height))), others: 0)
    }
    let order = comesBefore
    let ranks = first(count, in: order)
    let asked = Set([index, trueClass].compactMap(\.self))
    let missing = asked.subtracting(ranks)
    let top = ranks.prefix(max(0, count - missing.count))
    // Where there is one line alone it is that of the cursor.
    let kept = count == 1 ? [index] : missing.sorted(by: order)
    let shown = Array((count == 1 ? [] : top) + kept)
    return ClassWindow(shown: shown, others: classes - shown.count)
  }

  /// The class that many lines further down in the list of all; the last at its end.
  package func neighbour(_ step: Int, from index: Int) -> Int {
    guard isRanked else { return min(max(0, index + step), classes - 1) }
    let order = comesBefore
    return
      (step < 0
      ? first(-step, in: { order($1, $0) }, where: { order($0, index) })
      : first(step, in: order, where: { order(index, $0) })).last ?? index
  }

  /// A column of the classes that are not shown, added up as they would be printed; empty where adding
  /// up means nothing.
  package func text(
    _ column: Column, besides window: ClassWindow, within room: Int? = nil
  ) -> String {
    sum(column, besides: window).map { room.map($0.text(within:)) ?? $0.text } ?? ""
  }

  /// The same of probabilities that share 1, for a bar; nil for any others.
  package func share(besides window: ClassWindow) -> Double? {
    headColumn == .softmax ? sum(.softmax, besides: window)?.value : nil
  }

  private func sum(_ column: Column, besides window: ClassWindow) -> Reading? {
    guard window.others > 0, !isCovered,
      [.softmax, .sigmoid, .loss, .gradient, .pinnedProbability, .pinnedLoss].contains(column),
      let all = readings(column), !all.isEmpty
    else { return nil }
    var values = all.map(\.value)
    for index in window.shown { values[index] = 0 }
    return Reading.sum(of: values, in: bench.dtype)
  }
}
