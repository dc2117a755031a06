import LogitExact

/// The steps of a bench's rows, made once: the next row, and the next edit, put other numbers in.
struct BenchPrograms: Sendable {
  private struct Bound: Sendable {
    var program = Program.empty
    var binding: Program.Binding?

    /// - Parameter formulas: Over the inputs of a row.
    init(_ formulas: [Expression], of inputs: Inputs, _ layout: RowNumbers.Layout) {
      guard let made = try? Program(formulas, of: inputs, spreadsNaN: true) else { return }
      program = made
      binding = made.binding(layout.place)
    }

    func bound(to numbers: RowNumbers) -> Program {
      guard let binding else { return program }
      var bound = program
      bound.bind(numbers.values, by: binding)
      return bound
    }
  }

  private let shape: RowFormulas.Shape
  /// Of the row's loss alone, and of all that the chosen row shows.
  private let loss: Bound
  private let whole: Bound
  private let parts: [RowFormulas.Part]

  /// - Parameter old: Taken as it is where it is of the same shape.
  init(_ bench: Bench, after old: BenchPrograms?) {
    let formulas = RowFormulas(bench)
    if let old, old.shape == formulas.shape {
      self = old
      return
    }
    shape = formulas.shape
    let layout = RowNumbers.Layout(bench)
    let inputs = RowNumbers(bench, row: bench.row).inputs(layout)
    loss = Bound([formulas.expression(.loss)].compactMap(\.self), of: inputs, layout)
    let known = RowFormulas.Part.allCases.compactMap { part in
      formulas.expression(part).map { (part, $0) }
    }
    parts = known.map(\.0)
    whole = Bound(known.map(\.1), of: inputs, layout)
  }

  /// The loss of a row as steps.
  func loss(_ bench: Bench, row: Int) -> Program {
    loss.bound(to: RowNumbers(bench, row: row))
  }

  /// Some numbers of a row as steps: each a part, and the class where it has one number a class.
  func program(_ bench: Bench, row: Int, of cells: [(RowFormulas.Part, Int)]) -> Program {
    let places = cells.compactMap { part, index -> Int? in
      guard let at = parts.firstIndex(of: part) else { return nil }
      let before = parts[..<at].reduce(0) { $0 + ($1.isSingle ? 1 : bench.classes) }
      return before + (part.isSingle ? 0 : index)
    }
    guard whole.binding != nil else { return .empty }
    return whole.bound(to: RowNumbers(bench, row: row)).selecting(places)
  }

  /// All numbers of a row.
  func readings(_ bench: Bench, row: Int) -> [RowFormulas.Part: ArraySlice<Reading>] {
    let readings = whole.bound(to: RowNumbers(bench, row: row)).readings(in: bench.dtype)
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
  /// The results in a format; where one is 0, 1 or infinite also whether it is so exactly.
  package func readings(in format: Format, budget: Budget = .ofAKey) -> [Reading] {
    var readings = roundings(to: format, budget: budget).values.map { Reading($0) }
    // NaN is never rounded to.
    let special = readings.indices.filter { readings[$0].isRounded }
    guard !special.isEmpty else { return readings }
    let proofs = selecting(special).proofs(in: format, budget: budget)
    for (index, proof) in zip(special, proofs) { readings[index] = Reading(proof) }
    return readings
  }
}

extension Reading {
  init(_ proof: Proof) {
    self.init(proof.value, isExact: proof.verdict == .exact)
  }
}
