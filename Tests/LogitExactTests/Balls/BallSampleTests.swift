import Testing

@testable import LogitExact

/// Each function of a ball against the same function of points inside it, taken at a width where
/// their own error is far smaller.
struct BallSampleTests {
  private static func unary<let width: Int>(_: Ball<width>.Type) -> [(
    String, (Ball<width>) -> Ball<width>
  )] {
    [
      ("-", { -$0 }), ("abs", { Ball<width>.abs($0) }), ("exp", { Ball<width>.exp($0) }),
      ("expm1", { Ball<width>.expm1($0) }),
      ("log", { Ball<width>.log($0) }), ("log1p", { Ball<width>.log1p($0) }),
      ("sqrt", { Ball<width>.sqrt($0) }), ("sigmoid", { Ball<width>.sigmoid($0) }),
      ("softplus", { Ball<width>.softplus($0) }), ("logSigmoid", { Ball<width>.logSigmoid($0) }),
    ]
  }

  private static func binary<let width: Int>(_: Ball<width>.Type)
    -> [(String, (Ball<width>, Ball<width>) -> Ball<width>)]
  {
    [
      ("+", { $0 + $1 }), ("-", { $0 - $1 }), ("*", { $0 * $1 }), ("/", { $0 / $1 }),
      ("max", { Ball<width>.max($0, $1) }), ("min", { Ball<width>.min($0, $1) }),
    ]
  }

  @Test func whatABallHoldsItsFunctionsHold() {
    checkUnary(Ball<2>.self, Ball<6>.self, count: 120, seed: 1)
    checkUnary(Ball<4>.self, Ball<10>.self, count: 40, seed: 2)
    checkUnary(Ball<8>.self, Ball<16>.self, count: 8, seed: 3)
    checkUnary(Ball<16>.self, Ball<32>.self, count: 1, seed: 4)
  }

  @Test func whatTwoBallsHoldTheirSumsAndProductsHold() {
    checkBinary(Ball<2>.self, Ball<12>.self, count: 250, seed: 5)
    checkBinary(Ball<4>.self, Ball<20>.self, count: 100, seed: 6)
    checkBinary(Ball<8>.self, Ball<32>.self, count: 30, seed: 7)
    checkBinary(Ball<16>.self, Ball<40>.self, count: 8, seed: 8)
  }

  private func checkUnary<let width: Int, let wide: Int>(
    _: Ball<width>.Type, _: Ball<wide>.Type, count: Int, seed: UInt64
  ) {
    var source = RandomBalls(seed: seed)
    for i in 0..<count * Self.effort {
      let ball: Ball<width> = source.ball(isNearOne: i % 4 == 0)
      let points = BallEnds(ball).points.compactMap { $0.ball(Ball<wide>.self) }
      for ((name, narrow), (_, exact)) in zip(
        Self.unary(Ball<width>.self), Self.unary(Ball<wide>.self))
      {
        let answer = narrow(ball)
        for point in points {
          let value = exact(point)
          #expect(holds(answer, value), "\(i) \(name) \(told(ball)) -> \(told(answer)), \(value)")
        }
      }
    }
  }

  private func checkBinary<let width: Int, let wide: Int>(
    _: Ball<width>.Type, _: Ball<wide>.Type, count: Int, seed: UInt64
  ) {
    var source = RandomBalls(seed: seed)
    for i in 0..<count * Self.effort {
      let isNearOne = i % 2 == 0
      let a: Ball<width> = source.ball(isNearOne: isNearOne)
      let b: Ball<width> = source.ball(isNearOne: isNearOne)
      let (left, right) = (BallEnds(a).points, BallEnds(b).points)
      for ((name, narrow), (_, exact)) in zip(
        Self.binary(Ball<width>.self), Self.binary(Ball<wide>.self))
      {
        let answer = narrow(a, b)
        for x in left.compactMap({ $0.ball(Ball<wide>.self) }) {
          for y in right.compactMap({ $0.ball(Ball<wide>.self) }) {
            let value = exact(x, y)
            #expect(
              holds(answer, value),
              "\(i) \(told(a)) \(name) \(told(b)) -> \(told(answer)), \(told(value))")
          }
        }
      }
    }
  }

  /// More cases where they cost less.
  private static var effort: Int {
    #if DEBUG
      1
    #else
      100
    #endif
  }

  private func holds<let width: Int, let wide: Int>(_ answer: Ball<width>, _ value: Ball<wide>)
    -> Bool
  {
    if answer.kind == .unknown || value.kind == .unknown { return true }
    guard value.kind == .number else {
      // Not a real number, or one that no exponent holds.
      return "\(answer.kind)" == "\(value.kind)" && answer.isNegative == value.isNegative
        || value.isNaN && answer.isNaN
    }
    switch answer.kind {
    case .number: return BallEnds(answer).meets(BallEnds(value))
    case .huge: return value.isNegative == answer.isNegative && value.exponent > 1 << 119
    case .infinite, .nan, .unknown: return false
    }
  }

  private func told<let width: Int>(_ ball: Ball<width>) -> String {
    var limbs = ""
    for i in (0..<width).reversed() { limbs += " " + String(ball.limbs[i], radix: 16) }
    return "[\(ball.kind) \(ball.isNegative ? "-" : "+")\(limbs) \(ball.exponent) "
      + "\(ball.spread)]"
  }
}
