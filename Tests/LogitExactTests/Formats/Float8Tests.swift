import LogitExact
import Testing

private let float8s: [Format] = [.float8E5M2, .float8E4M3]

@Test(arguments: float8s)
func everyFloat8IsTheNumberOfTheSpecification(format: Format) {
  let table = Float8Table(format)
  var wrong: [UInt8] = []
  for code in UInt8.min...UInt8.max {
    let value = format.value(ofBits: UInt64(code))
    let isNumber = isSame(value, table.double(code)) && value.sign == (code < 128 ? .plus : .minus)
    if !isNumber || format.bits(of: value) != UInt64(code) { wrong.append(code) }
  }
  #expect(wrong == [])
}

@Test(arguments: float8s)
func everyFloat8ReadsBackFromItsSpellings(format: Format) throws {
  var wrong: [UInt8] = []
  for code in UInt8.min...UInt8.max {
    let value = format.value(ofBits: UInt64(code))
    let decimal = try #require(format.parse(format.shortest(value)))
    let hexadecimal = try #require(format.parse(format.hexadecimal(value)))
    let form = format.bitForm(of: value)
    let bits = UInt8(form.sign + form.exponent + form.fraction, radix: 2)
    let isRead = value.isNaN ? decimal.isNaN : decimal == value
    if !isRead || !isSame(hexadecimal, value) || bits != code { wrong.append(code) }
  }
  #expect(wrong == [])
}

@Test(arguments: float8s)
func theNeighbourOfAFloat8HasTheNextCode(format: Format) {
  let table = Float8Table(format)
  var wrong: [UInt8] = []
  for code in 0..<table.overflow {
    let value = table.double(code)
    let up = code + 1 < table.overflow || format.hasInfinity ? table.double(code + 1) : .nan
    let isUp = isSame(format.nextUp(value), up) && isSame(format.nextDown(-value), -up)
    let isBack = code + 1 == table.overflow || isSame(format.nextDown(up), value)
    let isApart = format.ulp(of: value) == spacing(code)
    let steps = format.steps(from: value, to: 0) == Int(code)
    let across = format.steps(from: -value, to: value) == 2 * Int(code)
    if !(isUp && isBack && isApart && steps && across) { wrong.append(code) }
  }
  func spacing(_ code: UInt8) -> Double {
    let index = Int(code)
    let units = table.units[index + 1] - table.units[index]
    return Double(sign: .plus, exponent: table.unit, significand: Double(units))
  }
  #expect(wrong == [])
}

@Test(arguments: float8s)
func noShorterDecimalReadsBackAsTheFloat8AndNoneAsShortIsNearer(format: Format) throws {
  let table = Float8Table(format)
  var wrong: [String] = []
  for code in 1..<table.overflow {
    let value = table.double(code)
    let text = format.shortest(value)
    let count = significantDigits(text)
    for digits in 1...count {
      let first = powerOfTen(digits - 1)
      for power in -8...5 where isNear(first, power, value) {
        for number in first..<(10 * first) {
          let other = "\(number)e\(power)"
          guard format.parse(other) == value else { continue }
          let isNearer = distance(other, value) < distance(text, value)
          if digits < count || isNearer { wrong.append("\(text): \(other)") }
        }
      }
    }
  }
  #expect(wrong == [])
}

private func significantDigits(_ text: String) -> Int {
  let digits = text.prefix { $0 != "e" }.filter { $0 != "." }
  let short = digits.drop { $0 == "0" }
  return short.count - short.reversed().prefix { $0 == "0" }.count
}

private func powerOfTen(_ exponent: Int) -> Int {
  (0..<exponent).reduce(1) { power, _ in 10 * power }
}

/// Whether the decimals from `first` to ten times as many can be near the value.
private func isNear(_ first: Int, _ power: Int, _ value: Double) -> Bool {
  let low = Double("\(first)e\(power)") ?? 0
  return low <= 2 * value && value <= 20 * low
}

private func distance(_ text: String, _ value: Double) -> Double {
  Double(text).map { ($0 - value).magnitude } ?? .infinity
}
