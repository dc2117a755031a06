import Testing

@testable import LogitExact

/// Every operation on every kind of operand, by the extended reals.
///
/// The operands in order, and the letters for what may come out:
/// `I` −∞, `H` −huge, `-` −2, `t` −tiny, `0`, `T` tiny, `+` 2, `h` huge, `i` ∞; then also `n` NaN,
/// `z` a number next to 0 of unknown sign, `?` unknown: huge and tiny are whole ranges, so
/// `huge · tiny` may be anything, and their logarithms and roots would leave the range.
struct BallSpecialTests {
  private static let order = "IH-t0T+hi"

  private func operand<let width: Int>(_ letter: Character) -> Ball<width> {
    switch letter {
    case "I": .infinity(isNegative: true)
    case "H": .huge(isNegative: true)
    case "-": Ball(-2.0)
    case "t": .tiny(isNegative: true)
    case "T": .tiny()
    case "+": Ball(2.0)
    case "h": .huge()
    case "i": .infinity(isNegative: false)
    case "n": .nan
    case "?": .unknown
    default: .zero
    }
  }

  private func letter<let width: Int>(_ ball: Ball<width>) -> Character {
    func signed(_ plus: Character, _ minus: Character) -> Character {
      ball.isNegative ? minus : plus
    }
    switch ball.kind {
    case .nan: return "n"
    case .unknown: return "?"
    case .huge: return signed("h", "H")
    case .infinite: return signed("i", "I")
    case .number: break
    }
    if ball.isExactZero { return "0" }
    guard let sign = ball.sign else { return "z" }
    return ball.limbs.isZero ? (sign > 0 ? "T" : "t") : (sign > 0 ? "+" : "-")
  }

  private func table<let width: Int>(_ operation: (Ball<width>, Ball<width>) -> Ball<width>)
    -> [String]
  {
    Self.order.map { a in String(Self.order.map { letter(operation(operand(a), operand($0))) }) }
  }

  private func row<let width: Int>(_ function: (Ball<width>) -> Ball<width>) -> String {
    String(Self.order.map { letter(function(operand($0))) })
  }

  @Test func theOperationsFollowTheExtendedReals() {
    operations(Ball<2>.self)
    operations(Ball<4>.self)
    operations(Ball<8>.self)
    operations(Ball<16>.self)
    operations(Ball<32>.self)
  }

  private func operations<let width: Int>(_: Ball<width>.Type) {
    let sums = [
      "IIIIIIIIn", "IHHHHHH?i", "IH----0hi", "IH-ttz+hi", "IH-t0T+hi", "IH-zTT+hi", "IH0++++hi",
      "I?hhhhhhi", "niiiiiiii",
    ]
    #expect(table { (a: Ball<width>, b) in a + b } == sums)
    // What is subtracted is the other way round.
    let differences = sums.map { String($0.reversed()) }
    #expect(table { (a: Ball<width>, b) in a - b } == differences)
    let products = [
      "iiiinIIII", "ihh?0?HHI", "ih+T0t-HI", "i?TT0tt?I", "n0000000n", "I?tt0TT?i", "IH-t0T+hi",
      "IHH?0?hhi", "IIIIniiii",
    ]
    #expect(table { (a: Ball<width>, b) in a * b } == products)
    let quotients = [
      "niiiIIIIn", "0???I???0", "0T+hIH-t0", "0?T?I?t?0", "0000n0000", "0?t?i?T?0", "0t-Hih+T0",
      "0???i???0", "nIIIiiiin",
    ]
    #expect(table { (a: Ball<width>, b) in a / b } == quotients)
    let largest = [
      "IH-t0T+hi", "HH-t0T+hi", "---t0T+hi", "tttz0T+hi", "00000T+hi", "TTTTTT+hi", "+++++++hi",
      "hhhhhhhhi", "iiiiiiiii",
    ]
    #expect(table { (a: Ball<width>, b) in Ball<width>.max(a, b) } == largest)
    let least = [
      "IIIIIIIII", "IHHHHHHHH", "IH-------", "IH-tttttt", "IH-t00000", "IH-t0zTTT", "IH-t0T+++",
      "IH-t0T+hh", "IH-t0T+hi",
    ]
    #expect(table { (a: Ball<width>, b) in Ball<width>.min(a, b) } == least)
  }

