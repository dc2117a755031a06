/// Rows of softmax cross entropy each as a `PreciseRow`: those of doubles.
struct PreciseRows<Scalar: LaneScalar>: RowSolver {
  private let batch: SoftmaxBatch<Scalar>
  private var row: PreciseRow<Scalar>

  init(_ lanes: Lanes, _ batch: SoftmaxBatch<Scalar>) {
    self.batch = batch
    row = PreciseRow(lanes, batch)
  }

  static func rowCount(classes: Int) -> Int { 64 }

  mutating func solve(
    _ first: Int, _ labels: UnsafeMutablePointer<Int32>, _ count: Int
  ) -> BatchLoss {
    var sum = BatchLoss()
    for index in 0..<count {
      guard labels[index] >= 0 else {
        batch.ignore(first + index)
        continue
      }
      let targets = batch.targets(first + index)
      let label = targets.map { targets in
        (0..<batch.shape.classes).reduce(0) { targets[$1].double > targets[$0].double ? $1 : $0 }
      }
      let (loss, double) = row.solve(
        batch.row(first + index), label: label ?? Int(labels[index]), targets: targets,
        batch.slopes(first + index))
      batch.losses?[first + index] = loss
      sum.add(double, within: double.magnitude * 0x1p-52)
    }
    return sum
  }
}
