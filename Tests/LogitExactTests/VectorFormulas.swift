/// What the columns of `Tests/Vectors` are, as formulas over the inputs of their files.
///
/// `classes` is 0, 1, … for the classes of a row.
enum VectorFormulas {
  static let files: [String: [String: String]] = [
    "unary": [
      "sigmoid": "sigmoid(x)",
      "one_minus_sigmoid": "1 - sigmoid(x)",
      "dsigmoid": "sigmoid(x) * (1 - sigmoid(x))",
      "log_sigmoid": "log_sigmoid(x)",
      "softplus": "softplus(x)",
    ],
    "neg_log": [
      "neg_log_a": "-log(a)",
      // Defined where the logarithm is.
      "d_neg_log_a": "-1 / a + 0 * clip(log(a), 0, 1)",
      "neg_log_1ma": "-log(1 - a)",
      "d_neg_log_1ma": "1 / (1 - a) + 0 * clip(log(1 - a), 0, 1)",
    ],
    "sigmoid_ce": [
      "loss": "times(1 - z, softplus(x)) + times(z, softplus(-x))",
      "dx": "sigmoid(x) - z",
      "dz": "-x",
    ],
    "weighted_ce": [
      // Both softplus have the tail softplus(-|x|). Beside a tie its sign decides, and that of the
      // difference of two tails is none that balls could know: so it stands once.
      "loss": """
      times(1 - z, max(x, 0)) + times(q * z, max(-x, 0)) + (1 - z + q * z) * softplus(-abs(x))
      """,
      "dx": "(1 - z + q * z) * sigmoid(x) - q * z",
      "dz": "times(q, softplus(-x)) - softplus(x)",
      "dq": "times(z, softplus(-x))",
    ],
    "half_sq": [
      "loss": "(a - y)^2 / 2",
      "da": "a - y",
      "dy": "y - a",
    ],
    "half_sq_sigmoid": [
      "loss": "(sigmoid(x) - y)^2 / 2",
      "dx": "(sigmoid(x) - y) * sigmoid(x) * (1 - sigmoid(x))",
      "dy": "y - sigmoid(x)",
    ],
    "softmax": [
      "lse": "logsumexp(x)",
      "softmax": "softmax(x)",
      "log_softmax": "log_softmax(x)",
    ],
    "softmax_ce": [
      "loss": "sum(times(y, -log_softmax(x)))",
      "dx": "softmax(x) * sum(y) - y",
      "dy": "-log_softmax(x)",
    ],
    "sparse_ce": [
      "loss": "-log_softmax(x)[j]",
      // What is 1 for the class j and 0 for the others.
      "dx": "softmax(x) - max(0, 1 - abs(classes - j))",
    ],
    "half_sq_softmax": [
      "loss": "sum((softmax(x) - y)^2) / 2",
      // The whole Jacobian: each class moves all probabilities.
      "dx": "softmax(x) * (softmax(x) - y - sum((softmax(x) - y) * softmax(x)))",
    ],
  ]
}
