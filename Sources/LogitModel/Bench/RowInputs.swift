import LogitExact
import LogitKernels

/// One row of the bench, rounded to its format and ready for the kernels.
struct RowInputs<Scalar: LogitScalar> {
  let loss: Loss
  let logits: [Scalar]
  /// One value a class; a class index is taken as one-hot.
  let labels: [Scalar]
  /// The class index, where the loss takes one.
  let label: Int?
  /// One a class, under a loss that takes them.
  let posWeights: [Scalar]
  /// Read once: asked of every class it would take the square of the classes.
  private let rationality: SoftmaxRationality

  init(_ bench: Bench, row: Int) {
    func scalar(_ number: Number) -> Scalar { Scalar(rounding: number.value(in: bench.dtype)) }
    loss = bench.loss
    logits = bench.logits[row].map(scalar)
    switch bench.labels {
    case .indices(let indices):
      label = indices[row]
      labels = logits.indices.map { Scalar(rounding: $0 == indices[row] ? 1 : 0) }
    case .dense(let values):
      label = nil
      labels = values[row].map(scalar)
    }
    posWeights =
      bench.loss.takesPosWeight ? logits.indices.map { scalar(bench.posWeight(of: $0)) } : []
    rationality = SoftmaxRationality(logits)
  }

  /// The unreduced losses: one of the row under a softmax, one a class under a sigmoid.
  var losses: [Reading] {
    switch loss {
    case .sparseSoftmaxCrossEntropy:
      let label = label ?? 0
      return [
        Reading(
          sparseSoftmaxCrossEntropy(logits: logits, label: label).double,
          isExact: rationality.isRational(logits[label]))
      ]
    case .softmaxCrossEntropy:
      let isExact = logits.indices.allSatisfy {
        labels[$0].double == 0 || rationality.isRational(logits[$0])
      }
      return [Reading(softmaxCrossEntropy(logits: logits, labels: labels).double, isExact: isExact)]
    case .halfSquaredErrorSoftmax:
      return [
        Reading(
          halfSquaredErrorSoftmax(logits: logits, labels: labels).double,
          isExact: isSoftmaxRational)
      ]
    case .sigmoidCrossEntropy, .weightedCrossEntropy, .halfSquaredErrorSigmoid:
      return terms
    }
  }

  /// What each class adds to the loss of the row.
  var terms: [Reading] {
    switch loss {
    case .sparseSoftmaxCrossEntropy, .softmaxCrossEntropy:
      var terms = softmaxCrossEntropyTerms(logits: logits, labels: labels)
      // A class without a label adds nothing, whatever its probability is.
      for k in labels.indices where labels[k].double == 0 { terms[k] = Scalar(rounding: 0) }
      return readings(terms) { k in
        labels[k].double == 0 || rationality.isRational(logits[k])
      }
    case .halfSquaredErrorSoftmax:
      return readings(halfSquaredErrorSoftmaxTerms(logits: logits, labels: labels)) { k in
        rationality.isRational(logits[k])
      }
    case .sigmoidCrossEntropy:
      let terms = logits.indices.map { sigmoidCrossEntropy(logit: logits[$0], label: labels[$0]) }
      return readings(terms) { isSigmoidTermExact($0, weight: 1) }
    case .weightedCrossEntropy:
      let terms = logits.indices.map {
        weightedCrossEntropy(logit: logits[$0], label: labels[$0], posWeight: posWeights[$0])
      }
      return readings(terms) { isSigmoidTermExact($0, weight: posWeights[$0].double) }
    case .halfSquaredErrorSigmoid:
      let terms = logits.indices.map {
        halfSquaredErrorSigmoid(logit: logits[$0], label: labels[$0])
      }
      return readings(terms) { sigmoidIsRational(logits[$0]) }
    }
  }

  /// The derivative of the row's own loss with respect to each of its logits.
  var gradient: [Reading] {
    switch loss {
    case .sparseSoftmaxCrossEntropy:
      return readings(sparseSoftmaxCrossEntropyGradient(logits: logits, label: label ?? 0)) {
        rationality.isRational(logits[$0])
      }
    case .softmaxCrossEntropy:
      let isUnlabelled = labels.allSatisfy { $0.double == 0 }
      return readings(softmaxCrossEntropyGradient(logits: logits, labels: labels)) {
        isUnlabelled || rationality.isRational(logits[$0])
      }
    case .halfSquaredErrorSoftmax:
      let isExact = isSoftmaxRational
      return readings(halfSquaredErrorSoftmaxGradient(logits: logits, labels: labels)) {
        isExact || logits[$0].double == -.infinity
      }
    case .sigmoidCrossEntropy:
      let slopes = logits.indices.map {
        sigmoidCrossEntropyGradient(logit: logits[$0], label: labels[$0])
      }
      return readings(slopes) { sigmoidIsRational(logits[$0]) }
    case .weightedCrossEntropy:
      let slopes = logits.indices.map {
        weightedCrossEntropyGradient(
          logit: logits[$0], label: labels[$0], posWeight: posWeights[$0])
      }
      return readings(slopes) { isSigmoidTermExact($0, weight: posWeights[$0].double) }
    case .halfSquaredErrorSigmoid:
      let slopes = logits.indices.map {
        halfSquaredErrorSigmoidGradient(logit: logits[$0], label: labels[$0])
      }
      return readings(slopes) { sigmoidIsRational(logits[$0]) }
    }
  }

  var softmaxReadings: [Reading] {
    readings(softmax(logits)) { rationality.isRational(logits[$0]) }
  }

  var sigmoidReadings: [Reading] {
    readings(logits.map { sigmoid($0) }) { sigmoidIsRational(logits[$0]) }
  }

  /// `−ln p` of each class, p by the loss's own head.
  var negLogReadings: [Reading] {
    switch loss.head {
    case .softmax:
      readings(logSoftmax(logits).map { Scalar(rounding: -$0.double) }) {
        rationality.isRational(logits[$0])
      }
    case .sigmoid:
      readings(logits.map { Scalar(rounding: -logSigmoid($0).double) }) {
        sigmoidIsRational(logits[$0])
      }
    }
  }

  private var isSoftmaxRational: Bool {
    logits.indices.allSatisfy { rationality.isRational(logits[$0]) }
  }

  /// Whether `(1−y) softplus(x) + q y softplus(−x)` can be exactly 0, 1 or infinite: with
  /// `A = 1−y` and `B = qy` it is `(A+B) softplus(x) − B x`, and softplus of a finite x is
  /// transcendental.
  private func isSigmoidTermExact(_ k: Int, weight: Double) -> Bool {
    let y = labels[k].double
    return logits[k].double.isInfinite || (1 - y) + weight * y == 0
  }

  private func readings(_ values: [Scalar], isExact: (Int) -> Bool) -> [Reading] {
    values.indices.map { k in
      let value = values[k].double
      // The question is only asked where the answer is shown.
      let isSpecial = value == 0 || value.magnitude == 1 || value.isInfinite
      return Reading(value, isExact: isSpecial && isExact(k))
    }
  }
}
