import LogitExact

/// How one number of a dump is stored.
package enum ElementType: String, CaseIterable, Sendable {
  case float64, float32, float16, bfloat16
  case float8E5M2 = "float8_e5m2"
  case float8E4M3 = "float8_e4m3fn"
  case int64, int32, int16, int8, uint64, uint32, uint16, uint8, bool

  package var name: String { rawValue }

  /// In bytes.
  package var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float8E5M2, .float8E4M3, .int8, .uint8, .bool: 1
    }
  }

  /// The format of its numbers; nil for whole ones.
  package var format: Format? { Format(rawValue: rawValue) }

  /// Decodes numbers that lie side by side.
  ///
  /// - Returns: nil where one of 64 bits is no `Double`.
  func decode(_ bytes: [UInt8], isBigEndian: Bool) -> [Double]? {
    bytes.withUnsafeBytes { raw in
      switch self {
      case .float64:
        all(raw, UInt64.self, isBigEndian) { Double(bitPattern: $0) }
      case .float32:
        all(raw, UInt32.self, isBigEndian) { Double(Float(bitPattern: $0)) }
      case .float16:
        all(raw, UInt16.self, isBigEndian) { Double(Float16(bitPattern: $0)) }
      case .bfloat16:
        all(raw, UInt16.self, isBigEndian) { Double(Float(bitPattern: UInt32($0) << 16)) }
      case .float8E5M2, .float8E4M3:
        all(raw, UInt8.self, isBigEndian) { (format ?? .float64).value(ofBits: UInt64($0)) }
      case .int64: whole(raw, Int64.self, isBigEndian)
      case .uint64: whole(raw, UInt64.self, isBigEndian)
      case .int32: all(raw, Int32.self, isBigEndian) { Double($0) }
      case .uint32: all(raw, UInt32.self, isBigEndian) { Double($0) }
      case .int16: all(raw, Int16.self, isBigEndian) { Double($0) }
      case .uint16: all(raw, UInt16.self, isBigEndian) { Double($0) }
      case .int8: all(raw, Int8.self, isBigEndian) { Double($0) }
      case .uint8: all(raw, UInt8.self, isBigEndian) { Double($0) }
      case .bool: all(raw, UInt8.self, isBigEndian) { $0 == 0 ? 0 : 1 }
      }
    }
  }

  private func all<Stored: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _: Stored.Type, _ isBigEndian: Bool,
    _ number: (Stored) -> Double
  ) -> [Double] {
    let count = bytes.count / MemoryLayout<Stored>.size
    return [Double](unsafeUninitializedCapacity: count) { numbers, made in
      for index in 0..<count {
        let stored = bytes.loadUnaligned(
          fromByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self)
        numbers.initializeElement(
          at: index, to: number(isBigEndian ? stored.byteSwapped : stored))
      }
      made = count
    }
  }

  private func whole<Stored: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ type: Stored.Type, _ isBigEndian: Bool
  ) -> [Double]? {
    var isExact = true
    let numbers = all(bytes, type, isBigEndian) { stored in
      guard let number = Double(exactly: stored) else {
        isExact = false
        return .nan
      }
      return number
    }
    return isExact ? numbers : nil
  }
}
