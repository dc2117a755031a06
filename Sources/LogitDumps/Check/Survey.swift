import Glibc
import LogitExact

/// What is counted in the numbers of a dump, row by row, for the rules of the doctor: a value that
/// merges with others.
struct Survey: Sendable, Equatable {
  /// A number or a row, the first of so many.
  struct Sight: Sendable, Equatable {
    var count = 0
    var row = Int.max
    var index = 0

    mutating func add(_ row: Int, _ index: Int = 0) {
      count += 1
      if row < self.row { (self.row, self.index) = (row, index) }
    }

    mutating func merge(_ other: Sight) {
      count += other.count
      if other.row < row { (row, index) = (other.row, other.index) }
    }
  }

  var rows = 0
  var numbers = 0
  var nan = Sight()
  var infinite = Sight()
  var minusInfinite = Sight()
  /// Rows all of whose classes are excluded.
  var excluded = Sight()
  /// Rows of numbers from 0 to 1, those of them that add up to 1, and those that are all 0 or 1.
  var units = Sight()
  var shares = Sight()
  var bits = Sight()
  /// Rows of numbers that are nowhere above 0, by what their exponentials add up to: 1, or less.
  var logShares = Sight()
  var truncated = Sight()
  var leastMass = Double.infinity
  var greatestMass = 0.0
  /// Rows of one and the same number.
  var constant = Sight()
  /// Numbers by size: 64 bins an octave from 2^-16 on.
  var sizes = [Int](repeating: 0, count: 64 * 48)
  var greatest = 0.0
  /// Numbers of more digits than whole ones of a few bits have, and how many of those are numbers of
  /// narrower formats.
  var detailed = 0
  var bfloats = 0
  var halves = 0
  /// Rows that end on a floor 16 below their greatest number, and probabilities at a clip.
  var walls = Sight()
  var clips = Sight()
  /// Of the bits of each row.
  var hashes: [UInt64] = []
  /// Labels that are one value a class: rows that do not add up to 1, and values beyond 0 to 1.
  var unevenLabels = Sight()
  var wildLabels = Sight()
  /// True labels of each class.
  var positives: [Double] = []

  private static let clipped: [Double] = [
    1e-7, Double(Float(1e-7)), 1 - 1e-7, Double(Float(1 - 1e-7)), 1e-15, 1 - 1e-15, 1e-12, 1e-8,
    Double(Float(1e-8)), Double(Float(1e-12)),
  ]

  init(_ dump: Dump, _ progress: Progress) throws(DumpError) {
    progress.begin(dump.count, "looking at every number")
    var parts = try dump.inParts { range throws(DumpError) in
      try Survey(dump, range, progress)
    }
    self = parts.removeFirst()
    for part in parts { merge(part) }
  }

  private init(_ dump: Dump, _ range: Range<Int>, _ progress: Progress) throws(DumpError) {
    let classes = dump.classCount
    positives = [Double](repeating: 0, count: classes)
    // Half formats add up to 1 less exactly.
    let tolerance = max(
      1e-3, 4 * Double(sign: .plus, exponent: -dump.format.precision, significand: 1))
    try dump.eachRow(range, progress) { row, logits, targets in
      add(logits, row, tolerance)
      addLabels(targets, row, isShared: dump.head == .softmax)
    }
  }

  /// Adds what was counted in rows behind these.
  private mutating func merge(_ other: Survey) {
    rows += other.rows
    numbers += other.numbers
    for sight in [
      \Survey.nan, \.infinite, \.minusInfinite, \.excluded, \.units, \.shares, \.bits,
      \.logShares, \.truncated, \.constant, \.walls, \.clips, \.unevenLabels, \.wildLabels,
    ] { self[keyPath: sight].merge(other[keyPath: sight]) }
    leastMass = min(leastMass, other.leastMass)
    greatestMass = max(greatestMass, other.greatestMass)
    greatest = max(greatest, other.greatest)
    detailed += other.detailed
    bfloats += other.bfloats
    halves += other.halves
    for place in sizes.indices { sizes[place] += other.sizes[place] }
    for place in positives.indices { positives[place] += other.positives[place] }
    hashes += other.hashes
  }

