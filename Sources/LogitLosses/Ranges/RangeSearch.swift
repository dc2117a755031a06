import LogitExact

/// The ranges of a row's loss and of its gradients, by their formulas.
struct RangeSearch {
  private let loss: Loss
  private let input: String
  private let classCount: Int
  /// The loss, the gradient of each class, and what each class adds where it has a share.
  private let program: Program

  /// - Returns: nil for a row of more steps than a program may have, and where its numbers decide the
  ///   steps.
  init?(
    _ loss: Loss, _ question: RowQuestion, _ values: RowValues, _ programs: inout RowPrograms
  ) {
    let asked = RowQuestion(
      loss.row, outputs: [.loss, .gradient, .terms].compactMap(loss.output),
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

  /// So many steps of a search take a few tens of milliseconds.
  private static let stepBudget = 1_000_000

  private func budget(steps: Int, of most: Int) -> Int {
    max(1, min(most, Self.stepBudget / max(1, steps)))
  }

  func loss(in box: [BoxSearch.Ends?]) -> (ends: BoxSearch.Ends, isTight: Bool)? {
    guard loss.over == .element || loss.over == .mean && loss.head != .softmax else {
      let places = Array(0...classCount)
      let search = BoxSearch(
        program: program.selecting(places), input: input, coordinates: Array(0..<classCount),
        budget: budget(steps: program.count, of: 1000))
      return search.extremes(in: box)
    }
    // Classes by themselves: each adds what its own logit makes of it.
    var (sum, isTight): (BoxSearch.Ends, Bool) = (0...0, true)
    for k in 0..<classCount {
      let own = program.selecting([1 + classCount + k, 1 + k])
      let search = BoxSearch(
        program: own, input: input, coordinates: [k],
        budget: budget(steps: own.count * classCount, of: 200))
      guard let found = search.extremes(in: box) else { return nil }
      let (low, high) =
        (sum.lowerBound + found.ends.lowerBound, sum.upperBound + found.ends.upperBound)
      guard low <= high else { return nil }
      sum = low...high
      isTight = isTight && found.isTight
    }
    return (sum, isTight)
  }

  func gradients(in box: [BoxSearch.Ends?]) -> [BoxSearch.Ends?] {
    guard loss.family != .crossEntropy else {
      return program.selecting(Array(1...classCount)).ranges(of: input, in: box).results
    }
    return (0..<classCount).map { k in
      let own = program.selecting([1 + k])
      let search = BoxSearch(
        program: own, input: input, coordinates: loss.isElementwise ? [k] : Array(0..<classCount),
        budget: budget(steps: own.count * classCount, of: 200))
      return search.extremes(in: box)?.ends
    }
  }
}
