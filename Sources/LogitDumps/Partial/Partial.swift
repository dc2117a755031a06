import LogitExact
import LogitLosses
import LogitText

/// What one part of a dump comes to, in a form that merges with that of other parts, in any order, to
/// the same bits.
package struct Partial: Sendable, Equatable {
  /// What parts must have in common to be added up.
  struct Settings: Sendable, Equatable {
    var kind: Summary.Kind
    var format: Format
    var loss: String

    init(kind: Summary.Kind, format: Format, loss: String) {
      (self.kind, self.format, self.loss) = (kind, format, loss)
    }

    init(_ dump: Dump) {
      self.init(kind: Summary.Kind(dump), format: dump.format, loss: dump.loss.name)
    }
  }

  /// How two dumps differ, in numbers.
  struct Gap: Sendable, Equatable {
    var rows = 0
    var differing = 0
    var least = Double.infinity
    var most = -Double.infinity
    var flips = 0
    var nearTies = 0
    /// Rows that each cause explains, by its name.
    var causes: [String: Int] = [:]

    mutating func merge(_ other: Gap) {
      rows += other.rows
      differing += other.differing
      (least, most) = (min(least, other.least), max(most, other.most))
      flips += other.flips
      nearTies += other.nearTies
      causes.merge(other.causes, uniquingKeysWith: +)
    }
  }

  let settings: Settings
  /// The files, in order.
  private(set) var parts: [String]
  private(set) var sum = LossSum()
  private(set) var right = 0
  private(set) var hasLabels = false
  private(set) var histogram: [Int] = []
  private(set) var confusions: [SIMD2<Int32>: Confusion] = [:]
  /// What the doctor found, each with its file.
  private(set) var findings: [Found] = []
  private(set) var gap: Gap?

  struct Found: Sendable, Equatable {
    let part: String
    let finding: Finding
  }

  init(
    _ settings: Settings, parts: [String], sum: LossSum, right: Int, hasLabels: Bool,
    histogram: [Int], confusions: [SIMD2<Int32>: Confusion], findings: [Found], gap: Gap?
  ) {
    (self.settings, self.parts, self.sum, self.right) = (settings, parts, sum, right)
    (self.hasLabels, self.histogram, self.confusions) = (hasLabels, histogram, confusions)
    (self.findings, self.gap) = (findings, gap)
  }

  /// The losses of a dump, and what the doctor found in it.
  package init(_ dump: Dump, _ facts: RowFacts, findings: [Finding] = []) {
    let summary = Summary(dump, facts)
    let counts = summary.histogram.map(\.count)
    self.init(
      Settings(dump), parts: [dump.name], sum: facts.sum, right: summary.right ?? 0,
      hasLabels: summary.right != nil,
      histogram: counts + [Int](repeating: 0, count: Summary.binCount + 1 - counts.count),
      confusions: dump.head == .softmax ? facts.confusions : [:],
      findings: findings.map { Found(part: dump.name, finding: $0) }, gap: nil)
  }

  /// How two dumps differ.
  package init(_ difference: Difference) {
    let gap = Gap(
      rows: difference.count, differing: difference.differing, least: difference.least,
      most: difference.most, flips: difference.flips.count, nearTies: difference.flips.nearTies,
      causes: Dictionary(difference.causes.map { ($0.name, $0.rows) }, uniquingKeysWith: max))
    self.init(
      Settings(difference.a), parts: [difference.a.name], sum: LossSum(), right: 0,
      hasLabels: false,
      histogram: [], confusions: [:], findings: [], gap: gap)
  }

  /// Adds another part.
  ///
  /// - Throws: `DumpError` of usage where both are not parts of one whole, or of the same file.
  package mutating func merge(_ other: Partial) throws(DumpError) {
    guard settings == other.settings, (gap == nil) == (other.gap == nil),
      hasLabels == other.hasLabels
    else {
      throw .usage(
        other.parts.first ?? "",
        "is no part of the same whole as \(parts.first ?? ""): classes, dtype,"
          + " loss or rules are others")
    }
    if let twice = other.parts.first(where: parts.contains) {
      throw .usage(twice, "is given twice")
    }
    parts = (parts + other.parts).sorted()
    sum.merge(other.sum)
    right += other.right
    histogram =
      histogram.isEmpty ? other.histogram : zip(histogram, other.histogram).map { $0 + $1 }
    for (key, confusion) in other.confusions {
      confusions[key, default: Confusion()].merge(confusion)
    }
    findings = (findings + other.findings).sorted { a, b in
      (a.finding.rule, a.part, a.finding.place) < (b.finding.rule, b.part, b.finding.place)
    }
    if let gap = other.gap { self.gap?.merge(gap) }
  }

  /// Whether something was found that a status says.
  package func hasFindings(tolerance: Double) -> Bool {
    guard let gap else { return !findings.isEmpty }
    return !(max(gap.most, -gap.least) <= tolerance)
  }

  var summary: Summary {
    Summary(
      sum, settings.format, settings.kind, right: hasLabels ? right : nil,
      histogram: hasLabels ? histogram : [], pairs: Summary.worst(confusions))
  }

  package var text: String {
    let kind = settings.kind
    var lines = [
      [
        counted(parts.count, "part"),
        "\(counted(sum.rows, "row")) of \(counted(kind.classes, "class"))", settings.format.name,
        settings.loss,
      ].joined(separator: "   ")
    ]
    if let gap {
      lines[0] = "\(counted(parts.count, "part"))   \(counted(gap.rows, "row"))"
      lines.append(
        "\(gap.differing) of \(counted(gap.rows, "row")) differ, b - a from \(gap.least.significant(4)) to \(gap.most.significant(4))"
      )
      lines.append(
        "\(counted(gap.flips, "row")) with another likeliest class, \(gap.nearTies) of them near-ties"
      )
      lines += gap.sortedCauses.map { "cause  \($0.name)   \(counted($0.rows, "row"))" }
      return lines.joined(separator: "\n")
    }
    lines += summary.lines(settings.format, kind) { "\($0)" }
    for found in findings { lines += ["", "in \(found.part)"] + found.finding.lines }
    return lines.joined(separator: "\n")
  }

  package var report: JSONValue {
    if let gap { return gap.json }
    return .fields([
      "parts": .list(parts.map { .text($0) }), "summary": summary.json(settings.format),
      "findings": .list(
        findings.map { .fields(["part": .text($0.part), "finding": $0.finding.json]) }),
    ])
  }
}

extension Partial.Gap {
  var sortedCauses: [(name: String, rows: Int)] {
    causes.map { ($0.key, $0.value) }.sorted { ($1.rows, $0.name) < ($0.rows, $1.name) }
  }

  var json: JSONValue {
    .fields([
      "rows": .integer(rows), "differing": .integer(differing), "least": .spelled(least.shortest),
      "most": .spelled(most.shortest), "flips": .integer(flips), "near_ties": .integer(nearTies),
      "causes": .list(
        sortedCauses.map { .fields(["cause": .text($0.name), "rows": .integer($0.rows)]) }),
    ])
  }
}
