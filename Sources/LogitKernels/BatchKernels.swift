import LogitLosses

/// Losses and their gradients over many rows at once, into buffers of the caller.
///
/// The bits are those of the bench and of `LogitLosses`, row by row; what differs is the time.
///
/// - Derivation: lanes of doubles with a bound of their error round nearly everything; what they leave
///   open is computed anew in pairs of doubles, and what those leave open is proven by balls.
/// - Accuracy: each number is the exact one rounded once, as of `LogitScalar`; a test over 10^7 outputs
///   holds the bits to the proven engine: `BatchBitsTests`. `Mode.fast` promises less.
public struct BatchKernels: Sendable {
  public enum Mode: String, CaseIterable, Sendable {
    /// Every number is the exact one, rounded once.
    case rounded
    /// Softmax of `Float` from 37 classes up: losses within 2 ulp, slopes within 3 where they are at least
    /// 1e-30 of what they are divided into, and smaller ones may be 0. All else is as `rounded`.
    case fast
  }

  public let mode: Mode
  public let instructions: InstructionSet
  public let threads: Int

  /// - Parameter threads: All that the machine runs at once if not given.
  /// - Precondition: the machine has these instructions; there is a thread.
  public init(
    mode: Mode = .rounded, instructions: InstructionSet = .best, threads: Int? = nil
  ) {
    self.mode = mode
    precondition(instructions.isAvailable, "this machine has no \(instructions)")
    precondition(threads ?? 1 > 0, "\(threads ?? 1) threads")
    (self.instructions, self.threads) = (instructions, threads ?? Workers.all)
  }
}

/// The true class of each row.
public enum BatchLabels {
  case int32(UnsafeBufferPointer<Int32>)
  case int64(UnsafeBufferPointer<Int64>)

  var count: Int {
    switch self {
    case .int32(let labels): labels.count
    case .int64(let labels): labels.count
    }
  }

  /// - Precondition: each is a class or ignored.
  func check(classes: Int, ignoring ignored: Int?) {
    let one = Scratch<Int32>(1, 0)
    for row in 0..<count { copy(row..<row + 1, classes: classes, ignoring: ignored, to: one.start) }
  }

  /// Those of some rows as classes, −1 where a row is ignored.
  func copy(
    _ rows: Range<Int>, classes: Int, ignoring ignored: Int?,
    to classesOfRows: UnsafeMutablePointer<Int32>
  ) {
    func copy<Label: BinaryInteger>(_ labels: UnsafeBufferPointer<Label>) {
      for row in rows {
        let label = Int(labels[row])
        guard label != ignored else {
          classesOfRows[row - rows.lowerBound] = -1
          continue
        }
        precondition(
          label >= 0 && label < classes, "label \(label) of row \(row) outside 0 ..< \(classes)")
        classesOfRows[row - rows.lowerBound] = Int32(truncatingIfNeeded: label)
      }
    }
    switch self {
    case .int32(let labels): copy(labels)
    case .int64(let labels): copy(labels)
    }
  }
}
