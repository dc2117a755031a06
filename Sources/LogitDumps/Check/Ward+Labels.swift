import LogitExact
import LogitText

extension Ward {
  /// Whether labels are classes, and those of these rows.
  mutating func lookAtLabels() {
    switch dump.labels {
    case .none: return
    case .values: lookAtShares()
    case .indices(let all):
      lookAtRange(all)
      lookAtIgnored(all)
      lookAtShift(all)
      lookAtBalance(all)
    }
  }

  private mutating func lookAtShares() {
    let labels = dump.labelsName ?? "labels"
    if survey.wildLabels.count > 0 {
      find(
        "label_values", at: place(survey.wildLabels, ofClass: true),
        "\(counted(survey.wildLabels.count, "label")) beyond 0 to 1 in \(labels)",
        why:
          "a cross entropy of labels that are no shares rewards wrong answers and may be negative",
        fix: "labels are 0, 1 or a share between them", row: survey.wildLabels.row)
    }
    if survey.unevenLabels.count > 0 {
      find(
        "label_sums", at: place(survey.unevenLabels), "labels of a row that do not add up to 1",
        why: "the gradient is p times their sum less y: it does not vanish where p is y",
        fix: "divide them by their sum, or use a sigmoid, --head sigmoid",
        row: survey.unevenLabels.row)
    }
    if dump.head == .sigmoid, survey.rows > 0 {
      let ratios = survey.positives.map { $0 > 0 ? (Double(survey.rows) - $0) / $0 : .infinity }
      if let rarest = ratios.indices.max(by: { ratios[$0] < ratios[$1] }), ratios[rarest] > 4 {
        find(
          "imbalance", at: "class \(rarest)",
          "\(survey.positives[rarest].shortest) of \(counted(survey.rows, "row")) are true",
          why: "a class that is hardly ever true is learned last",
          fix: "pos_weight \(ratios[rarest].significant(4)), the false over the true, balances it",
          isNote: true)
      }
    }
  }

  private mutating func lookAtRange(_ all: [Int]) {
    if let row = all.firstIndex(of: Labels.notAClass) {
      let count = all.count { $0 == Labels.notAClass }
      find(
        "label_type", at: "row \(row)" + (count > 1 ? ", the first of \(count)" : ""),
        "a label that is no whole number",
        why: "a class is named by its index: 0 to \(classes - 1)",
        fix: "save the indices; shares of classes are one value a class", row: row)
    }
    let outside = all.indices.filter {
      !(0..<classes).contains(all[$0]) && all[$0] != dump.ignoreIndex && all[$0] != Labels.notAClass
    }
    guard let first = outside.first else { return }
    let kept = all.filter { $0 != dump.ignoreIndex && $0 != Labels.notAClass }
    let (least, most) = (kept.min() ?? 0, kept.max() ?? 0)
    let place = "row \(first)" + (outside.count > 1 ? ", the first of \(outside.count)" : "")
    if least == 1, most == classes {
      find(
        "labels_from_1", at: place,
        "labels run from 1 to \(classes), classes from 0 to \(classes - 1)",
        why: "every label but \(classes) names its neighbour, and \(classes) names none",
        fix: "labels - 1", row: first)
    } else if outside.allSatisfy({ all[$0] == all[first] && all[first] < 0 }) {
      let label = all[first]
      find(
        "ignore_index", at: place,
        "\(counted(outside.count, "label")) \(label), which is no class",
        why:
          "it marks rows that count for nothing, and only a loss that is told so leaves them out:"
          + " PyTorch ignores -100 by itself, other programs ignore nothing",
        fix: "ignore_index=\(label)", row: first,
        command: "logitlab \(arguments) --ignore-index \(label)")
    } else {
      find(
        "label_range", at: place, "label \(all[first]) for classes 0 to \(classes - 1)",
        why:
          "it names no class: PyTorch stops, TensorFlow answers NaN on a GPU, JAX takes the last one",
        fix: least == 1 ? "labels - 1, if they run from 1" : "look at how labels were numbered",
        row: first)
    }
  }

