extension Program {
  /// Makes the steps of a formula.
  ///
  /// - Throws: `ProgramError` for an index that is no class.
  /// - Precondition: the formula was parsed in the scope of `inputs`.
  public init(_ expression: Expression, of inputs: Inputs) throws(ProgramError) {
    try self.init([expression], of: inputs)
  }

  /// Makes the steps of several formulas, which share those that are the same; the results follow
  /// one another.
  ///
  /// - Parameter spreadsNaN: Whether `times(0, nan)` is NaN and not 0: losses have it so, in which a
  ///   label of 0 asks for nothing, and yet a NaN anywhere must be seen.
  public init(
    _ expressions: [Expression], of inputs: Inputs, spreadsNaN: Bool = false
  ) throws(ProgramError) {
    try self.init(expressions, of: inputs, spreadsNaN: spreadsNaN, stepLimit: Self.stepLimit)
  }

  /// A formula of 5 000 signs over a million classes would be a few billion steps. So many take
  /// less than a gigabyte; one that was made before counts again, as its place takes room.
  static let stepLimit = 5_000_000

  init(
    _ expressions: [Expression], of inputs: Inputs, spreadsNaN: Bool = false, stepLimit: Int
  ) throws(ProgramError) {
    var compiler = Compiler(inputs: inputs, spreadsNaN: spreadsNaN, stepLimit: stepLimit)
    var results: [Int] = []
    for expression in expressions { results += try compiler.compile(expression) }
    self = compiler.program.pruned(to: results)
  }
}

/// A formula that parses and cannot be evaluated with these inputs.
public enum ProgramError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An index that is not one of `0 ..< count`, as text.
  case indexOutside(String, count: Int)
  case tooManySteps(limit: Int)
  /// A function that has no value for a row of none.
  case noElements(Function)

  public var description: String {
    switch self {
    case .indexOutside(let index, let count):
      count == 0
        ? "there is no element \(index) in a vector of none"
        : "index \(index) is outside: the elements are 0 to \(count - 1)"
    case .noElements(let function): "\(function.name) needs a vector with an element"
    case .tooManySteps(let limit): "the formula takes more than \(limit) steps with these inputs"
    }
  }
}

private struct Compiler {
  let inputs: Inputs
  let spreadsNaN: Bool
  let stepLimit: Int
  var program = Program()
  private var known = StepTable()
  /// By name too: two inputs of one value are two steps.
  private struct Named: Hashable {
    let quantity: Quantity
    let name: Program.InputName?
  }
  private var knownQuantities: [Named: Int] = [:]
  private var knownRows: [[Int]: Int] = [:]
  private var knownNames: [String: Value] = [:]
  private var knownChoices: [[Int]: Int] = [:]
  private var knownIndices: [Int: Double] = [:]
  private var stepsLeft: Int

  init(inputs: Inputs, spreadsNaN: Bool, stepLimit: Int) {
    self.inputs = inputs
    self.spreadsNaN = spreadsNaN
    self.stepLimit = stepLimit
    stepsLeft = stepLimit
  }

  /// - Returns: The steps that are the elements of the value.
  mutating func compile(_ expression: Expression) throws(ProgramError) -> [Int] {
    var values: [Value] = []
    for node in expression.postorder {
      switch node {
      case .number(let text): values.append(.one(place(of: Quantity(text) ?? Quantity(.nan))))
      case .name(let name): values.append(try value(named: name))
      case .negation:
        let operand = values.removeLast()
        try spend(operand.count)
        values.append(operand.map { step(.negate($0)) })
      case .power(_, let exponent):
        let base = values.removeLast()
        try spend(base.count)
        values.append(base.map { step(.power($0, exponent)) })
      case .binary(let sign, _, _):
        let right = values.removeLast()
        let left = values.removeLast()
        try spend(max(left.count, right.count))
        values.append(left.paired(with: right) { step(.binary(sign, $0, $1)) })
      case .element:
        let index = values.removeLast()
        let vector = values.removeLast().elements
        values.append(.one(vector[try self.index(index, below: vector.count)]))
      case .call(let function, let arguments):
        let taken = Array(values.suffix(arguments.count))
        values.removeLast(arguments.count)
        try spend(taken.count * (taken.map(\.count).max() ?? 0))
        values.append(try call(function, taken))
      }
    }
    return values[0].elements
  }

  /// Before they are made.
  private mutating func spend(_ steps: Int) throws(ProgramError) {
    stepsLeft -= steps
    guard stepsLeft >= 0 else { throw .tooManySteps(limit: stepLimit) }
  }

  private mutating func value(named name: String) throws(ProgramError) -> Value {
    if let known = knownNames[name] { return known }
    let value: Value
    switch inputs.values[name] {
    case .scalar(let quantity)?: value = .one(place(of: quantity, named: .init(name: name)))
    case .vector(let all)?:
      try spend(all.count)
      value = .many(enter(all, named: name))
    case nil: value = .one(place(of: Quantity(.nan)))
    }
    knownNames[name] = value
    return value
  }

  private typealias Value = RowValue<Int>

