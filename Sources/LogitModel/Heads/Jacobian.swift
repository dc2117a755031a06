import LogitExact
import LogitKernels

/// The derivatives of a softmax, `∂p_i/∂z_j = p_i (δ_ij − p_j)`, of the chosen row; over a temperature
/// they are divided by it.
package struct Jacobian: Equatable, Sendable {
  /// Row `i` is that of `p_i`, rounded to the format of the bench.
  package let values: [[Reading]]

  /// More classes make a table that nobody reads.
  package static let mostClasses = 50

  /// - Throws: `CommandError` for a row of too many classes.
  init(_ bench: Bench) throws(CommandError) {
    guard bench.classes <= Self.mostClasses else {
      throw CommandError(.jacobianTooLarge(bench.classes, most: Self.mostClasses))
    }
    let logits = bench.headLogits
    let scale = 1 / bench.temperature.value(in: bench.dtype)
    let p = softmax(logits)
    let rationality = SoftmaxRationality(logits)
    values = logits.indices.map { i in
      // 1 − p_i without a subtraction from 1: minus its gradient, were it the label.
      let rest = 0 - sparseSoftmaxCrossEntropyGradient(logits: logits, label: i)[i]
      return logits.indices.map { j in
        let isExact =
          rationality.isRational(logits[i]) && rationality.isRational(logits[j])
          || logits[i] == -.infinity && rationality.isRational(logits[i])
          || logits[j] == -.infinity && rationality.isRational(logits[j])
        let value = i == j ? p[i] * rest : 0 - p[i] * p[j]
        return Reading(bench.dtype.rounded(value * scale), isExact: isExact)
      }
    }
  }
}

extension Model {
  /// - Throws: `CommandError` for a row of too many classes.
  package func jacobian() throws(CommandError) -> Jacobian { try Jacobian(bench) }

  /// The table as text, for a place without a screen.
  func jacobianReport() throws(CommandError) -> String {
    let values = try jacobian().values
    let names = (0..<bench.classes).map { bench.className($0) }
    let rows = values.indices.map { i in ["dp \(names[i])"] + values[i].map(\.text) }
    return
      (["softmax of row \(bench.row): dp[i]/dz[j] = p[i] (1 if i = j, else 0, - p[j])", ""]
      + aligned([[""] + names.map { "dz \($0)" }] + rows)).joined(separator: "\n")
  }
}
