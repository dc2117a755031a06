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
              + " scikit-learn's 'balanced'", as: "\(rule.name) := balanced")
        ]
      } ?? []
    }
    var all = [Change(kind, [.rule(rule, rule.usualNumbers)], "without \(noun)")]
    guard given.allSatisfy({ $0 > 0 && $0.isFinite }) else { return all }
    all.append(
      Change(
        kind, cost: 2, [.rule(rule, given.map { Number(1 / $0) })],
        "\(noun) the other way round: 1 over each", as: "\(rule.name) := 1 / \(rule.name)"))
    let sum = given.reduce(0, +)
    if rule != .posWeight, given.count > 1 {
      all.append(
        Change(
          kind, cost: 2, [.rule(rule, given.map { Number($0 * Double(count) / sum) })],
          "\(noun) with a mean of 1", as: "\(rule.name) := with a mean of 1"))
      all.append(
        Change(
          kind, cost: 2, [.rule(rule, given.map { Number($0 / sum) })],
          "\(noun) with a sum of 1", as: "\(rule.name) := with a sum of 1"))
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
        "some of each label is spread over all classes")
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
    if isOfGradient {
      guard evaluation.count > 1 else { return [] }
      let divisor = evaluation.denominator.value
      return [
        Change(
          .reduction, "divide by \(divisor.shortest)",
          "the derivative of the mean, not of the row's own loss"
        ) { number, _ in number / divisor }
      ]
    }
    var all = Reduction.allCases.filter { $0 != .none && $0 != bench.reduction }.map { reduction in
      Change(.reduction, [.reduction(reduction)], why: { $0.why(reduction) })
    }
    if bench.reduction == .mean, bench.ruledReduction != .mean {
      let share = evaluation.denominator.value / Double(evaluation.count)
      all.append(
        Change(
          .reduction, as: "divide by all \(counted(evaluation.count, "loss"))",
          why: { $0.why(.mean) }
        ) { number, _ in number * share })
    }
    return all + [
      Change(
        .reduction, cost: 2, "divide by \(bench.classes)",
        "a mean over the classes too, as torch's KLDivLoss(reduction=\"mean\")"
      ) { number, bench in bench.lossesPerRow == 1 ? number / Double(bench.classes) : .nan },
      Change(
        .reduction, "multiply by \(bench.classes)",
        "the classes of a row are added, only rows are averaged: .sum(-1).mean()"
      ) { number, bench in
        bench.lossesPerRow > 1 && bench.reduction.isMean ? number * Double(bench.classes) : .nan
      },
    ]
  }

  var splits: [Change] {
    guard bench.rows > 2, bench.rows <= 1_000 else { return [] }
    let sizes = Set([2, 3, 4, 8, 16, 32, 64, (bench.rows + 1) / 2]).filter { $0 < bench.rows }
    return sizes.sorted().map { size in
      Change(
        .splits, cost: 2, as: "mean of the means of \(size) rows", split: size,
        why: { _ in "the mean of the means of micro-batches, which are not equally large or heavy" }
      )
    }
  }

  var units: [Change] {
    let sign =
      isOfGradient ? "y - p in the place of p - y" : "the log-likelihood: no minus before it"
    let all = [
      Change(.unit, cost: 2, "divide by ln 2", "in bits: log2 for ln") { number, _ in
        number / log(2)
      },
      Change(.unit, cost: 2, "take the other sign", sign) { number, _ in -number },
      Change(.unit, "multiply by 2", "the squared error without the half") { number, bench in
        bench.loss.family == .squaredError ? number * 2 : .nan
      },
    ]
    guard !isOfGradient else { return all }
    return all + [
      Change(.unit, cost: 2, "take e to it", "the perplexity, exp of the loss") { number, _ in
        exp(number)
      },
      Change(.unit, cost: 3, "divide by ln 10", "by log10 for ln") { number, _ in number / log(10)
      },
      Change(.unit, cost: 3, "take e to its negative", "the probability, exp of the negative loss")
      { number, _ in exp(-number) },
    ] + labelEntropy
  }

  /// A divergence is a cross entropy without what the labels have of their own.
  private var labelEntropy: [Change] {
    let entropies = bench.logits.indices.map { row in
      evaluation.result(bench, row: row).entropy?.value ?? 0
    }
    let sum = entropies.reduce(0, +)
    guard sum > 0, bench.loss.head == .softmax else { return [] }
    let isMean = bench.reduction.isMean
    let divisor = isMean ? evaluation.denominator.value : 1
    return [
      Change(
        .unit, "subtract the labels' entropy",
        "the divergence KL(labels || p), torch's KLDivLoss(reduction=\"batchmean\")"
      ) { number, changed in
        changed.reduction.isMean == isMean ? number - sum / divisor : .nan
      }
    ]
  }
}

extension Bench {
  /// What a reduction of this bench divides by, and who divides so.
  fileprivate func why(_ reduction: Reduction) -> String {
    let kept = logits.indices.count { !isIgnored($0) }
    switch reduction {
    case .none, .sum: return "the losses are added and divided by nothing: reduction=\"sum\""
    case .mean:
      return "divides by all \(counted(rows * lossesPerRow, "loss")), ignored ones too:"
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
    let kept = logits.indices.filter { !isIgnored($0) }
    guard kept.count <= 6, !classWeight.isEmpty || !sampleWeight.isEmpty else { return "" }
    let weights = kept.map { row in
      let own = index(ofRow: row).flatMap {
        classWeight.indices.contains($0) ? classWeight[$0] : nil
      }
      return (own ?? .one).value(in: .float64) * weight(ofRow: row).value(in: .float64)
    }
    let sum = weights.reduce(0, +)
    return " \(weights.map { $0.significant(4) }.joined(separator: " + ")) = \(sum.significant(5))"
  }
}
