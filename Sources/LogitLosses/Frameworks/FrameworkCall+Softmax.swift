import LogitExact

/// What frameworks compute for a row of logits.
extension FrameworkCall {
  private static let shifted = [("t", "logits - max(logits)"), ("e", "exp(t)"), ("s", "sum(e)")]
  /// What TensorFlow's softmax computes in float32.
  private static let wholeShare: Set<String> = ["t", "e", "s"]

  /// The derivative by the logit of the class, from the one by each probability `p`.
  private static func softmaxSlope(_ name: String) -> [(String, String)] {
    [
      ("weighed", "\(name) * p"), ("inner", "sum(weighed)"),
      ("slope", "(\(name)[k] - inner) * p[k]"),
    ]
  }

  /// Keras' loss of numbers `p` that are divided by their sum `w` and clipped, and its derivative `h`
  /// by each of them.
  static let normalisedLines = [
    ("n", "p / w"), ("top", "1 - 1e-7"), ("a", "clip(n, 1e-7, top)"), ("m", "labels * log(a)"),
    ("loss", "-sum(m)"), ("isInside", "1 - min(1, times(abs(a - n), inf))"),
    ("own", "-labels * times(isInside, 1 / a)"), ("v", "own * (-p / w / w)"), ("j", "sum(v)"),
    ("h", "own / w + j"),
  ]

  private static let absorbed = "the sum 1 + e^-gap absorbs what the loss of a sure answer is"

  static let sparse = [
    FrameworkCall(
      "TensorFlow", "tf.nn.sparse_softmax_cross_entropy_with_logits",
      shifted + [("loss", "log(s) - t[y]"), ("slope", "e[k] / s - y")], flushes: true,
      half: .wide(rounding: []), remark: absorbed, slope: rounded),
    FrameworkCall(
      "Keras", "keras.losses.sparse_categorical_crossentropy",
      shifted + [
        ("p", "e / s"), ("top", "1 - 1e-7"), ("a", "clip(p, 1e-7, top)"), ("l", "log(a)"),
        ("u", "l - max(l)"), ("f", "exp(u)"), ("r", "sum(f)"), ("loss", "log(r) - u[y]"),
        ("isInside", "1 - min(1, times(abs(a - p), inf))"),
        ("g", "f / r - labels"), ("own", "g * times(isInside, 1 / a)"),
      ] + softmaxSlope("own"), flushes: true,
      narrow: .mixed(once: ["p", "inner"], left: wholeShare),
      half: .mixed(once: ["p", "loss", "g"], left: wholeShare.union(["u", "f", "r"])),
      rule: "log(sum(a)) - log(a[y])",
      remark: "probabilities are clipped to 1e-7 ... 1 - 1e-7, then normalised",
      slope: "where the clip holds a probability nothing moves it"),
    FrameworkCall(
      "PyTorch", "F.cross_entropy",
      shifted + [
        ("l", "log(s)"), ("logp", "t - l"), ("loss", "-logp[y]"), ("slope", "exp(logp[k]) - y"),
      ], narrow: .wide(rounding: ["s", "l", "logp"]), remark: absorbed, slope: rounded),
    FrameworkCall(
      "optax", "optax.softmax_cross_entropy_with_integer_labels",
      shifted + [("loss", "max(logits) + log(s) - logits[y]"), ("slope", "e[k] * (1 / s) - y")],
      flushes: true, narrow: .mixed(once: ["s"]),
      remark: "the largest logit is added to the logarithm and taken away again", slope: rounded),
    FrameworkCall(
      "SciPy", "-scipy.special.log_softmax(logits)[y]",
      shifted + [("loss", "-(t[y] - log(s))"), ("slope", "e[k] / s - y")], remark: absorbed,
      slope: rounded),
  ]

