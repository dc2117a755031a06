import Glibc
import TestSupport
import Testing

@testable import LogitExact

/// The error bounds of `Approximation`, held to balls.
@Suite struct ApproximationTests {
  private static let arguments = [
    (Function.exp, -745.0...709), (.log, 0x1p-1060...0x1p1000), (.log1p, -0.999...10),
    (.log1p, -1e-5...1e-5), (.expm1, -40...40), (.expm1, -1e-6...1e-6),
  ]

  /// The bound takes 2 ulp for granted; of the C library here none was seen beyond 1.
  @Test(arguments: 0..<arguments.count)
  func theLibraryIsWithinItsBound(_ index: Int) {
    let (function, range) = Self.arguments[index]
    var random = SplitMix64(seed: UInt64(index + 1))
    var worst = 0.0
    for _ in 0..<2000 {
      var x = Double.random(in: range, using: &random)
      // Logarithms of all sizes.
      if function == .log { x = exp(Double.random(in: -700...700, using: &random)) }
      let exact = Rational<2>.apply(function, to: Rational(Ball(x))).ball
      let value =
        switch function {
        case .exp: exp(x)
        case .log: log(x)
        case .log1p: log1p(x)
        default: expm1(x)
        }
      let miss = ((Ball(value) - exact) / Ball(value.ulp)).estimate.magnitude
      worst = max(worst, miss)
    }
    #expect(worst < 1.1, "\(function): \(worst) ulp")
  }

  @Test(arguments: 1...4)
  func theNumberLiesWithinItsError(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<800 {
      var quick: [Approximation] = []
      var exact: [Rational<8>] = []
      for _ in 0..<3 {
        let size = exp(Double.random(in: -30...6, using: &random))
        let x = Bool.random(using: &random) ? size : -size
        quick.append(Approximation(x))
        exact.append(Rational(Ball(x)))
      }
      for _ in 0..<8 {
        let a = Int.random(in: 0..<quick.count, using: &random)
        let b = Int.random(in: 0..<quick.count, using: &random)
        let operation = Int.random(in: 0..<14, using: &random)
        let (next, truth) = Self.step(operation, (quick[a], quick[b]), (exact[a], exact[b]))
        quick.append(next)
        exact.append(truth)
        check(next, truth.ball, "\(operation): \(quick[a]) \(quick[b])")
      }
    }
  }

  private func check(_ quick: Approximation, _ truth: Ball<8>, _ story: String) {
    if quick.isUnknown || truth.kind == .unknown { return }
    if quick.isNaN { #expect(truth.isNaN) }
    if quick.isInfinite { #expect(truth.kind == .infinite && truth.isNegative == quick.isNegative) }
    guard quick.value.isFinite else { return }
    guard truth.kind == .number else {
      Issue.record("\(quick) for \(truth.kind)")
      return
    }
    // Below 0: the number lies within the error.
    let excess = Ball.abs(Ball(quick.value) - truth) - Ball(quick.error)
    #expect(excess.sign != 1, "\(story) gives \(quick), off by \(excess.estimate)")
  }

  private static func step<Number: Enclosure>(_ operation: Int, _ a: Number, _ b: Number) -> Number
  {
    switch operation {
    case 0, 1: a + b
    case 2: a - b
    case 3, 4: a * b
    case 5: a / b
    case 6: .exp(a)
    case 7: .log(a)
    case 8: .log1p(a)
    case 9: .expm1(a)
    case 10: .sqrt(a)
    case 11: .sigmoid(a)
    case 12: .softplus(a)
    default: .max(a, .abs(b))
    }
  }

  private static func step(
    _ operation: Int, _ quick: (Approximation, Approximation), _ exact: (Rational<8>, Rational<8>)
  ) -> (Approximation, Rational<8>) {
    (step(operation, quick.0, quick.1), step(operation, exact.0, exact.1))
  }

  @Test func whatIsNoFiniteDoubleIsLeftToBalls() {
    #expect(Approximation.exp(Approximation(1e5)).isUnknown)
    #expect((Approximation(1e300) * Approximation(1e300)).isUnknown)
    #expect((Approximation(1e300) / Approximation(1e-300)).isUnknown)
    #expect(Approximation.log(.zero).value == -.infinity)
    #expect((.infinity(isNegative: false) - .infinity(isNegative: false) as Approximation).isNaN)
    #expect((.zero * .infinity(isNegative: false) as Approximation).isNaN)
    #expect((.zero / .zero as Approximation).isNaN)
    #expect(Approximation.exp(.infinity(isNegative: true)).isExactZero)
  }
}
