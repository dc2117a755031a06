import LogitBench

/// A number with the digits that were typed, which say how well it is known.
package struct TypedNumber: Equatable, Sendable {
  package let text: String
  package let number: Number

  package init(text: String, number: Number) { (self.text, self.number) = (text, number) }
}

extension TypedNumber {
  /// Half of what one more in the last digit would be: `0.005` for `0.07`; 0 where there is none.
  package var halfUnit: Double {
    guard number.isFinite else { return 0 }
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    let decimals = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let places = decimals.count > 1 ? decimals[1].count : 0
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return Double("5e\(exponent - places - 1)") ?? 0
  }

  /// How many digits say something: 3 for `0.0644`.
  var digitCount: Int {
    let mantissa = text.lowercased().prefix { $0 != "e" }
    let digits = mantissa.filter(\.isNumber).drop { $0 == "0" }
    return max(1, digits.count)
  }
}

extension Arguments {
  mutating func typedNumber() throws(CommandError) -> TypedNumber {
    var ahead = self
    let word = try ahead.word("a number")
    let number = try number("a number")
    // What is pasted as `float('-inf')` has no digits of its own.
    return TypedNumber(text: Number(word) == nil ? number.text : word.asASCIINumber, number: number)
  }
}

extension String {
  /// The number as it reads back, its sign in ASCII.
  fileprivate var asASCIINumber: String {
    Number.plainSpelling(of: self) ?? self
  }
}
