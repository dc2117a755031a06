import LogitExact
import TestSupport

/// One line of `Digits/digits.tsv`: a formula, its inputs and the digits of its value.
struct DigitsCase: Sendable, CustomStringConvertible {
  struct Unreadable: Error {
    let what: String
  }

  let formula: String
  let inputs: Inputs
  let isNegative: Bool
  let exponent: Int128
  /// Cut, not rounded.
  let digits: [UInt8]
  let goesOn: Bool

  var description: String { formula }

  init(line: Substring) throws {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard cells.count == 6, let exponent = Int128(cells[3]) else {
      throw Unreadable(what: String(line))
    }
    formula = String(cells[0])
    inputs = try Inputs(reading: cells[1])
    isNegative = cells[2] == "-"
    self.exponent = exponent
    digits = cells[4].utf8.map { $0 - UInt8(ascii: "0") }
    goesOn = cells[5] == "~"
  }

  static func read() throws -> [DigitsCase] {
    try lines(of: "Digits/digits.tsv").map { try DigitsCase(line: $0) }
  }

  var program: Program {
    get throws { try Program(Expression(parsing: formula, in: inputs.scope), of: inputs) }
  }

  /// The value rounded to some digits, by the rule of school; nil where it lies in the middle.
  func rounded(to count: Int) -> (digits: String, exponent: Int128)? {
    func text(_ digits: [UInt8]) -> String { digits.map { "\($0)" }.joined() }
    guard count < digits.count else { return (text(digits), exponent) }
    var kept = Array(digits.prefix(count))
    let rest = digits.dropFirst(count)
    if !goesOn, rest.elementsEqual([5]) { return nil }
    guard let next = rest.first, next >= 5 else { return (text(kept), exponent) }
    while kept.last == 9 { kept.removeLast() }
    guard let last = kept.popLast() else { return ("1", exponent + 1) }
    return (text(kept + [last + 1]), exponent)
  }
}

extension Inputs {
  /// Reads `x=0x1p+0 z=0x1p+0,0x1p+1`; whatever is called z or y is a vector.
  init(reading text: Substring) throws {
    self.init()
    for word in text.split(separator: " ") {
      let parts = word.split(separator: "=")
      let numbers = parts[1].split(separator: ",").compactMap { Double($0) }
      let isVector = parts[0] == "z" || parts[0] == "y" && numbers.count > 1
      guard parts.count == 2, let first = numbers.first else {
        throw DigitsCase.Unreadable(what: String(word))
      }
      values[String(parts[0])] =
        isVector ? .vector(numbers.map { Quantity($0) }) : .scalar(Quantity(first))
    }
  }
}

/// The lines of a file beside the tests.
func lines(of name: String) throws -> [Substring] {
  let tests = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  return try text(ofFile: "/\(tests)/\(name)").split(separator: "\n")
}

/// The program of a formula over numbers.
func program(_ formula: String, _ numbers: [String: Double] = [:]) throws -> Program {
  let inputs = Inputs(numbers.mapValues { .scalar(Quantity($0)) })
  return try Program(Expression(parsing: formula, in: inputs.scope), of: inputs)
}
