import LogitExact

/// What frameworks compute for one logit `z` with the label `y`.
extension FrameworkCall {
  /// 1 from 0 on, else 0: a comparison.
  private static let isUp = "1 - min(1, times(max(-z, 0), inf))"
  /// The sign of z, 0 at 0.
  private static let sign = "clip(times(z, inf), -1, 1)"
  /// The sigmoid of z, as `1 / (1 + exp(-z))`.
  private static let quotient = "1 / (1 + exp(-z))"
  private static let logSigmoid = "min(0, z) - log1p(exp(-abs(z)))"

  static let rounded = "sigmoid or softmax is rounded before the label is taken from it"
  static let clipped = "where the clip holds the probability nothing moves it"
  private static let summed = "its terms are rounded before they cancel"

  /// The logarithm by TensorFlow: near 1 the first terms of its series, each rounded. So it is for
  /// fewer than 8 numbers and for the last ones of more; the others may be an ulp away.
  static func log(_ name: String, of text: String) -> [(String, String)] {
    [
      ("d\(name)", "\(text) - 1"),
      ("near\(name)", "1 - min(1, times(max(abs(d\(name)) - 1e-6, 0), inf))"),
      ("series\(name)", "d\(name) - d\(name)^2 / 2 + d\(name)^2 * d\(name) / 3"),
      (name, "times(near\(name), series\(name)) + times(1 - near\(name), log(\(text)))"),
    ]
  }

  /// The loss of the logit `l` of a probability that was clipped to `a`, and its derivative by the
  /// probability `p`.
  static let logitLines = [
    ("b", "1 - a"), ("o", "a / b"), ("l", "log(o)"), ("f", "exp(-abs(l))"),
    ("loss", "max(l, 0) - l * y + log1p(f)"),
    ("isInside", "1 - min(1, times(abs(a - p), inf))"),
    ("isUp", "1 - min(1, times(max(-l, 0), inf))"), ("bend", "1 / (1 + f) * f"),
    ("g", "(isUp - y + (1 - 2 * isUp) * bend) * (1 / o)"),
    ("own", "times(isInside, g / b - g * (-a / b / b))"),
  ]

  private static let kerasLines =
    [
      ("e", "exp(z)"), ("p", "sigmoid(z)"), ("top", "1 - 1e-7"), ("a", "clip(p, 1e-7, top)"),
    ] + binaryLines + [("slope", "own * (p * (1 - p))")]

  /// The loss and its derivative by the probability `p`, which was clipped to `a`: the derivative of
  /// TensorFlow's logarithm multiplies by a reciprocal.
  static let binaryLines =
    log("l", of: "a") + log("m", of: "(1 - a)") + [
      ("loss", "-(y * l + (1 - y) * m)"),
      ("isInside", "1 - min(1, times(abs(a - p), inf))"),
      ("u", "times(isInside, 1 / a)"), ("v", "times(isInside, 1 / (1 - a))"),
      ("own", "(1 - y) * v - y * u"),
    ]

  /// TensorFlow's sigmoid in the formats of 16 bits, from the rounded exponential `e` of z: exactly
  /// so for every number of both. The quotient of what is infinite is 1.
  private static let narrowSigmoid = "min(e, 65504) / (1 + min(e, 65504))"
  private static let narrowTexts: [Format: [String: String]] = [
    .float16: ["p": narrowSigmoid], .bfloat16: ["p": narrowSigmoid],
  ]

