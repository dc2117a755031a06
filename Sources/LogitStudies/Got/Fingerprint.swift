import LogitBench
import LogitExact

/// Whose arithmetic gives a number: frameworks in the format of the bench, and the formulas of the loss
/// in every format of a program.
struct Fingerprint {
  private let typed: TypedNumber
  private let target: GotTarget
  private(set) var prints: [Got.Print] = []

  /// Fewer digits say nothing of who computed them: six, or all that a narrower format has.
  private static let leastDigits = 6

  init(of typed: TypedNumber, _ target: GotTarget, on model: Model) {
    (self.typed, self.target) = (typed, target)
    guard
      !typed.number.isFinite
        || typed.digitCount >= min(Self.leastDigits, model.bench.dtype.printedDigits),
      !target.isProbability
    else { return }
    if target.isOfRow {
      addRow(of: model, target.index)
    } else {
      addBatch(of: model)
      for row in model.bench.logits.indices.prefix(1000)
      where isNear(model.evaluation.rowLosses[row].value) {
        var bench = model.bench
        bench.row = row
        addRow(of: row == model.bench.row ? model : Model(bench), nil)
        break
      }
    }
    if !prints.contains(where: \.isIt) { prints = [] }
  }

  /// Whether a row is worth asking about: what is right there has the first digits.
  private func isNear(_ value: Double) -> Bool {
    let number = typed.number.value(in: .float64)
    return number.isFinite ? (value - number).magnitude <= number.magnitude * 1e-3 : true
  }

  private mutating func addBatch(of model: Model) {
    guard let table = try? model.frameworks(ofClass: model.bench.notableClass) else { return }
    for row in table.rows {
      add(row.owner, row.reduced, table.format, target.name)
    }
  }

  private mutating func addRow(of model: Model, _ index: Int?) {
    let bench = model.bench
    let index = index ?? bench.notableClass
    let place = "row \(bench.row)"
    var owners: Set<String> = []
    if let table = try? model.frameworks(ofClass: index) {
      for row in table.rows {
        owners.insert(row.owner.lowercased())
        add(
          row.owner, target.isGradient ? row.gradient.value : row.loss.value, table.format, place)
      }
    }
    for format in Bench.dtypes {
      for line in model.duel(ofClass: index, in: format).lines {
        // What a framework computes is in its own row.
        guard format != bench.dtype || !owners.contains(line.formula.name) else { continue }
        let outcome = target.isGradient ? line.gradient : line.loss
        add(
          line.isKernel ? "the nearest number" : line.formula.name, outcome?.value, format, place)
      }
    }
  }

  private mutating func add(
    _ owner: String, _ value: Double?, _ format: Format, _ place: String
  ) {
    guard let value else { return }
    let number = typed.number.value(in: .float64)
    let isIt =
      number.isFinite
      ? (value - number).magnitude <= typed.halfUnit * (1 + 0x1p-40)
      : value == number || value.isNaN && number.isNaN
    prints.append(
      Got.Print(place: place, owner: owner, value: value, format: format, isIt: isIt))
  }
}
