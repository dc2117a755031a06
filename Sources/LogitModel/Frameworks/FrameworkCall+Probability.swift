/// What frameworks compute of probabilities: one of them `x`, all of them `logits`.
extension FrameworkCall {
  private static let top = ("top", "1 - 1e-7")
  private static let logRemark = "the logarithm of a probability clipped to 1e-7 ... 1 - 1e-7"

  static let binary = [
    FrameworkCall(
      "Keras", "keras.losses.binary_crossentropy",
      [top, ("a", "clip(x, 1e-7, top)")] + log("l", of: "a") + log("m", of: "(1 - a)") + [
        ("loss", "-(z * l + (1 - z) * m)"),
        ("isInside", "1 - min(1, times(abs(a - x), inf))"),
        ("slope", "times(isInside, (1 - z) / (1 - a) - z / a)"),
      ], flushes: true, rule: "-(times(z, log(a)) + times(1 - z, log(1 - a)))", remark: logRemark,
      slope: clipped),
    FrameworkCall(
      "Keras 2.0", "K.binary_crossentropy, by the logit of its clip",
      [
        top, ("a", "clip(x, 1e-7, top)"), ("l", "log(a / (1 - a))"), ("e", "exp(-abs(l))"),
        ("loss", "max(l, 0) - l * z + log1p(e)"),
        ("isInside", "1 - min(1, times(abs(a - x), inf))"),
        ("slope", "times(isInside, (sigmoid(l) - z) / (a * (1 - a)))"),
      ], flushes: true, rule: "-(times(z, log(a)) + times(1 - z, log(1 - a)))",
      remark: "the probability is clipped and turned back into a logit, which rounds once more",
      slope: clipped),
    FrameworkCall(
      "PyTorch", "F.binary_cross_entropy",
      [
        ("loss", "(z - 1) * max(log1p(-x), -100) - z * max(log(x), -100)"),
        // 1e-12 as a float32, in every format.
        ("eps", "9.999999960041972e-13"), ("slope", "(x - z) / max((1 - x) * x, eps)"),
      ], narrow: .wide(rounding: ["loss", "eps", "slope"]), remark: "the logarithm is held at -100",
      slope: "the divisor is held at 1e-12"),
  ]

  static let categorical = [
    FrameworkCall(
      "Keras", "keras.losses.categorical_crossentropy",
      [
        top, ("s", "sum(logits)"), ("r", "logits / s"), ("a", "clip(r, 1e-7, top)"),
        ("loss", "-sum(labels * log(a))"),
        ("isInside", "1 - min(1, times(abs(a - r), inf))"),
        ("g", "times(isInside, -labels / a)"), ("slope", "(g[k] - sum(g * r)) / s"),
      ], flushes: true, rule: "-sum(times(labels, log(a)))", remark: logRemark, slope: clipped),
    FrameworkCall(
      "PyTorch", "F.nll_loss(log(p))",
      [("loss", "-sum(times(labels, log(logits)))"), ("slope", "-z / x")],
      remark: "probabilities are taken as they are, whatever they sum to",
      slope: "probabilities are taken as they are"),
  ]
}
