import LogitExact

/// The steps of a bench's rows, made once: the next row, and the next edit, put other numbers in.
struct BenchPrograms: Sendable {
  private let shape: RowFormulas.Shape
  /// Of the row's loss alone, and of all that the chosen row shows.
  private let loss: Program?
  private let whole: Program?
  private let parts: [RowFormulas.Part]

  /// - Parameter old: Taken as it is where it is of the same shape.
  init(_ bench: Bench, after old: BenchPrograms?) {
    let formulas = RowFormulas(bench)
    if let old, old.shape == formulas.shape {
      self = old
      return
    }
    shape = formulas.shape
    let inputs = bench.inputs(ofRow: bench.row)
    loss = formulas.expression(.loss).flatMap { try? Program($0, of: inputs) }
    let known = RowFormulas.Part.allCases.compactMap { part in
      formulas.expression(part).map { (part, $0) }
    }
    parts = known.map(\.0)
    whole = try? Program(known.map(\.1), of: inputs)
  }

  /// The loss of a row, to be added up.
  func pair(_ bench: Bench, row: Int) -> DoublePair {
    loss?.rebound(to: bench.inputs(ofRow: row)).pairs.first ?? .zero
  }

  /// The loss of a row as steps.
  func loss(_ bench: Bench, row: Int) -> Program {
    loss?.rebound(to: bench.inputs(ofRow: row)) ?? .empty
  }

  /// The loss of a row, rounded.
  func lossReading(_ bench: Bench, row: Int) -> Reading {
    loss(bench, row: row).readings(in: bench.dtype).first ?? Reading(.nan)
  }

  /// Some numbers of a row as steps: each a part, and the class where it has one number a class.
  func program(_ bench: Bench, row: Int, of cells: [(RowFormulas.Part, Int)]) -> Program {
    let places = cells.compactMap { part, index -> Int? in
      guard let at = parts.firstIndex(of: part) else { return nil }
      let before = parts[..<at].reduce(0) { $0 + ($1.isSingle ? 1 : bench.classes) }
      return before + (part.isSingle ? 0 : index)
    }
    return whole?.rebound(to: bench.inputs(ofRow: row)).selecting(places) ?? .empty
  }

  /// All numbers of a row.
  func readings(_ bench: Bench, row: Int) -> [RowFormulas.Part: ArraySlice<Reading>] {
    let readings = whole?.rebound(to: bench.inputs(ofRow: row)).readings(in: bench.dtype) ?? []
    var rest = readings[...]
    var answer: [RowFormulas.Part: ArraySlice<Reading>] = [:]
    for part in parts {
      let count = part.isSingle ? 1 : bench.classes
      answer[part] = rest.prefix(count)
      rest = rest.dropFirst(count)
    }
    return answer
  }
}

extension Program {
  /// The results in a format, each with the knowledge of whether it is that number exactly.
  func readings(in format: Format, budget: Budget = .ofAKey) -> [Reading] {
    proofs(in: format, budget: budget).map(Reading.init)
  }
}

extension Budget {
  /// A key may take so long at most, even where numbers lie beside each other as no width tells.
  static let ofAKey = Budget(bits: 4096, work: 2e8)
}

extension Reading {
  init(_ proof: Proof) {
    self.init(proof.value, isExact: proof.verdict == .exact)
  }
}
