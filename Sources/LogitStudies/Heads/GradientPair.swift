import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// The gradients of cross entropy and of the squared error of one row, by the head of its loss:
/// where the head saturates, the squared error's vanishes.
package struct GradientPair: Equatable, Sendable {
  package let crossEntropy: RowSide
  package let squaredError: RowSide

  init(_ bench: Bench) {
    if bench.loss.isElementwise {
      crossEntropy = RowSide(
        bench, under: bench.loss.takes(.posWeight) ? .weightedCrossEntropy : .sigmoidCrossEntropy)
      squaredError = RowSide(bench, under: .halfSquaredErrorSigmoid)
    } else {
      crossEntropy = RowSide(bench, under: .softmaxCrossEntropy)
      squaredError = RowSide(bench, under: .halfSquaredErrorSoftmax)
    }
  }
}

/// How the two gradients of one class compare.
package struct GradientRatio: Equatable, Sendable {
  /// Cross entropy's over the squared error's, in `Double`; NaN or infinite where there is none.
  package let times: Double
  /// `a(1 − a)`.
  package let factor: Double

  private init(_ pair: GradientPair, _ slopes: [Double], ofClass index: Int) {
    times =
      (pair.crossEntropy.gradient[index].value / pair.squaredError.gradient[index].value).magnitude
    factor = slopes[index]
  }

  init(_ bench: Bench, ofClass index: Int) {
    let wide = bench.widened
    self.init(GradientPair(wide), wide.headSlopes, ofClass: index)
  }

  /// Those of every class.
  static func all(_ bench: Bench) -> [GradientRatio] {
    let wide = bench.widened
    let (pair, slopes) = (GradientPair(wide), wide.headSlopes)
    return (0..<bench.classes).map { GradientRatio(pair, slopes, ofClass: $0) }
  }
}

extension Bench {
  /// The chosen row as the kernels see it, in float64: a ratio has more digits than a format may.
  var widened: Bench {
    var wide = self
    wide.logits[row] = logits[row].map { Number($0.value(in: dtype)) }
    wide[.temperature] = [Number(temperature.value(in: dtype))]
    wide.dtype = .float64
    return wide
  }

  /// `a` of a class under a sigmoid.
  func headProbability(_ index: Int) -> QuickProbability {
    QuickProbability(logit: headLogits[index])
  }

  /// `a(1 − a)` of each class of the chosen row, by the head of the loss.
  var headSlopes: [Double] {
    let logits = headLogits
    guard !loss.isElementwise else {
      return logits.map {
        let quick = QuickProbability(logit: $0)
        return quick.a * quick.complement
      }
    }
    let row = QuickRow(logits)
    return logits.indices.map { row.probability($0) * row.complement($0) }
  }
}
