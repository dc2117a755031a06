import Glibc
import TestSupport

/// One line of the corpus: a function's value at exact inputs, cut to 640 bits.
struct Truth {
  let tag: String
  let inputs: [Double]
  /// The value is this, or lies strictly between this and one unit more in size.
  let value: Dyadic
  let isExact: Bool

  /// The other end of where the value lies.
  var end: Dyadic {
    guard !isExact else { return value }
    return value + Dyadic(isNegative: value.isNegative, limbs: [1], exponent: value.exponent)
  }

  init?(line: Substring) {
    let cells = line.split(separator: "\t")
    guard cells.count >= 6, let exponent = Int128(cells[cells.count - 2]) else { return nil }
    let inputs = cells[1..<(cells.count - 4)].map { Double($0) ?? .nan }
    guard let limbs = Self.limbs(cells[cells.count - 3]), !inputs.contains(where: \.isNaN) else {
      return nil
    }
    tag = String(cells[0])
    self.inputs = inputs
    value = Dyadic(isNegative: cells[cells.count - 4] == "-", limbs: limbs, exponent: exponent)
    isExact = cells[cells.count - 1] == "="
  }

  private static func limbs(_ digits: Substring) -> [UInt64]? {
    var limbs: [UInt64] = []
    var rest = digits
    while !rest.isEmpty {
      guard let limb = UInt64(rest.suffix(16), radix: 16) else { return nil }
      limbs.append(limb)
      rest = rest.dropLast(16)
    }
    return limbs
  }
}

/// The files of true values: those beside these tests, or those of `LOGITLAB_CORPUS`.
enum Corpus {
  struct Unreadable: Error {
    let what: String
  }

  static var folder: String {
    if let other = getenv("LOGITLAB_CORPUS") { return String(cString: other) }
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(tests)/Corpus"
  }

  /// Every `step`-th line of a function's file.
  static func truths(_ function: String, every step: Int) throws -> [Truth] {
    let path = "\(folder)/\(function).tsv"
    let lines = try text(ofFile: path).split(separator: "\n")
    return try stride(from: 0, to: lines.count, by: step).map { i in
      guard let truth = Truth(line: lines[i]) else {
        throw Unreadable(what: "\(path):\(i + 1)")
      }
      return truth
    }
  }
}
