import Glibc
import LogitExact
import LogitLosses
import LogitText

/// What a reduction of row losses comes to, and why a program would do so.
private struct Reduced {
  let words: String
  let why: String
  let cost: Int
  let value: Double
}

extension Ward {
  /// Says what would give the number that somebody was told: one thing done otherwise, or two.
  mutating func explain(
    _ reported: ReportedNumber, _ summary: Summary, _ progress: Progress
  ) throws(DumpError) {
    guard dump.labels.areGiven else { return }
    let hypotheses = Hypothesis.all(of: dump)
    let losses = try self.losses(hypotheses, progress)
    var hits: [(cost: Int, words: String, why: String, option: String?)] = []
    for (hypothesis, own) in zip(hypotheses, losses) {
      for reduced in reductions(of: own) {
        for (unit, why, cost, value) in Self.units(reduced.value) where reported.isWhat(value) {
          let total = hypothesis.cost + reduced.cost + cost
          let parts = [
            (hypothesis.cost, hypothesis.words, hypothesis.why),
            (reduced.cost, reduced.words, reduced.why),
            (cost, unit, why),
          ].filter { $0.0 > 0 }
          guard total <= 3, parts.count < 3 else { continue }
          hits.append(
            (
              total, parts.map(\.1).joined(separator: "; "), parts.map(\.2).joined(separator: "; "),
              parts.count == 1 ? hypothesis.option : nil
            ))
        }
      }
    }
    let sorted = hits.enumerated().sorted {
      ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
    }
    .map(\.element)
    guard let best = sorted.first else {
      find(
        "reported", at: "all rows", "\(reported.text) is no number that was found",
        why:
          "\(hypotheses.count) losses under every reduction, in nats, bits and as a perplexity, are others",
        fix: "give more digits, the weights and the rules; row by row 'diff' compares two dumps")
      return
    }
    guard best.cost > 0 else {
      find(
        "reported", at: "all rows", "\(reported.text) is the loss of these logits and labels",
        why: "it is their mean over what counts", fix: "", isNote: true)
      return
    }
    let others = sorted.dropFirst().filter { $0.cost <= best.cost && $0.words != best.words }
    let also =
      others.isEmpty ? "" : "; so would \(others.prefix(2).map(\.words).joined(separator: ", or "))"
    find(
      "reported", at: "all rows", "\(reported.text) is \(best.words)\(also)", why: best.why,
      fix: "the loss as it is told is \(own(summary))",
      command: best.option.map { "logitlab \(arguments) \($0)" })
  }

  private func own(_ summary: Summary) -> String {
    let isWeighted = !dump.request.classWeight.isEmpty && dump.head == .softmax
    let wanted: Reduction = isWeighted ? .weightedMean : .meanKept
    let mean = summary.reduced.first { $0.reduction == wanted }
    return (mean ?? summary.reduced.first { $0.reduction == .mean })?.text ?? "?"
  }

  private static func units(_ value: Double) -> [(
    words: String, why: String, cost: Int, value: Double
  )] {
    [
      ("", "", 0, value),
      ("in bits, the loss over ln 2", "language models are told in bits", 1, value / log(2)),
      ("a perplexity, e to the loss", "it is the exponential of the mean", 1, exp(value)),
      ("with its sign turned", "a log-likelihood is the negative loss", 1, -value),
    ]
  }

  /// The losses of each row under each hypothesis.
  private func losses(
    _ hypotheses: [Hypothesis], _ progress: Progress
  ) throws(DumpError) -> [[Double]] {
    progress.begin(dump.count, "trying \(hypotheses.count) losses")
    let parts = try dump.inParts { range throws(DumpError) in
      var losses = hypotheses.map { _ in [Double]() }
      try dump.eachRow(range, progress) { row, logits, targets in
        let view = Hypothesis.Row(
          logits: Array(logits)[...], label: targets.isEmpty ? label(row) ?? -1 : 0,
          targets: Array(targets)[...], before: label(row - 1), after: label(row + 1))
        let isAny = !targets.isEmpty || (0..<classes).contains(view.label)
        for index in hypotheses.indices {
          losses[index].append(isAny ? hypotheses[index].loss(view) : .nan)
        }
      }
      return losses
    }
    return hypotheses.indices.map { index in parts.flatMap { $0[index] } }
  }

