import Glibc
import LogitBench
import LogitExact
import LogitLosses
import LogitText

extension Changes {
  // MARK: - Weights

  var weights: [Change] {
    let (classes, rows) = (bench.classes, bench.rows)
    return weights(
      .classWeight, .classWeights, noun: "class weights", count: classes, balanced: balancedClasses)
      + weights(.sampleWeight, .sampleWeights, noun: "sample weights", count: rows, balanced: nil)
      + weights(.posWeight, .posWeights, noun: "pos_weight", count: classes, balanced: nil)
  }

  private func weights(
    _ rule: Rule, _ kind: Change.Kind, noun: String, count: Int, balanced: [Double]?
  ) -> [Change] {
    guard bench.loss.takes(rule) || rule.shape == .perRow else { return [] }
    let given = bench[rule].map { $0.value(in: .float64) }
    guard given.contains(where: { $0 != 1 }) else {
      return balanced.map {
        [
          Change(
            kind, cost: 2, [.rule(rule, $0.map { Number($0) })],
            "\(noun) by how rare a class is: rows over classes times its rows,"
              + " scikit-learn's 'balanced'")
        ]
      } ?? []
    }
    var all = [Change(kind, [.rule(rule, rule.usualNumbers)], "without \(noun)")]
    guard given.allSatisfy({ $0 > 0 && $0.isFinite }) else { return all }
    all.append(
      Change(
        kind, cost: 2, [.rule(rule, given.map { Number(1 / $0) })],
        "\(noun) the other way round: 1 over each"))
    let sum = given.reduce(0, +)
    if rule != .posWeight, given.count > 1 {
      all.append(
        Change(
          kind, cost: 2, [.rule(rule, given.map { Number($0 * Double(count) / sum) })],
          "\(noun) with a mean of 1"))
      all.append(
        Change(
          kind, cost: 2, [.rule(rule, given.map { Number($0 / sum) })],
          "\(noun) with a sum of 1"))
    }
    return all
  }

  /// Rows over classes times the rows of a class; nil where a class has none.
  private var balancedClasses: [Double]? {
    guard case .indices(let indices) = bench.labels, bench.rows > 1 else { return nil }
    let counts = (0..<bench.classes).map { k in indices.count { $0 == k } }
    guard counts.allSatisfy({ $0 > 0 }), Set(counts).count > 1 else { return nil }
    return counts.map { Double(bench.rows) / Double(bench.classes * $0) }
  }

  // MARK: - Smoothing and temperature

  var smoothings: [Change] {
    guard bench.loss.takes(.labelSmoothing) else { return [] }
    let own = bench.labelSmoothing.value(in: .float64)
    guard own == 0 else {
      let off = Change(.smoothing, [.rule(.labelSmoothing, [.zero])], "without label smoothing")
      let classes = Double(bench.classes)
      let other = own * classes / (classes - 1)
      guard !bench.loss.isElementwise, other <= 1 else { return [off] }
      return [
        off,
        Change(
          .smoothing, cost: 2, [.rule(.labelSmoothing, [Number(other)])],
          "smoothing shared among the other classes alone: \(own.shortest) there is this here"),
      ]
    }
    return [0.1, 0.05, 0.2, 0.01, 0.15, 0.3].enumerated().map { place, amount in
      Change(
        .smoothing, cost: place == 0 ? 1 : 2, [.rule(.labelSmoothing, [Number(amount)])],
        "label_smoothing=\(amount.shortest)")
    }
  }

  var temperatures: [Change] {
    guard bench.loss.head != .given else { return [] }
    guard bench.temperature == .one else {
      return [Change(.temperature, [.rule(.temperature, [.one])], "without a temperature")]
    }
    let usual = [2, 0.5, 0.7, 0.8, 0.9, 0.6, 1.5, 3, 4, 5, 10, 20, 0.05, 0.07, 0.1, 0.2, 0.3, 1.2]
    return usual.map { value in
      Change(
        .temperature, cost: 2, [.rule(.temperature, [Number(value)])],
        "logits over a temperature of \(value.shortest)")
    }
  }

