import LogitExact
import LogitText

/// How far a right program may be from the numbers of a batch, cause by cause: what a test may allow.
package struct Tolerance: Sendable {
  /// A cause, and how far off it may be.
  package struct Bound: Encodable, Sendable {
    let cause: String
    /// Of a row's loss, and which row that is.
    package let row: Double
    package let at: Int
    /// Of the reduced loss; nil where nothing is reduced.
    package let reduced: Double?
    let why: String
  }

  /// How far a row's loss may be off because of its logits.
  package struct Gap: Sendable {
    /// nil where no range of it is known.
    let gap: Double?
    /// Whether another class may be the most probable one.
    let canFlip: Bool

    /// A row that counts for nothing.
    package static let nothing = Gap(gap: 0, canFlip: false)
    /// One that has no loss.
    package static let unknown = Gap(gap: nil, canFlip: false)

    private init(gap: Double?, canFlip: Bool) { (self.gap, self.canFlip) = (gap, canFlip) }

    package init(_ ranges: RowRanges, from loss: Double) {
      canFlip = ranges.canFlip
      gap = ranges.loss.flatMap { ends in
        guard ends.lowerBound.isFinite, ends.upperBound.isFinite else { return nil }
        return max(ends.upperBound - loss, loss - ends.lowerBound)
      }
    }
  }

  private let rows: Int
  /// nil where nothing is reduced.
  private let reduction: String?
  private var bounds: [Bound] = []
  /// Rows whose most probable class is not certain; nil where all logits are known exactly.
  private var flips: [Int]?
  /// Rows whose loss no range bounds.
  private var unknown: [Int] = []

  package init(rows: Int, reduction: String?) { (self.rows, self.reduction) = (rows, reduction) }

  /// - Parameters:
  ///   - gaps: How far each row may be off.
  ///   - reduced: How far the reduced loss may.
  package mutating func add(
    _ cause: String, gaps: [Double], at first: Int = 0, reduced: Double?, why: String
  ) {
    guard let worst = gaps.indices.max(by: { gaps[$0] < gaps[$1] }) else { return }
    bounds.append(
      Bound(
        cause: cause, row: gaps[worst], at: first + worst,
        reduced: reduction == nil ? nil : reduced, why: why))
  }

  /// What inexact logits do.
  ///
  /// - Parameters:
  ///   - divisor: What the sum of the losses is divided by.
  ///   - known: `known to bfloat16`.
  package mutating func add(logits gaps: [Gap], over divisor: Double, known: String) {
    flips = gaps.indices.filter { gaps[$0].canFlip }
    unknown = gaps.indices.filter { gaps[$0].gap == nil }
    let gaps = gaps.map { $0.gap ?? 0 }
    add(
      "the logits", gaps: gaps, reduced: gaps.reduce(0, +) / divisor,
      why: "\(known); anywhere in its range, so <=, not <")
  }

  /// What rounding the right numbers once does.
  package mutating func add(
    resultOf losses: [Double], reduced: Double?, in format: Format
  ) {
    func halfStep(_ value: Double) -> Double { value.isFinite ? format.ulp(of: value) / 2 : 0 }
    add(
      "the result", gaps: losses.map(halfStep), reduced: halfStep(reduced ?? 0),
      why: "half a step of \(format.name), what rounding the right number once costs")
  }

  package var text: String {
    var cells = [
      ["from", "a row's loss", "of row"] + (reduction.map { ["the \($0)"] } ?? [])
    ]
    for bound in bounds {
      let reduced = reduction == nil ? [] : [bound.reduced.map { $0.significant(3) } ?? ""]
      cells.append([bound.cause, bound.row.significant(3), "\(bound.at)"] + reduced)
    }
    var lines = ["\(counted(rows, "row"))"] + aligned(cells).map { "  \($0)" }
    lines += bounds.map { "\($0.cause): \($0.why)" }
    if unknown.isEmpty {
      let row = bounds.reduce(0) { $0 + $1.row }
      lines.append("write atol=\(Self.upward(row)) for a row's loss: the causes add up")
      if let reduction {
        let mean = bounds.reduce(0) { $0 + ($1.reduced ?? 0) }
        lines.append("write atol=\(Self.upward(mean)) for the \(reduction)")
      }
    }
    if let flips {
      lines.append(
        flips.isEmpty ? "no winner can flip" : "winners that can flip: \(Self.list(flips))")
    }
    if !unknown.isEmpty {
      lines.append(
        "no atol: in these ranges the loss of \(Self.list(unknown)) may be infinite or no"
          + " number")
    }
    return lines.joined(separator: "\n")
  }

  /// Three digits, never less than the number.
  private static func upward(_ value: Double) -> String {
    let text = value.significant(3)
    guard let shown = Double(text), shown < value, value.isFinite else { return text }
    return (value * 1.005).significant(3)
  }

  private static func list(_ rows: [Int]) -> String {
    let first = rows.prefix(10).map { "\($0)" }.joined(separator: ", ")
    return "\(rows.count == 1 ? "row" : "rows") \(first)"
      + (rows.count > 10 ? " and \(rows.count - 10) more" : "")
  }

  package var document: any Encodable {
    Document(rows: rows, bounds: bounds, flips: flips ?? [], unknown: unknown)
  }

  private struct Document: Encodable {
    let rows: Int
    let bounds: [Bound]
    let flips: [Int]
    let unknown: [Int]
  }
}
