import LogitExact
import LogitKernels

/// The rows of a request, evaluated: every answer is rounded once.
///
/// - Derivation: a row is a program. What belongs to one row is proven from its own program; a sum
///   over rows, such as a reduced loss or the gradient of what was broadcast, from the exact sums of
///   all programs.
struct RowWork {
  private let request: EvalRequest
  private let layout: RowLayout
  private let function: RowFunction
  private let inputPlaces: [Int]
  private let labelPlaces: [Int]
  private let posWeightPlaces: [Int]
  private let upstreamPlaces: [Int]
  private let weightPlaces: [Int]
  private let denominator: Denominator

  init(_ request: EvalRequest) {
    self.request = request
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
    denominator = Denominator(request, weightPlaces)
  }

  func outputs() throws(EvalRefusal) -> [(name: String, tensor: Tensor<Double>)] {
    var answers: [(name: String, tensor: Tensor<Double>)] = []
    let wanted = request.wanted
    let single = wanted.filter { !isSummed($0) && $0.kind != .matrix }
    let direct = try ofSingleRows(single)
    for output in wanted {
      if let tensor = direct[output.name] {
        answers.append((output.name, tensor))
      } else {
        let isMatrix = output.kind == .matrix
        answers.append((output.name, isMatrix ? try matrix(output) : try summed(output)))
      }
    }
    return answers
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

  private func shape(of input: String) -> [Int] {
    switch input {
    case "labels": request.labels?.shape ?? []
    case "pos_weight": request.posWeight?.shape ?? []
    default: request.input.shape
    }
  }

  private func places(of output: RowFunction.Output) -> [Int] {
    switch output.kind {
    case .gradient("labels"): labelPlaces
    case .gradient("pos_weight"): posWeightPlaces
    default: inputPlaces
    }
  }

  private func isIgnored(_ row: Int) -> Bool {
    guard let indices = request.indices, let ignored = request.ignoreIndex else { return false }
    return indices.values[row] == ignored
  }

  // MARK: - Rows

  private func vector(_ values: [Double], _ places: [Int], _ row: Int) -> Inputs.Value {
    let count = layout.classCount
    guard function.rows == .classes else { return .scalar(Quantity(values[places[row]])) }
    return .vector(places[row * count..<(row + 1) * count].map { Quantity(values[$0]) })
  }

  private func inputs(_ row: Int, label: Int? = nil) -> Inputs {
    var inputs = Inputs()
    inputs.values[function.input] = vector(request.input.values, inputPlaces, row)
    inputs.values["classes"] = .scalar(Quantity(Double(layout.classCount)))
    inputs.values["label_smoothing"] = .scalar(Quantity(request.smoothing))
    inputs.values["lo"] = .scalar(Quantity(request.bounds.lo))
    inputs.values["hi"] = .scalar(Quantity(request.bounds.hi))
    if let labels = request.labels {
      inputs.values["labels"] = vector(labels.values, labelPlaces, row)
    }
    if let label = label ?? request.indices.map({ $0.values[row] }) {
      inputs.values["labels"] = .vector(
        (0..<layout.classCount).map { Quantity($0 == label ? 1 : 0) })
      inputs.values["label"] = .scalar(Quantity(Double(label)))
    }
    if let weight = request.posWeight {
      inputs.values["pos_weight"] = vector(weight.values, posWeightPlaces, row)
    }
    if let weight = request.classWeight {
      inputs.values["class_weight"] = .vector(weight.map { Quantity($0) })
    }
    if let upstream = request.upstream {
      if upstreamPlaces.count == layout.rowCount, function.outputs[0].kind == .row {
        inputs.values["row_upstream"] = .scalar(Quantity(upstream.values[upstreamPlaces[row]]))
      } else {
        inputs.values["upstream"] = vector(upstream.values, upstreamPlaces, row)
      }
    }
    if let weight = request.sampleWeight {
      inputs.values["sample_weight"] = .scalar(Quantity(weight.values[weightPlaces[row]]))
    }
    inputs.values["denominator"] = .scalar(Quantity(denominator.value))
    return inputs
  }

  /// The formula, weighted; of a gradient of its own also over the denominator.
  private func formula(_ output: RowFunction.Output, isOver: Bool) -> Expression {
    var formula = output.formula(request.variant)
    if request.sampleWeight != nil {
      formula = .call(.times, [.name("sample_weight"), formula])
    }
    if isOver, denominator.value != 1, case .gradient = output.kind {
      formula = .binary(.divide, formula, .name("denominator"))
    }
    return formula
  }

  private func program(_ formulas: [Expression], _ inputs: Inputs) throws(EvalRefusal) -> Program {
    do { return try Program(formulas, of: inputs) } catch {
      throw EvalRefusal(.tooLarge, "\(error); ask for fewer classes", at: function.input)
    }
  }

  private func values(of program: Program) -> [Double] {
    let budget = Self.budget(steps: program.count)
    return program.proofs(in: request.format, budget: budget).map(\.value)
  }

  private func ofSingleRows(
    _ wanted: [RowFunction.Output]
  ) throws(EvalRefusal) -> [String: Tensor<Double>] {
    guard !wanted.isEmpty else { return [:] }
    let count = layout.classCount
    let formulas = wanted.map { formula($0, isOver: true) }
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
    for row in 0..<layout.rowCount {
      let isIgnored = isIgnored(row)
      let found = isIgnored ? [] : values(of: try program(formulas, inputs(row)))
      var next = 0
      for (index, output) in wanted.enumerated() {
        if output.kind == .row {
          if !isIgnored { tensors[index].values[row] = found[next] }
          next += 1
          continue
        }
        for k in 0..<count {
          // Over a sum of weights that is 0 even nothing is NaN.
          let value = isIgnored ? (denominator.value.isNaN ? .nan : 0) : found[next]
          tensors[index].values[places[index][row * count + k]] = value
          next += 1
        }
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(wanted.map(\.name), tensors))
  }

  private func matrix(_ output: RowFunction.Output) throws(EvalRefusal) -> Tensor<Double> {
    let count = layout.classCount
    var values: [Double] = []
    for row in 0..<layout.rowCount {
      for label in 0..<count {
        let formula = output.formula(request.variant)
        values += self.values(of: try program([formula], inputs(row, label: label)))
      }
    }
    return Tensor(shape: [layout.rowCount, count, count], values: values)
  }

  // MARK: - Sums over rows

  private func summed(_ output: RowFunction.Output) throws(EvalRefusal) -> Tensor<Double> {
    let shape: [Int] =
      if case .gradient(let input) = output.kind { self.shape(of: input) } else { [] }
    let size = shape.elementCount ?? 0
    let count = layout.classCount
    let places = places(of: output)
    let formula = formula(output, isOver: false)
    let rows = (0..<layout.rowCount).filter { !isIgnored($0) }
    // The next ones have as many steps.
    let steps = try rows.first.map { row throws(EvalRefusal) in
      try program([formula], inputs(row)).count
    }
    let isDivided = denominator.isOpen || denominator.value != 1
    let sums = ProgramSums(
      count: rows.count, sumCount: size, over: isDivided ? denominator.program : nil
    ) { index in
      let row = rows[index]
      let program = (try? Program([formula], of: inputs(row))) ?? Program.empty
      guard output.kind != .row else { return (program, [0]) }
      return (program, Array(places[row * count..<(row + 1) * count]))
    }
    let budget = Self.budget(steps: (steps ?? 0) * rows.count)
    return Tensor(
      shape: shape, values: sums.proofs(in: request.format, budget: budget).map(\.value))
  }

  /// A second and as much again for every 300 000 steps.
  private static func budget(steps: Int) -> Budget { Budget(work: 1e9 + 3e3 * Double(steps)) }
}
