/// Bytes that are read where they lie, a part at a time: a file is never held as a whole.
package protocol ByteSource: Sendable {
  /// What an error calls them.
  var name: String { get }
  var count: Int { get }
  /// - Precondition: the range lies in `0 ..< count`.
  /// - Throws: `DumpError` where they are not there any more.
  func read(_ range: Range<Int>) throws(DumpError) -> [UInt8]
}

extension ByteSource {
  /// The same, of a range that a header claims.
  func read(claimed start: Int, _ length: Int, _ what: String) throws(DumpError) -> [UInt8] {
    let (end, isBeyond) = start.addingReportingOverflow(length)
    guard start >= 0, length >= 0, !isBeyond, end <= count else {
      throw .unreadable(
        name, "\(what) would end at byte \(isBeyond ? "2^63" : "\(end)"), the file at \(count)")
    }
    return try read(start..<end)
  }
}

/// Bytes that are in memory: of a pipe, or unpacked.
package struct MemoryBytes: ByteSource {
  package let name: String
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8], name: String) { (self.bytes, self.name) = (bytes, name) }

  package var count: Int { bytes.count }

  package func read(_ range: Range<Int>) throws(DumpError) -> [UInt8] { Array(bytes[range]) }
}

/// A part of others, as a member that an archive stores unpacked.
struct PartOfBytes: ByteSource {
  let name: String
  let whole: any ByteSource
  let range: Range<Int>

  var count: Int { range.count }

  func read(_ range: Range<Int>) throws(DumpError) -> [UInt8] {
    let start = self.range.lowerBound
    return try whole.read(start + range.lowerBound..<start + range.upperBound)
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// The whole number of so many bytes from `offset` on, the lowest first.
  ///
  /// - Precondition: they are there.
  func littleEndian<Number: FixedWidthInteger>(at offset: Int, as _: Number.Type) -> Number {
    var number: Number = 0
    for index in (0..<Number.bitWidth / 8).reversed() {
      number = number << 8 | Number(truncatingIfNeeded: self[startIndex + offset + index])
    }
    return number
  }
}
