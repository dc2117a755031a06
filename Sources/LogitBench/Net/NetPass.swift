import LogitLosses

/// One pass forward and back through the net, every number that the articles write down.
///
/// In `Double`; what would cancel is asked of the kernels, so that the digits shown are right.
package struct NetPass: Equatable, Sendable {
  /// What is trained.
  package struct Weights: Equatable, Sendable {
    package var w1: Double
    package var b1: Double
    package var w2: [Double]
    package var b2: [Double]

    package init(_ net: Net) {
      w1 = net.w1.value(in: .float64)
      b1 = net.b1.value(in: .float64)
      w2 = net.w2.map { $0.value(in: .float64) }
      b2 = net.b2.map { $0.value(in: .float64) }
    }
  }

  /// By which loss a net is trained.
  package enum Loss: CaseIterable, Sendable {
    case crossEntropy
    /// Half of it, summed over the outputs.
    case squaredError
  }

  /// The problem, which no step changes.
  package struct Task: Equatable, Sendable {
    let head: Net.Head
    let x: Double
    let label: Int
    package let rate: Double

    package init(_ net: Net) {
      head = net.head
      x = net.x.value(in: .float64)
      label = net.label
      rate = net.rate.value(in: .float64)
    }
  }

  package let head: Net.Head
  package let kind: Loss
  package let x: Double
  package let label: Int
  package let weights: Weights
  package let z1: Double
  package let a1: Double
  package let z2: [Double]
  package let a2: [Double]
  private let rests: [Double]
  package let loss: Double
  /// `∂L/∂z2`, complete: through a softmax the squared error reaches each `z2` by every output.
  package let dz2: [Double]

  package init(_ task: Task, _ kind: Loss, _ weights: Weights) {
    head = task.head
    self.kind = kind
    x = task.x
    label = task.label
    self.weights = weights
    z1 = weights.w1 * task.x + weights.b1
    let a1 = QuickProbability(logit: z1).a
    self.a1 = a1
    let z2 = weights.w2.indices.map { weights.w2[$0] * a1 + weights.b2[$0] }
    self.z2 = z2
    switch task.head {
    case .sigmoid:
      let point = QuickProbability(logit: z2[0])
      let error = task.label == 1 ? -point.complement : point.a
      a2 = [point.a]
      rests = [point.complement]
      switch kind {
      case .crossEntropy:
        loss = task.label == 1 ? point.negLog : point.negLog1m
        dz2 = [error]
      case .squaredError:
        loss = error * error / 2
        dz2 = [error * point.a * point.complement]
      }
    case .softmax:
      let row = QuickRow(z2)
      let a = row.probabilities
      a2 = a
      rests = z2.indices.map(row.complement)
      let errors = z2.indices.map { $0 == task.label ? -row.complement($0) : a[$0] }
      switch kind {
      case .crossEntropy:
        loss = row.negLog(of: task.label)
        dz2 = errors
      case .squaredError:
        loss = errors.reduce(0) { $0 + $1 * $1 } / 2
        let mean = z2.indices.reduce(0) { $0 + errors[$1] * a[$1] }
        dz2 = z2.indices.map { a[$0] * (errors[$0] - mean) }
      }
    }
  }

  /// Which output the chain is written for: the label's.
  package var output: Int { head == .sigmoid ? 0 : label }

  /// The probability of what the label says.
  package var probability: Double {
    head == .sigmoid && label == 0 ? rest(0) : a2[output]
  }

  /// `a2 (1 − a2)`, what vanishes.
  package var factor: Double { a2[output] * rest(output) }

  /// `1 − a2[j]`, with no subtraction from 1 that would lose digits.
  package func rest(_ j: Int) -> Double { rests[j] }

  package var dw2: [Double] { dz2.map { $0 * a1 } }
  package var db2: [Double] { dz2 }

  /// `a1 (1 − a1)`.
  package var slope1: Double {
    let point = QuickProbability(logit: z1)
    return point.a * point.complement
  }

  /// `∂L/∂z1`, over every output.
  package var dz1: Double {
    dz2.indices.reduce(0) { $0 + dz2[$1] * weights.w2[$1] } * slope1
  }
  package var dw1: Double { dz1 * x }
  package var db1: Double { dz1 }

  /// `∂L/∂a2[j]`: `−1/a2` or `1/(1 − a2)`, and `a2 − y`.
  package func outputSlope(_ j: Int) -> Double {
    let isTrue = head == .sigmoid ? label == 1 : j == label
    switch kind {
    case .crossEntropy:
      guard head == .sigmoid || isTrue else { return 0 }
      return isTrue ? -1 / a2[j] : 1 / rest(j)
    case .squaredError: return isTrue ? -rest(j) : a2[j]
    }
  }

  /// `∂a2[j]/∂z2[i]` for the chain's output `i`: `a(1−a)`, and `−a_j a_i` from another output.
  package func headSlope(_ j: Int) -> Double {
    j == output ? factor : -a2[j] * a2[output]
  }

  /// The weights after one step down the gradient.
  package func next(at rate: Double) -> Weights {
    var next = weights
    next.w1 -= rate * dw1
    next.b1 -= rate * db1
    for i in dz2.indices {
      next.w2[i] -= rate * dz2[i] * a1
      next.b2[i] -= rate * dz2[i]
    }
    return next
  }
}
