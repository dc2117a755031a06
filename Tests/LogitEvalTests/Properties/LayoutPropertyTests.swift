import LogitExact
import TestSupport
import Testing

/// Where a loss stands in its tensor changes no bit of it, nor of its sum.
@Suite struct LayoutPropertyTests {
  private static let shape = (n: 2, c: 4, l: 5)

  private func numbers(_ count: Int, _ random: inout SplitMix64) -> [Double] {
    (0..<count).map { _ in Double(Int.random(in: -512...512, using: &random)) / 64 }
  }

  private func tensor(_ shape: [Int], _ values: [Double]) -> String {
    "{\"shape\": \(shape), \"data\": \(values.json)}"
  }

  /// `[n][c][l]` as `[n][l][c]`.
  private func classesLast(_ values: [Double]) -> [Double] {
    let (n, c, l) = Self.shape
    return (0..<n).flatMap { i in
      (0..<l).flatMap { k in (0..<c).map { j in values[(i * c + j) * l + k] } }
    }
  }

  @Test(arguments: Reply.dtypes, ["none", "sum", "mean", "weighted_mean"])
  func classesFirstLastOrFlattenedHaveTheSameLosses(_ dtype: String, _ reduction: String) throws {
    var random = SplitMix64(seed: 201)
    let (n, c, l) = Self.shape
    let logits = numbers(n * c * l, &random)
    let labels = (0..<n * l).map { _ in Double(Int.random(in: 0..<c, using: &random)) }
    let more = """
      "reduction": "\(reduction)", "class_weight": [0.5, 1, 2, 3], "label_smoothing": 0.125
      """
    func reply(_ logits: String, _ labels: String, _ axis: Int) throws -> Reply {
      try Reply(
        "sparse_softmax_cross_entropy",
        "\"logits\": \(logits), \"labels\": \(labels), \"axis\": \(axis), \(more)", in: dtype)
    }
    let first = try reply(tensor([n, c, l], logits), tensor([n, l], labels), 1)
    let last = try reply(
      tensor([n, l, c], classesLast(logits)), tensor([n, l], labels), -1)
    let flat = try reply(
      tensor([n * l, c], classesLast(logits)), tensor([n * l], labels), -1)
    #expect(first["loss"].count == (reduction == "none" ? n * l : 1))
    #expect(first["loss"] == last["loss"] && last["loss"] == flat["loss"])
    #expect(classesLast(first["dlogits"]) == last["dlogits"])
    #expect(last["dlogits"] == flat["dlogits"])
  }

  @Test(arguments: Reply.dtypes)
  func torchAndCanonicalPixelsAgree(_ dtype: String) throws {
    var random = SplitMix64(seed: 202)
    let (n, c, l) = Self.shape
    let logits = numbers(n * c * l, &random)
    let labels = (0..<n * l).map { _ in Double(Int.random(in: 0..<c, using: &random)) }
    let torch = try Reply(
      "torch.nn.functional.cross_entropy",
      "\"logits\": \(tensor([n, c, l], logits)), \"labels\": \(tensor([n, l], labels))", in: dtype)
    let own = try Reply(
      "sparse_softmax_cross_entropy",
      """
      "logits": \(tensor([n * l, c], classesLast(logits))), "labels": \(labels.json),
      "reduction": "mean"
      """, in: dtype)
    #expect(torch["loss"] == own["loss"] && classesLast(torch["dlogits"]) == own["dlogits"])
  }

  @Test(arguments: Reply.dtypes, ["sum", "mean", "mean_nonzero", "weighted_mean"])
  func theOrderOfTheRowsDoesNotChangeAReduction(_ dtype: String, _ reduction: String) throws {
    var random = SplitMix64(seed: 203)
    let logits = numbers(30, &random)
    let labels = (0..<30).map { _ in Double(Int.random(in: 0...8, using: &random)) / 8 }
    let weights = (0..<30).map { _ in Double(Int.random(in: 0...3, using: &random)) }
    func reply(_ order: [Int]) throws -> Reply {
      try Reply(
        "sigmoid_cross_entropy",
        """
        "logits": \(order.map { logits[$0] }.json), "labels": \(order.map { labels[$0] }.json),
        "sample_weight": \(order.map { weights[$0] }.json), "reduction": "\(reduction)"
        """, in: dtype)
    }
    let sorted = try reply(Array(0..<30))
    for _ in 0..<4 {
      let order = (0..<30).shuffled(using: &random)
      let shuffled = try reply(order)
      #expect(shuffled["loss"] == sorted["loss"])
      #expect(shuffled["dlogits"] == order.map { sorted["dlogits"][$0] })
    }
  }

  @Test func aSumOfLossesCanBeMergedFromParts() throws {
    var random = SplitMix64(seed: 204)
    let losses = try Reply("softplus", "\"x\": \(numbers(60, &random).json)")["value"]
    for cut in [0, 1, 17, 60] {
      var first = ExactSum()
      first.add(contentsOf: losses[..<cut])
      var second = ExactSum()
      second.add(contentsOf: losses[cut...])
      first.merge(second)
      let whole = try Reply("sum", "\"x\": \(losses.json)")["value"]
      #expect([first.rounded(to: .float64)] == whole)
    }
  }

  /// Division by a power of two is exact, so the one rounding of a mean is that of the sum.
  @Test(arguments: Reply.dtypes)
  func aMeanOfSixteenIsASixteenthOfTheSum(_ dtype: String) throws {
    var random = SplitMix64(seed: 205)
    let fields = "\"logits\": \(tensor([16, 3], numbers(48, &random))), \"labels\": "
    let labels = (0..<16).map { _ in Double(Int.random(in: 0..<3, using: &random)) }.json
    func loss(_ reduction: String) throws -> [Double] {
      try Reply(
        "sparse_softmax_cross_entropy", fields + labels + ", \"reduction\": \"\(reduction)\"",
        in: dtype)["loss"]
    }
    #expect(try loss("mean") == loss("sum").map { $0 / 16 })
  }
}