  @Test func theFunctionsFollowTheExtendedReals() {
    functions(Ball<2>.self)
    functions(Ball<4>.self)
    functions(Ball<8>.self)
    functions(Ball<16>.self)
    functions(Ball<32>.self)
  }

  private func functions<let width: Int>(_: Ball<width>.Type) {
    #expect(row { (x: Ball<width>) in -x } == "ih+T0t-HI")
    #expect(row { (x: Ball<width>) in .abs(x) } == "ih+T0T+hi")
    #expect(row { (x: Ball<width>) in .exp(x) } == "0T+++++hi")
    #expect(row { (x: Ball<width>) in .expm1(x) } == "---t0T+hi")
    #expect(row { (x: Ball<width>) in .log(x) } == "nnn?I?+?i")
    #expect(row { (x: Ball<width>) in .log1p(x) } == "nnnt0T+?i")
    #expect(row { (x: Ball<width>) in .sqrt(x) } == "nnn?0?+?i")
    #expect(row { (x: Ball<width>) in .sigmoid(x) } == "0T+++++++")
    #expect(row { (x: Ball<width>) in .softplus(x) } == "0T+++++hi")
    #expect(row { (x: Ball<width>) in .logSigmoid(x) } == "IH-----t0")
  }

  @Test func notANumberAndUnknownStay() {
    let nan = Ball<2>.nan
    for letter in Self.order + "n?" {
      let other: Ball<2> = operand(letter)
      let all: [Ball<2>] = [nan + other, nan - other, nan * other, nan / other, .max(nan, other)]
      #expect(all.allSatisfy { $0.isNaN })
      let swapped: [Ball<2>] = [other + nan, other * nan, other / nan, .min(other, nan)]
      #expect(swapped.allSatisfy { $0.isNaN })
      guard letter != "n" else { continue }
      let open = Ball<2>.unknown
      let unknown: [Ball<2>] = [
        open + other, other - open, open * other, other * open, .max(open, other),
      ]
      #expect(unknown.allSatisfy { $0.kind == .unknown }, "\(letter)")
    }
    let functions: [Ball<2>] = [.exp(nan), .log(nan), .sqrt(nan), .expm1(nan), .log1p(nan)]
    #expect(functions.allSatisfy { $0.isNaN })
  }

  /// `(1 + ε) − 1` is a midpoint of 0 that says nothing of its size.
  @Test func aRemainderOfUnknownSizeIsNeitherHugeNorTiny() {
    let large = Ball<2>.exp(Ball(1e300))
    let small = Ball<2>.exp(Ball(-1e300))
    let rest = (Ball<2>.one + small) - .one
    #expect(rest.sign == 1)
    #expect((large * rest).kind == .unknown)
    #expect((rest / small).kind == .unknown)
  }

  @Test func aDivisorThatMayBeZeroLeavesAllOpen() {
    let around = Ball<4>(exponent: 3, spread: Spread(below: 1, above: 2))
    for letter in Self.order { #expect((operand(letter) / around).kind == .unknown, "\(letter)") }
    let wide = Ball<4>(exponent: 1, limbs: .half, spread: Spread(below: 0x1p255, above: 1))
    #expect((Ball<4>.one / wide).kind == .unknown)
    #expect(Ball<4>.log(wide).kind == .unknown)
    #expect(Ball<4>.sqrt(wide).kind == .unknown)
  }

  @Test func whatNoExponentHoldsIsHugeOrTinyByItsLowerEnd() {
    // e^x at the ends of the exponents: 2^120 ln 2 is 9.2e35.
    for x in [9e35, 9.1e35] {
      #expect(letter(Ball<2>.exp(Ball(x))) == "+")
      #expect(letter(Ball<2>.exp(Ball(-x))) == "+")
      #expect(letter(Ball<2>.exp(Ball(x)) * .exp(Ball(-x))) == "+")
    }
    for x in [9.3e35, 1.3e36, 1e37] {
      #expect(letter(Ball<2>.exp(Ball(x))) == "h")
      #expect(letter(Ball<2>.exp(Ball(-x))) == "T")
    }
    // 2^130 and anything within 2^131 of it.
    let open = Ball<2>(exponent: 131, limbs: .half, spread: Spread(below: 0x1p128, above: 1))
    #expect(Ball<2>.exp(open).kind == .unknown)
  }
}
