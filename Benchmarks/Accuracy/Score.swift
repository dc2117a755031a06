import LogitExact

/// How far the answers to one column lie from its references.
///
/// - Units: steps between neighbouring numbers of the format; 0 is correctly rounded.
struct Score {
  private(set) var caseCount = 0
  private(set) var count = 0
  private(set) var worst = 0
  /// Of all outputs those that are not the reference.
  private(set) var wrongCount = 0
  /// The first ones of them, with their inputs.
  private(set) var wrong: [String] = []

  mutating func add(
    _ found: [Double], against right: [Double], in format: Format, of wanted: VectorFile.Case
  ) {
    caseCount += 1
    guard found.count == right.count else {
      note(.max, "\(found.count) outputs, not \(right.count)", wanted)
      return
    }
    for (value, reference) in zip(found, right) {
      count += 1
      if value.isNaN && reference.isNaN { continue }
      // Infinity is one step beyond the greatest number, and NaN further off than any.
      let steps = format.steps(from: value, to: reference) ?? .max
      if steps != 0 { note(steps, "\(value), not \(reference)", wanted) }
    }
  }

  private mutating func note(_ steps: Int, _ what: String, _ wanted: VectorFile.Case) {
    wrongCount += 1
    worst = max(worst, steps)
    if wrong.count < 20 {
      let inputs = wanted.inputs.sorted { $0.key < $1.key }
        .map { name, numbers in
          let words = numbers.prefix(12).map { Format.float64.hexadecimal($0) }
          return "\(name) = \(words.joined(separator: " "))"
        }
      wrong.append("\(wanted.tag): \(what) at \(inputs.joined(separator: ", "))")
    }
  }

  mutating func merge(_ other: Score) {
    caseCount += other.caseCount
    count += other.count
    worst = max(worst, other.worst)
    wrongCount += other.wrongCount
    wrong += other.wrong.prefix(20 - min(20, wrong.count))
  }
}
