import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// The losses of one class as functions of its probability `a` or its logit `z`, and where the
/// bench stands on them.
///
/// `a` is the probability by the loss's own head, `y` the label of the class, `q` its pos_weight
/// (1 under a loss without). Over `z` the other logits of the row stay as they are; then a softmax
/// is `sigmoid(z − c)` with `c` the logsumexp of the others, so both heads are one formula.
package struct Curves: Equatable, Sendable {
  package enum Kind: CaseIterable, Sendable {
    case negLog, negLog1m, square, mix
  }

  package enum Axis: String, Sendable {
    case probability = "a"
    case logit = "z"
  }

  package enum Quantity: Sendable {
    case value, slope
  }

  package let classIndex: Int
  package let loss: Loss
  package let dtype: Format
  /// The label and the pos_weight of the class.
  package let y: Double
  package let q: Double
  /// What weighs −ln(1−a) in the loss of the row as a function of this class alone: `1 − y` under a
  /// sigmoid; under a softmax the other classes' labels, as their −ln p is −ln(1−a) and a constant.
  let restWeight: Double
  /// The logit of the class, and the one at which `a` is ½.
  package let z: Double
  package let middle: Double
  /// Whether `a` is a rational number, so that a 0 or 1 beside it is exact.
  private let isRational: Bool
  /// The probability itself, where it is an input.
  private let given: Double?
  /// What lies between the marked curve and the loss, in words; nil for nothing.
  let apart: String?
  /// The row whose label is to be ignored, so that no curve is the loss; nil for one that counts.
  let ignoredRow: Int?

  init(_ bench: Bench, ofClass index: Int) {
    let logits = bench.temperedLogits(ofRow: bench.row)
    classIndex = index
    loss = bench.loss
    dtype = bench.dtype
    y = bench.smoothedLabels(ofRow: bench.row)[index]
    q = bench.loss.takes(.posWeight) ? bench.posWeight(of: index).value(in: bench.dtype) : 1
    given = bench.loss.head == .given ? logits[index] : nil
    apart = bench.curvesApart(ofClass: index)
    ignoredRow = bench.isIgnored(bench.row) ? bench.row : nil
    z = given.map { QuickProbability($0) }.map { $0.negLog1m - $0.negLog } ?? logits[index]
    switch bench.loss.head {
    case .given:
      middle = 0
      restWeight = bench.loss.isElementwise ? 1 - y : 0
      isRational = true
    case .sigmoid:
      middle = 0
      restWeight = 1 - y
      isRational = sigmoidIsRational(logits[index])
    case .softmax:
      var others = logits
      others.remove(at: index)
      middle = QuickRow(others).logSumExp
      let labels = bench.smoothedLabels(ofRow: bench.row)
      restWeight = bench.dtype.rounded(labels.reduce(0, +)) - y
      isRational = softmaxIsRational(logits, at: index)
    }
  }

  /// The curves to draw: the mix only where the label is between the two sides, and of a label that
  /// is ignored nothing.
  package var kinds: [Kind] {
    if ignoredRow != nil { return [.negLog, .negLog1m] }
    return entropy == .mix ? Kind.allCases : [.negLog, .negLog1m, .square]
  }

  /// The curve that the loss follows when this logit alone moves; an ignored row has none, nor a loss
  /// that is no cross entropy and no squared error.
  package var own: Kind? {
    if ignoredRow != nil { return nil }
    switch loss.family {
    case .crossEntropy?: return entropy
    case .squaredError?: return .square
    case nil: return nil
    }
  }

  /// The cross entropy of the class: one of the two logs, or the mix of both.
  var entropy: Kind {
    if y == 1, restWeight == 0 { return .negLog }
    return y == 0 && restWeight == 1 ? .negLog1m : .mix
  }

  /// Where the bench stands: `a`, and what is left of 1; NaN where it has no place on the curves.
  package var a: Double { here.a }
  package var complement: Double { here.complement }

  /// Whether the bench has a place on the curves.
  package var isPlaced: Bool { outside == nil }

  /// An input that is no probability, which the curves have no place for.
  var outside: Double? { given.flatMap { $0.isNaN || 0...1 ~= $0 ? nil : $0 } }

  var here: QuickProbability {
    if outside != nil { return QuickProbability(.nan) }
    if let given { return QuickProbability(given) }
    // Two infinities have no difference; a logit that is alone has probability 1.
    return z.isInfinite && z == middle ? QuickProbability(.nan) : .init(logit: z - middle)
  }

  func value(_ kind: Kind, at point: QuickProbability) -> Double {
    switch kind {
    case .negLog: times(q, point.negLog)
    case .negLog1m: point.negLog1m
    case .square: gap(point) * gap(point) / 2
    case .mix: times(q * y, point.negLog) + times(restWeight, point.negLog1m)
    }
  }

  /// The derivative with respect to `a`.
  func slopeInA(_ kind: Kind, at point: QuickProbability) -> Double {
    switch kind {
    case .negLog: times(-q, 1 / point.a)
    case .negLog1m: 1 / point.complement
    case .square: gap(point)
    case .mix: times(-q * y, 1 / point.a) + times(restWeight, 1 / point.complement)
    }
  }

  /// The derivative with respect to `z`: that in `a` times `da/dz = a(1−a)`, cancelled by hand.
  func slopeInZ(_ kind: Kind, at point: QuickProbability) -> Double {
    switch kind {
    case .negLog: times(-q, point.complement)
    case .negLog1m: point.a
    case .square: gap(point) * point.a * point.complement
    case .mix: times(-q * y, point.complement) + times(restWeight, point.a)
    }
  }

  /// `a − y`, from the complement where the label is 1; a smoothed label is rounded as `a` is, or
  /// two numbers that are shown alike would have a distance.
  private func gap(_ point: QuickProbability) -> Double {
    y == 1 ? -point.complement : point.a - dtype.rounded(y)
  }

  /// 0 for a weight of 0, whatever it weighs.
  private func times(_ weight: Double, _ value: Double) -> Double {
    weight == 0 ? 0 : weight * value
  }

  /// A curve at one place of an axis: what the plot draws.
  package func sample(_ kind: Kind, _ quantity: Quantity, over axis: Axis, at x: Double) -> Double {
    let point = axis == .probability ? QuickProbability(x) : .init(logit: x - middle)
    switch (quantity, axis) {
    case (.value, _): return value(kind, at: point)
    case (.slope, .probability): return slopeInA(kind, at: point)
    case (.slope, .logit): return slopeInZ(kind, at: point)
    }
  }

  /// Where the bench stands on a curve.
  package func present(_ kind: Kind, _ quantity: Quantity, over axis: Axis) -> Double {
    switch (quantity, axis) {
    case (.value, _): value(kind, at: here)
    case (.slope, .probability): slopeInA(kind, at: here)
    case (.slope, .logit): slopeInZ(kind, at: here)
    }
  }

  /// A number at the present place. It is exact where `a` and `1 − a` are, and nothing was rounded
  /// away from them.
  func reading(_ value: Double) -> Reading {
    let rounded = dtype.rounded(value)
    let isWhole = here.a == 1 - here.complement && here.complement == 1 - here.a
    return Reading(rounded, isExact: isRational && isWhole && rounded == value)
  }
}

