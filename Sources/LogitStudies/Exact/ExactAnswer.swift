import LogitBench
import LogitExact
import LogitText

/// The exact value of a formula in decimal, beside what a format makes of it.
package struct ExactAnswer: Sendable {
  /// What a format makes of the value.
  package struct InFormat: Sendable {
    package let format: Format
    /// The number of the format nearest to the value.
    package let nearest: Proof
    /// What someone computed.
    package let computed: Double
    /// How far that is from the value.
    package let ulps: Double?
  }

  package let name: String
  package let digits: DigitsProof
  package let inFormat: InFormat?

  /// Whether every digit that was asked for is certain.
  package var isDecided: Bool { digits.isDecided }
}

extension ExactAnswer {
  /// The answers for the results of a formula.
  ///
  /// - Parameters:
  ///   - computed: What someone computed for each; nil for what the format makes of the formula,
  ///     step by step.
  ///   - format: nil where only the digits are asked for.
  static func answers(
    of program: Program, named names: [String], computed: [Double]? = nil, digits: Int,
    in format: Format?, budget: Budget = Budget()
  ) -> [ExactAnswer] {
    let proofs = program.digits(digits, budget: budget)
    guard let format else {
      return zip(names, proofs).map { ExactAnswer(name: $0, digits: $1, inFormat: nil) }
    }
    let computed = computed ?? program.evaluate(in: format)
    let comparisons = program.compare(computed, in: format, budget: budget)
    return proofs.indices.map { index in
      let comparison = comparisons[index]
      return ExactAnswer(
        name: names[index], digits: proofs[index],
        inFormat: InFormat(
          format: format, nearest: comparison.exact, computed: computed[index],
          ulps: comparison.ulps))
    }
  }

  /// More digits than this stand in lines of their own.
  private static let longest = 40

  /// A table, the digits last.
  ///
  /// - Parameter isTyped: Whether somebody typed the formula and could type another.
  static func lines(_ answers: [ExactAnswer], ofTyped isTyped: Bool = false) -> String {
    let remarks = Set(answers.map { $0.digits.remark(ofTyped: isTyped) })
    let common = remarks.count == 1 ? remarks.first { $0.hasPrefix("proven") } : nil
    var rows: [[String]] = []
    if let format = answers.first?.inFormat?.format {
      rows.append(["", format.name, "off by", "exact" + (common.map { ", \($0)" } ?? "")])
    }
    let widest = answers.map(\.digits.text.utf8.count).filter { $0 <= longest }.max() ?? 0
    rows += answers.map { answer in
      let remark = common == nil ? "   \(answer.digits.remark(ofTyped: isTyped))" : ""
      let exact = answer.digits.text.padded(to: remark.isEmpty ? 0 : widest) + remark
      guard let own = answer.inFormat else { return [answer.name, exact] }
      return [answer.name, own.text, spelled(ulps: own.ulps), exact]
    }
    guard answers.contains(where: { $0.digits.text.utf8.count > longest }) else {
      return aligned(rows).joined(separator: "\n")
    }
    let lines = aligned(rows.map { Array($0.dropLast()) })
    let heading = zip(lines, rows).prefix(rows.count - answers.count).map {
      "\($0)   \($1.last ?? "")"
    }
    let body = zip(lines, rows).suffix(answers.count).flatMap { [$0, $1.last ?? ""] }
    return (heading + body).joined(separator: "\n")
  }
}

extension ExactAnswer.InFormat {
  /// What was computed, with a mark where rounding made it 0, 1 or infinite.
  var text: String { nearest.text(of: computed, in: format) }
}
