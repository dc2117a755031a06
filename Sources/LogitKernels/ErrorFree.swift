import Glibc

/// What is left over when `sum` is the rounding of `a + b`: `a + b = sum + error`, exactly, where
/// nothing overflows.
///
/// - Source: Knuth, *The Art of Computer Programming* 2, 4.2.2, theorem B.
@inline(__always)
func errorOfSum(_ a: Double, _ b: Double, _ sum: Double) -> Double {
  let part = sum - a
  return (a - (sum - part)) + (b - part)
}

/// `a · b` with `0 · ∞ = 0`: a label or weight of zero stays zero while the loss beside it grows.
@inline(__always)
func product(_ a: Double, _ b: Double) -> Double {
  let value = a * b
  return value.isNaN && !a.isNaN && !b.isNaN ? 0 : value
}

/// `factor · exp(x)`, where `exp(x)` alone may lie below the smallest double and the product not.
func product(_ factor: Double, exp x: Double) -> Double {
  // From here down exp(x) is subnormal and keeps few digits, or none. A quarter of x keeps them
  // all: no factor brings the product back from where exp(x / 4) is subnormal.
  guard x < -700, x > -2800 else { return product(factor, exp(x)) }
  let root = exp(x / 4)
  return factor * root * root * root * root
}

/// `a · b − c · d`, with the rounding errors of both products taken up again.
///
/// - Source: Kahan; its error is analysed in Jeannerod, Louvet and Muller (2013),
///   doi:10.1090/S0025-5718-2013-02679-8.
@inline(__always)
func differenceOfProducts(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
  let subtrahend = c * d
  let lost = subtrahend.addingProduct(-c, d)
  return (-subtrahend).addingProduct(a, b) + lost
}

/// A sum that carries the rounding error of each addition along.
///
/// - Source: Neumaier (1974), doi:10.1002/zamm.19740540106.
struct CompensatedSum {
  private(set) var total = 0.0
  private(set) var correction = 0.0

  @inline(__always)
  mutating func add(_ term: Double) {
    let sum = total + term
    if total.magnitude >= term.magnitude {
      correction += (total - sum) + term
    } else {
      correction += (term - sum) + total
    }
    total = sum
  }

  /// The sum; infinite or NaN where adding one after the other is.
  var value: Double { total.isFinite ? total + correction : total }

  /// What `value` lost when it was rounded.
  var lost: Double { (total - value) + correction }
}
