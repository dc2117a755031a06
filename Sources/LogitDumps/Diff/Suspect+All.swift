import Glibc
import LogitExact
import LogitText

extension Suspect {
  /// All that may have made `y` of `x`, each with the numbers that fit best; the simplest first.
  static func all(_ pair: Pairing, from: String, to: String) -> [Suspect] {
    guard !pair.x.isEmpty else { return [] }
    return roundings(pair, from, to) + [
      shift(pair, from, to, by: 1), shift(pair, from, to, by: -1),
    ]
      + [rowOrder(pair, from, to), columnOrder(pair, from, to)].compactMap(\.self)
      + [softmax(from, to), sigmoid(from, to), constant(pair, from, to)]
      + [truncation(pair, from, to), temperature(pair, from, to)].compactMap(\.self)
      + caps(pair, from, to) + clips(pair, from, to)
  }

  private static func roundings(_ pair: Pairing, _ from: String, _ to: String) -> [Suspect] {
    Format.allCases.filter { $0.precision < pair.formats.x.precision }.map { format in
      Suspect(
        name: "rounding", words: "\(to) is \(from) rounded to \(format.name)",
        why:
          "one side was computed or saved in \(format.name), with \(format.precision) binary digits",
        fix: "compare with a tolerance of half a step of \(format.name), or save both alike",
        isExact: true, made: { _, x, _ in x.map { format.rounded($0) } })
    }
  }

  private static func shift(
    _ pair: Pairing, _ from: String, _ to: String, by step: Int
  ) -> Suspect {
    let rows = pair.x
    return Suspect(
      name: "shift",
      words:
        "row i of \(to) is row i \(step > 0 ? "+" : "-") 1 of \(from): shifted by one position",
      why: "logits[:-1] belong to labels[1:], and one side has cut or rolled them the other way",
      fix: "cut both alike before comparing",
      // The row that was cut off has nobody to agree with.
      made: { index, _, y in rows.indices.contains(index + step) ? rows[index + step] : y })
  }

  private static func rowOrder(_ pair: Pairing, _ from: String, _ to: String) -> Suspect? {
    let order = matched(pair.y, among: pair.x)
    guard let order, order != Array(order.indices) else { return nil }
    let rows = pair.x
    return Suspect(
      name: "row_order", words: "the rows of \(to) are those of \(from) in another order",
      why: "a loader shuffles, or workers return as they finish", fix: "sort both by an index",
      made: { index, _, _ in rows[order[index]] })
  }

  private static func columnOrder(_ pair: Pairing, _ from: String, _ to: String) -> Suspect? {
    func columns(_ rows: [[Double]]) -> [[Double]] {
      (rows.first ?? []).indices.map { k in rows.map { $0.indices.contains(k) ? $0[k] : .nan } }
    }
    let order = matched(columns(pair.y), among: columns(pair.x))
    guard let order, order != Array(order.indices) else { return nil }
    let moved = order.indices.filter { order[$0] != $0 }
    let words = moved.prefix(4).map { "\(order[$0]) at \($0)" }.joined(separator: ", ")
    return Suspect(
      name: "permutation",
      words: "the classes of \(to) are those of \(from) in another order: \(words)"
        + (moved.count > 4 ? " and \(moved.count - 4) more" : ""),
      why: "class names were sorted, or another vocabulary numbers them otherwise",
      fix: "map one side's indices, and the labels with them",
      made: { _, x, _ in order.map { x[$0] } })
  }

  /// For each of some lists the place of the same one among others, each taken once; nil where one
  /// is missing.
  private static func matched(_ lists: [[Double]], among others: [[Double]]) -> [Int]? {
    guard lists.count == others.count, lists.count > 1 else { return nil }
    var places: [[UInt64]: [Int]] = [:]
    for (index, list) in others.enumerated().reversed() {
      places[list.map(\.bitPattern), default: []].append(index)
    }
    var order: [Int] = []
    for list in lists {
      guard let place = places[list.map(\.bitPattern)]?.popLast() else { return nil }
      order.append(place)
    }
    return order
  }

  private static func softmax(_ from: String, _ to: String) -> Suspect {
    Suspect(
      name: "probabilities", words: "\(to) is the softmax of \(from): probabilities on one side",
      why: "a loss that takes logits makes a second softmax of them",
      fix: "take the logarithm of \(to), which is \(from) up to a constant a row",
      made: { _, x, _ in
        let lse = x.logSumExp
        return x.map { exp($0 - lse) }
      })
  }

