import Glibc
import LogitExact
import LogitText

/// Two dumps of the same rows: how far apart they are, and what made one of the other.
package struct Difference: Sendable {
  /// A cause and how many rows it explains.
  package struct Cause: Sendable, Equatable {
    package let name: String
    package let words: String
    package let why: String
    package let fix: String
    package let rows: Int
  }

  /// A row that differs.
  package struct Row: Sendable, Equatable {
    package let index: Int
    /// The largest difference of its numbers, and where.
    package let gap: Double
    package let place: Int
    /// Of its loss; nil without labels.
    package let loss: Double?
    package let predictions: [Int]
    package let isNearTie: Bool
  }

  package let a: Dump
  package let b: Dump
  /// How many rows both have.
  package let count: Int
  package let differing: Int
  package let least: Double
  package let most: Double
  package let losses: (a: Double, b: Double)?
  /// How many rows have another likeliest class, and how many of them hardly had one.
  package let flips: (count: Int, nearTies: Int)
  /// What explains most, first.
  package let causes: [Cause]
  /// How many numbers differ by 0, 1, 2, 4 … steps of the coarser format.
  package let steps: [(upTo: Double, count: Int)]
  /// By change in loss, else by their largest difference; the greatest first.
  package let rows: [Row]
  package let remarks: [String]

  /// Rows that are looked at for a cause; of more every so-manyth.
  private static let mostRows = 2000

  /// - Throws: `DumpError` of usage where there is nothing to compare.
  package init(_ a: Dump, _ b: Dump, _ progress: Progress = Progress()) throws(DumpError) {
    guard a.classCount == b.classCount else {
      self = try Difference(ofLosses: LossPairs(a, b, progress), a, b)
      return
    }
    (self.a, self.b) = (a, b)
    let (pairs, padding) = try Self.pairs(a, b)
    count = pairs.count
    guard count > 0 || a.count == b.count else {
      throw .usage(
        "", "\(a.rows.array.shape.asShape) and \(b.rows.array.shape.asShape) share no row")
    }
    var meter = Meter(a, b)
    var sample = Pairing(x: [], y: [], formats: (a.format, b.format))
    let stride = max(1, count / Self.mostRows)
    var (x, y): ([[Double]], [[Double]]) = ([], [])
    progress.begin(count, "comparing rows")
    for (place, pair) in pairs.enumerated() {
      try progress.advance(by: 1)
      let one = try a.rows.numbers(pair.a..<pair.a + 1)
      let other = try b.rows.numbers(pair.b..<pair.b + 1)
      meter.add(pair.a, one, other, label: a.label(ofRow: pair.a))
      // Neighbours stay neighbours where all are looked at.
      if place % stride == 0 {
        x.append(one)
        y.append(other)
      }
    }
    sample = Pairing(x: x, y: y, formats: (a.format, b.format))
    (least, most) = (meter.least, meter.most)
    differing = meter.rows.count
    flips = (meter.flips, meter.nearTies)
    steps = meter.steps
    losses = meter.hasLosses ? (meter.lossOfA, meter.lossOfB) : nil
    rows = meter.rows.sorted { p, q in
      let (u, v) = (p.loss?.magnitude ?? p.gap, q.loss?.magnitude ?? q.gap)
      return u != v ? u > v || u.isNaN : p.index < q.index
    }
    var causes: [Cause] = []
    if differing > 0 {
      causes += Self.causes(sample, share: Double(count) / Double(max(1, x.count)))
    }
    if differing > 0, let only = Self.onlyIgnored(meter.rows, a) { causes.insert(only, at: 0) }
    if causes.isEmpty, differing > 0 { causes = [meter.noise(count)] }
    // Rows that only one side has are the cause where the others are the same.
    if let padding { causes.insert(padding, at: differing > 0 ? causes.count : 0) }
    self.causes = causes
    remarks = stride > 1 ? ["causes are looked for in \(x.count) of \(count) rows"] : []
  }

  private init(ofLosses pairs: LossPairs, _ a: Dump, _ b: Dump) throws(DumpError) {
    (self.a, self.b) = (a, b)
    var meter = Meter(a, b)
    for (place, row) in pairs.rows.enumerated() {
      meter.add(row, [pairs.a[place]], [pairs.b[place]], label: nil)
    }
    count = pairs.rows.count
    (least, most, differing) = (meter.least, meter.most, meter.rows.count)
    flips = (0, 0)
    steps = []
    losses = (pairs.a.reduce(0, +), pairs.b.reduce(0, +))
    rows = meter.rows.sorted { $0.gap.magnitude > $1.gap.magnitude || $0.gap.isNaN }
    let found = try pairs.causes()
    causes = found.isEmpty && differing > 0 ? [meter.noise(count)] : found
    remarks = ["other classes on both sides: what differs is -ln p of the label"]
  }

  /// Rows that belong together, and the padding of one side where sequences differ in length.
  private static func pairs(
    _ a: Dump, _ b: Dump
  ) throws(DumpError) -> ([(a: Int, b: Int)], padding: Cause?) {
    guard a.count != b.count else { return ((0..<a.count).map { ($0, $0) }, nil) }
    let (long, short) = a.count > b.count ? (a, b) : (b, a)
    let (m, n) = (long.rows.shape.last ?? 0, short.rows.shape.last ?? 0)
    guard long.rows.shape.dropLast() == short.rows.shape.dropLast(), n > 0 else {
      throw .usage("", "\(a.name) has \(counted(a.count, "row")), \(b.name) \(b.count)")
    }
    let name = a.count > b.count ? "a" : "b"
    let place = short.rows.shape.count > 1 ? " a sequence: padding to \(m)" : ""
    let cause = Cause(
      name: "padding",
      words: "\(name) has \(counted(m - n, "row")) more\(place)",
      why: "batches are padded to their longest sequence, or to a multiple of 8",
      fix: "compare with a mask, or cut to \(n)", rows: short.count)
    let pairs = (0..<short.count).map { row -> (a: Int, b: Int) in
      let other = row / n * m + row % n
      return a.count > b.count ? (other, row) : (row, other)
    }
    return (pairs, cause)
  }

  private static func causes(_ sample: Pairing, share: Double) -> [Cause] {
    let differing = sample.x.indices.filter {
      !sample.agrees(sample.x[$0], sample.y[$0], isExact: true)
    }
    guard !differing.isEmpty else { return [] }
    var found: [(cause: Cause, rows: Int, isExact: Bool)] = []
    for (pair, from, to) in [(sample, "a", "b"), (sample.turned, "b", "a")] {
      for suspect in Suspect.all(pair, from: from, to: to) {
        let rows = pair.explained(by: suspect)
        guard rows * 2 > pair.x.count else { continue }
        found.append(
          (
            Cause(
              name: suspect.name, words: suspect.words, why: suspect.why, fix: suspect.fix,
              rows: Int((Double(rows) * share).rounded())), rows, suspect.isExact
          ))
      }
    }
    let order = found.enumerated().sorted { p, q in
      p.element.rows != q.element.rows
        ? p.element.rows > q.element.rows : p.offset < q.offset
    }.map(\.element.cause)
    // A cause in both directions is said once.
    var names: Set<String> = []
    return order.filter { names.insert($0.name).inserted }
  }

  /// Where only rows differ that count for nothing.
  private static func onlyIgnored(_ rows: [Row], _ dump: Dump) -> Cause? {
    guard let ignored = dump.ignoreIndex,
      rows.allSatisfy({ dump.label(ofRow: $0.index) == ignored })
    else { return nil }
    return Cause(
      name: "padding", words: "only rows of label \(ignored) differ, which is ignored",
      why: "what stands in padding is nobody's concern", fix: "compare with a mask",
      rows: dump.count)
  }
}

