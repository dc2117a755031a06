import LogitText

/// The labels of a dump.
enum Labels: Sendable {
  case none
  /// A class a row. One that is no whole number is `Labels.none`.
  case indices([Int])
  /// A value a class, read as the logits are.
  case values(Rows)

  /// In the place of a label that is no class of anything.
  static let notAClass = Int.min

  var areGiven: Bool {
    if case .none = self { false } else { true }
  }

  /// What PyTorch ignores by itself, where it is among them.
  var ignored: Int? {
    guard case .indices(let all) = self else { return nil }
    return all.contains(-100) ? -100 : nil
  }

  /// - Parameter rows: The logits.
  init(_ array: DumpArray, for rows: Rows, axis: Int?) throws(DumpError) {
    let isPerRow =
      array.shape == rows.shape || array.shape.filter { $0 != 1 } == rows.shape.filter { $0 != 1 }
    if array.shape == rows.array.shape, rows.classCount > 1 || array.shape.count != 1 || !isPerRow {
      // As many classes as the logits, along the same axis.
      self = .values(try Rows(array, along: axis))
    } else if isPerRow || array.count == rows.count {
      self = .indices(
        try array.numbers().map { Int(exactly: $0) ?? Self.notAClass })
    } else {
      throw LabelMismatch(labels: array, logits: rows.array, axis: axis).error
    }
  }
}

/// Labels of another number than there are rows, and the axis that they would fit.
struct LabelMismatch {
  let labels: DumpArray
  let logits: DumpArray
  let axis: Int?

  /// The axes along which there are as many rows as labels.
  private var fitting: [Int] {
    logits.shape.indices.filter { axis in
      logits.shape[axis] > 0 && logits.count / logits.shape[axis] == labels.count
    }
  }

  var error: DumpError {
    let place = (axis ?? -1) < 0 ? (axis ?? -1) + logits.shape.count : axis ?? 0
    let count =
      logits.shape.indices.contains(place) && logits.shape[place] > 0
      ? logits.count / logits.shape[place] : 0
    let help = fitting.map { "--axis \($0)" }
    return DumpError(
      .usage, labels.name,
      "\(counted(labels.count, "label")) \(labels.shape.asShape) for \(counted(count, "row")) of"
        + " \(logits.shape.asShape) along axis \(place)"
        + (help.isEmpty ? "" : "; \(help.joined(separator: " or ")) makes as many rows"),
      fittingAxis: fitting.first)
  }
}
