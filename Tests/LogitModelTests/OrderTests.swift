import LogitBench
import LogitExact
import LogitSession
import Testing

@testable import LogitStudies

/// The sum of a batch in many orders. References: NumPy 2 and ml_dtypes scalars added one by one in
/// Python, the exact sum by `fractions`.
@Suite struct OrderTests {
  private static let values = [
    1.87, 2.23, 2.39, 2.83, 2.22, 2.77, 0.1, 1.4, 2.83, 1.95, 2.7, 0.35, 1.41, 0.75, 1.64, 1.73,
    0.05, 0.66, 0.85, 2.75, 2.3, 0.49, 2.39, 0.42, 1.86, 0.39, 0.02, 2.62, 0.64, 0.65, 2.95, 2.62,
    0.88, 2.88, 1.62, 2.04, 0.62, 2.82, 2.08, 2.9,
  ]

  struct Truth {
    let format: Format
    /// Left to right, right to left, pairwise, blocks of 16, smallest and largest first, nearest.
    let sums: [Double]
    let exact: Double
  }

  @Test(arguments: [
    Truth(
      format: .float32,
      sums: [
        66.66999816894531, 66.66999816894531, 66.66999816894531, 66.66999816894531,
        66.67000579833984, 66.66999816894531, 66.66999816894531,
      ], exact: 66.6699999421835),
    Truth(
      format: .float16, sums: [66.6875, 66.6875, 66.6875, 66.6875, 66.6875, 66.6875, 66.6875],
      exact: 66.67192077636719),
    Truth(
      format: .bfloat16, sums: [66.5, 67, 67, 67, 67, 67, 66.5], exact: 66.668212890625),
  ])
  func eachOrderIsRoundedAsNumPyRoundsIt(truth: Truth) {
    let sums = OrderSums(values: Self.values.map { truth.format.rounded($0) })
    let all = sums.values.indices
    let format = truth.format
    #expect(
      [
        sums.straight(all, in: format), sums.straight(all.reversed(), in: format),
        sums.pairwise(in: format), sums.blocks(of: 16, in: format),
        sums.straight(sums.sorted(smallestFirst: true), in: format),
        sums.straight(sums.sorted(smallestFirst: false), in: format), sums.exact(in: format),
      ] == truth.sums)
    #expect(sums.exact(in: .float64) == truth.exact)
  }

  private func order(_ line: String, after lines: String...) throws -> Order {
    var model = Model()
    for line in lines { try model.run(line) }
    let request = try #require(try Model.question(OrderRequest.self, in: line))
    var work = request.answer(on: model)
    work.finish()
    return work.order
  }

  @Test func everyShuffleIsInABinAndWithinWhatOrdersCanDo() throws {
    let order = try order(
      "order bfloat16", after: "logits 1 2; 3 1; 2 2; 5 1; .5 .25; 7 7.5; 1 9; 4 4",
      "label 0 1 0 1 1 0 0 1")
    #expect(order.bins.reduce(0) { $0 + $1.count } == Order.mostShuffles)
    #expect(order.bins.map(\.sum) == order.bins.map(\.sum).sorted())
    #expect(order.bins.count > 1 && order.count == 8)
    // Seven additions are off by half an ulp of the largest sum each, at most.
    let ulp = Format.bfloat16.ulp(of: order.exact * 2)
    for bin in order.bins { #expect((bin.sum - order.exact).magnitude <= 4 * ulp) }
    // The generator is seeded: the same picture again.
    let again = try self.order(
      "order bfloat16", after: "logits 1 2; 3 1; 2 2; 5 1; .5 .25; 7 7.5; 1 9; 4 4",
      "label 0 1 0 1 1 0 0 1")
    #expect(again.bins == order.bins)
  }

  @Test func whatIsSummedAreTheLossesThatCount() throws {
    #expect(try order("order", after: "ignore_index 2").count == 1)
    #expect(try order("order", after: "loss sigmoid_cross_entropy").count == 9)
    let one = try order("order", after: "logits 1 2 3", "label 0")
    #expect(one.bins.isEmpty && one.remark == "one loss has one sum" && one.meanRemark == nil)
  }

  @Test func aLossThatIsNoNumberIsSaid() throws {
    let order = try order("order", after: "logits nan 1; 1 2; 3 4", "label 0 1 1")
    #expect(order.remark == "a loss is no number, and so is every sum")
    #expect(order.bins.map(\.count) == [Order.mostShuffles])
  }

  @Test func aSumThatOverflowsIsSaid() throws {
    let order = try order(
      "order float16", after: "logits 40000 0; 0 40000; 0 30000", "label 1 0 0")
    #expect(order.nearest == .infinity && order.exact == 110_000)
    #expect(order.remark.hasPrefix("the sum is beyond float16's 65504"))
    #expect(order.meanRemark?.hasSuffix("exactly 36666.667") == true)
  }

  @Test func whereOnlyTheWayMattersThatIsSaid() throws {
    // Each shuffle of equal losses is the same, parts that are summed first are not.
    let rows = Array(repeating: "0 0", count: 300).joined(separator: "; ")
    let order = try order("order bfloat16", after: "logits \(rows)", "as none")
    #expect(order.bins.count == 1 && order.sums.count > 1)
    #expect(order.remark.hasPrefix("300 shuffles, 1 sum of them; all in all 207 to 218"))
  }

  @Test func theOpeningBatchInWords() throws {
    #expect(
      try order("order").lines == [
        "the sum of 3 losses in float32: exact 0.1667646132", "",
        "  left to right         0.16676462   nearest", "  right to left         0.1667646",
        "  pairwise              0.1667646", "  smallest first        0.16676462   nearest",
        "  largest first         0.1667646", "  float64 inside        0.16676462   nearest",
        "  exact, rounded once   0.16676462   nearest", "",
        "300 shuffles, 2 sums of them; all in all 0.1667646 to 0.16676462, 1 ulp apart",
        "    0.1667646    #####################                      105",
        "  > 0.16676462   ########################################   195", "",
        "over 3 that is 0.0555882 to 0.055588204, exactly 0.055588204",
      ])
  }

  @Test func programsHaveEverySum() throws {
    var model = Model()
    let json = try #require(try model.printed(by: "order --json"))
    #expect(json.contains("\"shuffles\" : 195") && json.contains("\"order\" : \"pairwise\""))
  }
}