  private mutating func add(_ row: ArraySlice<Double>, _ index: Int, _ tolerance: Double) {
    rows += 1
    numbers += row.count
    var (least, most, sum, mass) = (Double.infinity, -Double.infinity, 0.0, 0.0)
    var (isUnit, isBits, isFinite) = (true, true, true)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for (k, z) in row.enumerated() {
      hash = (hash ^ z.bitPattern) &* 0x0000_0100_0000_01b3
      hash ^= hash >> 29
      guard z.isFinite else {
        if z.isNaN {
          nan.add(index, k)
        } else if z > 0 {
          infinite.add(index, k)
        } else {
          minusInfinite.add(index, k)
        }
        (isUnit, isFinite) = (false, isFinite && z == -.infinity)
        continue
      }
      (least, most) = (min(least, z), max(most, z))
      sum += z
      if z < 0 || z > 1 { isUnit = false } else if z != 0, z != 1 { isBits = false }
      count(z, index)
    }
    hashes.append(hash)
    if most == -.infinity {
      if row.count > 1, row.allSatisfy({ $0 == -.infinity }) { excluded.add(index) }
      return
    }
    guard isFinite else { return }
    if isUnit, row.count > 0 {
      units.add(index)
      if isBits { bits.add(index) }
      if row.count > 1, (sum - 1).magnitude <= tolerance { shares.add(index) }
    }
    guard row.count > 1 else { return }
    if least == most, !row.contains(-.infinity) { constant.add(index) }
    if most <= 0, least < most {
      for z in row { mass += exp(z) }
      (leastMass, greatestMass) = (min(leastMass, mass), max(greatestMass, mass))
      if (mass - 1).magnitude <= tolerance {
        logShares.add(index)
      } else if mass < 1 {
        truncated.add(index)
      }
    }
    if (most - least - 16).magnitude < 1e-3, row.count(where: { $0 == least }) > 1 {
      walls.add(index)
    }
  }

  private mutating func count(_ z: Double, _ row: Int) {
    let size = z.magnitude
    greatest = max(greatest, size)
    if size >= 0x1p-16, size < 0x1p32 {
      let octave = size.exponent
      sizes[(Int(octave) + 16) * 64 + Int((size.significand - 1) * 64)] += 1
    }
    if z != 0, !Format.float8E4M3.isRepresentable(z) {
      detailed += 1
      if Format.bfloat16.isRepresentable(z) { bfloats += 1 }
      if Format.float16.isRepresentable(z) { halves += 1 }
    }
    if size < 1, z > 0, Self.clipped.contains(z) { clips.add(row) }
  }

  private mutating func addLabels(_ row: ArraySlice<Double>, _ index: Int, isShared: Bool) {
    guard !row.isEmpty else { return }
    for (k, y) in row.enumerated() {
      positives[k] += y
      if !(0...1).contains(y) { wildLabels.add(index, k) }
    }
    if isShared, !((row.reduce(0, +) - 1).magnitude <= 1e-3) { unevenLabels.add(index) }
  }

  /// Rows that another row before them is, and the first of them; of those that count.
  func duplicates(among counts: (Int) -> Bool) -> Sight {
    var seen: Set<UInt64> = []
    var sight = Sight()
    for (row, hash) in hashes.enumerated() where counts(row) && !seen.insert(hash).inserted {
      sight.add(row)
    }
    return sight
  }

  /// The share of numbers within 3 % of the greatest, where they are more than twice as many as in
  /// the 3 % below those; else 0.
  var crowding: Double {
    guard let last = sizes.lastIndex(where: { $0 > 0 }), last > 4 else { return 0 }
    let (top, below) = (
      sizes[last - 1...last].reduce(0, +), sizes[last - 3..<last - 1].reduce(0, +)
    )
    // A cluster by itself is none that a cap has pressed together.
    return top > 2 * below && below * 20 > top ? Double(top) / Double(numbers) : 0
  }
}
