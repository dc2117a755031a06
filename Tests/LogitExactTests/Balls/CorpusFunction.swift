@testable import LogitExact

/// A file of the corpus, and how far off a ball of exact inputs may be in it.
enum CorpusFunction: String, CaseIterable, Sendable {
  case add, subtract, multiply, divide, sqrt
  case exp, expm1, log, log1p, sigmoid, softplus, chain
  case exp2, log2, tanh, erf, power

  func value<let width: Int>(_ x: [Double]) -> Ball<width> {
    let balls = x.map { Ball<width>($0) }
    return switch self {
    case .add: balls[0] + balls[1]
    case .subtract: balls[0] - balls[1]
    case .multiply: balls[0] * balls[1]
    case .divide: balls[0] / balls[1]
    case .sqrt: .sqrt(balls[0])
    case .exp: .exp(balls[0])
    case .expm1: .expm1(balls[0])
    case .log: .log(balls[0])
    case .log1p: .log1p(balls[0])
    case .sigmoid: .sigmoid(balls[0])
    case .softplus: .softplus(balls[0])
    case .exp2: .exp2(balls[0])
    case .log2: .log2(balls[0])
    case .tanh: .tanh(balls[0])
    case .erf: .erf(balls[0])
    case .power: .pow(balls[0], balls[1])
    case .chain: .log(balls.dropFirst().reduce(.exp(balls[0])) { $0 + .exp($1) }) - balls[0]
    }
  }

  /// The size of the error, in ulps as a power of two, that no case passes at 128, 256 and 512
  /// bits; nil where it depends on what cancels.
  func limits() -> [Double]? {
    switch self {
    case .add, .subtract, .multiply, .divide: [1, 1, 1]
    case .sqrt: [4, 4, 4]
    case .exp: [10, 15, 21]
    case .expm1: [12, 17, 23]
    case .log, .log1p, .softplus: [31, 36, 42]
    case .sigmoid: [10, 15, 21]
    case .log2, .erf: [32, 37, 43]
    case .tanh: [13, 18, 24]
    case .chain, .power, .exp2: nil
    }
  }
}
