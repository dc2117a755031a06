import LogitExact
import TestSupport
import Testing

/// What holds for every row, on random rows of fixed seeds. Every answer is the exact value rounded
/// once, so what is equal in mathematics is equal here bit for bit.
@Suite struct RowPropertyTests {
  /// Multiples of a quarter, which every format holds, also shifted by what `shifts` has.
  private func logits(_ count: Int, _ random: inout SplitMix64) -> [Double] {
    (0..<count).map { _ in Double(Int.random(in: -32...32, using: &random)) / 4 }
  }

  /// Multiples of an eighth in 0 ... 1.
  private func labels(_ count: Int, _ random: inout SplitMix64) -> [Double] {
    (0..<count).map { _ in Double(Int.random(in: 0...8, using: &random)) / 8 }
  }

  private func format(_ dtype: String) throws -> Format {
    try #require([Format.float64, .float32, .float16, .bfloat16].first { $0.name == dtype })
  }

  @Test(arguments: Reply.dtypes)
  func aShiftOfAllLogitsChangesNothing(_ dtype: String) throws {
    var random = SplitMix64(seed: 101)
    for _ in 0..<12 {
      let row = logits(7, &random)
      let labels = labels(7, &random).json
      for shift in [-24, 16, 40] + (dtype == "float64" ? [0x1p40, -0x1p44] : []) {
        let moved = row.map { $0 + shift }
        for (function, more) in [
          ("softmax", ", \"upstream\": \(labels)"), ("log_softmax", ", \"upstream\": \(labels)"),
          ("softmax_cross_entropy", ", \"labels\": \(labels)"),
          ("half_squared_error_softmax", ", \"labels\": \(labels)"),
        ] {
          let first = try Reply(function, "\"logits\": \(row.json)\(more)", in: dtype)
          let second = try Reply(function, "\"logits\": \(moved.json)\(more)", in: dtype)
          #expect(first.outputs == second.outputs)
        }
      }
    }
  }

  @Test(arguments: Reply.dtypes)
  func aPermutationOfTheClassesPermutesTheAnswers(_ dtype: String) throws {
    var random = SplitMix64(seed: 102)
    for _ in 0..<12 {
      let row = logits(9, &random)
      let label = labels(9, &random)
      let weight = labels(9, &random)
      let order = (0..<9).shuffled(using: &random)
      func reply(_ order: [Int]) throws -> Reply {
        try Reply(
          "softmax_cross_entropy",
          """
          "logits": \(order.map { row[$0] }.json), "labels": \(order.map { label[$0] }.json),
          "class_weight": \(order.map { weight[$0] }.json), "label_smoothing": 0.125
          """, in: dtype)
      }
      let first = try reply(Array(0..<9))
      let second = try reply(order)
      #expect(first["loss"] == second["loss"])
      for output in ["dlogits", "dlabels"] {
        #expect(order.map { first[output][$0] } == second[output])
      }
    }
  }

