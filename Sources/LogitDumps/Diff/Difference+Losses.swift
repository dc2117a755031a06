import Glibc
import LogitExact
import LogitText

/// The losses of two dumps that have other classes, such as all logits of a trainer and the few
/// log-probabilities that an engine gives with a reply.
struct LossPairs {
  let rows: [Int]
  let a: [Double]
  let b: [Double]
  private let wide: Dump
  private let isWideA: Bool

  /// - Throws: `DumpError` of usage where there are no losses of the same rows.
  init(_ a: Dump, _ b: Dump, _ progress: Progress) throws(DumpError) {
    guard a.labels.areGiven, b.labels.areGiven, a.count == b.count else {
      throw .usage(
        "",
        "\(a.name) has \(counted(a.count, "row")) of \(counted(a.classCount, "class")), \(b.name)"
          + " \(b.count) of \(b.classCount): with other classes only losses can be compared, which"
          + " takes labels and as many rows on both sides")
    }
    let (one, other) = (try RowFacts(a, progress), try RowFacts(b, progress))
    let rows = (0..<a.count).filter {
      one.flags[$0].isDisjoint(with: [.ignored, .noClass])
        && other.flags[$0].isDisjoint(with: [.ignored, .noClass])
    }
    self.rows = rows
    (self.a, self.b) = (rows.map { one.losses[$0] }, rows.map { other.losses[$0] })
    isWideA = a.classCount > b.classCount
    wide = isWideA ? a : b
  }

  /// Log-probabilities are printed with four decimals at best.
  private static let slack = 2e-4

  /// What makes one side's losses of the other's.
  func causes() throws(DumpError) -> [Difference.Cause] {
    let gaps = zip(a, b).map { isWideA ? $0 - $1 : $1 - $0 }
    guard let least = gaps.min(), let most = gaps.max() else { return [] }
    let (from, to) = isWideA ? ("a", "b") : ("b", "a")
    if most - least <= 2 * Self.slack, max(most, -least) > 2 * Self.slack {
      return [
        Difference.Cause(
          name: "constant",
          words:
            "each loss of \(to) is that of \(from) less \(((most + least) / 2).significant(4))",
          why: "a constant in a loss moves no gradient", fix: "look for a term that one side adds",
          rows: rows.count)
      ]
    }
    var sampler = Sampler()
    var explained = 0
    for (place, row) in rows.enumerated() {
      let logits = try wide.rows.numbers(row..<row + 1)
      guard let kept = Self.kept(logits, gaps[place]) else { continue }
      sampler.add(logits, kept: kept)
      explained += 1
    }
    guard explained * 20 >= rows.count * 19, most > 2 * Self.slack else { return [] }
    return [
      Difference.Cause(
        name: "truncation",
        words:
          "each loss of \(to) is less by -ln S, S the mass that a sampler kept of \(from)\(sampler.words)",
        why: "the engine normalised what it sampled from again, and the trainer did not",
        fix: "compare with top_p 1 and top_k off, or add ln S a row", rows: explained)
    ]
  }

  /// How many of the likeliest classes have the mass whose logarithm is `-gap`; nil where none do.
  private static func kept(_ logits: [Double], _ gap: Double) -> Int? {
    let lse = logits.logSumExp
    var mass = 0.0
    for (place, z) in logits.sorted(by: >).enumerated() {
      mass += exp(z - lse)
      if (-log(mass) - gap).magnitude <= slack { return place + 1 }
    }
    return nil
  }
}