  private mutating func lookAtIgnored(_ all: [Int]) {
    guard let ignored = dump.ignoreIndex, !all.isEmpty else { return }
    let rows = all.indices.filter { all[$0] == ignored }
    if rows.count == all.count {
      find(
        "all_ignored", at: "all \(counted(all.count, "row"))",
        "every label is \(ignored), which is ignored",
        why: "a mean over nothing is 0/0: NaN in PyTorch, 0 in Keras",
        fix: "look at how the labels were shifted and cut; leave such batches out")
      return
    }
    guard let first = rows.first else { return }
    if (0..<classes).contains(ignored) {
      let right = rows.count { Int(facts.predictions[$0]) == ignored }
      if right * 2 > rows.count, !isPadding(ignored, all) {
        find(
          "ignored_class", at: "row \(first), the first of \(rows.count)",
          "ignore_index \(ignored) leaves out class \(ignored), of which \(right) are right",
          why: "the model has learned the class, so it is one: its rows are missing from the loss",
          fix: "ignore an index that no class has, as -100", row: first)
      }
    } else if dump.request.ignoreIndex == nil {
      find(
        "ignore_index", at: "row \(first), the first of \(rows.count)",
        "\(counted(rows.count, "label")) \(ignored), which only PyTorch ignores by itself",
        why:
          "TensorFlow, Keras, JAX and NumPy take it for a class from the end, or answer NaN; and a"
          + " mean over all rows is another than one over those that count",
        fix: "ignore_index=\(ignored) says that it is meant", row: first,
        command: "logitlab \(arguments) --ignore-index \(ignored)")
    }
  }

  /// Whether a label ends the sequences and is found nowhere else.
  private func isPadding(_ label: Int, _ all: [Int]) -> Bool { padding(all)?.label == label }

  /// The label that ends sequences of different lengths, and how many rows it takes.
  func padding(_ all: [Int]) -> (label: Int, rows: Int)? {
    guard dump.rows.shape.count > 1, let length = dump.rows.shape.last, length > 2 else {
      return nil
    }
    var lengths: Set<Int> = []
    var counts: [Int: Int] = [:]
    for start in stride(from: 0, to: all.count, by: length) {
      let sequence = all[start..<start + length]
      guard let last = sequence.last else { continue }
      let run = sequence.reversed().prefix { $0 == last }.count
      guard run > 1 else { continue }
      lengths.insert(run)
      counts[last, default: 0] += run
    }
    guard let (label, rows) = counts.max(by: { $0.value < $1.value }), lengths.count > 1,
      rows * 10 >= all.count(where: { $0 == label }) * 9
    else { return nil }
    return (label, rows)
  }

  private mutating func lookAtShift(_ all: [Int]) {
    if let padding = padding(all), dump.ignoreIndex == nil, (0..<classes).contains(padding.label) {
      find(
        "padding", at: share(padding.rows),
        "label \(padding.label) ends sequences of different lengths: padding that is counted",
        why: "padding is learned first and makes the mean smaller than that of the tokens",
        fix: "ignore_index=\(padding.label)",
        command: "logitlab \(arguments) --ignore-index \(padding.label)")
    }
    let counted = all.indices.filter {
      (0..<classes).contains(all[$0]) && facts.predictions[$0] >= 0
    }
    guard counted.count >= 20, classes > 2 else { return }
    func right(_ label: (Int) -> Int?) -> Double {
      Double(counted.count { label($0) == Int(facts.predictions[$0]) }) / Double(counted.count)
    }
    let own = right { all[$0] }
    let others: [(rule: String, words: String, fix: String, share: Double)] = [
      (
        "labels_shifted", "the label of the row before", "labels[:-1] for logits[1:]",
        right { $0 > 0 ? all[$0 - 1] : nil }
      ),
      (
        "labels_shifted", "the label of the row after", "labels[1:] for logits[:-1]",
        right { $0 + 1 < all.count ? all[$0 + 1] : nil }
      ),
      ("labels_off_by_one", "the label less 1", "labels - 1", right { all[$0] - 1 }),
      ("labels_off_by_one", "the label plus 1", "labels + 1", right { all[$0] + 1 }),
    ]
    guard !has("labels_from_1"), let best = others.max(by: { $0.share < $1.share }),
      best.share > 0.4, best.share > own + 0.3
    else { return }
    find(
      best.rule, at: share(counted.count),
      "\(percent(best.share)) are right of \(best.words), \(percent(own)) of their own",
      why: "logits and labels are not those of the same example: the loss is that of guessing",
      fix: best.fix, row: counted[0])
  }

  private func percent(_ share: Double) -> String { "\((100 * share).decimals(1)) %" }

  private mutating func lookAtBalance(_ all: [Int]) {
    var counts = [Int](repeating: 0, count: classes)
    for label in all where (0..<classes).contains(label) { counts[label] += 1 }
    let kept = counts.reduce(0, +)
    guard kept >= 20, classes <= 1000, let most = counts.max(),
      most * classes >= 5 * kept || most * 10 >= 9 * kept,
      !has("padding")
    else { return }
    let label = counts.firstIndex(of: most) ?? 0
    find(
      "imbalance", at: "class \(dump.className(label, ofRow: 0))",
      "\(share(most, of: kept)) have one label",
      why: "always saying it is right \(percent(Double(most) / Double(kept))) of the time",
      fix: "class_weight \((Double(kept) / Double(classes * most)).significant(3)) for it, and"
        + " rows / (classes x count) for each other, balances them", isNote: true)
  }
}