extension Bench {
  fileprivate func curvesApart(ofClass index: Int) -> String? {
    var rules: [String] = []
    if isWeighted || weight(ofRow: row).text != "1" { rules.append("its weights") }
    if form.over == .mean, classes > 1 {
      rules.append("the mean of its \(classes) classes")
    }
    if loss.head == .given {
      let inputs = logits[row].map { $0.value(in: dtype) }
      let sum = inputs.reduce(0, +)
      if !loss.isElementwise, (sum - 1).magnitude > 1e-6 { rules.append("p / sum of p") }
      if isClipped, !(clip.lo...clip.hi ~= inputs[index]) {
        rules.append("the clip of \(framework.title)")
      }
    }
    let tempered = isTempered ? " over z / \(temperature)" : ""
    guard !rules.isEmpty else { return isTempered ? "> is the loss\(tempered)." : nil }
    return "> is the loss\(tempered) before \(rules.joined(separator: " and "))."
  }
}

extension Model {
  package func curves(ofClass index: Int) -> Curves { Curves(bench, ofClass: index) }
}

extension Model {
  /// The curves of a class as they were pinned.
  package func pinnedCurves(ofClass index: Int) -> Curves? {
    guard var old = pinned?.bench, pinnedRow != nil else { return nil }
    old.row = bench.row
    return Curves(old, ofClass: index)
  }
}
