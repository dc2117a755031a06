import LogitExact
import LogitText

extension Calibration {
  private var subject: String {
    let left = leftOut > 0 ? ", \(leftOut) that are no number left out" : ""
    return dump.head == .softmax
      ? "the likeliest class of \(counted(count, "row")), \(right) right\(left)"
      : "\(counted(count, "answer")), \(right) true\(left)"
  }

  /// A number within a step of 1, whose last digits doubles do not settle.
  private func text(_ value: Double) -> String {
    let error = 0x1p-53 * (Double(dump.classCount) + 32)
    return Near(value, error / value.ulp).text(in: .float64)
  }

  package var heading: [String] {
    let bins = counted(binCount, "bin")
    var lines = [
      subject,
      "ECE, \(bins) of equal width   \(text(equalWidth.error))   greatest gap"
        + " \(text(equalWidth.greatest))",
      "ECE, \(bins) of equal mass    \(text(equalMass.error))   greatest gap"
        + " \(text(equalMass.greatest))",
    ]
    guard let fitted = fittedError else { return lines + ["temperature by the loss: \(fit.words)"] }
    lines.append(
      "temperature by the loss: T \(fit.text), mean loss \(text(fit.before)) -> \(text(fit.after)),"
        + " ECE \(text(equalWidth.error)) -> \(text(fitted))")
    return lines
  }

  /// - Parameter bar: How long a bar of 1 is.
  /// - Precondition: `bar` is 1 or more.
  package func lines(of reliability: Reliability, bar: Int) -> [String] {
    let rows = reliability.bins.map { bin -> [String] in
      // What is right as a bar, and where it should end.
      let (filled, mark) = (
        Int((bin.rightShare * Double(bar)).rounded()),
        min(bar - 1, max(0, Int((bin.meanProbability * Double(bar)).rounded())))
      )
      var cells = [Character](repeating: " ", count: bar)
      for cell in 0..<min(bar, filled) { cells[cell] = "#" }
      cells[mark] = "|"
      return [
        bin.from.decimals(4), bin.to.decimals(4), "\(bin.count)", text(bin.meanProbability),
        Reading(bin.rightShare, isExact: true).text, (bin.gap < 0 ? "" : "+") + bin.gap.decimals(4),
        String(String(cells).trimmedEnd),
      ]
    }
    return aligned(
      [
        [
          "p above", "up to", "count", "mean p", dump.head == .softmax ? "right" : "true", "gap",
          "",
        ]
      ]
        + rows)
  }

  package var text: String {
    let lines =
      heading + ["bins of equal width; the bar is what is right, | what p says"]
      + lines(of: equalWidth, bar: 30) + ["bins of equal mass"] + lines(of: equalMass, bar: 30)
    return ([dump.title] + lines.map { " " + $0 }).joined(separator: "\n")
  }

  package var json: JSONValue {
    func number(_ value: Double?) -> JSONValue {
      value.map { $0.isNaN ? .null : .spelled($0.shortest) } ?? .null
    }
    func bins(_ reliability: Reliability) -> JSONValue {
      .fields([
        "ece": number(reliability.error), "greatest_gap": number(reliability.greatest),
        "bins": .list(
          reliability.bins.map {
            .fields([
              "from": number($0.from), "to": number($0.to), "count": .integer($0.count),
              "mean_p": number($0.meanProbability), "right": number($0.rightShare),
            ])
          }),
      ])
    }
    return .fields([
      "file": .text(dump.name), "answers": .integer(count), "right": .integer(right),
      "left_out": .integer(leftOut), "bins": .integer(binCount), "equal_width": bins(equalWidth),
      "equal_mass": bins(equalMass),
      "temperature": .fields([
        "fitted": number(fit.temperature), "sure": .truth(fit.isSure),
        "mean_loss_before": number(fit.before), "mean_loss_after": number(fit.after),
        "ece_before": number(equalWidth.error), "ece_after": number(fittedError),
      ]),
    ])
  }
}