  private static func sigmoid(_ from: String, _ to: String) -> Suspect {
    Suspect(
      name: "probabilities", words: "\(to) is the sigmoid of \(from): probabilities on one side",
      why: "a loss that takes logits makes a second sigmoid of them",
      fix: "save what goes into the sigmoid", made: { _, x, _ in x.map(Hypothesis.sigmoid) })
  }

  private static func constant(_ pair: Pairing, _ from: String, _ to: String) -> Suspect {
    let gaps = zip(pair.x, pair.y).map { x, y in y[min(x.top, y.count - 1)] - x[x.top] }
    let (least, most) = (gaps.min() ?? 0, gaps.max() ?? 0)
    let isNormalised = pair.y.allSatisfy { $0.logSumExp.magnitude < 1e-3 }
    let words =
      isNormalised
      ? "\(to) is the log-softmax of \(from)"
      : most - least < 1e-6 * max(1, most.magnitude)
        ? "\(to) is \(from) + \(most.significant(6))"
        : "\(to) is \(from) + a constant a row, \(least.significant(4)) to \(most.significant(4))"
    return Suspect(
      name: "constant", words: words,
      why:
        "a softmax is the same for logits that differ by a constant a row: so are loss and gradient",
      fix: "compare log-softmax with log-softmax",
      made: { _, x, y in
        // A row of one number is any other plus a constant.
        guard x.count > 1, x.count == y.count else { return nil }
        let gap = y[x.top] - x[x.top]
        return gap.isFinite ? x.map { $0 + gap } : nil
      })
  }

  private static func truncation(_ pair: Pairing, _ from: String, _ to: String) -> Suspect? {
    guard pair.y.contains(where: { $0.contains(-.infinity) }) else { return nil }
    var sampler = Sampler()
    for (x, y) in zip(pair.x, pair.y) where x.count == y.count {
      sampler.add(x, kept: y.count { $0 > -.infinity })
    }
    return Suspect(
      name: "truncation",
      words: "\(to) is \(from) normalised over what a sampler kept: each row differs by -ln S"
        + sampler.words,
      why: "a sampler with top_k, top_p or min_p leaves classes out and normalises the rest again",
      fix: "compare with top_p 1 and top_k off, or add ln S a row",
      made: { _, x, y in
        guard x.count == y.count else { return nil }
        let lse = x.logSumExp
        let mass = zip(x, y).reduce(0) { $1.1 > -.infinity ? $0 + exp($1.0 - lse) : $0 }
        // Log-probabilities on one side need not be so on the other.
        let own = y.logSumExp
        return zip(x, y).map { $1 > -.infinity ? $0 - lse - log(mass) + own : -.infinity }
      })
  }

  private static func temperature(_ pair: Pairing, _ from: String, _ to: String) -> Suspect? {
    func spread(_ row: [Double]) -> Double {
      let finite = row.filter(\.isFinite)
      return (finite.max() ?? 0) - (finite.min() ?? 0)
    }
    let widest = pair.x.indices.max { spread(pair.x[$0]) < spread(pair.x[$1]) } ?? 0
    let t = spread(pair.x[widest]) / spread(pair.y[widest])
    guard t.isFinite, t > 0, (t - 1).magnitude > 1e-5 else { return nil }
    return Suspect(
      name: "temperature", words: "\(to) is \(from) over a temperature of \(t.significant(5))",
      why: "a sampler divides its logits, a trainer does not, or by another temperature",
      fix: "divide both by the same, or compare with temperature 1",
      made: { _, x, y in
        guard x.count > 1, x.count == y.count else { return nil }
        let top = x.top
        return x.map { ($0 - x[top]) / t + y[top] }
      })
  }

  /// The cap at which `made` of the number that differs most is what it is to be.
  private static func cap(
    _ pair: Pairing, _ made: (_ z: Double, _ cap: Double) -> Double
  ) -> Double? {
    var best: (x: Double, y: Double)?
    for (x, y) in zip(pair.x, pair.y) {
      for (x, y) in zip(x, y) where x.isFinite && y.isFinite && x.magnitude > best?.x.magnitude ?? 0
      {
        best = (x, y)
      }
    }
    guard let best, best.x != best.y else { return nil }
    var (low, high) = (1e-3, 1e6)
    // Both forms grow or fall with the cap alone.
    func gap(_ cap: Double) -> Double { made(best.x, cap).magnitude - best.y.magnitude }
    guard gap(low) * gap(high) < 0 else { return nil }
    for _ in 0..<200 {
      let middle = (low * high).squareRoot()
      if gap(low) * gap(middle) <= 0 { high = middle } else { low = middle }
    }
    return (low * high).squareRoot()
  }

