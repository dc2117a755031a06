import Testing

@testable import LogitExact

private let formats: [Format] = [.float32, .bfloat16, .float16, .float8E5M2, .float8E4M3]

@Test func everyFloat16BecomesTheNearestFloat8() {
  for format in [Format.float8E5M2, .float8E4M3] {
    let table = Float8Table(format)
    var wrong: [UInt16] = []
    for code in UInt16.min...UInt16.max {
      let value = Format.float16.value(ofBits: UInt64(code))
      let (sign, field, fraction) = (code >> 15, code >> 10 & 31, UInt64(code & 1023))
      let rounded = format.rounded(value)
      guard field < 31 else {
        let isKept =
          fraction > 0 ? rounded.isNaN : isSame(rounded, format.hasInfinity ? value : .nan)
        if !isKept { wrong.append(code) }
        continue
      }
      let units = field == 0 ? fraction : (1024 + fraction) << UInt64(field - 1)
      let nearest = table.double(table.nearest(units, exponent: -24) | UInt8(sign << 7))
      if !isSame(rounded, nearest) { wrong.append(code) }
    }
    #expect(wrong == [])
  }
}

@Test func everyFloat16BecomesTheNearestBfloat16() {
  let rounding = IntegerRounding(.bfloat16)
  var wrong: [UInt16] = []
  for code in UInt16.min...UInt16.max where code >> 10 & 31 < 31 {
    let (field, fraction) = (code >> 10 & 31, UInt64(code & 1023))
    let units = field == 0 ? fraction : (1024 + fraction) << UInt64(field - 1)
    let magnitude = rounding.rounded(units, exponent: -24)
    let rounded = Format.bfloat16.rounded(Format.float16.value(ofBits: UInt64(code)))
    if !isSame(rounded, code < 0x8000 ? magnitude : -magnitude) { wrong.append(code) }
  }
  #expect(wrong == [])
}

@Test(arguments: formats)
func roundsAnyDoubleAsIntegersDo(format: Format) {
  let rounding = IntegerRounding(format)
  var random = Random(seed: 7)
  var wrong: [String] = []
  let exponents = (format.minExponent - format.precision - 3)...(format.maxExponent + 2)
  for _ in 0..<30_000 {
    let pattern = random.next()
    // Of all doubles, then of those in reach of the format, with few digits as often as with many.
    let any = Double(bitPattern: pattern)
    let exponent = UInt64(Int.random(in: exponents, using: &random) + 1023)
    let kept = UInt64.max << UInt64.random(in: 0...52, using: &random)
    let near = Double(bitPattern: pattern & kept & ~(0x7ff << 52) | exponent << 52)
    for value in [any, near] where !isSame(format.rounded(value), rounding.rounded(value)) {
      wrong.append(value.description)
    }
  }
  #expect(wrong == [])
}

@Test(arguments: formats)
func roundsTiesToEvenAndTheirNeighboursAside(format: Format) {
  let rounding = IntegerRounding(format)
  var random = Random(seed: 8)
  var wrong: [String] = []
  let last = format.bits(of: format.greatestFinite)
  let codes = [0, 1, 2, last - 1, last] + (0..<20_000).map { _ in random.next() % (last + 1) }
  for code in codes {
    let value = format.value(ofBits: code)
    let tie = value + format.ulp(of: value) / 2
    let even = code % 2 == 0 ? value : format.nextUp(value)
    // The one below a tie is nearer to the number, the one above it to the next.
    let wanted = [(tie, even), (tie.nextDown, value), (tie.nextUp, format.nextUp(value))]
    for (double, wanted) in wanted {
      let isRight =
        isSame(format.rounded(double), wanted) && isSame(rounding.rounded(double), wanted)
      let isMirrored = isSame(format.rounded(-double), -wanted)
      if !isRight || !isMirrored { wrong.append(double.description) }
    }
    if !format.isTie(tie) || format.isTie(tie.nextUp) || format.isTie(value) {
      wrong.append("tie \(tie)")
    }
  }
  #expect(wrong == [])
}

@Test(arguments: [
  (Format.float16, 0x1p-11, 0x1p-10), (.bfloat16, 0x1p-8, 0x1p-7), (.float8E5M2, 0x1p-3, 0x1p-2),
  (.float8E4M3, 0x1p-4, 0x1p-3),
])
func aDoubleBesideATieIsRoundedOnceAndNotThroughAFloat(format: Format, half: Double, ulp: Double) {
  // As a float it is the tie itself, which would go to the even number on the other side.
  let above = 1 + half + 0x1p-40
  #expect(Double(Float(above)) == 1 + half)
  #expect(format.rounded(above) == 1 + ulp)
  #expect(format.rounded(1 + half) == 1)
  let below = 1 + ulp + half - 0x1p-40
  #expect(Double(Float(below)) == 1 + ulp + half)
  #expect(format.rounded(below) == 1 + ulp)
  #expect(format.rounded(1 + ulp + half) == 1 + 2 * ulp)
}

@Test(arguments: [
  (Format.float32, 0x1.ffffffp127), (.bfloat16, 0x1.ffp127), (.float16, 65520),
  (.float8E5M2, 61440),
])
func overflowBeginsHalfAStepBeyondTheGreatest(format: Format, threshold: Double) {
  #expect(format.rounded(threshold) == .infinity)
  #expect(format.rounded(threshold.nextDown) == format.greatestFinite)
  #expect(format.rounded(-threshold) == -.infinity)
  #expect(format.rounded(threshold, overflow: .saturate) == format.greatestFinite)
  #expect(format.rounded(-.infinity, overflow: .saturate) == -format.greatestFinite)
}

@Test func withoutInfinityOverflowIsNotANumberOrTheGreatest() {
  let format = Format.float8E4M3
  #expect(format.rounded(464) == 448)
  #expect(format.rounded((464.0).nextUp).isNaN)
  #expect(format.rounded(-.infinity).isNaN)
  #expect(format.rounded(-465, overflow: .saturate) == -448)
  #expect(format.rounded(.infinity, overflow: .saturate) == 448)
  #expect(format.rounded(.nan, overflow: .saturate).isNaN)
  #expect(Format.float64.rounded(.infinity, overflow: .saturate) == .greatestFiniteMagnitude)
}