  @Test(arguments: Reply.dtypes)
  func twoClassesAreASigmoid(_ dtype: String) throws {
    var random = SplitMix64(seed: 103)
    for _ in 0..<40 {
      let x = Double(Int.random(in: -128...128, using: &random)) / 8
      let pair = "\"logits\": [\(x), 0]"
      let one = try Reply("sigmoid", "\"x\": \(x)", in: dtype)
      #expect(
        try Reply("softmax", pair, in: dtype)["value"] == one["value"] + one["complement"])
      #expect(
        try Reply("log_softmax", pair, in: dtype)["value"].first
          == Reply("log_sigmoid", "\"x\": \(x)", in: dtype)["value"].first)
      #expect(
        try Reply("logsumexp", pair, in: dtype)["value"]
          == Reply("softplus", "\"x\": \(x)", in: dtype)["value"])
      let row = try Reply("sparse_softmax_cross_entropy", pair + ", \"labels\": 0", in: dtype)
      let unit = try Reply("sigmoid_cross_entropy", "\"logits\": \(x), \"labels\": 1", in: dtype)
      #expect(row["loss"] == unit["loss"] && row["dlogits"].first == unit["dlogits"].first)
    }
  }

  @Test(arguments: Reply.dtypes)
  func anIndexIsItsOneHotRow(_ dtype: String) throws {
    var random = SplitMix64(seed: 104)
    for _ in 0..<16 {
      let label = Int.random(in: 0..<6, using: &random)
      let hot = (0..<6).map { $0 == label ? 1.0 : 0 }
      let weights = labels(6, &random).json
      for more in [
        "", ", \"label_smoothing\": 0.25",
        ", \"label_smoothing\": 0.25, \"class_weight\": \(weights)",
      ] {
        let row = "\"logits\": \(logits(6, &random).json)\(more), \"labels\": "
        let index = try Reply("sparse_softmax_cross_entropy", row + "\(label)", in: dtype)
        let dense = try Reply("softmax_cross_entropy", row + hot.json, in: dtype)
        #expect(index["loss"] == dense["loss"] && index["dlogits"] == dense["dlogits"])
      }
    }
  }

  @Test(arguments: Reply.dtypes, [2, 3, 7])
  func aWholePositiveWeightIsSoManyCopiesOfThePositives(_ dtype: String, _ q: Int) throws {
    var random = SplitMix64(seed: 105)
    let logits = logits(12, &random)
    let labels = (0..<12).map { _ in Double(Int.random(in: 0...1, using: &random)) }
    let copies = zip(logits, labels).flatMap { [($0, $1)] * ($1 == 1 ? q : 1) }
    let sum = #", "reduction": "sum", "outputs": ["loss"]"#
    let weighted = try Reply(
      "weighted_cross_entropy",
      "\"logits\": \(logits.json), \"labels\": \(labels.json), \"pos_weight\": \(q)\(sum)",
      in: dtype)
    let repeated = try Reply(
      "sigmoid_cross_entropy",
      "\"logits\": \(copies.map(\.0).json), \"labels\": \(copies.map(\.1).json)\(sum)", in: dtype)
    #expect(copies.count > 12 && weighted["loss"] == repeated["loss"])
  }

  /// The exact terms sum to 0, also where labels do not sum to 1 (p - y would sum to 1 - Σy); each
  /// rounded one is off by half a step at most.
  @Test(arguments: Reply.dtypes)
  func gradientsIntoLogitsSumToZeroButForTheirRoundings(_ dtype: String) throws {
    var random = SplitMix64(seed: 106)
    let format = try format(dtype)
    for _ in 0..<12 {
      let row = "\"logits\": \(logits(8, &random).json)"
      let labels = labels(8, &random)
      for (function, field) in [
        ("softmax_cross_entropy", "labels"), ("half_squared_error_softmax", "labels"),
        ("softmax", "upstream"), ("log_softmax", "upstream"),
      ] {
        let found = try Reply(function, "\(row), \"\(field)\": \(labels.json)", in: dtype)
        let slopes = found["dlogits"]
        var sum = ExactSum()
        sum.add(contentsOf: slopes)
        let bound = slopes.reduce(0) { $0 + format.ulp(of: $1) / 2 }
        #expect(slopes.count == 8 && sum.rounded(to: .float64).magnitude <= bound)
      }
      #expect(labels.reduce(0, +) != 1)
    }
  }

  /// Σ -y ln p = Σ -y ln y + Σ y (ln y - ln p), and the last is never negative.
  @Test func crossEntropyIsEntropyAndDivergence() throws {
    var random = SplitMix64(seed: 107)
    for _ in 0..<24 {
      let counts = (0..<6).map { _ in Double(Int.random(in: 0...40, using: &random)) }
      let total = counts.reduce(0, +)
      let labels = counts.map { $0 / total }
      let row = "\"logits\": \(logits(6, &random).json)"
      let found = try Reply("softmax_cross_entropy", row + ", \"labels\": \(labels.json)")
      let logs = try Reply("log_softmax", row)["value"]
      let own = try Reply("neg_log", "\"a\": \(labels.json)")["value"]
      let entropy = zip(labels, own).reduce(0) { $0 + ($1.0 == 0 ? 0 : $1.0 * $1.1) }
      let divergence = zip(labels, zip(own, logs)).reduce(0) {
        $0 + ($1.0 == 0 ? 0 : $1.0 * (-$1.1.0 - $1.1.1))
      }
      // Six products and their sums, each off by 2^-53 of terms below 20.
      #expect((found["loss"][0] - entropy - divergence).magnitude < 20 * 24 * 0x1p-53)
      #expect(divergence > -1e-14)
    }
  }
}

private func * <Element>(list: [Element], count: Int) -> [Element] {
  (0..<count).flatMap { _ in list }
}
