/// What a formula can call.
public enum Function: String, Hashable, Sendable, CaseIterable {
  // Elementwise: one argument, and the result has its shape.
  case exp, log, log1p, expm1, sqrt, abs
  /// `2^x` and the logarithm to base 2; powers of two are exact.
  case exp2, log2
  case tanh, erf
  /// `1 / (1 + exp(-x))`
  case sigmoid
  /// `log(1 + exp(x))`
  case softplus
  /// `log(sigmoid(x))`
  case logSigmoid = "log_sigmoid"

  /// The same number, which a derivative takes for a constant.
  case stopGradient = "stop_gradient"

  /// `a ^ b` for a power that is no whole literal: elementwise, of one number and another.
  case pow
  /// `where(condition, a, b)`: elementwise `a` where the condition is not 0, else `b`; what the other
  /// one is makes no difference.
  case choice = "where"

  /// The largest element of one vector, or elementwise the largest of several arguments.
  case max
  /// The smallest element of one vector, or elementwise the smallest of several arguments.
  case min
  /// `clip(v, lo, hi)`: elementwise `v`, but at least `lo` and at most `hi`.
  case clip
  /// `times(y, t)`: elementwise `y * t`, but 0 where `y` is 0, whatever `t` is, infinite or NaN: a
  /// label of zero asks for nothing.
  case times

  // A vector to a scalar; a scalar counts as a vector of one.
  case sum, mean, logsumexp
  /// `dot(a, b)`: the sum of the products of their elements.
  case dot
  /// The index, from 0, of the largest element by its exact value; the first of equal ones.
  case argmax

  // A vector to a vector; a scalar counts as a vector of one.
  case softmax
  case logSoftmax = "log_softmax"
  /// `others(v, k)`: the vector without its element `k`.
  case others
  /// `insert(v, k)`: the vector with a 0 put in as its element `k`.
  case insert
  /// `indices(v)`: the index of each element, from 0.
  case indices

  // What a parser writes out: no tree that is evaluated has them.
  /// `grad(f, x)`: the derivative of `f` by a name or an element of one.
  case grad
  /// `condition(f, x)`: `x f'(x) / f(x)`, by how much the relative error of x is more in f.
  case condition

  /// The name it has in a formula.
  public var name: String { rawValue }

  /// How many arguments it takes.
  public var arity: ClosedRange<Int> {
    switch self {
    case .exp, .log, .log1p, .expm1, .sqrt, .abs, .exp2, .log2, .tanh, .erf, .sigmoid, .softplus,
      .logSigmoid, .stopGradient, .sum, .mean, .logsumexp, .argmax, .softmax, .logSoftmax, .indices:
      1...1
    case .max, .min: 1...Int.max
    case .times, .others, .insert, .pow, .dot, .grad, .condition: 2...2
    case .clip, .choice: 3...3
    }
  }

  /// Whether it sees a row as a whole, given so many arguments; `max(a, b)` pairs its own.
  package func isOfRow(arguments count: Int) -> Bool {
    switch self {
    case .sum, .mean, .logsumexp, .argmax, .softmax, .logSoftmax, .indices: true
    case .max, .min: count == 1
    case .exp, .log, .log1p, .expm1, .sqrt, .abs, .exp2, .log2, .tanh, .erf, .sigmoid, .softplus,
      .logSigmoid, .stopGradient, .pow, .choice, .dot, .clip, .times, .others, .insert, .grad,
      .condition:
      false
    }
  }

  /// The function that a word of a formula names, by its name or by another spelling.
  init?(word: String) {
    switch word {
    case "ln": self = .log
    case "σ": self = .sigmoid
    case "Σ": self = .sum
    default: self.init(rawValue: word)
    }
  }
}
