/// What frameworks compute for a row of logits.
extension FrameworkCall {
  private static let shifted = [("t", "logits - max(logits)"), ("e", "exp(t)"), ("s", "sum(e)")]
  private static let absorbed = "the sum 1 + e^-gap absorbs what the loss of a sure answer is"

  static let sparse = [
    FrameworkCall(
      "TensorFlow", "tf.nn.sparse_softmax_cross_entropy_with_logits",
      shifted + [("loss", "log(s) - t[y]"), ("slope", "e[k] / s - z")], flushes: true,
      narrow: .wideHalf(rounding: ["t", "e"]), remark: absorbed, slope: rounded),
    FrameworkCall(
      "Keras", "keras.losses.sparse_categorical_crossentropy",
      shifted + [
        ("p", "e / s"), ("top", "1 - 1e-7"), ("a", "clip(p, 1e-7, top)"), ("l", "log(a)"),
        ("u", "l - max(l)"), ("f", "exp(u)"), ("r", "sum(f)"), ("loss", "log(r) - u[y]"),
        ("isInside", "1 - min(1, times(abs(a - p), inf))"),
        ("g", "f / r - labels"), ("h", "g / a"), ("own", "times(isInside, h)"),
        ("inner", "sum(own * p)"), ("slope", "(own[k] - inner) * p[k]"),
      ], flushes: true,
      narrow: .wideHalf(rounding: [
        "t", "e", "s", "p", "top", "a", "l", "u", "f", "g", "h", "own", "inner",
      ]), rule: "log(sum(a)) - log(a[y])",
      remark: "probabilities are clipped to 1e-7 ... 1 - 1e-7, then normalised",
      slope: "where the clip holds a probability nothing moves it"),
    FrameworkCall(
      "PyTorch", "F.cross_entropy",
      shifted + [
        ("l", "log(s)"), ("logp", "t - l"), ("loss", "-logp[y]"), ("slope", "exp(logp[k]) - z"),
      ], narrow: .wide(rounding: ["s", "l", "logp"]), remark: absorbed, slope: rounded),
    FrameworkCall(
      "optax", "optax.softmax_cross_entropy_with_integer_labels",
      shifted + [("loss", "max(logits) + log(s) - logits[y]"), ("slope", "e[k] / s - z")],
      flushes: true,
      remark: "the largest logit is added to the logarithm and taken away again", slope: rounded),
    FrameworkCall(
      "SciPy", "-scipy.special.log_softmax(logits)[y]",
      shifted + [("loss", "-(t[y] - log(s))"), ("slope", "e[k] / s - z")], remark: absorbed,
      slope: rounded),
  ]

  static let dense = [
    FrameworkCall(
      "TensorFlow", "tf.nn.softmax_cross_entropy_with_logits",
      shifted + [("loss", "sum(labels * (log(s) - t))"), ("slope", "e[k] / s - z")], flushes: true,
      remark: absorbed,
      slope: "it is p - y whatever the labels sum to, and p is rounded first"),
    FrameworkCall(
      "Keras", "keras.losses.categorical_crossentropy",
      shifted + [
        ("p", "e / s"), ("n", "p / sum(p)"), ("top", "1 - 1e-7"), ("a", "clip(n, 1e-7, top)"),
        ("loss", "-sum(labels * log(a))"),
        ("isInside", "1 - min(1, times(abs(a - n), inf))"),
        ("own", "times(isInside, -labels / a)"), ("slope", "(own[k] - sum(own * p)) * p[k]"),
      ], flushes: true, rule: "-sum(times(labels, log(a)))",
      remark: "the logarithm of rounded probabilities, clipped to 1e-7 ... 1 - 1e-7",
      slope: "where the clip holds a probability nothing moves it"),
    FrameworkCall(
      "PyTorch", "F.cross_entropy",
      shifted + [
        ("l", "log(s)"), ("logp", "t - l"), ("loss", "-sum(labels * logp)"),
        ("slope", "exp(logp[k]) * sum(labels) - z"),
      ], narrow: .wide(rounding: ["s", "l", "logp"]),
      remark: absorbed, slope: rounded),
    FrameworkCall(
      "optax", "optax.softmax_cross_entropy",
      shifted + [
        ("logp", "t - log(s)"), ("loss", "-sum(labels * logp)"),
        ("slope", "e[k] / s * sum(labels) - z"),
      ], flushes: true, remark: absorbed, slope: rounded),
    FrameworkCall(
      "SciPy", "-sum(labels * log_softmax(logits))",
      shifted + [
        ("logp", "t - log(s)"), ("loss", "-sum(labels * logp)"),
        ("slope", "e[k] / s * sum(labels) - z"),
      ], remark: absorbed, slope: rounded),
  ]

  static let squaredSoftmax = [
    FrameworkCall(
      "PyTorch", "((softmax(logits) - labels) ** 2).sum() / 2",
      shifted + [
        ("p", "e / s"), ("d", "p - labels"), ("loss", "sum(d * d) / 2"),
        ("slope", "p[k] * (d[k] - sum(d * p))"),
      ], remark: "the probability is rounded before the label is taken from it", slope: rounded),
    FrameworkCall(
      "optax", "optax.l2_loss(softmax(logits), labels).sum()",
      shifted + [
        ("p", "e / s"), ("d", "p - labels"), ("loss", "sum(0.5 * (d * d))"),
        ("slope", "p[k] * (d[k] - sum(d * p))"),
      ], flushes: true, remark: "the probability is rounded before the label is taken from it",
      slope: rounded),
  ]

  static func all(of loss: Loss) -> [FrameworkCall] {
    switch loss {
    case .sigmoidCrossEntropy: sigmoid
    case .weightedCrossEntropy: weighted
    case .sparseSoftmaxCrossEntropy: sparse
    case .softmaxCrossEntropy: dense
    case .halfSquaredErrorSigmoid: squaredSigmoid
    case .halfSquaredErrorSoftmax: squaredSoftmax
    case .binaryCrossEntropy: binary
    case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy: categorical
    }
  }
}
