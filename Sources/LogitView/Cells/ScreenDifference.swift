extension Screen {
  /// The cells of one row that differ from what is shown.
  package struct Change: Equatable, Sendable {
    package let y: Int
    package let columns: Range<Int>
  }

  /// What must be drawn to turn `old`, a screen of the same size, into this one, from the top left.
  ///
  /// - Returns: Spans that part no wide character; a gap too short to be worth a jump of the cursor
  ///   is part of a span.
  package func changes(from old: Screen) -> [Change] {
    precondition(size == old.size, "screens of two sizes have no common cells")
    var changes: [Change] = []
    cells.withUnsafeBufferPointer { new in
      old.cells.withUnsafeBufferPointer { before in
        for y in 0..<size.height {
          let start = y * size.width
          for span in Self.spans(new, before, start..<start + size.width) {
            changes.append(
              Change(y: y, columns: span.lowerBound - start..<span.upperBound - start))
          }
        }
      }
    }
    return changes
  }

  private static func spans(
    _ new: UnsafeBufferPointer<Cell>, _ old: UnsafeBufferPointer<Cell>, _ row: Range<Int>
  ) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var at = row.lowerBound
    while at < row.upperBound {
      guard new[at] != old[at] else {
        at += 1
        continue
      }
      var low = at
      while at < row.upperBound, new[at] != old[at] { at += 1 }
      // A half of a wide character stands or falls with the other, in the new row and in the old.
      func isHalf(_ at: Int) -> Bool { new[at].isContinuation || old[at].isContinuation }
      while low > row.lowerBound, isHalf(low) { low -= 1 }
      while at < row.upperBound, isHalf(at) { at += 1 }
      if let last = spans.last, low - last.upperBound < 8 {
        spans[spans.count - 1] = last.lowerBound..<at
      } else {
        spans.append(low..<at)
      }
    }
    return spans
  }
}
