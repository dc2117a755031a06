import LogitExact
import LogitLosses

/// What `reduce` asks: the losses of a batch with weighted classes and an ignored label, and their
/// reductions.
struct Batch {
  private let format: Format
  private let rows: [[Double]]
  private let labels: [Int]
  private let weights: [Double]
  private let isKept: [Bool]
  private let function: RowFunction

  init?(_ wanted: VectorFile.Case, in format: Format) {
    guard let function = RowFunction.named("sparse_softmax_cross_entropy"),
      let x = wanted.inputs["x"], let js = wanted.inputs["js"], let w = wanted.inputs["w"],
      let ignored = wanted.inputs["ignore"]?.first, let classes = wanted.inputs["K"]?.first
    else { return nil }
    let count = Int(classes)
    self.format = format
    self.function = function
    rows = stride(from: 0, to: x.count, by: count).map { Array(x[$0..<$0 + count]) }
    labels = js.map { Int($0) }
    weights = w
    isKept = js.map { $0 != ignored }
  }

  /// By columns.
  func answers() throws -> [String: [Double]] {
    let kept = rows.indices.filter { isKept[$0] }
    let losses = try rows.indices.map { row in
      isKept[row] ? try program("loss", row).proofs(in: format).map(\.value)[0] : 0
    }
    func total(over divisor: Double) -> [Double] {
      divisor.isNaN ? [.nan] : sum(kept, over: Program.constant(divisor))
    }
    let count = Double(kept.count)
    let sumOfWeights = try Self.sum(kept.map { weights[labels[$0]] })
    return [
      "losses": losses, "sum": total(over: 1), "mean_all": total(over: Double(rows.count)),
      "mean_kept": total(over: count == 0 ? .nan : count),
      "mean_weighted": sumOfWeights.map { sum(kept, over: $0) } ?? [.nan],
      "dx_mean_weighted": try slopes(over: sumOfWeights),
    ]
  }

  private func program(_ output: String, _ row: Int) throws -> Program {
    let formula = function.outputs.first { $0.name == output }?
      .formula(RowFunction.Variant(isWeighted: true))
    var inputs = Inputs(["logits": .row(rows[row]), "class_weight": .row(weights)])
    inputs.setLabel(labels[row], of: rows[row].count)
    return try Program(formula ?? .number("nan"), of: inputs)
  }

  private func sum(_ kept: [Int], over divisor: Program) -> [Double] {
    let sums = ProgramSums(count: kept.count, sumCount: 1, over: divisor) { index in
      ((try? program("loss", kept[index])) ?? .empty, [0])
    }
    return sums.proofs(in: format).map(\.value)
  }

  private func slopes(over divisor: Program?) throws -> [Double] {
    try rows.indices.flatMap { row in
      let count = rows[row].count
      guard let divisor else { return [Double](repeating: .nan, count: count) }
      guard isKept[row] else { return [Double](repeating: 0, count: count) }
      let one = try program("dlogits", row)
      return ProgramSums(count: 1, sumCount: count, over: divisor) { _ in (one, Array(0..<count)) }
        .proofs(in: format).map(\.value)
    }
  }

  /// The exact sum; nil where it is 0 and divides nothing.
  private static func sum(_ weights: [Double]) throws -> Program? {
    guard !weights.isEmpty else { return nil }
    let program = try Program(
      .call(.sum, [.name("weights")]), of: Inputs(["weights": .row(weights)]))
    return program.proofs(in: .float64).first?.value == 0 ? nil : program
  }
}

extension Program {
  fileprivate static func constant(_ value: Double) -> Program {
    (try? Program(.name("c"), of: Inputs(["c": .scalar(Quantity(value))]))) ?? .empty
  }
}