extension Dump {
  func label(ofRow row: Int) -> Int? {
    guard case .indices(let all) = labels, all.indices.contains(row) else { return nil }
    return all[row]
  }
}

/// What is measured of each pair of rows.
private struct Meter {
  private(set) var rows: [Difference.Row] = []
  private(set) var least = Double.infinity
  private(set) var most = -Double.infinity
  private(set) var flips = 0
  private(set) var nearTies = 0
  private(set) var lossOfA = 0.0
  private(set) var lossOfB = 0.0
  private(set) var hasLosses = false
  /// The same numbers, those up to 2^0, 2^1 … steps apart, and those that are further.
  private var counts = [Int](repeating: 0, count: Self.last + 1)
  private static let last = 34
  private let format: Format
  private let ignored: Int?

  init(_ a: Dump, _ b: Dump) {
    format = a.format.precision < b.format.precision ? a.format : b.format
    ignored = a.ignoreIndex
  }

  /// 0, 1, 2, 4 … steps.
  var steps: [(upTo: Double, count: Int)] {
    counts.indices.map {
      ($0 == 0 ? 0 : $0 == Self.last ? .infinity : pow(2, Double($0 - 1)), counts[$0])
    }
  }

  mutating func add(_ index: Int, _ x: [Double], _ y: [Double], label: Int?) {
    var (gap, place, isSame) = (0.0, 0, true)
    for (k, (a, b)) in zip(x, y).enumerated() {
      // The same infinity, or no number on both sides, is no difference.
      let difference = a == b || a.isNaN && b.isNaN ? 0 : b - a
      if difference != 0 { isSame = false }
      count(difference, at: max(a.magnitude, b.magnitude))
      if difference.isNaN {
        if !gap.isNaN { (gap, place) = (.nan, k) }
        continue
      }
      (least, most) = (min(least, difference), max(most, difference))
      if difference.magnitude > gap.magnitude { (gap, place) = (difference, k) }
    }
    var change: Double?
    if let label, x.indices.contains(label), label != ignored {
      let (a, b) = (Hypothesis.nll(x, x[label]), Hypothesis.nll(y, y[label]))
      (lossOfA, lossOfB, hasLosses) = (lossOfA + a, lossOfB + b, true)
      change = a == b ? 0 : b - a
    }
    guard !isSame else { return }
    let tops = [x.top, y.top]
    var isNearTie = false
    if tops[0] != tops[1] {
      flips += 1
      isNearTie = x[tops[0]] - x[tops[1]] <= 2 * gap.magnitude
      if isNearTie { nearTies += 1 }
    }
    rows.append(
      Difference.Row(
        index: index, gap: gap, place: place, loss: change, predictions: tops, isNearTie: isNearTie)
    )
  }

