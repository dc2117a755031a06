import LogitExact

/// The ranges of a row's loss and of its gradients, by their formulas.
struct RangeSearch {
  private let loss: Loss
  private let input: String
  private let classCount: Int
  /// Whether each class adds what its own logit alone makes of it.
  private let isSeparate: Bool
  /// The loss and the gradient of each class, and what each adds where it does so alone.
  private let program: Program

  /// - Returns: nil for a row of more steps than a program may have, and where its numbers decide the
  ///   steps.
  init?(
    _ loss: Loss, _ question: RowQuestion, _ values: RowValues, _ programs: inout RowPrograms
  ) {
    isSeparate = loss.over == .element || loss.over == .mean && loss.head != .softmax
    let parts: [RowPart] = isSeparate ? [.loss, .gradient, .terms] : [.loss, .gradient]
    let asked = RowQuestion(
      loss.row, outputs: parts.compactMap(loss.output),
      variant: question.variant, classCount: values.classCount, isWeighted: question.isWeighted)
    // A step that other logits would have decided otherwise tells nothing of them.
    guard asked.choice != .numbers, let program = try? programs.program(asked, of: values) else {
      return nil
    }
    self.loss = loss
    self.program = program
    input = loss.row.input
    classCount = values.classCount
  }

  /// The steps of all parts that one search looks at. Each is computed three times, for either end, and
  /// a step takes some 150 ns: less than a tenth of a second in all, which a key may take.
  private static let stepBudget = 80_000
  /// Of more classes by themselves none is searched alone.
  private static let mostSearched = 64

  private func budget(steps: Int, of most: Int) -> Int {
    max(1, min(most, Self.stepBudget / max(1, steps)))
  }

  func loss(in box: [BoxSearch.Ends?]) -> (ends: BoxSearch.Ends, isTight: Bool)? {
    if isSeparate { return lossOfClasses(in: box) }
    let search = BoxSearch(
      program: program, input: input, coordinates: Array(0..<classCount),
      budget: budget(steps: program.count, of: 1000))
    return search.extremes(in: box)
  }

  /// Of classes by themselves, each of which adds what its own logit makes of it: all that rise or fall
  /// are computed at their ends together.
  private func lossOfClasses(
    in box: [BoxSearch.Ends?]
  ) -> (ends: BoxSearch.Ends, isTight: Bool)? {
    let whole = program.ranges(of: input, in: box)
    var (high, low) = (box, box)
    var open: Set<Int> = []
    for (k, ends) in box.enumerated() {
      guard let ends, ends.lowerBound < ends.upperBound else { continue }
      guard whole.followsSlopes, let slope = whole.results[1 + k],
        slope.lowerBound >= 0 || slope.upperBound <= 0
      else {
        open.insert(k)
        continue
      }
      let (top, bottom) = (ends.upperBound, ends.lowerBound)
      let rises = slope.lowerBound >= 0
      high[k] = rises ? top...top : bottom...bottom
      low[k] = rises ? bottom...bottom : top...top
    }
    let most = program.ranges(of: input, in: high).results
    let least = program.ranges(of: input, in: low).results
    let isSearched = open.count <= Self.mostSearched
    var (sum, isTight) = ((low: 0.0, high: 0.0), open.isEmpty || isSearched)
    for k in 0..<classCount {
      let place = 1 + classCount + k
      if open.contains(k), isSearched {
        guard let found = search(ofClass: k).extremes(in: box) else { return nil }
        sum.low += found.ends.lowerBound
        sum.high += found.ends.upperBound
        isTight = isTight && found.isTight
      } else {
        guard let bottom = least[place], let top = most[place] else { return nil }
        sum.low += bottom.lowerBound
        sum.high += top.upperBound
      }
    }
    return sum.low <= sum.high ? (sum.low...sum.high, isTight) : nil
  }

  private func search(ofClass k: Int) -> BoxSearch {
    let own = program.selecting([1 + classCount + k, 1 + k])
    return BoxSearch(
      program: own, input: input, coordinates: [k],
      budget: budget(steps: own.count * classCount, of: 200))
  }

  /// - Returns: Those of all classes, and whether every end is attained.
  func gradients(in box: [BoxSearch.Ends?]) -> (ends: [BoxSearch.Ends?], isTight: Bool) {
    let whole = slopes(in: box)
    // In Σy p − y each p is there once.
    if loss.family == .crossEntropy, loss.head == .softmax { return (whole, true) }
    let corners = isSeparate ? pointsOfSlopes(in: box) : []
    let parts = budget(steps: program.count * classCount, of: 200)
    var (ends, isTight) = (whole, true)
    for k in 0..<classCount {
      if isSeparate, let range = whole[k], let reached = corners[k],
        Self.isNear(range, reached)
      {
        continue
      }
      guard parts > 1 else {
        isTight = false
        continue
      }
      let search = BoxSearch(
        program: program.selecting([1 + k]), input: input,
        coordinates: isSeparate ? [k] : Array(0..<classCount), budget: parts)
      let found = search.extremes(in: box)
      ends[k] = found?.ends
      isTight = isTight && found?.isTight == true
    }
    return (ends, isTight)
  }

  private func slopes(in box: [BoxSearch.Ends?]) -> [BoxSearch.Ends?] {
    Array(program.ranges(of: input, in: box).results[1..<1 + classCount])
  }

  /// What the gradients are where all logits are at one end and where all are at the other, each with
  /// what lies between.
  private func pointsOfSlopes(in box: [BoxSearch.Ends?]) -> [BoxSearch.Ends?] {
    let low = slopes(in: box.map { $0.map { $0.lowerBound...$0.lowerBound } })
    let high = slopes(in: box.map { $0.map { $0.upperBound...$0.upperBound } })
    return zip(low, high).map { low, high in
      guard let low, let high else { return nil }
      return min(low.lowerBound, high.lowerBound)...max(low.upperBound, high.upperBound)
    }
  }

  private static func isNear(_ a: BoxSearch.Ends, _ b: BoxSearch.Ends) -> Bool {
    func isNear(_ x: Double, _ y: Double) -> Bool {
      x == y || (x - y).magnitude <= 1e-12 * max(1, x.magnitude)
    }
    return isNear(a.lowerBound, b.lowerBound) && isNear(a.upperBound, b.upperBound)
  }
}
