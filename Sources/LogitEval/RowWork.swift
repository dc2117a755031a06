import LogitExact
import LogitLosses
import LogitText

/// The rows of a request, evaluated: every answer is rounded once.
///
/// - Derivation: a row is a program. What belongs to one row is proven from its own program; a sum
///   over rows, such as a reduced loss or the gradient of what was broadcast, from the exact sums of
///   all programs.
///
/// The programs come from a store that the caller keeps for the next request.
struct RowWork {
  let request: EvalRequest
  let layout: RowLayout
  private let function: RowFunction
  let inputPlaces: [Int]
  private let labelPlaces: [Int]
  private let posWeightPlaces: [Int]
  private let upstreamPlaces: [Int]
  private let weightPlaces: [Int]
  let denominator: Denominator
  /// What a proof may cost; nil for what its steps ask for.
  let budget: Budget?
  /// The row whose turn it is.
  var row: RowValues
  /// What the budget left open.
  private(set) var warnings: [EvalWarning] = []
  /// What decided the results.
  var tally = RoundingTally()

  init(_ request: EvalRequest, budget: Budget?) {
    self.request = request
    self.budget = budget
    function = request.function
    let layout = request.layout
    self.layout = layout
    inputPlaces = layout.places(of: request.input.shape)
    labelPlaces = request.labels.map { layout.places(of: $0.shape) } ?? []
    posWeightPlaces = request.posWeight.map { layout.places(of: $0.shape) } ?? []
    let isPerRow = request.upstream?.shape != layout.shape
    upstreamPlaces =
      request.upstream.map {
        isPerRow ? layout.rowPlaces(of: $0.shape) : layout.places(of: $0.shape)
      }
      ?? []
    weightPlaces = request.sampleWeight.map { layout.rowPlaces(of: $0.shape) } ?? []
    denominator = request.denominator(weightPlaces)
    // No rows have no classes: their number may be one that no memory holds.
    let isEmpty = layout.rowCount == 0
    row = RowValues(classCount: isEmpty ? 0 : layout.classCount)
    for (rule, number) in request.numbers { row[rule] = number }
    row[Rule.lo] = request.bounds.lo
    row[Rule.hi] = request.bounds.hi
    row[.denominator] = denominator.value
    guard !isEmpty, let classWeight = request.classWeight else { return }
    for (k, weight) in classWeight.enumerated() { row[Rule.classWeight, k] = weight }
  }

  mutating func outputs(
    _ programs: inout RowPrograms
  ) throws(EvalRefusal) -> [(name: String, tensor: Tensor<Double>)] {
    let wanted = request.wanted
    let rows = wanted.filter { $0.kind != .matrix }
    // Of a small batch a loss and its gradients are computed together: they share their steps.
    let isTogether = isReduced && (layout.count ?? .max) <= Self.greatestTogether
    let summed = isTogether ? rows : rows.filter(isSummed)
    let single = isTogether ? [] : rows.filter { !isSummed($0) }
    var tensors: [String: Tensor<Double>] = [:]
    func keep(_ outputs: [RowFunction.Output], _ found: [Tensor<Double>]) {
      for (output, tensor) in zip(outputs, found) { tensors[output.name] = tensor }
    }
    if !single.isEmpty { keep(single, try ofSingleRows(single, &programs)) }
    for outputs in isTogether ? [summed] : summed.map({ [$0] }) where !outputs.isEmpty {
      keep(outputs, try self.summed(outputs, &programs))
    }
    for output in wanted where output.kind == .matrix {
      tensors[output.name] = try matrix(output, &programs)
    }
    if denominator.isNothing { ruleOverNothing(&tensors) }
    return wanted.compactMap { output in tensors[output.name].map { (output.name, $0) } }
  }

  /// So many sums of enclosures at once take a few megabytes.
  private static let greatestTogether = 4096

  /// What a framework makes of a mean over nothing.
  private func ruleOverNothing(_ tensors: inout [String: Tensor<Double>]) {
    func clear(_ output: RowFunction.Output, _ places: some Sequence<Int>) {
      for place in places { tensors[output.name]?.values[place] = 0 }
    }
    for output in request.wanted where output.kind != .matrix {
      switch request.name.overNothing {
      case .nan: break
      case .zero: clear(output, tensors[output.name]?.values.indices ?? 0..<0)
      case .nanOfKeptRows where output.kind != .row:
        let places = places(of: output)
        for row in 0..<layout.rowCount where isIgnored(row) {
          clear(output, places[row * layout.classCount..<(row + 1) * layout.classCount])
        }
      case .nanOfKeptRows: break
      }
    }
  }

  // MARK: - Shapes

  private var isReduced: Bool { request.reduction != .none }

  private func isSummed(_ output: RowFunction.Output) -> Bool {
    switch output.kind {
    case .row: return function.isLoss && isReduced
    case .value, .matrix: return false
    case .gradient(let input):
      let isBroadcast = shape(of: input).elementCount != layout.count
      return isBroadcast || denominator.isOpen
    }
  }

  func shape(of input: String) -> [Int] {
    switch input {
    case "labels": request.labels?.shape ?? []
    case "pos_weight": request.posWeight?.shape ?? []
    default: request.input.shape
    }
  }

  func places(of output: RowFunction.Output) -> [Int] {
    switch output.kind {
    case .gradient("labels"): labelPlaces
    case .gradient("pos_weight"): posWeightPlaces
    default: inputPlaces
    }
  }

  func isIgnored(_ row: Int) -> Bool { request.isIgnored(row) }

  // MARK: - Rows

  private mutating func fill(_ input: RowInput, _ values: [Double], _ places: [Int], _ index: Int) {
    let count = layout.classCount
    for k in 0..<count { row[input, k] = values[places[index * count + k]] }
  }