  private mutating func count(_ difference: Double, at size: Double) {
    guard difference != 0 else {
      counts[0] += 1
      return
    }
    let steps = size.isFinite ? difference.magnitude / format.ulp(of: size) : .infinity
    guard steps.isFinite else {
      counts[Self.last] += 1
      return
    }
    counts[min(Self.last, 1 + max(0, Int(log2(max(1, steps)).rounded(.up))))] += 1
  }

  /// What is left where nothing else explains it: noise, and how much of it a format's rounding is.
  func noise(_ count: Int) -> Difference.Cause {
    let total = counts.reduce(0, +)
    let within = { (format: Format) -> Int in
      // Half a step of the format is so many steps of this one.
      let steps = pow(2, Double(self.format.precision - format.precision - 1))
      return (0..<self.counts.count - 1).filter { self.steps[$0].upTo <= steps }
        .map { self.counts[$0] }.reduce(0, +)
    }
    let few = counts[...3].reduce(0, +)
    if few == total {
      return Difference.Cause(
        name: flips > 0 ? "near_ties" : "rounding",
        words: "noise: at most 4 steps of \(format.name)",
        why: "another order of sums, another kernel or batch size rounds otherwise",
        fix: "a tolerance of a few steps of \(format.name)", rows: count)
    }
    let formats = Format.allCases.filter { $0.precision < format.precision }
    let best = formats.first { within($0) * 20 >= total * 19 }
    guard let best else {
      return Difference.Cause(
        name: "other",
        words:
          "no one cause that is known: differences of \(least.significant(4)) to \(most.significant(4))",
        why: "the rows are not those of one model, or several things were done at once",
        fix: "'check' each side first", rows: 0)
    }
    let share = (100 * Double(within(best)) / Double(total)).decimals(1)
    return Difference.Cause(
      name: flips > 0 ? "near_ties" : "rounding",
      words: "noise: half a step of \(best.name) explains \(share) % of all differences"
        + (flips > 0
          ? "; \(counted(flips, "row")) with another likeliest class, \(nearTies) of them near-ties"
          : ""),
      why: "another order of sums, another kernel or batch size rounds otherwise",
      fix: "a tolerance of half a step of \(best.name); a flipped near-tie is no error",
      rows: count)
  }
}
