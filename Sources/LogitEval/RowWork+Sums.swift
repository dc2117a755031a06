import LogitExact
import LogitLosses

extension RowWork {
  /// Each output by itself a sum over rows: of a loss all of them, of a gradient those that share a
  /// number of its input.
  mutating func summed(
    _ outputs: [RowFunction.Output], _ programs: inout RowPrograms
  ) throws(EvalRefusal) -> [Tensor<Double>] {
    let count = layout.classCount
    var tensors: [Tensor<Double>] = outputs.map { output in
      let shape: [Int] =
        if case .gradient(let input) = output.kind { self.shape(of: input) } else { [] }
      return Tensor(shape: shape, values: [])
    }
    // Which sums are those of an output.
    var ranges: [Range<Int>] = []
    for tensor in tensors {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + (tensor.shape.elementCount ?? 0))
    }
    let parts = zip(outputs, ranges).map { output, range in
      (start: range.lowerBound, places: output.kind == .row ? nil : places(of: output))
    }
    let question = question(outputs, isOver: false)
    let rows = (0..<layout.rowCount).filter { !isIgnored($0) }
    // The next ones have as many steps.
    var steps = 0
    if let first = rows.first {
      turn(to: first)
      steps = try program(question, &programs).count
    }
    let isDivided = denominator.isOpen || denominator.value != 1
    func part(_ index: Int) -> (program: Program, sums: [Int]) {
      let index = rows[index]
      turn(to: index)
      let program = (try? programs.program(question, of: row)) ?? .empty
      var sums: [Int] = []
      sums.reserveCapacity(program.resultCount)
      for (start, places) in parts {
        guard let places else {
          sums.append(start)
          continue
        }
        for k in 0..<count { sums.append(start + places[index * count + k]) }
      }
      return (program, sums)
    }
    let roundings = withoutActuallyEscaping(part) { part in
      let sums = ProgramSums(
        count: rows.count, sumCount: ranges.last?.upperBound ?? 0,
        over: isDivided ? denominator.program : nil, part: part)
      let budget = budget ?? .ofAnAnswer(steps: steps * rows.count)
      return sums.roundings(to: request.format, budget: budget)
    }
    tally += roundings.tally
    for (index, range) in ranges.enumerated() {
      tensors[index].values = Array(roundings.values[range])
      var open = OpenPlaces()
      for place in roundings.undecided where range.contains(place) {
        open.add(place - range.lowerBound)
      }
      warn(open, tensors[index], outputs[index])
    }
    return tensors
  }
}
