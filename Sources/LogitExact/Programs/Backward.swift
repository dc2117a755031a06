/// The steps of a formula, and behind them those that hand back what its result asks of each: reverse
/// mode as frameworks have it, operation by operation.
///
/// - Derivation: each step multiplies what arrives at it by its own slope, in the form of PyTorch's
///   `derivatives.yaml`. Equal arguments of `max` share what arrives.
/// - Special values: by the rules of IEEE 754, `0 * inf` is NaN; with `isMasked` nothing that
///   arrives asks for nothing, whatever the slope is.
package struct Backward: Sendable {
  package private(set) var program: Program
  /// For each step of the formula where what arrives at it stands; nil where nothing does.
  package private(set) var arrivals: [Int?]
  private let isMasked: Bool
  private var known: [Program.Operation: Int] = [:]
  private var terms: [[Int]]
  private let depends: [Bool]

  /// - Parameter names: The inputs that the result is differentiated by.
  /// - Precondition: The program has one result.
  package init(_ program: Program, by names: Set<String>, isMasked: Bool) {
    self.program = program
    self.isMasked = isMasked
    depends = Self.dependents(of: names, in: program)
    let count = program.operations.count
    arrivals = [Int?](repeating: nil, count: count)
    terms = [[Int]](repeating: [], count: count)
    for (place, operation) in program.operations.enumerated() where known[operation] == nil {
      known[operation] = place
    }
    guard let result = program.results.first, depends[result] else { return }
    terms[result] = [number(1)]
    // The functions of one row are met at the first of them, when all is known of the others.
    var firsts: [Program.Operation: Int] = [:]
    for place in (0..<count).reversed() {
      if let row = program.operations[place].wholeRow { firsts[row] = place }
    }
    for place in (0..<count).reversed() where depends[place] {
      if let arrived = added(terms[place]) { arrivals[place] = arrived }
      if let row = program.operations[place].wholeRow {
        if firsts[row] == place { handBack(fromRow: row) }
      } else if let up = arrivals[place] {
        handBack(from: place, up)
      }
    }
  }

  /// What arrives at an input, added up: of a name, and of the element of a row.
  package func place(of name: String, _ index: Int? = nil) -> Int? {
    for (place, operation) in program.operations.prefix(arrivals.count).enumerated() {
      guard case .quantity(let quantity) = operation,
        let found = program.name(ofQuantity: quantity),
        found.name == name, found.index == index
      else { continue }
      return arrivals[place]
    }
    return nil
  }

  private static func dependents(of names: Set<String>, in program: Program) -> [Bool] {
    var depends: [Bool] = []
    for operation in program.operations {
      switch operation {
      case .quantity(let index):
        depends.append(program.name(ofQuantity: index).map { names.contains($0.name) } ?? false)
      case .apply(.stopGradient, _): depends.append(false)
      case .binary(let sign, _, _) where sign.isComparison: depends.append(false)
      default: depends.append(program.operands(of: operation).contains { depends[$0] })
      }
    }
    return depends
  }

  // MARK: - Steps

  private mutating func step(_ operation: Program.Operation) -> Int {
    if let place = known[operation] { return place }
    program.operations.append(operation)
    known[operation] = program.operations.count - 1
    return program.operations.count - 1
  }

  private mutating func quantity(_ quantity: Quantity) -> Int {
    program.quantities.append(quantity)
    return step(.quantity(program.quantities.count - 1))
  }

  private mutating func number(_ value: Double) -> Int {
    let known = program.operations.firstIndex { operation in
      guard case .quantity(let index) = operation, program.name(ofQuantity: index) == nil else {
        return false
      }
      return program.quantities[index].isExactly(value)
    }
    return known ?? quantity(Quantity(value))
  }

  mutating func added(_ terms: [Int]) -> Int? {
    terms.count < 2 ? terms.first : step(.sum(terms))
  }

  private mutating func times(_ up: Int, _ slope: Int) -> Int {
    isMasked ? step(.times(up, slope)) : product(up, slope)
  }

  private mutating func product(_ a: Int, _ b: Int) -> Int { step(.binary(.multiply, a, b)) }

  private mutating func over(_ up: Int, _ bottom: Int) -> Int {
    isMasked
      ? times(up, step(.binary(.divide, number(1), bottom))) : step(.binary(.divide, up, bottom))
  }

  // MARK: - Slopes

  /// Notes what arrives at an operand, where the name is in it.
  private mutating func give(_ operand: Int, _ make: (inout Backward) -> Int?) {
    if depends[operand], let term = make(&self) { terms[operand].append(term) }
  }

  private mutating func handBack(from place: Int, _ up: Int) {
    switch program.operations[place] {
    case .quantity, .softmax, .logSoftmax, .logSumExp: break
    case .negate(let a): give(a) { $0.step(.negate(up)) }
    case .binary(.add, let a, let b):
      give(a) { _ in up }
      give(b) { _ in up }
    case .binary(.subtract, let a, let b):
      give(a) { _ in up }
      give(b) { $0.step(.negate(up)) }
    case .binary(.multiply, let a, let b):
      give(a) { $0.times(up, b) }
      give(b) { $0.times(up, a) }
    case .binary(.divide, let a, let b):
      give(a) { $0.over(up, b) }
      give(b) { $0.times($0.step(.negate(up)), $0.step(.binary(.divide, place, b))) }
    case .binary: break
    case .times(let a, let b), .weigh(let a, let b):
      give(a) { $0.times(up, b) }
      give(b) { $0.step(.times(a, up)) }
    case .sum(let all): for operand in all { give(operand) { _ in up } }
    case .larger(let a, let b): share(up, a, .greater, b)
    case .smaller(let a, let b): share(up, a, .less, b)
    case .choose(let condition, let a, let b):
      give(a) { $0.step(.choose(condition, up, $0.number(0))) }
      give(b) { $0.step(.choose(condition, $0.number(0), up)) }
    case .power(let a, let exponent):
      give(a) { back in
        guard exponent > 0 else { return nil }
        let lower =
          exponent == 1 ? back.number(1) : exponent == 2 ? a : back.step(.power(a, exponent - 1))
        return back.times(up, back.product(back.number(Double(exponent)), lower))
      }
    case .raise(let a, let b):
      give(a) { back in
        let lower = back.step(.raise(a, back.step(.binary(.subtract, b, back.number(1)))))
        return back.times(up, back.isMasked ? back.step(.times(b, lower)) : back.product(b, lower))
      }
      give(b) { back in
        let growth = back.step(.apply(.log, a))
        return back.times(
          up, back.isMasked ? back.step(.times(place, growth)) : back.product(place, growth))
      }
    case .apply(let function, let a): give(a) { $0.slope(of: function, at: a, giving: place, up) }
    }
  }

  /// Of the larger or smaller of two.
  private mutating func share(
    _ up: Int, _ a: Int, _ sign: BinaryOperator, _ b: Int
  ) {
    let half = step(.binary(.divide, up, number(2)))
    let tie = step(.choose(step(.binary(.equal, a, b)), half, number(0)))
    give(a) { $0.step(.choose($0.step(.binary(sign, a, b)), up, tie)) }
    give(b) { $0.step(.choose($0.step(.binary(sign, b, a)), up, tie)) }
  }

  private mutating func slope(
    of function: Function, at a: Int, giving place: Int, _ up: Int
  ) -> Int? {
    switch function {
    case .exp: return times(up, place)
    case .log: return over(up, a)
    case .log1p: return over(up, step(.binary(.add, a, number(1))))
    case .expm1: return times(up, step(.binary(.add, place, number(1))))
    case .sqrt: return over(up, product(number(2), place))
    case .abs:
      let below = step(.choose(step(.binary(.less, a, number(0))), step(.negate(up)), number(0)))
      return step(.choose(step(.binary(.greater, a, number(0))), up, below))
    case .exp2: return times(times(up, place), step(.apply(.log, number(2))))
    case .log2: return over(up, product(a, step(.apply(.log, number(2)))))
    case .tanh:
      return times(up, step(.binary(.subtract, number(1), product(place, place))))
    case .erf:
      let bell = step(.apply(.exp, step(.negate(product(a, a)))))
      let pi = quantity(Quantity("pi") ?? Quantity(.pi))
      let scale = step(.binary(.divide, number(2), step(.apply(.sqrt, pi))))
      return times(up, product(scale, bell))
    case .sigmoid:
      return times(times(up, step(.binary(.subtract, number(1), place))), place)
    case .softplus: return times(up, step(.apply(.sigmoid, a)))
    case .logSigmoid: return times(up, step(.apply(.sigmoid, step(.negate(a)))))
    case .stopGradient: return nil
    default: return nil
    }
  }

  /// What the values of a function of a row ask of its elements, together.
  private mutating func handBack(fromRow whole: Program.Operation) {
    switch whole {
    case .logSumExp(let row):
      guard let place = known[whole], let up = arrivals[place] else { return }
      for operand in program.rows[row] {
        let gap = step(.binary(.subtract, operand, place))
        give(operand) { $0.times(up, $0.step(.apply(.exp, gap))) }
      }
    case .softmax(let row, _):
      let values = program.rows[row].indices.map { step(.softmax(row: row, index: $0)) }
      let ups = values.map { $0 < arrivals.count ? arrivals[$0] : nil }
      let parts = zip(values, ups).compactMap { value, up in up.map { (value, $0) } }
      guard let sum = added(parts.map { value, up in product(value, up, isMask: true) }) else {
        return
      }
      for (operand, (value, up)) in zip(program.rows[row], zip(values, ups)) {
        let gap = up.map { step(.binary(.subtract, $0, sum)) } ?? step(.negate(sum))
        give(operand) { $0.product(value, gap, isMask: true) }
      }
    case .logSoftmax(let row, _):
      let values = program.rows[row].indices.map { step(.logSoftmax(row: row, index: $0)) }
      let ups = values.map { $0 < arrivals.count ? arrivals[$0] : nil }
      guard let sum = added(ups.compactMap(\.self)) else { return }
      for (operand, (value, up)) in zip(program.rows[row], zip(values, ups)) {
        let share = product(step(.apply(.exp, value)), sum, isMask: true)
        let term = up.map { step(.binary(.subtract, $0, share)) } ?? step(.negate(share))
        give(operand) { _ in term }
      }
    default: break
    }
  }

  /// A product whose first factor asks for nothing where it is 0.
  private mutating func product(_ mask: Int, _ value: Int, isMask: Bool) -> Int {
    isMasked && isMask ? step(.times(mask, value)) : product(mask, value)
  }
}

extension Program.Operation {
  /// The same for all values of a function of one row; nil for any other step.
  fileprivate var wholeRow: Self? {
    switch self {
    case .logSumExp: self
    case .softmax(let row, _): .softmax(row: row, index: 0)
    case .logSoftmax(let row, _): .logSoftmax(row: row, index: 0)
    default: nil
    }
  }
}
