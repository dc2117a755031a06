import LogitBench
import LogitExact

/// The words of a formula on a bench, for whoever types one.
package enum FormulaWords {
  package struct Word: Sendable {
    /// A function's with its bracket.
    package let text: String
    package let summary: String
  }

  /// What formulas call the numbers that they are differentiated by: the logit of a class, probabilities
  /// that are given, and the logits of a row.
  static let inputs: Set = ["z", "p", "logits"]

  package static let all: [Word] =
    names.map { Word(text: $0.0, summary: $0.1) }
    + Function.allCases.map { Word(text: $0.name + "(", summary: $0.summary) }

  private static let names = [
    ("z", "the logit of class k"), ("y", "the label of class k; in [ ] the class of the label"),
    ("q", "the pos_weight of class k"), ("k", "the class under the cursor"),
    ("K", "how many classes there are"), ("logits", "all of the row"),
    ("labels", "all of the row, one value a class"),
  ]
}

extension Function {
  fileprivate var summary: String {
    switch self {
    case .exp: "e^x"
    case .log: "the natural logarithm"
    case .log1p: "log(1 + x), exact for small x"
    case .expm1: "exp(x) - 1, exact for small x"
    case .sqrt: "the square root"
    case .abs: "without the sign"
    case .exp2: "2^x"
    case .log2: "the logarithm to base 2"
    case .tanh: "the hyperbolic tangent"
    case .erf: "the error function"
    case .stopGradient: "the number itself, a constant for its derivative"
    case .pow: "pow(a, b): a^b"
    case .choice: "where(c, a, b): a where c is not 0, else b"
    case .sigmoid: "1 / (1 + exp(-x))"
    case .softplus: "log(1 + exp(x))"
    case .logSigmoid: "log(sigmoid(x))"
    case .max: "the largest of a vector, or of several numbers"
    case .min: "the smallest of a vector, or of several numbers"
    case .clip: "clip(v, lo, hi): at least lo, at most hi"
    case .times: "times(y, t): y * t, and 0 where y is 0"
    case .sum: "of a vector"
    case .dot: "dot(a, b): the sum of a * b"
    case .mean: "of a vector"
    case .logsumexp: "log(sum(exp(v)))"
    case .argmax: "the index of the largest"
    case .softmax: "exp(v) / sum(exp(v))"
    case .logSoftmax: "log(softmax(v))"
    case .others: "others(v, k): v without its element k"
    case .insert: "insert(v, k): v with a 0 put in as its element k"
    case .indices: "0, 1, 2 and on, one for each element"
    case .grad: "grad(f, z): the derivative of f by z, or by logits[2], or by a row"
    case .condition: "condition(f, z): z f'(z) / f(z), how much an error of z grows"
    }
  }
}