  // MARK: - From losses to a number

  var reductions: [Change] {
    guard evaluation.count > 1 else { return [] }
    if isOfGradient {
      let divisor = evaluation.denominator.value
      return [
        Change(
          .reduction, "divide by \(divisor.shortest)",
          "the derivative of the mean, not of the row's own loss"
        ) { $0 / divisor }
      ]
    }
    var all = Reduction.allCases.filter { $0 != .none && $0 != bench.reduction }.map { reduction in
      Change(.reduction, [.reduction(reduction)], why(reduction))
    }
    let classes = Double(bench.classes)
    if bench.lossesPerRow == 1 {
      all.append(
        Change(
          .reduction, cost: 2, "divide by \(bench.classes)",
          "a mean over the classes too, as torch's KLDivLoss(reduction=\"mean\")"
        ) { $0 / classes })
    } else if bench.reduction.isMean {
      all.append(
        Change(
          .reduction, "multiply by \(bench.classes)",
          "the classes of a row are added, only rows are averaged: .sum(-1).mean()"
        ) { $0 * classes })
    }
    return all
  }

  private func why(_ reduction: Reduction) -> String {
    let kept = bench.logits.indices.count { !bench.isIgnored($0) }
    switch reduction {
    case .none, .sum: return "the losses are added and divided by nothing: reduction=\"sum\""
    case .mean:
      return "divides by all \(counted(evaluation.count, "loss")), ignored ones too:"
        + " TensorFlow's reduce_mean, Keras"
    case .meanKept:
      return "divides by the \(counted(kept, "row")) that count: PyTorch's mean with ignore_index"
    case .meanNonzero:
      return "divides by how many sample weights are not 0: tf.losses' mean"
    case .weightedMean:
      return "divides by the weights\(weightSum), not by \(counted(kept, "row")):"
        + " PyTorch's mean with weight"
    }
  }

  /// ` 6 + 6 + 2 = 14`; empty for many rows.
  private var weightSum: String {
    let rows = bench.logits.indices.filter { !bench.isIgnored($0) }
    guard rows.count <= 6, !bench.classWeight.isEmpty || !bench.sampleWeight.isEmpty else {
      return ""
    }
    let weights = rows.map { row in
      let label = bench.index(ofRow: row)
      let own = label.flatMap {
        bench.classWeight.indices.contains($0) ? bench.classWeight[$0] : nil
      }
      return (own ?? .one).value(in: .float64) * bench.weight(ofRow: row).value(in: .float64)
    }
    let sum = weights.reduce(0, +)
    return " \(weights.map(\.shortest).joined(separator: " + ")) = \(sum.shortest)"
  }

  var splits: [Change] {
    guard bench.rows > 2, evaluation.count <= 10_000 else { return [] }
    let sizes = Set([2, 3, 4, 8, 16, 32, 64, (bench.rows + 1) / 2]).filter { $0 < bench.rows }
    return sizes.sorted().map {
      Change(
        meanOfPartsOf: $0,
        "the mean of the means of micro-batches, which are not equally large or heavy")
    }
  }

  var units: [Change] {
    let sign =
      isOfGradient ? "y - p in the place of p - y" : "the log-likelihood: no minus before it"
    var all = [
      Change(.unit, cost: 2, "divide by ln 2", "in bits: log2 for ln") { $0 / log(2) },
      Change(.unit, cost: 2, "take the other sign", sign) { -$0 },
    ]
    if bench.loss.family == .squaredError {
      all.append(Change(.unit, "multiply by 2", "the squared error without the half") { $0 * 2 })
    }
    guard !isOfGradient else { return all }
    return all + [
      Change(.unit, cost: 2, "take e to it", "the perplexity, exp of the loss") { exp($0) },
      Change(.unit, cost: 3, "divide by ln 10", "by log10 for ln") { $0 / log(10) },
      Change(.unit, cost: 3, "take e to its negative", "the probability, exp of the negative loss")
      { exp(-$0) },
    ]
  }
}
