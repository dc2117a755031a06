import CKernels

/// What labels that are one number a class make of rows, in lanes of doubles that round to `Float`.
///
/// - Derivation: with y the largest label's class, `T = Σ t`, `L` the loss of y alone and
///   `D = Σ t_j (x_y − x_j)`, the loss is `T L + D` and the gradient `T e_j / S − t_j`, at y
///   `Σ_{j≠y} t_j − T R / S`: one-hot labels have the numbers of an index, and nothing cancels that is
///   not of the labels. Sums of labels are within 80 u of those of their sizes.
struct SoftmaxTargets {
  /// Of the sums of sizes.
  private static let error = 0x1p-46

  private let lanes: Lanes
  private let batch: SoftmaxBatch<Float>
  private let rows: Scratch<ck_weights>
  /// The largest label of each row.
  private let own: Scratch<Double>
  /// How far the losses may be off.
  let errors: Scratch<Double>

  /// - Parameter room: How many rows are solved at once.
  init(_ lanes: Lanes, _ batch: SoftmaxBatch<Float>, room: Int) {
    (self.lanes, self.batch) = (lanes, batch)
    (rows, own, errors) = (Scratch(room, ck_weights()), Scratch(room, 0), Scratch(room, 0))
  }

  /// Adds up the labels of a row; the largest one's class.
  func weigh(_ row: Int, at place: Int) -> Int {
    guard let labels = batch.targets(row) else { return 0 }
    let label = lanes.largest_f32(labels, batch.shape.classes)
    lanes.weigh_f32(batch.row(row), labels, batch.shape.classes, label, rows.start + place)
    own.start[place] = Double(labels[label])
    return label
  }

  /// The gradient of a row; false where something stays open.
  func setSlopes(
    _ row: Int, _ label: Int, at place: Int, powers: UnsafePointer<Double>, others: Double,
    factor: Double, _ slopes: UnsafeMutablePointer<Float>
  ) -> Bool {
    guard let labels = batch.targets(row) else { return false }
    let weights = rows.start[place]
    let sum = own.start[place] + weights.labels
    let size = own.start[place].magnitude + weights.label_size
    let share = 1 / batch.divisor
    let slack = size * factor * Self.error
    let isOpen =
      lanes.scale_dense_f32(
        powers, labels, batch.shape.classes, sum * factor - slack, sum * factor + slack, share,
        slopes) != 0
    let slope = weights.labels * share - sum * others * factor
    let error = (weights.label_size * share + size * others * factor) * Self.error
    slopes[label] = Float(slope - error)
    return !isOpen && slopes[label] == Float(slope + error) && slope.magnitude > error
  }

  /// The losses of rows whose labels alone have these; whether one stays open, which is marked.
  func round(
    _ losses: UnsafeMutablePointer<Double>, _ count: Int, to rounded: UnsafeMutablePointer<Float>,
    _ isOpen: UnsafeMutablePointer<Bool>
  ) -> Bool {
    var hasOpen = false
    for row in 0..<count {
      let (weights, first) = (rows.start[row], losses[row])
      let loss = (own.start[row] + weights.labels) * first + weights.distance
      let size = (own.start[row].magnitude + weights.label_size) * first + weights.distance_size
      (losses[row], errors.start[row]) = (loss, size * Self.error)
      rounded[row] = Float(loss - size * Self.error)
      // NaN stays open too.
      if !(rounded[row] == Float(loss + size * Self.error) && loss.magnitude > size * Self.error) {
        isOpen[row] = true
        hasOpen = true
      }
    }
    return hasOpen
  }
}
