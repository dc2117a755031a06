import LogitExact

/// The least and the greatest value of a formula while its inputs may be anywhere in ranges of their own.
///
/// - Derivation: where the derivative by an input has one sign all over the box, and says all
///   (`followsSlopes`), the extremes lie at the ends of that input. A box that leaves a sign open is
///   halved where that moves the value most, the most promising part first, until its best value is
///   attained or the budget is spent.
/// - Accuracy: no value lies outside. The ends are tight where they are attained to 1e-9 of themselves.
struct BoxSearch {
  typealias Ends = ClosedRange<Double>

  /// Its results are the value and, where they are known, its derivatives by the coordinates; what
  /// follows them does not matter.
  let program: Program
  /// The input that has ranges.
  let input: String
  /// The elements of it that the value depends on.
  let coordinates: [Int]
  /// How many parts of the box are looked at, at least one.
  let budget: Int

  /// What is known of a part of the box: no value in it is above `bound`, and `attained` is one.
  private struct Part {
    var box: [Ends?]
    var bound: Double
    var attained: Double
    /// Where to halve it; nil where it is a point.
    var widest: Int?
  }

  /// - Returns: nil where the formula may have no value, or any.
  func extremes(in box: [Ends?]) -> (ends: Ends, isTight: Bool)? {
    let known = program.ranges(of: input, in: box)
    guard let high = greatest(in: box, known, sign: 1),
      let low = greatest(in: box, known, sign: -1),
      -low.bound <= high.bound
    else { return nil }
    return (-low.bound...high.bound, high.isTight && low.isTight)
  }

  private func greatest(
    in box: [Ends?], _ known: ProgramRanges, sign: Double
  ) -> (bound: Double, isTight: Bool)? {
    guard var best = part(box, known, sign) else { return nil }
    var others: [Part] = []
    var attained = best.attained
    var looked = 1
    while let place = best.widest, !Self.meet(best.bound, attained), looked < budget,
      let ends = best.box[place]
    {
      let middle = ends.lowerBound + (ends.upperBound - ends.lowerBound) / 2
      for half in [ends.lowerBound...middle, middle...ends.upperBound] {
        var halved = best.box
        halved[place] = half
        let known = program.ranges(of: input, in: halved)
        guard let part = part(halved, known, sign) else { return nil }
        attained = max(attained, part.attained)
        others.append(part)
      }
      looked += 2
      others.removeAll { $0.bound < attained }
      guard let next = others.indices.max(by: { others[$0].bound < others[$1].bound }) else {
        break
      }
      best = others.remove(at: next)
    }
    let bound = max(best.bound, attained)
    return (bound, Self.meet(bound, attained))
  }

  private static func meet(_ bound: Double, _ attained: Double) -> Bool {
    bound == attained || bound - attained <= 1e-9 * max(bound.magnitude, 1e-300)
  }

  /// The part with every input at the end that is best, where one is.
  ///
  /// - Parameter known: What the program comes to in the box.
  private func part(_ box: [Ends?], _ known: ProgramRanges, _ sign: Double) -> Part? {
    var box = box
    let slopes = known.followsSlopes ? known.results.dropFirst() : []
    var widest: (place: Int, move: Double)?
    for (index, place) in coordinates.enumerated() {
      guard let ends = box[place], ends.lowerBound < ends.upperBound else { continue }
      let slope = index < slopes.count ? slopes[1 + index] : nil
      if let slope, slope.lowerBound >= 0 || slope.upperBound <= 0 {
        let isUpper = (slope.lowerBound >= 0) == (sign > 0)
        let end = isUpper ? ends.upperBound : ends.lowerBound
        box[place] = end...end
        continue
      }
      let steepness = slope.map { max(-$0.lowerBound, $0.upperBound) } ?? 1
      let move = steepness * (ends.upperBound - ends.lowerBound)
      if widest.map({ $0.move < move }) ?? true { widest = (place, move) }
    }
    guard let value = bounds(program.ranges(of: input, in: box).results[0], sign) else {
      return nil
    }
    guard let widest else {
      return Part(box: box, bound: value.upperBound, attained: value.lowerBound, widest: nil)
    }
    let middle = box.map { ends in
      ends.map { ends -> Ends in
        let middle = ends.lowerBound + (ends.upperBound - ends.lowerBound) / 2
        return middle...middle
      }
    }
    let reached = bounds(program.ranges(of: input, in: middle).results[0], sign)
    return Part(
      box: box, bound: value.upperBound, attained: reached?.lowerBound ?? -.infinity,
      widest: widest.place)
  }

  private func bounds(_ value: Ends?, _ sign: Double) -> Ends? {
    sign > 0 ? value : value.map { -$0.upperBound...(-$0.lowerBound) }
  }
}
