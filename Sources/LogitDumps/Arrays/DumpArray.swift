import LogitExact
import LogitText

/// The numbers of an array in the order in which they lie.
protocol Elements: Sendable {
  /// - Precondition: the range lies in the array.
  func read(_ range: Range<Int>) throws(DumpError) -> [Double]
}

/// Numbers of one type, side by side in bytes.
struct StoredElements: Elements {
  let source: any ByteSource
  let start: Int
  let type: ElementType
  var isBigEndian = false

  func read(_ range: Range<Int>) throws(DumpError) -> [Double] {
    guard let numbers = type.decode(try bytes(range), isBigEndian: isBigEndian) else {
      throw .unreadable(
        source.name, "holds a whole number beyond 2^53, which no float64 is; convert it first")
    }
    return numbers
  }

  /// The same as they are stored.
  func bytes(_ range: Range<Int>) throws(DumpError) -> [UInt8] {
    try source.read(start + range.lowerBound * type.size..<start + range.upperBound * type.size)
  }
}

/// Numbers that were read from a text.
struct NumberElements: Elements {
  let numbers: [Double]

  func read(_ range: Range<Int>) throws(DumpError) -> [Double] { Array(numbers[range]) }
}

/// An array of a dump: its shape, and numbers that are read when they are asked for.
package struct DumpArray: Sendable {
  /// The file, and the array in it where it has a name.
  package let name: String
  package let type: ElementType
  package let shape: [Int]
  /// How far apart neighbours along each axis lie, in numbers.
  let strides: [Int]
  let elements: any Elements

  package var count: Int { shape.contains(0) ? 0 : shape.reduce(1, *) }

  /// - Precondition: `shape` has a count.
  init(
    _ name: String, _ type: ElementType, shape: [Int], isFortran: Bool = false,
    _ elements: any Elements
  ) {
    (self.name, self.type, self.shape, self.elements) = (name, type, shape, elements)
    var strides: [Int] = []
    var step = 1
    for size in isFortran ? shape : shape.reversed() {
      strides.append(step)
      step *= max(1, size)
    }
    self.strides = isFortran ? strides : strides.reversed()
  }

  /// How many numbers a shape has; nil where it is negative or more than memory could hold.
  static func count(of shape: [Int]) -> Int? {
    guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
    var count = 1
    // Strides skip axes of 0, so that the others must fit as well.
    for size in shape where size > 0 {
      let (product, isBeyond) = count.multipliedReportingOverflow(by: size)
      guard !isBeyond, product <= Int.max / 16 else { return nil }
      count = product
    }
    return shape.contains(0) ? 0 : count
  }

  /// All numbers, in C order.
  package func numbers() throws(DumpError) -> [Double] {
    let rows = Rows(self, axis: nil)
    return try rows.numbers(0..<rows.count)
  }
}
