import Glibc
import LogitExact
import LogitLosses
import LogitText

extension Ward {
  /// What the loss is, beside that of guessing.
  mutating func lookAtLoss() {
    guard dump.labels.areGiven, facts.sum.kept >= 20 else { return }
    let isBlamed = ["probabilities", "sigmoids", "labels_shifted", "constant"].contains(where: has)
    if classes > 1 || dump.head == .sigmoid, !isBlamed, (mean - uniform).magnitude < 0.01 * uniform
    {
      find(
        "uniform", at: "all rows",
        "the mean \(mean.decimals(4)) is that of equal probabilities, \(uniform.decimals(4))",
        why: "nothing was learned, or nothing of it reaches the loss",
        fix:
          "look at labels that were shuffled apart from their inputs, and at a learning rate of 0")
    }
    let sure = facts.flags.count { $0.contains(.sure) }
    if sure * 2 > facts.count {
      find(
        "certain", at: share(sure), "p is nearer to 1 than \(dump.format.name) can tell",
        why:
          "-ln p of a p that was rounded is 0, and so is its gradient; from logits the loss is still"
          + " right", fix: "take the loss from logits, never from p",
        row: facts.flags.firstIndex { $0.contains(.sure) }, isNote: true)
    }
  }

  /// The mean over the rows that count.
  private var mean: Double {
    facts.sum.sum.mean(in: .float64) * Double(facts.sum.sum.count)
      / Double(facts.sum.kept * dump.lossesPerRow)
  }

  /// What a guess costs that gives each class the same.
  private var uniform: Double { dump.head == .softmax ? log(Double(classes)) : log(2) }

  /// Whether a guess would do better, where nothing else was found that says why.
  mutating func lookAtGuessing() {
    guard dump.labels.areGiven, facts.sum.kept >= 20, classes > 1 || dump.head == .sigmoid,
      mean >= 1.01 * uniform, found.allSatisfy(\.isNote)
    else { return }
    find(
      "worse_than_uniform", at: "all rows",
      "the mean \(mean.decimals(4)) is above that of equal probabilities, \(uniform.decimals(4))",
      why:
        "the answers are sure and wrong: these labels are not those of these rows, or not of this model",
      fix: "look for rows in another order, classes in another order, and a file of another run",
      command: "logitlab \(arguments) --sort loss")
  }

  /// Whether rows and classes have changed places where there are as many of both.
  mutating func lookAtTransposed(_ progress: Progress) throws(DumpError) {
    let shape = dump.rows.array.shape
    guard case .indices(let labels) = dump.labels, let axis = dump.rows.axis, shape.count > 1 else {
      return
    }
    let own = right(dump.rows, labels, Array(facts.predictions))
    for other in shape.indices where other != axis && shape[other] == shape[axis] && classes > 2 {
      let rows = Rows(dump.rows.array, axis: other)
      guard rows.count == labels.count, rows.count * classes <= 50_000_000 else { continue }
      var predictions: [Int32] = []
      progress.begin(rows.count, "looking along axis \(other)")
      for row in 0..<rows.count {
        try progress.advance(by: 1)
        let logits = try rows.numbers(row..<row + 1)
        predictions.append(
          Int32(clamping: logits.withUnsafeBufferPointer { QuickLoss($0, label: nil) }.top))
      }
      let turned = right(rows, labels, predictions)
      if turned > 0.4, turned > own + 0.3 {
        find(
          "axis", at: "\(shape.asShape)",
          "\((100 * turned).decimals(1)) % are right along axis \(other), \((100 * own).decimals(1)) % along"
            + " axis \(axis)",
          why: "rows and classes have changed places, and no shape shows it",
          fix: "--axis \(other)",
          command: "logitlab \(arguments) --axis \(other)")
      }
    }
  }

  private func right(_ rows: Rows, _ labels: [Int], _ predictions: [Int32]) -> Double {
    guard !labels.isEmpty else { return 0 }
    return Double(labels.indices.count { labels[$0] == Int(predictions[$0]) })
      / Double(labels.count)
  }

  /// Which formats the numbers went through, and which the sum does not fit.
  mutating func lookAtPrecision() {
    let type = dump.rows.array.type
    if type == .float32 || type == .float64, survey.detailed >= 16 {
      let narrow: Format? =
        survey.bfloats == survey.detailed
        ? .bfloat16 : survey.halves == survey.detailed ? .float16 : nil
      if let narrow {
        find(
          "half_precision", at: "all numbers",
          "\(type.name) that holds numbers of \(narrow.name) alone",
          why:
            "they were rounded to \(narrow.precision) digits of two before they were saved: losses"
            + " differ by half a step of that from those of float32",
          fix: "compare with a tolerance of \(narrow.name)", row: 0, isNote: true)
      }
    }
    let sum = facts.sum.sum.rounded(to: .float64)
    if type == .float16, sum > Format.float16.greatestFinite, sum.isFinite {
      find(
        "float16_overflow", at: "all rows",
        "the losses add up to \(sum.significant(5)), beyond 65504",
        why: "a sum in float16 is inf before it is divided", fix: "add up in float32")
    }
  }
}
