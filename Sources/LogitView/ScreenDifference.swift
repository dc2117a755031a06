extension Screen {
  /// The columns of a row in which this screen differs from another of the same size.
  ///
  /// - Returns: Spans from left to right that part no wide character; a gap too short to be worth
  ///   a jump of the cursor is part of a span.
  package func changedSpans(ofRow y: Int, from old: Screen) -> [Range<Int>] {
    precondition(size == old.size, "screens of two sizes have no common rows")
    let new = row(y)
    let before = old.row(y)
    guard new != before else { return [] }
    let start = new.startIndex
    var spans: [Range<Int>] = []
    var x = 0
    while x < size.width {
      guard new[start + x] != before[start + x] else {
        x += 1
        continue
      }
      let first = x
      while x < size.width, new[start + x] != before[start + x] { x += 1 }
      if let last = spans.last, first - last.upperBound < 8 {
        spans[spans.count - 1] = last.lowerBound..<x
      } else {
        spans.append(first..<x)
      }
    }
    return spans.map { span in
      // A half of a wide character stands or falls with the other, in the new row and in the old.
      var low = span.lowerBound
      var high = span.upperBound
      while low > 0, new[start + low].isContinuation || before[start + low].isContinuation {
        low -= 1
      }
      while high < size.width,
        new[start + high].isContinuation || before[start + high].isContinuation
      {
        high += 1
      }
      return low..<high
    }
  }
}
