import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// The search for what would make a number: one change after the other, then two at once, a slice at a
/// time.
package struct GotWork: Growing, Sendable {
  package private(set) var got: Got
  private let model: Model
  private let changes: [Change]
  private let target: GotTarget
  /// The bench after each change alone; nil where it does not take it.
  private var singles: [Single?] = []
  /// Pairs of changes by their places, simplest first; they are made once all singles are known.
  private var pairs: [(Int, Int)] = []
  private var nextPair = 0
  private var hasPairs = false
  private let triesPairs: Bool

  private struct Single: Sendable {
    let bench: Bench
    let evaluation: Evaluation
    let value: Double
  }

  /// About what one slice may take, in numbers of a bench.
  private static let slice = 300
  /// More than so many numbers in all outlast a person's patience.
  private static let mostNumbers = 1_000_000

  init(_ model: Model, _ request: GotRequest) throws(CommandError) {
    self.model = model
    target = try GotTarget(request.subject, on: model.bench)
    let changes = Changes(
      bench: model.bench, evaluation: model.evaluation, isOfGradient: target.isGradient
    ).all.filter(target.isTouched)
    self.changes = changes
    let size = model.bench.rows * model.bench.classes
    let pairCount = changes.indices.reduce(0) { sum, one in
      sum + changes[(one + 1)...].count { $0.kind != changes[one].kind }
    }
    triesPairs = (pairCount + changes.count) * (size + 8) <= Self.mostNumbers * 8
    got = Got(
      typed: request.typed, name: target.name, format: model.bench.dtype,
      here: target.number(model.bench, model.evaluation),
      count: changes.count + (triesPairs ? pairCount : 0),
      kinds: Change.Kind.allCases.filter { kind in changes.contains { $0.kind == kind } },
      limit: triesPairs
        ? nil : "two changes at once are tried of fewer numbers than \(size)")
    for (name, value) in target.numbers(of: model) {
      guard !got.hits.contains(where: { $0.value == value }) else { continue }
      note([], value, words: name, why: "a number of this bench as it stands", cost: 0)
    }
    got.prints = Fingerprint(of: request.typed, target, on: model).prints
    // What is there already, or no number at all, needs no change.
    if !request.typed.number.isFinite || got.typed.digits(of: got.here) == got.typed.digitCount {
      got.count = 0
      got.settle()
    }
  }

  package var isDone: Bool { got.tried >= got.count }
  /// From 0 to 1.
  package var progress: Double { got.count == 0 ? 1 : Double(got.tried) / Double(got.count) }

  package mutating func advance() {
    var left = Self.slice
    let cost = model.bench.rows * model.bench.classes + 30
    repeat {
      if singles.count < changes.count {
        trySingle(changes[singles.count])
      } else if triesPairs, !hasPairs {
        orderPairs()
      } else if nextPair < pairs.count {
        let (one, two) = pairs[nextPair]
        nextPair += 1
        tryPair(one, two)
      } else {
        got.count = got.tried
      }
      left -= cost
    } while left > 0 && !isDone
    got.settle()
  }

  package mutating func finish() {
    while !isDone { advance() }
  }

  /// Digits that somebody typed are told with less than what a person waits for a key, and what the
  /// logits leave open is not asked.
  private func evaluation(
    _ bench: Bench, after previous: (bench: Bench, evaluation: Evaluation)
  ) -> Evaluation {
    Evaluation(bench.asKnown, after: previous, within: .ofAPoint(steps: 8 * bench.classes))
  }

  private mutating func trySingle(_ change: Change) {
    got.tried += 1
    do throws(CommandError) {
      let bench = try change.changed(model.bench)
      let evaluation =
        change.edits.isEmpty
        ? model.evaluation : self.evaluation(bench, after: (model.bench, model.evaluation))
      let value = value(bench, evaluation, [change])
      singles.append(Single(bench: bench, evaluation: evaluation, value: value))
      if !isSame(value, got.here) { note([change], value, on: bench, cost: change.cost) }
    } catch {
      singles.append(nil)
    }
  }

  /// All pairs of two kinds that both do something, simplest first.
  private mutating func orderPairs() {
    hasPairs = true
    let useful = changes.indices.filter { singles[$0] != nil }
    for (place, one) in useful.enumerated() {
      for two in useful[(place + 1)...] where changes[one].kind != changes[two].kind {
        pairs.append((one, two))
      }
    }
    func cost(_ pair: (Int, Int)) -> Int { changes[pair.0].cost + changes[pair.1].cost }
    pairs = pairs.enumerated().sorted {
      (cost($0.element), $0.offset) < (cost($1.element), $1.offset)
    }.map(\.element)
    got.count = changes.count + pairs.count
  }

  private mutating func tryPair(_ one: Int, _ two: Int) {
    got.tried += 1
    // What comes first in a program comes first here: a framework brings a reduction along.
    let (first, second) = changes[one].kind < changes[two].kind ? (one, two) : (two, one)
    guard let start = singles[first], let other = singles[second] else { return }
    do throws(CommandError) {
      let bench = try changes[second].changed(start.bench)
      guard bench != other.bench || changes[first].edits.isEmpty else { return }
      let evaluation =
        changes[second].edits.isEmpty
        ? start.evaluation : self.evaluation(bench, after: (start.bench, start.evaluation))
      let both = [changes[first], changes[second]]
      let value = value(bench, evaluation, both)
      // A second change that changes nothing is none.
      guard ![start.value, other.value, got.here].contains(where: { isSame(value, $0) }) else {
        return
      }
      note(both, value, on: bench, cost: both[0].cost + both[1].cost + 1)
    } catch {}
  }

  private func value(_ bench: Bench, _ evaluation: Evaluation, _ changes: [Change]) -> Double {
    let number = target.number(
      bench, evaluation, split: changes.compactMap(\.split).first,
      turned: changes.contains(where: \.isTurned) ? model.bench.row : nil)
    return changes.compactMap(\.step).reduce(number) { $1($0, bench) }
  }

  /// Whether only rounding is between two numbers.
  private func isSame(_ a: Double, _ b: Double) -> Bool {
    a == b || (a - b).magnitude <= 2 * got.format.ulp(of: b)
  }

  private mutating func note(
    _ changes: [Change], _ value: Double, words: String? = nil, why: String? = nil,
    on bench: Bench? = nil, cost: Int
  ) {
    let number = got.typed.number.value(in: .float64)
    let gap = (value - number).magnitude
    guard gap.isFinite else { return }
    let digits = got.typed.digits(of: value)
    let isExact = digits == got.typed.digitCount
    // A program's own steps leave its last bits open, never more than the fifth digit.
    let isLastBits =
      got.typed.digitCount > 5
      && gap <= min(64 * got.format.ulp(of: number), 2e-5 * number.magnitude)
    guard isExact || isLastBits || changes.count < 2 && gap <= number.magnitude * 0.05 else {
      return
    }
    let hit = Got.Hit(
      changes: changes, words: words ?? changes.map(\.words).joined(separator: "; "),
      why: why ?? changes.map { $0.why(bench ?? model.bench) }.joined(separator: "; "),
      value: value, digits: digits, isExact: isExact, cost: cost)
    if isExact || isLastBits {
      got.hits.append(hit)
    } else if !got.near.contains(where: { $0.value == value }) {
      got.near.append(hit)
    }
  }
}

extension Got {
  /// Puts the simplest first, and leaves out what is one of them with something beside it.
  mutating func settle() {
    let number = typed.number.value(in: .float64)
    func gap(_ hit: Hit) -> Double { (hit.value - number).magnitude }
    let alone = Set(hits.filter { $0.changes.count == 1 }.map(\.words))
    hits.removeAll { hit in
      hit.changes.count > 1 && hit.changes.contains { alone.contains($0.words) }
    }
    hits = hits.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.isExact != y.isExact { return x.isExact }
      return x.cost != y.cost ? x.cost < y.cost : a.offset < b.offset
    }.map(\.element)
    // One change with several others that all come to the same says it once.
    var seen: Set<String> = []
    hits.removeAll { hit in
      guard hit.changes.count > 1 else { return false }
      let keys = hit.changes.map { "\($0.words) \(hit.value)" }
      defer { seen.formUnion(keys) }
      return keys.contains { seen.contains($0) }
    }
    near = Array(near.sorted { gap($0) < gap($1) }.prefix(3))
  }
}
