import Glibc
import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// Everything that programs do otherwise on a bench like this, simplest first.
struct Changes {
  let bench: Bench
  let evaluation: Evaluation
  /// Whether the number is a derivative of the chosen row's loss.
  let isOfGradient: Bool

  var all: [Change] {
    let all =
      reductions + weights + ignored + labels + smoothings + temperatures + inputs + heads + splits
      + units + frameworks
    // The order of a kind stays as it is.
    return all.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element)
  }

  // MARK: - Whose rules

  private var frameworks: [Change] {
    Framework.allCases.filter { $0 != bench.framework }.map { framework in
      Change(
        .framework, [.framework(framework)],
        framework == .none
          ? "by no framework's rules"
          : "by the rules of \(framework.title), whose denominators and clips may be others")
    }
  }

  private var heads: [Change] {
    let others: [(Loss, String)] =
      switch bench.loss.head {
      case .softmax:
        [
          (.sigmoidCrossEntropy, "a sigmoid for each class in the place of one softmax"),
          (.focalCrossEntropy, "the focal loss, which lets sure answers count less, its gamma 2"),
        ]
      case .sigmoid:
        [(.softmaxCrossEntropy, "one softmax over the classes in the place of a sigmoid for each")]
      case .given: []
      }
    let squares: (Loss, String) =
      bench.loss.head == .sigmoid
      ? (.halfSquaredErrorSigmoid, "half the squared error of the sigmoid")
      : (.halfSquaredErrorSoftmax, "half the squared error of the softmax")
    return (others + (bench.loss.head == .given ? [] : [squares]))
      .filter { $0.0 != bench.loss }
      .map { loss, why in Change(.head, cost: 2, [.loss(loss)], why) }
  }

  // MARK: - Inputs

  private var values: [[Double]] { bench.logits.map { $0.map { $0.value(in: .float64) } } }

  /// The same numbers made otherwise; nil where one of them is none.
  private func made(_ rows: [[Double]]) -> [[Number]]? {
    // As the format prints them: no person types 17 digits of a float32.
    let spelled = rows.map { $0.compactMap { Number(bench.dtype.shortest($0)) } }
    return rows.joined().contains { $0.isNaN } ? nil : spelled
  }

  private func input(
    _ words: String, _ cost: Int, _ rows: [[Double]], _ why: String
  ) -> Change? {
    guard let rows = made(rows), rows != bench.logits else { return nil }
    return Change(.inputs, cost: cost, [.logits(rows)], why, as: words)
  }

  private var inputs: [Change] {
    var all: [Change?] = []
    if bench.loss.head != .given {
      let results = bench.logits.indices.map { evaluation.result(bench, row: $0) }
      let softmax = results.map { $0.softmax.map(\.value) }
      if bench.loss.head == .softmax {
        all.append(
          input(
            "logits := softmax", 1, softmax,
            "a softmax before a loss that takes logits: it is done twice"))
      }
      let sigmoid = results.map { $0.sigmoid.map(\.value) }
      all.append(
        input(
          "logits := sigmoid", bench.loss.head == .sigmoid ? 1 : 2, sigmoid,
          "a sigmoid before a loss that takes logits"))
      if values.joined().allSatisfy({ (0...1).contains($0) }) {
        all.append(
          input(
            "logits := log", 1, values.map { $0.map { log($0) } },
            "these are probabilities: a loss of logits needs their logarithms"))
      } else if bench.loss.head == .sigmoid {
        all.append(
          input(
            "logits := log_softmax", 2, softmax.map { $0.map { log($0) } },
            "log-probabilities in the place of logits: only a softmax undoes that"))
      }
      all.append(
        input("logits := -logits", 2, values.map { $0.map { -$0 } }, "logits with the other sign"))
    }
    for format in [Format.bfloat16, .float16, .float32] where format.bitWidth < bench.dtype.bitWidth
    {
      all.append(
        input(
          "logits := \(format.name)", 2, bench.logits.map { $0.map { $0.value(in: format) } },
          "the logits were \(format.name) once, though the loss is \(bench.dtype.name)"))
      all.append(
        Change(
          .inputs, cost: 2, [.dtype(format)], "all of it in \(format.name), rounded as it is"))
    }
    return all.compactMap(\.self) + [otherAxis].compactMap(\.self)
  }

  /// The softmax along the batch in the place of the classes.
  private var otherAxis: Change? {
    guard bench.loss.head == .softmax, bench.rows > 1, bench.classes > 1 else { return nil }
    func turned(_ rows: [[Number]]) -> [[Number]] {
      (0..<bench.classes).map { k in rows.map { $0[k] } }
    }
    let labels = bench.logits.indices.map { bench.labelValues(ofRow: $0) }
    let share = Double(bench.classes) / Double(bench.rows)
    return Change(
      .inputs, cost: 2, [.logits(turned(bench.logits)), .labels(turned(labels))],
      as: "softmax over the batch", isTurned: true,
      why: { _ in "the softmax runs along the batch, the other axis: dim=0 for dim=1" },
      // A mean there still divides by the rows.
      step: { number, changed in changed.reduction.isMean ? number * share : number })
  }

  // MARK: - Labels

  private var labels: [Change] {
    switch bench.labels {
    case .indices(let indices):
      var all = [1, -1].compactMap { step -> Change? in
        let moved = indices.map { $0 == bench.ignoreIndex ? $0 : $0 + step }
        guard moved.allSatisfy({ (0..<bench.classes).contains($0) || $0 == bench.ignoreIndex })
        else { return nil }
        return Change(
          .labels, [.label(moved.map { .index($0) })],
          "labels off by one: they count from \(step > 0 ? "0 here, from 1 there" : "1 here")")
      }
      if indices.count > 1, let first = indices.first, let last = indices.last {
        all.append(
          Change(
            .labels, cost: 2,
            [.logits(bench.logits.dropLast()), .label(indices.dropFirst().map { .index($0) })],
            "each row predicts the label of the next, the last none: logits[:-1], labels[1:]",
            as: "shift by one: logits[:-1], labels[1:]"))
        all.append(
          Change(
            .labels, cost: 2, [.label((indices.dropFirst() + [first]).map { .index($0) })],
            "each row with the label of the next: logits and labels are shifted"))
        all.append(
          Change(
            .labels, cost: 2, [.label(([last] + indices.dropLast()).map { .index($0) })],
            "each row with the label of the row before: logits and labels are shifted"))
      }
      return all
    case .dense(let rows):
      guard rows.joined().allSatisfy({ (0...1).contains($0.value(in: .float64)) }) else {
        return []
      }
      let other = rows.map { $0.map { Number(1 - $0.value(in: .float64)) } }
      return [
        Change(
          .labels, cost: 2, [.labels(other)], "labels the other way round: 1 is false there",
          as: "labels := 1 - labels")
      ]
    }
  }

  private var ignored: [Change] {
    guard bench.loss.takesIndices, case .indices(let indices) = bench.labels else { return [] }
    if bench.ignoreIndex != nil {
      guard indices.allSatisfy({ (0..<bench.classes).contains($0) }) else { return [] }
      return [Change(.ignored, [.rule(.ignoreIndex, [])], "ignored rows count")]
    }
    guard indices.contains(0), indices.contains(where: { $0 != 0 }) else { return [] }
    return [
      Change(
        .ignored, cost: 2, [.rule(.ignoreIndex, [.zero])],
        "label 0 is padding: its rows add nothing")
    ]
  }
}