  static let dense = [
    FrameworkCall(
      "TensorFlow", "tf.nn.softmax_cross_entropy_with_logits",
      shifted + [("loss", "sum(labels * (log(s) - t))"), ("slope", "e[k] / s - y")], flushes: true,
      narrow: .wide(rounding: []), remark: absorbed,
      slope: "it is p - y whatever the labels sum to, and p is rounded first"),
    FrameworkCall(
      "Keras", "keras.losses.categorical_crossentropy",
      shifted + [("p", "e / s"), ("w", "sum(p)")] + normalisedLines + softmaxSlope("h"),
      flushes: true,
      narrow: .mixed(once: ["p", "w", "loss", "j", "inner"], left: wholeShare),
      half: .mixed(once: ["p"], left: wholeShare), rule: "-sum(times(labels, log(a)))",
      remark: "the logarithm of rounded probabilities, clipped to 1e-7 ... 1 - 1e-7",
      slope: "where the clip holds a probability nothing moves it"),
    FrameworkCall(
      "PyTorch", "F.cross_entropy",
      shifted + [
        ("l", "log(s)"), ("logp", "t - l"), ("m", "labels * logp"), ("loss", "-sum(m)"),
        ("slope", "exp(logp[k]) * sum(labels) - y"),
      ], narrow: .wide(rounding: ["s", "l", "logp", "m"]),
      remark: absorbed, slope: rounded),
    FrameworkCall(
      "optax", "optax.softmax_cross_entropy",
      shifted + [
        ("logp", "t - log(s)"), ("m", "labels * logp"), ("loss", "-sum(m)"), ("n", "sum(labels)"),
        ("v", "n / s"), ("slope", "e[k] * v - y"),
      ], flushes: true, narrow: .mixed(once: ["s", "loss", "n"]),
      half: .mixed(once: ["s", "loss", "n", "slope"]), remark: absorbed, slope: rounded),
    FrameworkCall(
      "SciPy", "-sum(labels * log_softmax(logits))",
      shifted + [
        ("logp", "t - log(s)"), ("loss", "-sum(labels * logp)"),
        ("slope", "e[k] / s * sum(labels) - y"),
      ], remark: absorbed, slope: rounded),
  ]

  static let squaredSoftmax = [
    FrameworkCall(
      "PyTorch", "((softmax(logits) - labels) ** 2).sum() / 2",
      shifted + [
        ("p", "e / s"), ("d", "p - labels"), ("m", "d * d"), ("loss", "sum(m) / 2"),
        ("slope", "p[k] * (d[k] - sum(d * p))"),
      ], narrow: .wide(rounding: ["p", "d", "m"]),
      remark: "the probability is rounded before the label is taken from it", slope: rounded),
    FrameworkCall(
      "optax", "optax.l2_loss(softmax(logits), labels).sum()",
      shifted + [
        ("p", "e / s"), ("d", "p - labels"), ("m", "0.5 * (d * d)"), ("loss", "sum(m)"),
        ("i", "1 / (s * s)"), ("v", "-(d * e) * i"), ("j", "sum(v)"), ("b", "d / s"),
        ("slope", "(b[k] + j) * e[k]"),
      ], flushes: true, narrow: .mixed(once: ["s", "loss", "j"]),
      half: .mixed(once: ["s", "loss", "v", "j"]),
      texts: [.float16: ["p": "e * (1 / s)", "b": "d * (1 / s)"]],
      remark: "the probability is rounded before the label is taken from it",
      slope: rounded),
  ]

  /// The calls of a loss that are known; none of most.
  package static func all(of loss: Loss) -> [FrameworkCall] {
    switch loss {
    case .sigmoidCrossEntropy: sigmoid
    case .weightedCrossEntropy: weighted
    case .sparseSoftmaxCrossEntropy: sparse
    case .softmaxCrossEntropy: dense
    case .halfSquaredErrorSigmoid: squaredSigmoid
    case .halfSquaredErrorSoftmax: squaredSoftmax
    case .binaryCrossEntropy: binary
    case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy: categorical
    default: []
    }
  }
}