  private func label(_ row: Int) -> Int? {
    guard case .indices(let all) = dump.labels, all.indices.contains(row) else { return nil }
    return all[row]
  }

  private func reductions(of losses: [Double]) -> [Reduced] {
    let kept = losses.indices.filter { !facts.flags[$0].contains(.ignored) }
    let weights = dump.head == .softmax ? dump.request.classWeight : []
    func weight(_ row: Int) -> Double {
      guard let label = label(row), weights.indices.contains(label) else { return 1 }
      return weights[label]
    }
    func sum(_ rows: some Sequence<Int>, weighted: Bool = true) -> Double {
      rows.reduce(0) { $0 + losses[$1] * (weighted && !weights.isEmpty ? weight($1) : 1) }
    }
    let total = sum(kept)
    let bottom = weights.isEmpty ? Double(kept.count) : kept.reduce(0) { $0 + weight($1) }
    var all = [Reduced(words: "", why: "", cost: 0, value: total / bottom)]
    func add(_ words: String, _ why: String, _ cost: Int, _ value: Double) {
      all.append(Reduced(words: words, why: why, cost: cost, value: value))
    }
    let perRow = Double(dump.lossesPerRow)
    add("their sum, not the mean", "reduction='sum'", 1, total * perRow)
    if perRow > 1 {
      add(
        "summed over the classes, the mean over rows", "the classes of a row are summed first", 1,
        total / bottom * perRow)
    }
    if !weights.isEmpty {
      add(
        "the weighted losses over the number of rows",
        "TensorFlow and Keras divide by the rows, PyTorch by the sum of the weights", 1,
        total / Double(kept.count))
      add(
        "without class_weight", "evaluation leaves it out", 1,
        sum(kept, weighted: false) / Double(kept.count))
      let inverted = kept.reduce(into: (0.0, 0.0)) {
        $0.0 += losses[$1] / weight($1); $0.1 += 1 / weight($1)
      }
      add(
        "class_weight inverted", "frequencies given for their inverses", 1, inverted.0 / inverted.1)
    }
    if kept.count != losses.count {
      add(
        "over all rows, ignored ones included",
        "a mean after a mask divides by the masked rows as well", 1, total / Double(losses.count))
      let own = losses.indices.filter { !losses[$0].isNaN || !facts.flags[$0].contains(.ignored) }
      if own.count > kept.count {
        add(
          "with the ignored rows counted as their label says",
          "padding is counted: nobody told the loss to ignore it", 1, sum(own) / Double(own.count))
      }
    }
    if case .indices(let labels) = dump.labels {
      let padding = padding(labels)?.label
      for label in Set([0, classes - 1, padding ?? 0]).sorted() {
        let rest = kept.filter { labels[$0] != label }
        guard rest.count < kept.count, !rest.isEmpty else { continue }
        add(
          "without the rows of label \(label)", "ignore_index \(label), as for padding",
          label == padding ? 1 : 2, sum(rest) / Double(rest.count))
      }
    }
    addMeansOfMeans(to: &all, losses, kept)
    return all
  }

  private func addMeansOfMeans(to all: inout [Reduced], _ losses: [Double], _ kept: [Int]) {
    func means(_ size: Int) -> [Double] {
      var sums: [Int: (sum: Double, count: Int)] = [:]
      for row in kept {
        let old = sums[row / size] ?? (0, 0)
        sums[row / size] = (old.sum + losses[row], old.count + 1)
      }
      return sums.values.map { $0.sum / Double($0.count) }
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let length = dump.rows.shape.count > 1 ? dump.rows.shape.last ?? 0 : 0
    if length > 1, length < losses.count {
      all.append(
        Reduced(
          words: "the mean of the means of each sequence of \(length)",
          why:
            "parts of unequal tokens count alike, as in gradient accumulation: each is divided by its own"
            + " number first", cost: 1, value: mean(means(length))))
    }
    for size in [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
    where size < losses.count && size != length {
      all.append(
        Reduced(
          words: "the mean of the means of parts of \(size) rows",
          why: "the last part is shorter, or has fewer rows that count, and counts as much",
          cost: 2,
          value: mean(means(size))))
    }
  }
}