  private mutating func call(
    _ function: Function, _ arguments: [Value]
  ) throws(ProgramError) -> Value {
    let first = arguments[0]
    if first.elements.isEmpty, arguments.count == 1,
      [.max, .min, .mean, .argmax].contains(function)
    {
      throw .noElements(function)
    }
    switch function {
    case .exp, .log, .log1p, .expm1, .sqrt, .abs, .exp2, .log2, .tanh, .erf, .sigmoid, .softplus,
      .logSigmoid, .stopGradient:
      return first.map { step(.apply(function, $0)) }
    case .pow: return first.paired(with: arguments[1]) { step(.raise($0, $1)) }
    case .choice: return chosen(first, arguments[1], arguments[2])
    case .dot:
      return .one(
        sum(first.paired(with: arguments[1]) { step(.binary(.multiply, $0, $1)) }.elements))
    case .max: return Self.chosen(arguments) { step(.larger($0, $1)) }
    case .min: return Self.chosen(arguments) { step(.smaller($0, $1)) }
    case .clip:
      let raised = first.paired(with: arguments[1]) { step(.larger($0, $1)) }
      return raised.paired(with: arguments[2]) { step(.smaller($0, $1)) }
    case .times:
      let spreadsNaN = spreadsNaN
      return first.paired(with: arguments[1]) { step(spreadsNaN ? .weigh($0, $1) : .times($0, $1)) }
    case .sum: return .one(sum(first.elements))
    case .mean:
      let count = place(of: Quantity(Double(first.elements.count)))
      return .one(step(.binary(.divide, sum(first.elements), count)))
    case .logsumexp: return .one(step(.logSumExp(row: row(first.elements))))
    case .softmax:
      let row = row(first.elements)
      return .many(Self.indices(of: first.elements).map { step(.softmax(row: row, index: $0)) })
    case .logSoftmax:
      let row = row(first.elements)
      return .many(Self.indices(of: first.elements).map { step(.logSoftmax(row: row, index: $0)) })
    case .argmax:
      return .one(place(of: Quantity(Double(try largest(of: first.elements)))))
    case .others:
      var places = first.elements
      places.remove(at: try index(arguments[1], below: places.count))
      return .many(places)
    case .insert:
      var places = first.elements
      places.insert(place(of: Quantity(0)), at: try index(arguments[1], below: places.count + 1))
      return .many(places)
    case .indices: return .many(first.elements.indices.map { place(of: Quantity(Double($0))) })
    case .grad, .condition: preconditionFailure("\(function.name) is written out by the parser")
    }
  }

  private mutating func chosen(_ condition: Value, _ a: Value, _ b: Value) -> Value {
    guard let row = [condition, a, b].first(where: \.isRow) else {
      return .one(step(.choose(condition[0], a[0], b[0])))
    }
    return .many(row.elements.indices.map { step(.choose(condition[$0], a[$0], b[$0])) })
  }

  private static func chosen(_ arguments: [Value], _ choose: (Int, Int) -> Int) -> Value {
    if arguments.count == 1, let first = arguments[0].elements.first {
      return .one(arguments[0].elements.dropFirst().reduce(first, choose))
    }
    return arguments.dropFirst().reduce(arguments[0]) { $0.paired(with: $1, choose) }
  }

  /// The indices of a row, each as the first one with the same operand.
  private static func indices(of places: [Int]) -> [Int] {
    // As most rows are: each step behind the one before.
    if zip(places, places.dropFirst()).allSatisfy(<) { return Array(places.indices) }
    var first: [Int: Int] = [:]
    return places.enumerated().map { index, place in
      if let known = first[place] { return known }
      first[place] = index
      return index
    }
  }

  private mutating func sum(_ places: [Int]) -> Int {
    switch places.count {
    case 0: place(of: Quantity(0))
    case 1: places[0]
    default: step(.sum(places))
    }
  }

  /// The value of an index.
  private mutating func index(_ value: Value, below count: Int) throws(ProgramError) -> Int {
    let number = try number(at: value.elements[0])
    guard let index = Int(exactly: number), index >= 0, index < count else {
      throw .indexOutside(Format.float64.shortest(number), count: count)
    }
    return index
  }

  private mutating func number(at place: Int) throws(ProgramError) -> Double {
    if case .quantity(let index) = program.operations[place] {
      return program.quantities[index].double
    }
    if let known = knownIndices[place] { return known }
    try spendOnLookingBack()
    let number = program.pruned(to: [place]).onlyValue
    knownIndices[place] = number
    return number
  }

  private mutating func largest(of places: [Int]) throws(ProgramError) -> Int {
    if let known = knownChoices[places] { return known }
    try spendOnLookingBack()
    let best = program.pruned(to: places).largestResult
    knownChoices[places] = best
    return best
  }

  /// What a step is must sometimes be known before the next is made: going through all steps so far
  /// counts as making a part of them again.
  private mutating func spendOnLookingBack() throws(ProgramError) {
    try spend(program.operations.count / 16)
  }

  // MARK: - Steps, each made once

  private mutating func step(_ operation: Program.Operation) -> Int {
    let place = known.place(of: operation, in: program.operations)
    if place == program.operations.count { program.operations.append(operation) }
    return place
  }

  private mutating func place(of quantity: Quantity, named name: Program.InputName? = nil) -> Int {
    let named = Named(quantity: quantity, name: name)
    if let index = knownQuantities[named] { return step(.quantity(index)) }
    let index = program.quantities.count
    program.quantities.append(quantity)
    program.names.append(name)
    knownQuantities[named] = index
    return step(.quantity(index))
  }

  /// The elements of an input, of which no step was made before.
  private mutating func enter(_ vector: [Quantity], named name: String) -> [Int] {
    let (quantity, place) = (program.quantities.count, program.operations.count)
    program.quantities += vector
    program.names += vector.indices.map { .init(name: name, index: $0) }
    program.operations += vector.indices.map { .quantity(quantity + $0) }
    return Array(place..<place + vector.count)
  }

  private mutating func row(_ places: [Int]) -> Int {
    if let row = knownRows[places] { return row }
    program.rows.append(places)
    knownRows[places] = program.rows.count - 1
    return program.rows.count - 1
  }
}
