import LogitExact

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
      return aligned(rows)
    }
    let lines = aligned(rows.map { Array($0.dropLast()) }).lines
    let heading = zip(lines, rows).prefix(rows.count - answers.count).map {
      "\($0)   \($1.last ?? "")"
    }
    let body = zip(lines, rows).suffix(answers.count).flatMap { [$0, $1.last ?? ""] }
    return (heading + body).joined(separator: "\n")
  }
}

extension DigitsProof {
  var isDecided: Bool {
    if case .undecided = verdict { return false }
    return true
  }

  /// The digits, or what stands for a number without any; `1-3.4e-2172` where digits would show a
  /// bare 1.
  package var text: String {
    guard let gap else { return decimalText }
    let sign = gap.isNegative ? "-" : "+"
    let size = Decimal(isNegative: false, digits: gap.digits, exponent: gap.exponent)
    return (decimalText.hasPrefix("-") ? "-1" : "1") + sign + size.text()
  }

  /// The same as one decimal number, for programs.
  package var decimalText: String {
    switch value {
    case .number(let decimal): decimal.text()
    case .zero: "0"
    case .infinity(let isNegative): isNegative ? "-inf" : "inf"
    case .nan: "nan"
    case .huge(let isNegative): isNegative ? "-inf~" : "inf~"
    case .tiny(let isNegative): isNegative ? "-0~" : "0~"
    case .unknown: "?"
    }
  }

  /// What is known of the digits, in words; of a formula that somebody typed, what may help besides.
  func remark(ofTyped isTyped: Bool) -> String {
    if isTyped, value == .unknown, case .undecided(let bits) = verdict, bits > 0 {
      return remark + "; a form that cancels less, by log1p or expm1, may tell"
    }
    return remark
  }

  /// What is known of the digits, in words.
  package var remark: String {
    switch (value, verdict) {
    case (.nan, _): "it has no value"
    case (.huge, _): "finite, beyond 10^(4e35)"
    case (.tiny, _): "not 0, below 10^(-4e35)"
    case (_, .exact): "exact"
    case (_, .proven(let bits)): "proven at \(bits) bits"
    case (_, .undecided(0)): "more work than the budget allows"
    case (.unknown, .undecided(let bits)):
      "undecided at \(bits) bits: no digit is certain, the value lies too near to 0"
    case (_, .undecided(let bits)): "undecided at \(bits) bits: only these digits are certain"
    }
  }
}

extension Proof {
  /// A number that stands for the value, with a mark where rounding made it 0, 1 or infinite.
  func text(of computed: Double, in format: Format) -> String {
    let isPlain = computed != 0 && computed.magnitude != 1 && !computed.isInfinite
    let isTrue = verdict == .exact && value == computed
    return format.spelled(computed) + (isPlain || isTrue ? "" : "~")
  }

  /// The number as the format spells it, with a mark where rounding made it 0 or infinite.
  package func text(in format: Format) -> String {
    switch verdict {
    case .overflow, .underflow: format.spelled(value) + "~"
    case .exact: format.spelled(value)
    case .proven: format.spelled(value) + (value == 0 || value.magnitude == 1 ? "~" : "")
    case .undecided: "?"
    }
  }
}

extension ExactAnswer.InFormat {
  /// What was computed, with a mark where rounding made it 0, 1 or infinite.
  var text: String { nearest.text(of: computed, in: format) }
}

extension Format {
  /// The number as a person can add and compare it: as it reads back, but of a format of few bits five
  /// digits, as in the table, and of a whole number all.
  func legible(_ value: Double) -> String {
    let isWhole = value.magnitude < 0x1p24 && value == value.rounded()
    return precision >= 24 || isWhole ? spelled(value) : value.significant(5)
  }

  /// The number as it reads back, and a whole number as it is: 65504, of which 65500 would do.
  func spelled(_ value: Double) -> String {
    let isWhole = value.magnitude < 0x1p24 && value == value.rounded()
    return isWhole ? value.shortest : shortest(value)
  }
}

/// `.31 ulp`, `9.28e+06 ulp`; `every digit` where their number says nothing any more.
package func spelled(ulps: Double?) -> String {
  let text = ulpsText(ulps)
  return text.isEmpty ? "" : text == ulpsBeyond ? "every digit" : "\(text) ulp"
}
