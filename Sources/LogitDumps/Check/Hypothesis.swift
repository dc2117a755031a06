import Glibc
import LogitExact
import LogitText

/// One thing that another program may have done otherwise with each row.
struct Hypothesis: Sendable {
  /// A row: its logits, its label or labels, and those of its neighbours.
  struct Row {
    let logits: ArraySlice<Double>
    let label: Int
    let targets: ArraySlice<Double>
    let before: Int?
    let after: Int?
  }

  let words: String
  let why: String
  /// How far-fetched it is; 0 for what was meant.
  let cost: Int
  /// What makes the list do it; nil where nothing does.
  var option: String?
  /// The loss of a row; NaN where it makes no sense.
  let loss: @Sendable (Row) -> Double

  // MARK: - Losses, as plain doubles

  static func nll(_ z: some Collection<Double>, _ own: Double) -> Double {
    let m = z.max() ?? -.infinity
    var sum = 0.0
    for x in z { sum += exp(x - m) }
    return (m - own) + log(sum)
  }

  static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-x.magnitude)) }

  static func sigmoid(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
  }

  /// The rules of a dump, in the numbers that the bench has.
  static func all(of dump: Dump) -> [Hypothesis] {
    dump.head == .softmax ? softmax(dump.request, dump.classCount) : sigmoid(dump.request)
  }

  private static func softmax(_ request: DumpRequest, _ classes: Int) -> [Hypothesis] {
    let (t, e) = (request.temperature, request.labelSmoothing)
    /// Of labels of either kind, tempered and smoothed.
    @Sendable func loss(
      _ z: ArraySlice<Double>, _ row: Row, _ label: Int?, t: Double, e: Double
    ) -> Double {
      guard let label, (0..<z.count).contains(label) else { return .nan }
      let z = t == 1 ? Array(z) : z.map { $0 / t }
      let lse = nll(z, 0)
      let own =
        row.targets.isEmpty
        ? lse - z[label]
        : zip(row.targets, z).reduce(0) { $1.0 == 0 ? $0 : $0 + $1.0 * (lse - $1.1) }
      guard e > 0 else { return own }
      return (1 - e) * own + e * z.reduce(0) { $0 + (lse - $1) } / Double(z.count)
    }
    @Sendable func plain(_ row: Row) -> Double { loss(row.logits, row, row.label, t: t, e: e) }
    var all = [
      Hypothesis(words: "the loss as it is told", why: "", cost: 0, loss: plain),
      Hypothesis(
        words: "a softmax before the softmax",
        why: "the model ends on a softmax and the loss has one",
        cost: 1,
        loss: { row in
          let lse = nll(row.logits, 0)
          return loss(row.logits.map { exp($0 - lse) }[...], row, row.label, t: t, e: e)
        }),
      Hypothesis(
        words: "from_logits=False, the logits clipped to 1e-7 and taken for probabilities",
        why: "Keras' losses take probabilities unless they are told from_logits=True", cost: 1,
        loss: { row in
          let p = row.logits.map { min(max($0, 1e-7), 1 - 1e-7) }
          guard row.targets.isEmpty else {
            return zip(row.targets, p).reduce(0) { $0 - $1.0 * log($1.1) }
          }
          return log(p.reduce(0, +)) - log(p[row.label])
        }),
      Hypothesis(
        words: "from_logits=False, the logits divided by their sum and clipped to 1e-7",
        why:
          "Keras' categorical_crossentropy takes probabilities unless it is told from_logits=True",
        cost: 1,
        loss: { row in
          let sum = row.logits.reduce(0, +)
          let p = row.logits.map { min(max($0 / sum, 1e-7), 1 - 1e-7) }
          guard row.targets.isEmpty else {
            return zip(row.targets, p).reduce(0) { $0 - $1.0 * log($1.1) }
          }
          return -log(p[row.label])
        }),
      Hypothesis(
        words: "a sigmoid before the softmax", why: "the model ends on a sigmoid", cost: 2,
        loss: { loss($0.logits.map(sigmoid)[...], $0, $0.label, t: t, e: e) }),
      Hypothesis(
        words: "a sigmoid cross entropy of each class",
        why: "binary_crossentropy of one-hot labels",
        cost: 2,
        loss: { row in
          let costs = row.logits.enumerated().map {
            softplus($1)
              - (row.targets.isEmpty
                ? ($0 == row.label ? $1 : 0) : row.targets[row.targets.startIndex + $0] * $1)
          }
          return costs.reduce(0, +) / Double(costs.count)
        }),
    ]
    let moves: [(String, @Sendable (Row) -> Int?)] = [
      ("labels less 1", { $0.label - 1 }), ("labels plus 1", { $0.label + 1 }),
      ("the label of the row before", { $0.before }), ("the label of the row after", { $0.after }),
    ]
    for (words, move) in moves {
      all.append(
        Hypothesis(
          words: words, why: "labels and logits are one off", cost: 2,
          loss: { $0.targets.isEmpty ? loss($0.logits, $0, move($0), t: t, e: e) : .nan }))
    }
    let usual = [0.05, 0.07, 0.1, 0.2, 0.5, 0.6, 0.7, 0.8, 0.9, 1.5, 2, 3, 4, 5, 8, 10, 20]
    for other in t == 1 ? usual : [1, t * t, 1 / t] {
      let cost = other == 1 || t != 1 ? 1 : 2
      let forgotten = other == 1 ? ", the temperature \(t.shortest) forgotten" : ""
      all.append(
        Hypothesis(
          words: "temperature \(other.shortest)\(forgotten)",
          why: "a sampler and a trainer divide by their own temperature", cost: cost,
          option: "--temperature \(other.shortest)",
          loss: { loss($0.logits, $0, $0.label, t: other, e: e) }))
    }
    for other in e == 0 ? [0.05, 0.1, 0.2] : [0] {
      all.append(
        Hypothesis(
          words: "label_smoothing \(other.shortest)",
          why: "the loss of training is smoothed, that of evaluation is not", cost: 1,
          option: "--label-smoothing \(other.shortest)",
          loss: { loss($0.logits, $0, $0.label, t: t, e: other) }))
    }
    return all
  }

  private static func sigmoid(_ request: DumpRequest) -> [Hypothesis] {
    let weights = request.posWeight
    @Sendable func loss(_ z: ArraySlice<Double>, _ y: ArraySlice<Double>, _ q: [Double]) -> Double {
      var sum = 0.0
      for (k, (z, y)) in zip(z, y).enumerated() {
        sum += (1 - y) * softplus(z) + (q.isEmpty ? 1 : q[k]) * y * softplus(-z)
      }
      return sum / Double(max(1, z.count))
    }
    let t = request.temperature
    @Sendable func cooled(_ row: Row, _ t: Double) -> ArraySlice<Double> {
      t == 1 ? row.logits : row.logits.map { $0 / t }[...]
    }
    var all = [
      Hypothesis(
        words: "the loss as it is told", why: "", cost: 0,
        loss: { loss(cooled($0, t), $0.targets, weights) }),
      Hypothesis(
        words: "a sigmoid before the sigmoid",
        why: "the model ends on a sigmoid and the loss has one",
        cost: 1, loss: { loss($0.logits.map(sigmoid)[...], $0.targets, weights) }),
      Hypothesis(
        words: "from_logits=False, the logits clipped to 1e-7 and taken for probabilities",
        why: "Keras' BinaryCrossentropy takes probabilities unless it is told from_logits=True",
        cost: 1,
        loss: { row in
          var sum = 0.0
          for (z, y) in zip(row.logits, row.targets) {
            let p = min(max(z, 1e-7), 1 - 1e-7)
            sum -= y * log(p) + (1 - y) * log(1 - p)
          }
          return sum / Double(max(1, row.logits.count))
        }),
      Hypothesis(
        words: "labels turned about, 0 for 1", why: "true and false have changed places", cost: 2,
        loss: { loss(cooled($0, t), $0.targets.map { 1 - $0 }[...], weights) }),
    ]
    if !weights.isEmpty {
      let inverted = weights.map { 1 / $0 }
      all += [
        Hypothesis(
          words:
            "pos_weight inverted, \(inverted.prefix(4).map { $0.significant(5) }.joined(separator: ","))",
          why: "pos_weight is the false over the true, not the true over the false", cost: 1,
          option: "--pos-weight \(inverted.map(\.shortest).joined(separator: ","))",
          loss: { loss(cooled($0, t), $0.targets, inverted) }),
        Hypothesis(
          words: "no pos_weight", why: "evaluation leaves it out", cost: 1,
          loss: { loss(cooled($0, t), $0.targets, []) }),
      ]
    }
    for other in t == 1 ? [0.5, 2, 5, 10] : [1] {
      all.append(
        Hypothesis(
          words: "temperature \(other.shortest)", why: "logits were divided once more or once less",
          cost: t == 1 ? 2 : 1, option: "--temperature \(other.shortest)",
          loss: { loss(cooled($0, other), $0.targets, weights) }))
    }
    return all
  }
}
