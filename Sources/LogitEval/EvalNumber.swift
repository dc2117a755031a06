import LogitExact
import LogitText

/// The numbers of a request, as they are spelled.
struct EvalNumbers {
  let format: Format

  /// A number, rounded to the format: a bare one by way of float64, a quoted one once.
  func number(_ value: JSONValue, at path: @autoclosure () -> String) throws(EvalRefusal) -> Double
  {
    switch value {
    case .number(let text):
      if let double = Self.named(text) ?? Double(text) { return format.rounded(double) }
    case .text(let text):
      if let special = Self.named(text) { return special }
      if Self.beginsAsNumber(text), let double = Double(text) {
        return format.rounded(double.magnitude, readFrom: Self.magnitude(of: text)).signed(
          as: double)
      }
    case .null, .truth, .list, .object: break
    }
    throw Self.notANumber(value, path())
  }

  /// A whole number, which is never rounded; nil where it is none.
  func whole(_ value: JSONValue, at path: @autoclosure () -> String) throws(EvalRefusal) -> Int? {
    let double: Double
    switch value {
    case .number(let text):
      if let short = Int(text) { return short }
      guard let read = Self.named(text) ?? Double(text) else {
        throw Self.notANumber(value, path())
      }
      double = read
    case .text(let text):
      if let special = Self.named(text) {
        double = special
      } else if Self.beginsAsNumber(text), let read = Double(text) {
        guard Self.isExactly(text, read) else { return nil }
        double = read
      } else {
        throw Self.notANumber(value, path())
      }
    case .null, .truth, .list, .object: throw Self.notANumber(value, path())
    }
    return Int(exactly: double)
  }

  private static func notANumber(_ value: JSONValue, _ path: String) -> EvalRefusal {
    if let spelling = spelling(of: value) {
      return EvalRefusal(.notANumber, "\(value.kind) is not a number; write \(spelling)", at: path)
    }
    return EvalRefusal(
      .notANumber,
      "\(value.kind) is not a number; write a JSON number, or in quotes a decimal, a hexadecimal "
        + "like 0x1.8p-3, NaN, Infinity or -Infinity", at: path)
  }

  /// What is meant by what other languages write.
  private static func spelling(of value: JSONValue) -> String? {
    switch value {
    case .truth(let truth): truth ? "1" : "0"
    case .text(let text): JSONReader.spelling(of: text)
    case .null, .number, .list, .object: nil
    }
  }

  private static func named(_ text: String) -> Double? {
    switch text {
    case "NaN": .nan
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    default: nil
    }
  }

  private static func magnitude(of text: String) -> String {
    text.first == "-" || text.first == "+" ? String(text.dropFirst()) : text
  }

  /// `Double` also reads names of infinity and NaN.
  private static func beginsAsNumber(_ text: String) -> Bool {
    let first = magnitude(of: text).utf8.first ?? 0
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: ".")
  }

  private static func isExactly(_ text: String, _ value: Double) -> Bool {
    guard let quantity = Quantity(text) else { return false }
    if quantity == Quantity(value) || !value.isFinite { return true }
    let program = try? Program(.name("x"), of: Inputs(["x": .scalar(quantity)]))
    return program?.proofs(in: .float64).first?.verdict == .exact
  }
}

extension Double {
  fileprivate func signed(as other: Double) -> Double { Double(signOf: other, magnitudeOf: self) }
}
