import LogitText

/// An array as rows of classes: one of its axes is the classes, the others, in C order, the rows.
package struct Rows: Sendable {
  package let array: DumpArray
  package let classCount: Int
  /// Of the rows: all axes but that of the classes.
  package let shape: [Int]
  package let count: Int
  /// That of the classes; nil where each number is a row.
  package let axis: Int?
  private let classStride: Int
  private let strides: [Int]

  /// - Parameter axis: Which one the classes are; nil for the last one, or where there is none for
  ///   rows of one number.
  /// - Precondition: the axis is one of the array.
  init(_ array: DumpArray, axis: Int?, ofElements: Bool = false) {
    self.array = array
    var (shape, strides) = (array.shape, array.strides)
    if ofElements || shape.isEmpty {
      (classCount, classStride) = (1, 1)
      self.axis = nil
    } else {
      let axis = axis ?? shape.count - 1
      self.axis = axis
      (classCount, classStride) = (shape.remove(at: axis), strides.remove(at: axis))
    }
    (self.shape, self.strides) = (shape, strides)
    count = shape.contains(0) ? 0 : shape.reduce(1, *)
  }

  /// Rows along an axis as a person names it: from the end where it is negative.
  package init(_ array: DumpArray, along axis: Int?, layout: String? = nil) throws(DumpError) {
    let rank = array.shape.count
    guard (1...4).contains(rank) else {
      throw .usage(
        array.name,
        "has \(rank == 0 ? "no axis" : "\(rank) axes"); an array of 1 to 4 can be read as rows")
    }
    var axis = axis
    if let layout {
      let letters = Array(layout.uppercased())
      guard letters.count == rank, let place = letters.firstIndex(of: "C"),
        letters.count(where: { $0 == "C" }) == 1
      else {
        throw .usage(
          array.name,
          "is \(array.shape.asShape); a layout names each axis by a letter, the classes by C, as"
            + " \(rank == 2 ? "NC" : rank == 3 ? "NCL" : rank == 4 ? "NCHW" : "C")")
      }
      axis = place
    }
    if let given = axis {
      let place = given < 0 ? given + rank : given
      guard array.shape.indices.contains(place) else {
        throw .usage(
          array.name,
          "is \(array.shape.asShape) and has no axis \(given); they are\(counting(rank))")
      }
      axis = place
    }
    self.init(array, axis: axis)
    guard classCount > 0 || count == 0 else {
      throw .usage(array.name, "is \(array.shape.asShape): rows of no class")
    }
  }

  /// Each number as a row of its own.
  init(elementsOf array: DumpArray) { self.init(array, axis: nil, ofElements: true) }

  /// The numbers of some rows, one row after the other.
  ///
  /// - Precondition: the range lies in `0 ..< count`.
  package func numbers(_ range: Range<Int>) throws(DumpError) -> [Double] {
    guard !range.isEmpty, classCount > 0 else { return [] }
    // Rows along the last axis of the rows are read together.
    let run = shape.last ?? 1
    let step = strides.last ?? 0
    if isContiguous {
      return try array.elements.read(
        range.lowerBound * classCount..<range.upperBound * classCount)
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(range.count * classCount)
    var row = range.lowerBound
    while row < range.upperBound {
      let length = min(range.upperBound - row, run - row % run)
      numbers += try self.run(from: start(of: row), length, step)
      row += length
    }
    return numbers
  }

  /// Where they lie, one row behind the other; nil where they do not.
  var stored: StoredElements? { isContiguous ? array.elements as? StoredElements : nil }

  private var isContiguous: Bool {
    var step = classCount
    guard classStride == 1 || classCount == 1 else { return false }
    for (size, stride) in zip(shape, strides).reversed() {
      if size > 1, stride != step { return false }
      step *= max(1, size)
    }
    return true
  }

  private func start(of row: Int) -> Int {
    var (rest, place) = (row, 0)
    for (size, stride) in zip(shape, strides).reversed() {
      place += rest % size * stride
      rest /= size
    }
    return place
  }

  /// Rows that lie `step` apart, in as few reads as waste little.
  private func run(from start: Int, _ length: Int, _ step: Int) throws(DumpError) -> [Double] {
    let elements = array.elements
    let span = (length - 1) * step + (classCount - 1) * classStride + 1
    if span <= max(4 * length * classCount, 1 << 14) {
      let all = try elements.read(start..<start + span)
      return (0..<length).flatMap { row in
        (0..<classCount).map { all[row * step + $0 * classStride] }
      }
    }
    var numbers = [Double](repeating: 0, count: length * classCount)
    if step < classStride {
      for k in 0..<classCount {
        let all = try strided(from: start + k * classStride, length, step)
        for row in 0..<length { numbers[row * classCount + k] = all[row] }
      }
    } else {
      for row in 0..<length {
        let all = try strided(from: start + row * step, classCount, classStride)
        for k in 0..<classCount { numbers[row * classCount + k] = all[k] }
      }
    }
    return numbers
  }

  private func strided(
    from start: Int, _ count: Int, _ stride: Int
  ) throws(DumpError) -> [Double] {
    let span = (count - 1) * stride + 1
    if span <= max(32 * count, 1 << 14) {
      let all = try array.elements.read(start..<start + span)
      return (0..<count).map { all[$0 * stride] }
    }
    var numbers: [Double] = []
    for index in 0..<count {
      numbers += try array.elements.read(start + index * stride..<start + index * stride + 1)
    }
    return numbers
  }
}
