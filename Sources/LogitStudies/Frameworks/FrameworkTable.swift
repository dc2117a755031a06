import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// What frameworks answer about one class of the bench, beside what is right.
package struct FrameworkTable: Sendable {
  /// A number as it is shown, and how far it is off.
  package struct Cell: Equatable, Sendable {
    package let value: Double
    package let text: String
    /// Where in the text its digits stop being right; nil where all are.
    package let wrongFrom: Int?
    /// In ulps, without a sign; infinite where there is no number or should be none, NaN where the
    /// right value is not known.
    package let ulps: Double
    /// The same as a person says it: `58 x` or `-0.12 %` where it is that much, else `0.88 ulp`.
    package let off: String
  }

  package struct Row: Sendable {
    package let owner: String
    package let call: String
    package let loss: Cell
    package let gradient: Cell
    /// The loss of the whole batch; nil where that would take long or nothing is reduced.
    package let reduced: Double?
    /// What its own rule gives, rounded once; nil where the rule is the loss of the bench.
    package let rule: String?
    /// How right it is, and what it does otherwise.
    package let explanation: String
  }

  package let format: Format
  /// The class that the gradient is of.
  package let name: String
  /// `z = 0, y = 1`, and what else the calls are given.
  package let place: String
  /// What the derivative is by: `dloss/dz`.
  package let slope: String
  /// The right values, rounded once.
  package let loss: Cell
  package let gradient: Cell
  /// The right value of the batch; nil as in the rows.
  package let reduced: Double?
  /// What the reduced column is of: `mean`.
  package let reduction: String
  package let rows: [Row]

  /// How the numbers of the frameworks were made, and how near the real ones are known to be.
  package var origin: String { Self.origin(in: format) }

  static func origin(in format: Format) -> String {
    format.bitWidth < 32
      ? "step by step; 99 of 100 recorded answers are the same to the bit"
      : "step by step; 9 of 10 recorded answers agree, most others but for last bits"
  }
}

extension Model {
  /// So many losses are reduced as a framework does; more would outlast a key.
  private static let mostReduced = 64

  /// Of more classes their arithmetic would outlast a key.
  private static let mostClasses = 10_000

  /// The answers of all frameworks about one class.
  package func frameworks(ofClass index: Int) throws(CommandError) -> FrameworkTable {
    guard bench.classes <= Self.mostClasses else {
      throw CommandError(.tooManyClasses(bench.classes, most: Self.mostClasses))
    }
    if let refusal = bench.nothingToCompare { throw refusal }
    let format = bench.dtype
    let inputs = bench.bare.inputs(ofClass: index)
    let all = FrameworkCall.all(of: bench.bareLoss)
    guard !all.isEmpty else {
      throw CommandError("no framework here has a loss such as \(bench.loss.name)")
    }
    let answers = all.map { $0.answer(inputs, in: format) }
    let losses = comparisons(answers.map(\.loss), .loss, ofClass: index)
    let slopes = comparisons(answers.map(\.slope), .gradient, ofClass: index)
    let right = comparisons([.nan], .loss, ofClass: index)[0].exact
    let rightSlope = comparisons([.nan], .gradient, ofClass: index)[0].exact
    let reduction = bench.reduction
    let rows = all.indices.map { place in
      let (framework, answer) = (all[place], answers[place])
      let loss = FrameworkTable.Cell(answer.loss, losses[place], in: format)
      let slope = FrameworkTable.Cell(answer.slope, slopes[place], in: format)
      let isRuleRight = answer.rule.map { $0 == right.value } ?? false
      return FrameworkTable.Row(
        owner: framework.owner, call: framework.call, loss: loss, gradient: slope,
        reduced: reduced(by: framework),
        rule: answer.rule.map { FrameworkTable.Cell.text($0, in: format) },
        explanation: framework.explanation(
          loss, right, slope, rightSlope, of: inputs, in: format, isRuleRight: isRuleRight))
    }
    return FrameworkTable(
      format: format, name: bench.className(index),
      place: [
        "\(bench.loss.inputSymbol) = \(bench.logits[bench.row][index]), y = \(bench.label(of: index))",
        bench.bareRemark,
      ].compactMap(\.self).joined(separator: ", "), slope: "dloss/d\(bench.loss.inputSymbol)",
      loss: .init(right, in: format), gradient: .init(rightSlope, in: format),
      reduced: hasPlainReduction ? evaluation.reduced(reduction)?.value : nil,
      reduction: reduction.name, rows: rows)
  }

  /// Whether every loss counts once.
  private var hasPlainReduction: Bool {
    [.sum, .mean].contains(bench.ruledReduction) && bench.sampleWeight.isEmpty
      && !bench.logits.indices.contains(where: bench.isIgnored)
  }

  private func comparisons(
    _ values: [Double], _ subject: ClassNumber, ofClass index: Int
  ) -> [Comparison] {
    let truth = bench.bare.truth([subject], ofClass: index)
    return truth.compare(
      each: [values], in: bench.dtype, budget: .ofAPoint(steps: truth.count))[0]
  }