  /// Makes it the turn of row `index`.
  mutating func turn(to index: Int, label: Int? = nil) {
    fill(.main, request.input.values, inputPlaces, index)
    if let labels = request.labels { fill(.labels, labels.values, labelPlaces, index) }
    if let label = label ?? request.indices?.values[index] { row.setLabel(label) }
    if let weight = request.posWeight, let input = RowInput(.posWeight) {
      fill(input, weight.values, posWeightPlaces, index)
    }
    if let upstream = request.upstream {
      if upstreamPlaces.count == layout.rowCount, function.outputs[0].kind == .row {
        row[.rowUpstream] = upstream.values[upstreamPlaces[index]]
      } else {
        fill(.upstream, upstream.values, upstreamPlaces, index)
      }
    }
    if let weight = request.sampleWeight {
      row[Rule.sampleWeight] = weight.values[weightPlaces[index]]
    }
  }

  func question(_ outputs: [RowFunction.Output], isOver: Bool) -> RowQuestion {
    RowQuestion(
      function, outputs: outputs, variant: request.variant, classCount: layout.classCount,
      isWeighted: request.sampleWeight != nil, isDivided: isOver && denominator.value != 1)
  }

  func program(
    _ question: RowQuestion, _ programs: inout RowPrograms
  ) throws(EvalRefusal) -> Program {
    do { return try programs.program(question, of: row) } catch {
      guard case .tooManySteps = error else {
        throw EvalRefusal(
          .shapeMismatch,
          "\(error); \(request.name.name) needs more than \(counted(layout.classCount, "class"))",
          at: function.input)
      }
      throw EvalRefusal(.tooLarge, "\(error); ask for fewer classes", at: function.input)
    }
  }

  private mutating func roundings(of program: Program) -> Roundings {
    let budget = budget ?? .ofAnAnswer(steps: program.count)
    let roundings = program.roundings(to: request.format, budget: budget)
    tally += roundings.tally
    return roundings
  }

  private mutating func ofSingleRows(
    _ wanted: [RowFunction.Output], _ programs: inout RowPrograms
  ) throws(EvalRefusal) -> [Tensor<Double>] {
    guard !wanted.isEmpty else { return [] }
    let count = layout.classCount
    let question = question(wanted, isOver: true)
    let places = wanted.map { self.places(of: $0) }
    var tensors = wanted.map { output in
      let shape: [Int] =
        switch output.kind {
        case .row: layout.rowShape
        case .gradient(let input): self.shape(of: input)
        case .value, .matrix: layout.shape
        }
      return Tensor(
        shape: shape, values: [Double](repeating: 0, count: shape.elementCount ?? 0))
    }
    var open = [OpenPlaces](repeating: OpenPlaces(), count: wanted.count)
    for index in 0..<layout.rowCount {
      if isIgnored(index) {
        // Over a sum of weights that is 0 even nothing is NaN.
        guard denominator.value.isNaN else { continue }
        for (output, kind) in wanted.map(\.kind).enumerated() where kind != .row {
          for k in 0..<count { tensors[output].values[places[output][index * count + k]] = .nan }
        }
        continue
      }
      turn(to: index)
      let found = roundings(of: try program(question, &programs))
      var next = 0
      for (output, kind) in wanted.map(\.kind).enumerated() {
        let isRow = kind == .row
        for k in 0..<(isRow ? 1 : count) {
          let place = isRow ? index : places[output][index * count + k]
          tensors[output].values[place] = found.values[next]
          if found.undecided.contains(next) { open[output].add(place) }
          next += 1
        }
      }
    }
    for (output, (tensor, open)) in zip(wanted, zip(tensors, open)) { warn(open, tensor, output) }
    return tensors
  }

  private mutating func matrix(
    _ output: RowFunction.Output, _ programs: inout RowPrograms
  ) throws(EvalRefusal) -> Tensor<Double> {
    let count = layout.classCount
    let question = question([output], isOver: false)
    var values: [Double] = []
    var open = OpenPlaces()
    for index in 0..<layout.rowCount {
      for label in 0..<count {
        turn(to: index, label: label)
        let found = roundings(of: try program(question, &programs))
        for place in found.undecided { open.add(values.count + place) }
        values += found.values
      }
    }
    let tensor = Tensor(shape: [layout.rowCount, count, count], values: values)
    warn(open, tensor, output)
    return tensor
  }

  // MARK: - What stays open

  /// The first number of a tensor that stayed open, and how many did.
  struct OpenPlaces {
    var first: Int?
    var count = 0

    mutating func add(_ place: Int) {
      first = first.map { min($0, place) } ?? place
      count += 1
    }
  }

  mutating func warn(
    _ open: OpenPlaces, _ tensor: Tensor<Double>, _ output: RowFunction.Output
  ) {
    guard let first = open.first else { return }
    warnings.append(.undecided(open.count, at: tensor.path(output.name, first)))
  }
}

extension EvalRequest {
  func isIgnored(_ row: Int) -> Bool {
    guard let indices, let ignoreIndex else { return false }
    return indices.values[row] == ignoreIndex
  }

  /// - Parameter weightPlaces: For each row its place in the sample weights.
  fileprivate func denominator(_ weightPlaces: [Int]) -> Denominator {
    let rows = layout.rowCount
    let kept = ignoreIndex == nil ? Array(0..<rows) : (0..<rows).filter { !isIgnored($0) }
    return Denominator(
      reduction, rows: rows, kept: kept,
      sampleWeight: { row in sampleWeight.map { $0.values[weightPlaces[row]] } ?? 1 },
      classWeight: { row in
        guard let classWeight, let indices else { return 1 }
        return classWeight[indices.values[row]]
      })
  }
}
