/// What frameworks compute of probabilities: the class's own stands for `z`, all of them for `logits`.
extension FrameworkCall {
  private static let top = ("top", "1 - 1e-7")
  private static let logRemark = "the logarithm of a probability clipped to 1e-7 ... 1 - 1e-7"

  static let binary = [
    FrameworkCall(
      "Keras", "keras.losses.binary_crossentropy",
      [("p", "z"), top, ("a", "clip(p, 1e-7, top)")] + binaryLines + [("slope", "own")],
      flushes: true, rule: "-(times(y, log(a)) + times(1 - y, log(1 - a)))", remark: logRemark,
      slope: clipped),
    FrameworkCall(
      "Keras 2.0", "K.binary_crossentropy, by the logit of its clip",
      [
        ("p", "z"), top, ("a", "clip(p, 1e-7, top)"),
      ] + logitLines + [("slope", "own")], flushes: true,
      rule: "-(times(y, log(a)) + times(1 - y, log(1 - a)))",
      remark: "the probability is clipped and turned back into a logit, which rounds once more",
      slope: clipped),
    FrameworkCall(
      "PyTorch", "F.binary_cross_entropy",
      [
        ("p", "z"), ("loss", "(y - 1) * max(log1p(-p), -100) - y * max(log(p), -100)"),
        // 1e-12 as a float32, in every format: 0 in float16.
        ("eps", "9.999999960041972e-13"), ("slope", "(p - y) / max((1 - p) * p, eps)"),
      ], remark: "the logarithm is held at -100",
      slope: "the divisor is held at 1e-12"),
  ]

  static let categorical = [
    FrameworkCall(
      "Keras", "keras.losses.categorical_crossentropy",
      [("p", "logits"), ("w", "sum(p)")] + normalisedLines + [("slope", "h[k]")], flushes: true,
      narrow: .mixed(once: ["w", "loss", "j"]), half: .stepwise,
      rule: "-sum(times(labels, log(a)))", remark: logRemark, slope: clipped),
    FrameworkCall(
      "PyTorch", "F.nll_loss(log(p))",
      [
        ("p", "logits"), ("l", "log(p)"), ("m", "times(labels, l)"), ("loss", "-sum(m)"),
        ("slope", "-y / p[k]"),
      ], narrow: .wide(rounding: ["l", "m"]),
      remark: "probabilities are taken as they are, whatever they sum to",
      slope: "probabilities are taken as they are"),
  ]
}
