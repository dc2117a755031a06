/// What computes rows on one thread.
protocol RowSolver {
  /// How many rows are best solved at once.
  static func rowCount(classes: Int) -> Int

  /// Solves rows from `first` on, at most `rowCount` of them.
  ///
  /// - Parameter labels: Of these rows alone; −1 for one that is ignored.
  mutating func solve(
    _ first: Int, _ labels: UnsafeMutablePointer<Int32>, _ count: Int
  ) -> BatchLoss
}

extension BatchKernels {
  /// Solves all rows of a batch, those of targets without labels; sums are the same for any number of threads.
  func solve<Scalar: LaneScalar, Solver: RowSolver>(
    _ batch: SoftmaxBatch<Scalar>, _ labels: BatchLabels?, _ ignoreIndex: Int?,
    _ make: @escaping (SoftmaxBatch<Scalar>) -> Solver
  ) -> BatchLoss {
    let shape = batch.shape
    if let count = labels?.count {
      precondition(count == shape.rows, "\(count) labels for \(shape.rows) rows")
    }
    guard shape.classes > 0 else {
      labels?.check(classes: 0, ignoring: ignoreIndex)
      for row in 0..<shape.rows { batch.ignore(row) }
      return BatchLoss()
    }
    let most = Solver.rowCount(classes: shape.classes)
    // A part is worth asking for: some ten microseconds.
    let rows = most * max(1, 65536 / (most * shape.classes))
    let parts = (shape.rows + rows - 1) / rows
    let sums = Scratch(parts, BatchLoss())
    Workers.share(parts, threads: threads) { next in
      var solver = make(batch)
      let classes = Scratch<Int32>(most, 0)
      while let part = next() {
        for first in stride(from: part * rows, to: min(shape.rows, (part + 1) * rows), by: most) {
          let count = min(most, shape.rows - first, (part + 1) * rows - first)
          labels?.copy(
            first..<first + count, classes: shape.classes, ignoring: ignoreIndex, to: classes.start)
          sums.start[part].add(solver.solve(first, classes.start, count))
        }
      }
    }
    var sum = BatchLoss()
    for part in 0..<parts { sum.add(sums.start[part]) }
    return sum.settled
  }
}