  private static func caps(_ pair: Pairing, _ from: String, _ to: String) -> [Suspect] {
    let forms: [(name: String, form: String, made: @Sendable (Double, Double) -> Double)] = [
      ("soft_cap", "c tanh(z/c)", { $1 * tanh($0 / $1) }),
      ("soft_cap_bug", "z tanh(z/c)", { $0 * tanh($0 / $1) }),
    ]
    return forms.compactMap { name, form, made in
      guard let cap = cap(pair, made) else { return nil }
      let isBug = name == "soft_cap_bug"
      return Suspect(
        name: name,
        words: "\(to) is \(isBug ? "a wrong soft cap" : "a soft cap") of \(from), \(form) with c ="
          + " \(cap.significant(5))",
        why: isBug
          ? "z stands where c should: what is negative becomes positive"
          : "one side bounds its logits by a tanh before the loss, the other does not",
        fix: isBug ? "write c tanh(z/c)" : "give both the same cap, final_logit_softcapping",
        made: { _, x, _ in x.map { made($0, cap) } })
    }
  }

  private static func clips(_ pair: Pairing, _ from: String, _ to: String) -> [Suspect] {
    let floor = pair.y.lazy.compactMap { $0.min() }.filter(\.isFinite).min() ?? 0
    return [
      Suspect(
        name: "clip", words: "\(to) is \(from) with a floor 16 below the greatest number of a row",
        why: "llama.cpp's .kld keeps no less than e^-16 of the likeliest",
        fix: "compare only classes above the floor",
        made: { _, x, y in
          guard x.count == y.count, x.count > 1 else { return nil }
          let top = x.top
          guard x.contains(where: { $0 < x[top] - 16 }) else { return nil }
          return x.map { max($0 - x[top], -16) + y[top] }
        }),
      Suspect(
        name: "clip", words: "\(to) is \(from) clipped to 1e-7 and 1 - 1e-7",
        why: "Keras clips probabilities so that no logarithm is inf", fix: "compare logits",
        made: { _, x, _ in x.map { min(max($0, 1e-7), 1 - 1e-7) } }),
      Suspect(
        name: "clip", words: "\(to) is \(from) with nothing below \(floor.significant(6))",
        why: "a mask or a clip replaces what is small", fix: "give both the same floor",
        made: { _, x, _ in
          x.contains { $0 < floor } ? x.map { max($0, floor) } : nil
        }),
    ]
  }
}

/// What a sampler kept of rows, and what it was told.
struct Sampler: Sendable {
  private var counts: (least: Int, most: Int) = (.max, 0)
  private var masses: (least: Double, most: Double) = (.infinity, 0)
  /// Any `top_p` above what one class fewer has and up to what was kept.
  private var share: (above: Double, upTo: Double) = (0, 1)

  /// - Parameter kept: How many of the likeliest classes.
  mutating func add(_ row: [Double], kept: Int) {
    let lse = row.logSumExp
    let sorted = row.map { exp($0 - lse) }.sorted(by: >)
    let mass = sorted.prefix(kept).reduce(0, +)
    counts = (min(counts.least, kept), max(counts.most, kept))
    masses = (min(masses.least, mass), max(masses.most, mass))
    share = (max(share.above, sorted.prefix(max(0, kept - 1)).reduce(0, +)), min(share.upTo, mass))
  }

  /// `, S .950 to .984, top_p .95`.
  var words: String {
    guard counts.most > 0 else { return "" }
    let masses = ", S \(masses.least.decimals(4)) to \(self.masses.most.decimals(4))"
    if counts.least == counts.most { return masses + ", top_k \(counts.most)" }
    guard share.above < share.upTo else {
      return masses + ", \(counts.least) to \(counts.most) classes"
    }
    // The roundest number between both.
    for digits in 1...6 {
      let step = pow(10, Double(digits))
      let round = (share.upTo * step).rounded(.down) / step
      if round > share.above {
        return masses + ", top_p \(round.shortest) (\(counts.least) to \(counts.most) classes)"
      }
    }
    return masses
  }
}
