import Glibc
import LogitExact
import LogitText

/// The temperature at which the logits of a dump cost least, which changes no answer.
///
/// - Derivation: with `b = 1/T` the loss `Σ ln Σ exp(b z_j) − b z_y` is convex in `b`; its slope is
///   `Σ E_p[z] − z_y`. Newton's steps lead to where it is 0, within bounds that halve where they do not.
package struct TemperatureFit: Sendable, Equatable {
  /// nil where none is least: see `words`.
  package let temperature: Double?
  /// Whether the slope has other signs a billionth to either side, so that the digits are sure.
  package let isSure: Bool
  /// The mean loss at T 1 and at the fitted one.
  package let before: Double
  package let after: Double
  /// Why there is none.
  package let words: String

  /// The loss and its slopes by `b`, over all rows.
  private struct Slope {
    var loss = ExactSum()
    var first = ExactSum()
    var second = ExactSum()
    /// How far the first may be off.
    var error = ExactSum()
    var count = 0

    var value: Double { first.rounded(to: .float64) }
    var bound: Double { error.rounded(to: .float64) }
    var mean: Double { loss.rounded(to: .float64) / Double(count) }

    mutating func add(_ loss: Double, _ first: Double, _ second: Double, error: Double) {
      guard loss.isFinite, first.isFinite else { return }
      self.loss.add(loss)
      self.first.add(first)
      self.second.add(second)
      self.error.add(error)
      count += 1
    }

    mutating func merge(_ other: Slope) {
      loss.merge(other.loss)
      first.merge(other.first)
      second.merge(other.second)
      error.merge(other.error)
      count += other.count
    }

    mutating func addRow(
      _ logits: ArraySlice<Double>, label: Int, _ b: Double
    ) {
      guard let most = logits.max(), most.isFinite else { return }
      var (mass, mean, square) = (0.0, 0.0, 0.0)
      for z in logits where z > -.infinity {
        let d = z - most
        let weight = exp(b * d)
        mass += weight
        mean += weight * d
        square += weight * d * d
      }
      let own = logits[logits.startIndex + label] - most
      (mean, square) = (mean / mass, square / mass)
      add(
        log(mass) - b * own, mean - own, square - mean * mean,
        error: 0x1p-53 * (Double(logits.count) + 32) * (mean.magnitude + own.magnitude))
    }

    mutating func addAnswer(_ z: Double, _ y: Double, _ b: Double) {
      let p = 1 / (1 + exp(-b * z))
      add(
        max(b * z, 0) + log1p(exp(-(b * z).magnitude)) - y * b * z, z * (p - y),
        z * z * p * (1 - p),
        error: 0x1p-48 * z.magnitude)
    }
  }

  private static func slope(
    _ dump: Dump, _ b: Double, _ progress: Progress
  ) throws(DumpError) -> Slope {
    progress.begin(dump.count, "fitting the temperature")
    let parts = try dump.inParts { range throws(DumpError) in
      var part = Slope()
      let ignored = dump.ignoreIndex
      try dump.eachRow(range, progress) { row, logits, targets in
        if dump.head == .sigmoid {
          for (z, y) in zip(logits, targets) { part.addAnswer(z, y, b) }
        } else if let label = dump.label(row, targets), label != ignored,
          (0..<dump.classCount).contains(label)
        {
          part.addRow(logits, label: label, b)
        }
      }
      return part
    }
    var all = Slope()
    for part in parts { all.merge(part) }
    return all
  }

  private static let greatest = 1e4
  private static let most = 60

  init(_ dump: Dump, _ progress: Progress) throws(DumpError) {
    var at = 1.0
    var slope = try Self.slope(dump, at, progress)
    before = slope.mean
    // Bounds between which the slope changes its sign.
    var (low, high) = (0.0, Double.infinity)
    var steps = 0
    while high == .infinity || low == 0, steps < Self.most {
      if slope.value == 0 { break }
      if slope.value < 0 { low = at } else { high = at }
      if high < .infinity, low > 0 { break }
      at = slope.value < 0 ? at * 2 : at / 2
      guard (1 / Self.greatest...Self.greatest).contains(at) else { break }
      slope = try Self.slope(dump, at, progress)
      steps += 1
    }
    // Of powers that are too small for a double a slope is 0 from some b on.
    let isFlat = slope.value == 0 && slope.second.rounded(to: .float64) == 0
    guard slope.count > 0, !isFlat, slope.value == 0 || low > 0 && high < .infinity else {
      (temperature, isSure, after) = (nil, false, before)
      words =
        slope.count == 0
        ? "no row has a finite loss"
        : slope.value <= 0
          ? "the sharper the better: no T above \((1 / Self.greatest).shortest) is the least"
          : "the flatter the better: no T up to \(Self.greatest.shortest) is the least"
      return
    }
    while steps < Self.most, slope.value != 0 {
      let newton = at - slope.value / slope.second.rounded(to: .float64)
      let next = newton > low && newton < high ? newton : (low + high) / 2
      let isThere = (next - at).magnitude < 1e-12 * at
      at = next
      slope = try Self.slope(dump, at, progress)
      if slope.value < 0 { low = at } else { high = at }
      steps += 1
      if isThere { break }
    }
    after = slope.mean
    let below = try Self.slope(dump, at * (1 - 1e-9), progress)
    let above = try Self.slope(dump, at * (1 + 1e-9), progress)
    (temperature, words) = (1 / at, "")
    isSure = below.value + below.bound < 0 && above.value - above.bound > 0
  }

  /// Five digits of it, with a `~` where they are not sure.
  package var text: String {
    guard let temperature else { return words }
    let ends = [temperature * (1 - 2e-9), temperature * (1 + 2e-9)].map { $0.significant(5) }
    return temperature.significant(5) + (isSure && ends[0] == ends[1] ? "" : "~")
  }
}
