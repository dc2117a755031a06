import LogitExact
import Testing

@Test func float32AndFloat16HaveTheNeighboursOfTheHardwareTypes() {
  var random = Random(seed: 3)
  var wrong: [String] = []
  for _ in 0..<20_000 {
    let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
    let half = Float16(bitPattern: UInt16(truncatingIfNeeded: random.next()))
    let isFloat = agrees(.float32, Double(float), Double(float.nextUp), Double(float.ulp))
    let isHalf = agrees(.float16, Double(half), Double(half.nextUp), Double(half.ulp))
    if !isFloat || !isHalf { wrong.append("\(float) \(half)") }
  }
  func agrees(_ format: Format, _ value: Double, _ up: Double, _ ulp: Double) -> Bool {
    isSame(format.nextUp(value), up) && isSame(format.nextDown(-value), -up)
      && isSame(format.ulp(of: value), ulp)
  }
  #expect(wrong == [])
}

@Test(arguments: Format.allCases)
func aChainOfNeighboursIsCountedStepByStep(format: Format) {
  for start in [0, format.leastNormal, -1, format.greatestFinite / 2] {
    var value = format.rounded(start)
    for count in 1...40 {
      value = format.nextUp(value)
      #expect(format.steps(from: start, to: value) == (value.isNaN ? nil : count))
      if !value.isFinite { break }
      #expect(format.isRepresentable(value))
    }
  }
}

@Test(arguments: Format.allCases)
func bothZerosAreOnePlace(format: Format) {
  #expect(format.steps(from: -0.0, to: 0) == 0)
  #expect(format.steps(from: -format.leastNonzero, to: format.leastNonzero) == 2)
  #expect(format.nextUp(-0.0) == format.leastNonzero)
  #expect(format.nextDown(0) == -format.leastNonzero)
  #expect(isSame(format.nextUp(-format.leastNonzero), -0.0))
  #expect(format.steps(from: .nan, to: 0) == nil)
  #expect(format.ulp(of: 0) == format.leastNonzero)
  #expect(format.ulp(of: .infinity).isNaN)
}

@Test(arguments: Format.allCases)
func beyondTheGreatestLiesInfinityOrNothing(format: Format) {
  let greatest = format.greatestFinite
  #expect(isSame(format.nextUp(greatest), format.hasInfinity ? .infinity : .nan))
  #expect(format.nextUp(-.infinity) == -greatest)
  #expect(format.nextDown(.infinity) == greatest)
  #expect(format.steps(from: greatest, to: .infinity) == (format.hasInfinity ? 1 : nil))
}

@Test func aNumberBetweenTwoOfTheFormatHasThemAsNeighbours() {
  #expect(Format.bfloat16.nextUp(1.001) == 1.0078125)
  #expect(Format.bfloat16.nextDown(1.001) == 1)
  #expect(Format.float16.nextUp(-1e-30).sign == .minus)
  #expect(Format.float16.nextDown(-1e-30) == -0x1p-24)
  #expect(!Format.bfloat16.isRepresentable(1.001))
  #expect(Format.float64.steps(from: -.infinity, to: .infinity) == .max)
}
