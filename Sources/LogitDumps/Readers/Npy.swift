import LogitText

/// An array as `numpy.save` writes it: versions 1 to 3.
enum Npy {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// - Parameter meant: What numbers without a type of NumPy's own are, or whole ones that hold others.
  static func array(
    _ source: any ByteSource, meant: ElementType?
  ) throws(DumpError) -> DumpArray {
    let name = source.name
    let start = try source.read(claimed: 0, 8, "the magic number")
    guard start.starts(with: magic) else { throw .unreadable(name, "is no .npy file") }
    let (place, length): (Int, Int)
    switch start[6] {
    case 1:
      place = 10
      length = Int(
        try source.read(claimed: 8, 2, "the header").littleEndian(at: 0, as: UInt16.self))
    case 2, 3:
      place = 12
      length = Int(
        try source.read(claimed: 8, 4, "the header").littleEndian(at: 0, as: UInt32.self))
    default: throw .unreadable(name, ".npy version \(start[6]) is not known: they are 1 to 3")
    }
    guard length <= 1 << 20 else {
      throw .unreadable(name, "a header of \(length) bytes is none that NumPy writes")
    }
    let text = try source.read(claimed: place, length, "the header")
    guard case .fields(let header)? = try? PythonLiteral(parsing: text),
      let descr = header["descr"], case .truth(let isFortran)? = header["fortran_order"],
      case .list(let sizes)? = header["shape"]
    else { throw .unreadable(name, "its header is not that of an array") }
    let (type, isBigEndian) = try self.type(descr, meant, name)
    var shape: [Int] = []
    for size in sizes {
      guard case .number(let size) = size else {
        throw .unreadable(name, "its shape is not of whole numbers")
      }
      shape.append(size)
    }
    guard let count = DumpArray.count(of: shape) else {
      throw .unreadable(name, "its shape \(shape.asShape) is none of an array")
    }
    let (bytes, given) = (count * type.size, source.count - place - length)
    guard bytes == given else {
      throw .unreadable(
        name,
        "shape \(shape.asShape) of \(type.name) takes \(bytes) bytes, the file has \(given)"
          + (given < bytes ? ": was it cut off?" : " of them"))
    }
    return DumpArray(
      name, type, shape: shape, isFortran: isFortran,
      StoredElements(
        source: source, start: place + length, type: type, isBigEndian: isBigEndian))
  }

  private static func type(
    _ descr: PythonLiteral, _ meant: ElementType?, _ name: String
  ) throws(DumpError) -> (ElementType, isBigEndian: Bool) {
    guard case .text(let word) = descr else {
      throw .unreadable(name, "has fields of several types; save one: np.save(FILE, x['FIELD'])")
    }
    let order = word.first.flatMap { "<>|=".contains($0) ? $0 : nil }
    let letters = order == nil ? word[...] : word.dropFirst()
    if letters.hasPrefix("O") {
      throw .unreadable(
        name,
        "holds objects of Python; np.save('new.npy', np.load('old.npy', allow_pickle=True)"
          + ".astype('float32')) makes numbers of them")
    }
    if let meant {
      let takes =
        meant.size == 2 ? ["V2", "u2", "i2"] : meant.size == 1 ? ["V1", "u1", "i1", "f1"] : []
      if takes.contains(String(letters)) { return (meant, order == ">") }
    }
    let types: [String: ElementType] = [
      "f8": .float64, "f4": .float32, "f2": .float16, "i8": .int64, "i4": .int32, "i2": .int16,
      "i1": .int8, "u8": .uint64, "u4": .uint32, "u2": .uint16, "u1": .uint8, "b1": .bool,
      "?": .bool, "bfloat16": .bfloat16,
    ]
    guard let type = types[String(letters)] else {
      let help =
        letters == "V2"
        ? "; --dtype bfloat16 says that they are"
        : letters == "V1" || letters == "f1"
          ? "; --dtype float8_e4m3fn or float8_e5m2 says which"
          : "; np.save(FILE, x.astype('float64'))"
      throw .unreadable(name, "numbers of type '\(word.shortened)' cannot be read\(help)")
    }
    if let meant, meant != type {
      throw .usage(name, "holds \(type.name), not \(meant.name)")
    }
    return (type, order == ">")
  }
}
