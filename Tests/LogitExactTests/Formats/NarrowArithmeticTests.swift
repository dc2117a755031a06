import LogitExact
import Testing

@Test func everyFloat8SumAndProductIsTheNearestNumber() {
  #expect(wrongResults(Float8E5M2.self) == [])
  #expect(wrongResults(Float8E4M3.self) == [])
}

@Test func everyFloat8QuotientIsTheNearestNumber() {
  #expect(wrongQuotients(Float8E5M2.self) == [])
  #expect(wrongQuotients(Float8E4M3.self) == [])
}

@Test func bfloat16QuotientsAndRootsAreTheNearestNumbers() {
  let rounding = IntegerRounding(.bfloat16)
  var random = Random(seed: 11)
  var wrong: [String] = []
  for _ in 0..<40_000 {
    // A quotient of these exponents, -255 to 255, underflows and overflows too.
    let (m, n) = (
      UInt64.random(in: 128...255, using: &random), UInt64.random(in: 128...255, using: &random)
    )
    let (i, j) = (
      Int.random(in: -126...120, using: &random), Int.random(in: -126...120, using: &random)
    )
    let a = BFloat16(Double(sign: .plus, exponent: i, significand: Double(m)))
    let b = BFloat16(Double(sign: .plus, exponent: j, significand: Double(n)))
    let (quotient, rest) = (m << 40).quotientAndRemainder(dividingBy: n)
    let expected = rounding.rounded(quotient, isMore: rest != 0, exponent: i - j - 40)
    if (a / b).double != expected { wrong.append("\(a) / \(b)") }
    // An even exponent, so that the root of the power of two is one.
    let even = m << (i % 2 == 0 ? 40 : 41)
    let root = integerRoot(even)
    let isMore = root * root != even
    let expectedRoot = rounding.rounded(
      root, isMore: isMore, exponent: (i - (i % 2 == 0 ? 40 : 41)) / 2)
    if a.squareRoot().double != expectedRoot { wrong.append("root of \(a)") }
  }
  #expect(wrong == [])
}

@Test func bfloat16SumsAndProductsAreTheNearestNumbers() {
  let rounding = IntegerRounding(.bfloat16)
  var random = Random(seed: 12)
  var wrong: [String] = []
  for _ in 0..<40_000 {
    let (m, n) = (
      UInt64.random(in: 0...255, using: &random), UInt64.random(in: 128...255, using: &random)
    )
    let i = Int.random(in: -133...119, using: &random)
    let gap = Int.random(in: 0...min(50, i + 133), using: &random)
    let a = BFloat16(Double(sign: .plus, exponent: i, significand: Double(m)))
    let b = BFloat16(Double(sign: .plus, exponent: i - gap, significand: Double(n)))
    let sum = rounding.rounded(m << UInt64(gap) + n, exponent: i - gap)
    if (a + b).double != sum { wrong.append("\(a) + \(b)") }
    let product = rounding.rounded(m * n, exponent: 2 * i - gap)
    if (a * b).double != product { wrong.append("\(a) * \(b)") }
    if m << UInt64(gap) >= n {
      let difference = rounding.rounded(m << UInt64(gap) - n, exponent: i - gap)
      if (a - b).double != difference { wrong.append("\(a) - \(b)") }
    }
  }
  #expect(wrong == [])
}

@Test func narrowNumbersCompareAsNumbers() {
  let (zero, nan) = (BFloat16(0), BFloat16(.nan))
  #expect(zero == -zero)
  #expect(zero.bitPattern != (-zero).bitPattern)
  #expect(nan != nan)
  #expect(!(nan < zero) && !(zero < nan))
  #expect(BFloat16(-1) < zero && zero < zero.nextUp && zero.nextDown < zero)
  #expect(Float8E4M3(1e9, overflow: .saturate) == Float8E4M3(448))
  #expect(Float8E4M3(1e9).double.isNaN)
  #expect(Float8E5M2(1e9).double == .infinity)
  #expect("\(BFloat16(0.1)) \(Float8E5M2(0.1)) \(Float8E4M3(0.1))" == "0.1 0.09 0.1")
}

/// The sums and products that are not the nearest number to the exact integer.
private func wrongResults<Number: NarrowFloat>(_: Number.Type) -> [String]
where Number.BitPattern == UInt8 {
  let table = Float8Table(Number.format)
  let numbers = (UInt8.min...UInt8.max).map { Number(bitPattern: $0) }
  let doubles = (UInt8.min...UInt8.max).map { table.double($0) }
  var wrong: [String] = []
  for (i, a) in numbers.enumerated() {
    for (j, b) in numbers.enumerated() {
      let (sum, product) = (a + b, a * b)
      let (m, n) = (i & 0x7f, j & 0x7f)
      guard m < table.overflow, n < table.overflow else {
        // Infinities and NaN are the business of Double.
        if !isSame(sum.double, doubles[i] + doubles[j]) { wrong.append("\(a) + \(b)") }
        if !isSame(product.double, doubles[i] * doubles[j]) { wrong.append("\(a) * \(b)") }
        continue
      }
      let (x, y) = (table.units[m], table.units[n])
      let exact = (i < 128 ? Int(x) : -Int(x)) + (j < 128 ? Int(y) : -Int(y))
      let isNegative = exact < 0 || (i & j == 128)
      let sumCode = table.nearest(UInt64(exact.magnitude), exponent: table.unit)
      if !isCode(sum, sumCode | (isNegative ? 128 : 0)) { wrong.append("\(a) + \(b)") }
      let productCode = table.nearest(x * y, exponent: 2 * table.unit)
      let sign = UInt8((i ^ j) & 128)
      if !isCode(product, productCode | sign) { wrong.append("\(a) * \(b)") }
    }
  }
  func isCode(_ number: Number, _ code: UInt8) -> Bool {
    isSame(number.double, doubles[Int(code)])
  }
  return wrong
}

private func wrongQuotients<Number: NarrowFloat>(_: Number.Type) -> [String]
where Number.BitPattern == UInt8 {
  let table = Float8Table(Number.format)
  var wrong: [String] = []
  for i in 0..<table.overflow {
    for j in 1..<table.overflow {
      let (a, b) = (Number(bitPattern: i), Number(bitPattern: j))
      let dividend = table.units[Int(i)] << UInt64(-table.unit)
      let code = table.nearest(dividend, over: table.units[Int(j)], exponent: table.unit)
      if !isSame((a / b).double, table.double(code)) { wrong.append("\(a) / \(b)") }
    }
  }
  return wrong
}

/// The root of a number below 2^50, rounded down.
private func integerRoot(_ number: UInt64) -> UInt64 {
  var root = UInt64(Double(number).squareRoot())
  while root * root > number { root -= 1 }
  while (root + 1) * (root + 1) <= number { root += 1 }
  return root
}