  static let sigmoid = [
    FrameworkCall(
      "TensorFlow", "tf.nn.sigmoid_cross_entropy_with_logits",
      [
        ("e", "exp(-abs(z))"), ("tail", "log1p(e)"), ("loss", "max(z, 0) - z * y + tail"),
        ("isUp", isUp), ("bend", "1 / (1 + e) * e"), ("slope", "isUp - y + (1 - 2 * isUp) * bend"),
      ], flushes: true,
      remark: "z * y is rounded before it is taken from z", slope: summed),
    FrameworkCall(
      "Keras", "keras.losses.binary_crossentropy", kerasLines, flushes: true,
      narrow: .mixed(once: ["e"]), texts: narrowTexts,
      rule: "-(times(y, log(a)) + times(1 - y, log(1 - a)))",
      remark: "the logarithm of a rounded probability, clipped to 1e-7 ... 1 - 1e-7",
      slope: clipped),
    FrameworkCall(
      "Keras 2.0", "K.binary_crossentropy, by the logit of its clip",
      [
        ("e", "exp(z)"), ("p", "sigmoid(z)"), ("top", "1 - 1e-7"), ("a", "clip(p, 1e-7, top)"),
      ] + logitLines + [("slope", "own * (p * (1 - p))")], flushes: true,
      narrow: .mixed(once: ["e"]), texts: narrowTexts,
      rule: "-(times(y, log(a)) + times(1 - y, log(1 - a)))",
      remark: "the probability is clipped and turned back into a logit, which rounds once more",
      slope: clipped),
    FrameworkCall(
      "PyTorch", "F.binary_cross_entropy_with_logits",
      [
        ("logp", logSigmoid), ("loss", "(1 - y) * z - logp"), ("p", quotient), ("slope", "p - y"),
      ], narrow: .mixed(once: ["logp", "p"]),
      remark: "(1-y)z and log_sigmoid(z) cancel where z < 0", slope: rounded),
    FrameworkCall(
      "PyTorch", "F.binary_cross_entropy(sigmoid(z))",
      [
        ("p", quotient),
        ("loss", "(y - 1) * max(log1p(-p), -100) - y * max(log(p), -100)"),
        // 1e-12 as a float32, in every format: 0 in float16.
        ("eps", "9.999999960041972e-13"), ("g", "(p - y) / max((1 - p) * p, eps)"),
        ("slope", "g * (1 - p) * p"),
      ], narrow: .mixed(once: ["p", "slope"]), half: .mixed(once: ["p"]),
      remark: "the probability is rounded first, and its logarithm held at -100", slope: rounded),
    FrameworkCall(
      "optax", "optax.sigmoid_binary_cross_entropy",
      [
        ("tail", "log1p(exp(-abs(z)))"), ("logp", "-(max(-z, 0) + tail)"),
        ("logq", "-(max(z, 0) + tail)"), ("loss", "-y * logp - (1 - y) * logq"),
        ("c", "clip(z, -6e4, 6e4)"), ("bend", "log1p(exp(-abs(c)))"),
        (
          "slope",
          "(1 - y) * exp(c - (max(c, 0) + bend)) - y * exp(-c - (max(-c, 0) + bend))"
        ),
      ], flushes: true, remark: "a label of 0 meets an infinite logarithm",
      slope: "the rounding of a logarithm is magnified"),
    FrameworkCall(
      "SciPy", "-(y*log_expit(z) + (1-y)*log_expit(-z))",
      [
        ("loss", "-(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z))"), ("slope", "\(quotient) - y"),
      ], narrow: .wide(rounding: []), remark: "a label of 0 meets an infinite logarithm",
      slope: rounded),
  ]

  static let weighted = [
    FrameworkCall(
      "TensorFlow", "tf.nn.weighted_cross_entropy_with_logits",
      [
        ("w", "1 + (q - 1) * y"), ("e", "exp(-abs(z))"), ("tail", "log1p(e)"),
        ("loss", "(1 - y) * z + w * (tail + max(-z, 0))"),
        ("slope", "1 - y - w * clip(times(-z, inf), 0, 1) - w * (1 / (1 + e)) * e * \(sign)"),
      ], flushes: true,
      remark: "(1-y)z and max(-z, 0) cancel where z < 0",
      slope: "autodiff takes the slopes of |z| and max(-z, 0) at z = 0 for 0"),
    FrameworkCall(
      "PyTorch", "F.binary_cross_entropy_with_logits(pos_weight)",
      [
        ("logp", logSigmoid), ("w", "(q - 1) * y + 1"), ("loss", "(1 - y) * z - w * logp"),
        ("t", "q * y"), ("p", quotient), ("slope", "(t + 1 - y) * p - t"),
      ], narrow: .mixed(once: ["logp", "p"]),
      remark: "(1-y)z and log_sigmoid(z) cancel where z < 0", slope: rounded),
  ]

  static let squaredSigmoid = [
    FrameworkCall(
      "PyTorch", "F.mse_loss(sigmoid(z), y) / 2",
      [
        ("p", quotient), ("d", "p - y"), ("loss", "d * d / 2"),
        ("slope", "d * (1 - p) * p"),
      ], narrow: .mixed(once: ["p", "slope"]), half: .mixed(once: ["p"]),
      remark: "the probability is rounded before the label is taken from it", slope: rounded),
    FrameworkCall(
      "optax", "optax.l2_loss(sigmoid(z), y)",
      [
        ("p", quotient), ("d", "p - y"), ("loss", "0.5 * (d * d)"),
        ("slope", "d * (p * (1 - p))"),
      ], flushes: true, remark: "the probability is rounded before the label is taken from it",
      slope: rounded),
  ]
}
