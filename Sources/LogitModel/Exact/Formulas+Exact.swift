import LogitExact

extension Formulas {
  /// Enough digits to tell more than the format does.
  private var leastDigits: Int { bench.dtype.printedDigits + 3 }

  /// A spelling with the exact value behind it, to as many digits as fit.
  ///
  /// - Returns: nil where they leave no room for more digits than the format has, or none is known.
  func withExactValue(_ spelling: String, _ subject: Subject, width: Int) -> String? {
    let label = "   exact "
    let room = width - spelling.utf8.count - label.utf8.count
    // A point and an exponent.
    guard room >= leastDigits + 6, let digits = provenDigits(subject, width: room) else {
      return nil
    }
    return spelling + label + digits
  }

  private func provenDigits(_ subject: Subject, width: Int) -> String? {
    let formula = CellFormula.of(subject, under: bench.loss)
    guard let program = try? Program(formula.expression, of: bench.inputs(ofClass: index)) else {
      return nil
    }
    // A screen is drawn at every key: what takes longer is left to `exact`.
    let budget = Budget(bits: 2048, work: 300_000)
    let most = Swift.min(width, digits ?? Model.mostDigits)
    guard let whole = program.digits(most, budget: budget).first else { return nil }
    guard case .number = whole.value, whole.isDecided else { return nil }
    let excess = whole.text.utf8.count - width
    guard excess > 0, most > excess else { return excess > 0 ? nil : whole.text }
    let shorter = program.digits(most - excess, budget: budget).first
    return shorter.flatMap { $0.isDecided && $0.text.utf8.count <= width ? $0.text : nil }
  }
}
