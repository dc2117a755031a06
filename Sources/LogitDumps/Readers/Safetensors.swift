import LogitText

/// Tensors by name as Hugging Face stores them.
struct Safetensors: Sendable {
  private struct Tensor {
    let dtype: String
    let shape: [Int]
    let range: Range<Int>
  }

  private let source: any ByteSource
  private let tensors: [(name: String, value: JSONValue)]
  private let start: Int

  /// In the order of the file.
  var names: [String] { tensors.map(\.name) }

  /// Whether bytes look like one: a length that fits, and a brace.
  static func isOne(_ head: [UInt8], count: Int) -> Bool {
    guard head.count >= 9 else { return false }
    return head[8] == UInt8(ascii: "{") && head.littleEndian(at: 0, as: UInt64.self) < UInt64(count)
  }

  init(_ source: any ByteSource) throws(DumpError) {
    self.source = source
    let length = try source.read(claimed: 0, 8, "the length of the header")
      .littleEndian(at: 0, as: UInt64.self)
    // The greatest that the format allows.
    guard length <= 100_000_000 else {
      throw .unreadable(source.name, "a header of \(length) bytes is none of a .safetensors file")
    }
    let text = try source.read(claimed: 8, Int(length), "the header")
    start = 8 + Int(length)
    let header: JSONValue
    do throws(JSONError) { header = try JSONReader.read(text, limit: 10_000_000) } catch {
      throw .unreadable(source.name, "header: \(error)")
    }
    guard case .object(let fields) = header else {
      throw .unreadable(source.name, "its header is \(header.kind), not an object")
    }
    tensors = fields.filter { $0.name != "__metadata__" }.map { ($0.name, $0.value) }
  }

  /// - Precondition: `name` is one of `names`.
  func array(named name: String) throws(DumpError) -> DumpArray {
    let called = "\(source.name)[\(name)]"
    guard let value = tensors.first(where: { $0.name == name })?.value,
      case .object(let fields) = value,
      case .text(let dtype)? = fields.first(where: { $0.name == "dtype" })?.value,
      let shape = Self.numbers(fields.first { $0.name == "shape" }?.value),
      let offsets = Self.numbers(fields.first { $0.name == "data_offsets" }?.value),
      offsets.count == 2
    else {
      throw .unreadable(called, "needs dtype, shape and data_offsets in the header")
    }
    let types: [String: ElementType] = [
      "F64": .float64, "F32": .float32, "F16": .float16, "BF16": .bfloat16,
      "F8_E5M2": .float8E5M2, "F8_E4M3": .float8E4M3, "I64": .int64, "I32": .int32, "I16": .int16,
      "I8": .int8, "U64": .uint64, "U32": .uint32, "U16": .uint16, "U8": .uint8, "BOOL": .bool,
    ]
    guard let type = types[dtype] else {
      throw .unreadable(called, "numbers of type '\(dtype.shortened)' cannot be read")
    }
    guard let count = DumpArray.count(of: shape) else {
      throw .unreadable(called, "its shape \(shape.asShape) is none of a tensor")
    }
    guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= source.count - start else {
      throw .unreadable(
        called,
        "bytes \(offsets[0]) to \(offsets[1]) are not among the \(source.count - start) of the file"
      )
    }
    guard offsets[1] - offsets[0] == count * type.size else {
      throw .unreadable(
        called,
        "shape \(shape.asShape) of \(dtype) takes \(count * type.size) bytes, it has"
          + " \(offsets[1] - offsets[0])")
    }
    return DumpArray(
      called, type, shape: shape,
      StoredElements(source: source, start: start + offsets[0], type: type))
  }

  private static func numbers(_ value: JSONValue?) -> [Int]? {
    guard case .list(let values)? = value else { return nil }
    let numbers = values.compactMap { value -> Int? in
      guard case .number(let text) = value else { return nil }
      return Int(text)
    }
    return numbers.count == values.count ? numbers : nil
  }
}