  /// The losses of the batch summed from the first to the last, each sum rounded.
  private func reduced(by framework: FrameworkCall) -> Double? {
    let format = bench.dtype
    guard hasPlainReduction, evaluation.count <= Self.mostReduced, bench.classes <= 64 else {
      return nil
    }
    var losses: [Double] = []
    for row in 0..<bench.rows {
      var own = bench
      own.row = row
      for index in 0..<(bench.loss.isElementwise ? bench.classes : 1) {
        losses.append(framework.answer(own.bare.inputs(ofClass: index), in: format).loss)
      }
    }
    let sum = losses.reduce(0) { format.rounded($0 + $1) }
    return bench.reduction == .sum ? sum : format.rounded(sum / Double(losses.count))
  }
}

extension FrameworkTable.Cell {
  /// The right value itself.
  fileprivate init(_ proof: Proof, in format: Format) {
    value = proof.value
    text = Self.text(proof.value, in: format)
    wrongFrom = nil
    ulps = 0
    off = ""
  }

  /// As the format spells it; with an exponent never shorter than the digits of the format, so that
  /// numbers that differ can be compared digit by digit.
  static func text(_ value: Double, in format: Format) -> String {
    let short = format.spelled(value)
    guard format.bitWidth >= 32, value != 0, let mark = short.firstIndex(of: "e") else {
      return short
    }
    let digits = short[..<mark].count { $0.isNumber }
    return digits > format.printedDigits ? short : value.scientific(format.printedDigits)
  }

  fileprivate init(_ value: Double, _ comparison: Comparison, in format: Format) {
    self.value = value
    let point = Sweep.Point(value, comparison, in: format)
    ulps = point.ulps
    off = Share(of: value, beside: comparison.exact.value, ulps: ulps).text
    text = Self.text(value, in: format)
    let right = Self.text(comparison.exact.value, in: format)
    wrongFrom = point.ulps > 1 ? Self.difference(text, right) : nil
  }

  /// Where two numbers part: at their start where sign, point or exponent differ.
  private static func difference(_ text: String, _ right: String) -> Int {
    func parts(_ text: String) -> (mantissa: [Character], exponent: Substring) {
      let parts = text.split(separator: "e", maxSplits: 1)
      return (Array(parts[0]), parts.count > 1 ? parts[1] : "")
    }
    let (own, other) = (parts(text), parts(right))
    guard own.exponent == other.exponent, own.mantissa.first == other.mantissa.first,
      (own.mantissa.firstIndex(of: ".") ?? own.mantissa.count)
        == (other.mantissa.firstIndex(of: ".") ?? other.mantissa.count)
    else { return 0 }
    let same = zip(own.mantissa, other.mantissa).prefix { $0 == $1 }.count
    // Zeros before the first digit are none.
    let digits = own.mantissa.prefix(same).contains { $0.isNumber && $0 != "0" }
    return digits ? Swift.min(same, own.mantissa.count - 1) : 0
  }
}

extension FrameworkCall {
  /// How right an answer is, in a sentence.
  fileprivate func explanation(
    _ loss: FrameworkTable.Cell, _ right: Proof, _ slope: FrameworkTable.Cell, _ rightSlope: Proof,
    of inputs: Inputs, in format: Format, isRuleRight: Bool
  ) -> String {
    func reason(
      _ name: String, _ cell: FrameworkTable.Cell, _ right: Proof, _ remark: String
    ) -> String {
      if let step = self.reason(name, cell.value, inputs, in: format) { return step }
      let isFlushed =
        flushes && cell.value == 0 && right.value != 0
        && right.value.magnitude < format.leastNormal
      return isFlushed
        ? "below \(format.leastNormal.scientific(2)) its threads flush to 0" : remark
    }
    let (lossFault, slopeFault) = (
      fault("loss", loss, right, in: format), fault("gradient", slope, rightSlope, in: format)
    )
    // Where its rule gives the right loss, the clip is not what went wrong.
    let lossReason =
      isRuleRight
      ? "the probability is rounded before its logarithm is taken"
      : reason("loss", loss, right, remark.loss)
    let slopeReason = reason("slope", slope, rightSlope, remark.slope)
    if right.value.isNaN { return "there is no value: nan is the only answer" }
    switch (lossFault, slopeFault) {
    case (nil, nil):
      return loss.ulps <= 1 && slope.ulps <= 1
        ? "right" : "right to a few ulp: each step rounds"
    case (let fault?, nil): return "\(fault): \(lossReason)"
    case (nil, let fault?): return "\(fault): \(slopeReason)"
    case (let first?, let second?):
      return lossReason == slopeReason
        ? "\(first), \(second): \(lossReason)"
        : "\(first): \(lossReason); \(second): \(slopeReason)"
    }
  }

  private func fault(
    _ name: String, _ cell: FrameworkTable.Cell, _ right: Proof, in format: Format
  ) -> String? {
    guard cell.ulps > 4 else { return nil }
    if right.value.isNaN { return "the \(name) has no value" }
    if cell.value.isNaN { return "the \(name) is nan" }
    if cell.value.isInfinite { return "the \(name) is infinite" }
    if cell.value == 0 { return "every digit of the \(name) is lost" }
    if right.value == 0 { return "the exact \(name) is 0" }
    if right.value.isInfinite { return "the exact \(name) is infinite" }
    let share = Share(of: cell.value, beside: right.value, ulps: cell.ulps)
    return "the \(name) \(share.sentence)"
  }
}
