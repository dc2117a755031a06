import LogitBench
import LogitExact
import LogitText

/// The derivatives of a softmax, `∂p_i/∂z_j = p_i (δ_ij − p_j)`, of the chosen row; over a temperature
/// they are divided by it. Each is rounded once.
package struct Jacobian: Equatable, Sendable {
  /// Row `i` is that of `p_i`, rounded to the format of the bench.
  package let values: [[Reading]]

  /// More classes make a table that nobody reads.
  package static let mostClasses = 50

  /// - Throws: `CommandError` for a row of too many classes, or of probabilities.
  init(_ bench: Bench) throws(CommandError) {
    try bench.checkLogits()
    guard bench.classes <= Self.mostClasses else {
      throw CommandError(
        "\(bench.classes) classes have \(bench.classes) x \(bench.classes) derivatives;"
          + " the table is for up to \(Self.mostClasses) classes")
    }
    let logits = bench.logits[bench.row].map { $0.value(in: bench.dtype) }
    let inputs = Inputs([
      "z": .vector(logits.map { Quantity($0) }),
      "t": .scalar(Quantity(bench.temperature.value(in: bench.dtype))),
    ])
    func p(_ index: Int) -> Expression {
      let row = bench.isTempered ? Expression.binary(.divide, .name("z"), .name("t")) : .name("z")
      return .element(.call(.softmax, [row]), .number("\(index)"))
    }
    let formulas = logits.indices.flatMap { i in
      logits.indices.map { j in
        let rest = Expression.binary(.subtract, .number(i == j ? "1" : "0"), p(j))
        let product = Expression.binary(.multiply, p(i), rest)
        return bench.isTempered ? .binary(.divide, product, .name("t")) : product
      }
    }
    let count = logits.count
    let readings = (try? Program(formulas, of: inputs))?.readings(in: bench.dtype) ?? []
    values = logits.indices.map { Array(readings[$0 * count..<($0 + 1) * count]) }
  }
}

extension Model {
  /// - Throws: `CommandError` for a row of too many classes.
  package func jacobian() throws(CommandError) -> Jacobian { try Jacobian(bench) }
}
