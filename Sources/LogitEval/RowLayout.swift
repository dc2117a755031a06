/// How a box of numbers falls into rows of classes, and where a row finds its numbers in an input
/// that may have been broadcast.
struct RowLayout {
  /// The shape of all numbers together.
  let shape: [Int]
  /// The axes that are one class axis together, in the order in which their classes count; none where each number is a row.
  let classAxes: [Int]
  let rowAxes: [Int]

  let rowShape: [Int]
  let rowCount: Int
  let classCount: Int
  /// How many numbers all rows have; nil where they cannot be counted.
  let count: Int?
  /// Whether the rows lie one behind the other, their classes side by side.
  private let isPlain: Bool

  /// - Parameter classAxes: nil where each number is a row by itself.
  init(_ shape: [Int], classAxes: [Int]?) {
    self.shape = shape
    let classAxes = classAxes ?? []
    self.classAxes = classAxes
    rowAxes = shape.indices.filter { !classAxes.contains($0) }
    rowShape = rowAxes.map { shape[$0] }
    rowCount = rowShape.elementCount ?? .max
    classCount = classAxes.map { shape[$0] }.elementCount ?? .max
    let (product, isOver) = rowCount.multipliedReportingOverflow(by: classCount)
    count = isOver ? nil : product
    isPlain = (rowAxes + classAxes).elementsEqual(shape.indices)
  }

  /// For each number, row by row, its place in an input of shape `own`.
  ///
  /// - Precondition: `own` broadcasts to `shape`.
  func places(of own: [Int]) -> [Int] {
    if isPlain, own == shape, let count { return Array(0..<count) }
    return Self.places(of: own, in: shape, order: rowAxes + classAxes)
  }

  /// For each row, its place in an input of shape `own`, which broadcasts to `rowShape`.
  func rowPlaces(of own: [Int]) -> [Int] {
    let rows = rowShape
    return Self.places(of: own, in: rows, order: Array(rows.indices))
  }

  private static func places(of own: [Int], in shape: [Int], order: [Int]) -> [Int] {
    guard order.allSatisfy({ shape[$0] > 0 }) else { return [] }
    var strides = [Int](repeating: 0, count: shape.count)
    var stride = 1
    for (axis, size) in zip(shape.indices.reversed(), own.reversed()) {
      strides[axis] = size == 1 ? 0 : stride
      stride *= size
    }
    var places = [0]
    for axis in order {
      let steps = (0..<shape[axis]).map { $0 * strides[axis] }
      var next: [Int] = []
      next.reserveCapacity(places.count * steps.count)
      for place in places { for step in steps { next.append(place + step) } }
      places = next
    }
    return places
  }

  /// The shape of both by NumPy's rules; nil where they do not go together.
  static func broadcast(_ a: [Int], _ b: [Int]) -> [Int]? {
    let rank = max(a.count, b.count)
    var shape: [Int] = []
    for axis in 0..<rank {
      let left = axis + a.count >= rank ? a[axis + a.count - rank] : 1
      let right = axis + b.count >= rank ? b[axis + b.count - rank] : 1
      guard left == right || left == 1 || right == 1 else { return nil }
      shape.append(left == 1 ? right : left)
    }
    return shape
  }

  static func broadcasts(_ own: [Int], to shape: [Int]) -> Bool { broadcast(own, shape) == shape }
}
