/// Formulas over a row as steps over all of it: what are K steps of a `Program` is one here, and the
/// same steps serve rows of any length.
///
/// - Derivation: each element goes through the operations that a `Program` has for it, in their
///   order. Only what cheap enclosures tell is asked; the rest is for a `Program`.
package struct RowSteps: Sendable {
  private enum Step: Hashable, Sendable {
    case number(Quantity)
    case name(String)
    case negate(Int)
    case power(Int, Int)
    case binary(BinaryOperator, Int, Int)
    case element(Int, Int)
    case call(Function, [Int])

    var operands: [Int] {
      switch self {
      case .number, .name: []
      case .negate(let a), .power(let a, _): [a]
      case .binary(_, let a, let b), .element(let a, let b): [a, b]
      case .call(_, let all): all
      }
    }
  }

  private var steps: [Step] = []
  private var results: [Int] = []
  /// The operands that no later step needs.
  private var released: [[Int]] = []
  private let spreadsNaN: Bool

  /// - Parameter spreadsNaN: As of `Program`.
  package init(_ expressions: [Expression], spreadsNaN: Bool) {
    self.spreadsNaN = spreadsNaN
    var known: [Step: Int] = [:]
    for expression in expressions {
      var values: [Int] = []
      for node in expression.postorder {
        let parts = Array(values.suffix(node.partCount))
        values.removeLast(parts.count)
        let step: Step =
          switch node {
          case .number(let text): .number(Quantity(text) ?? Quantity(.nan))
          case .name(let name): .name(name)
          case .negation: .negate(parts[0])
          case .power(_, let exponent): .power(parts[0], exponent)
          case .binary(let sign, _, _): .binary(sign, parts[0], parts[1])
          case .element: .element(parts[0], parts[1])
          case .call(let function, _): .call(function, parts)
          }
        let place = known[step] ?? steps.count
        if place == steps.count { steps.append(step) }
        known[step] = place
        values.append(place)
      }
      results.append(values[0])
    }
    var isNeeded = Set(results)
    released = steps.map { _ in [] }
    for place in steps.indices.reversed() {
      released[place] = steps[place].operands.filter { isNeeded.insert($0).inserted }
    }
  }

  /// Whether numbers with a bound decide roundings to the format as well as balls.
  func mayRoundByBound(to format: Format) -> Bool {
    format != .float64
      || steps.allSatisfy { step in
        switch step {
        case .number, .name, .negate, .power, .binary, .element: true
        case .call(let function, _): function.isArithmetic
        }
      }
  }

  func values<Number: Enclosure>(
    as _: Number.Type, _ input: (String) -> RowValue<Double>?
  ) -> [Number]? {
    var known: [RowValue<Number>] = []
    known.reserveCapacity(steps.count)
    var rows: [Int: Number.Row] = [:]
    for (place, step) in steps.enumerated() {
      let value: RowValue<Number>?
      switch step {
      case .number(let quantity): value = .one(Number(quantity))
      case .name(let name):
        value = input(name)?.map { Number(Quantity($0)) } ?? .one(Number(Quantity(.nan)))
      case .negate(let a): value = known[a].map { -$0 }
      case .power(let a, let exponent): value = known[a].map { $0.power(exponent) }
      case .binary(let sign, let a, let b): value = Self.binary(sign, known[a], known[b])
      case .element(let row, let index):
        let all = known[row].elements
        value = known[index][0].whole.flatMap { all.indices.contains($0) ? .one(all[$0]) : nil }
      case .call(let function, let operands):
        if [.softmax, .logSoftmax, .logsumexp].contains(function) {
          let row = operands[0]
          var state = rows[row] ?? Number.Row(known[row].elements)
          value = Self.ofRow(function, known[row].count, &state)
          rows[row] = state
        } else {
          value = call(function, operands.map { known[$0] })
        }
      }
      guard let value else { return nil }
      known.append(value)
      for operand in released[place] { known[operand] = .many([]) }
    }
    return results.flatMap { known[$0].elements }
  }

  private static func binary<Number: Enclosure>(
    _ sign: BinaryOperator, _ a: RowValue<Number>, _ b: RowValue<Number>
  ) -> RowValue<Number> {
    switch sign {
    case .add: a.paired(with: b) { $0 + $1 }
    case .subtract: a.paired(with: b) { $0 - $1 }
    case .multiply: a.paired(with: b) { $0 * $1 }
    case .divide: a.paired(with: b) { $0 / $1 }
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      a.paired(with: b) { .compare(sign, $0, $1) }
    }
  }

  private static func ofRow<Row: RowOfEnclosures>(
    _ function: Function, _ count: Int, _ row: inout Row
  ) -> RowValue<Row.Number> {
    switch function {
    case .softmax: .many((0..<count).map { row.softmax($0) })
    case .logSoftmax: .many((0..<count).map { row.logSoftmax($0) })
    default: .one(row.logSumExp())
    }
  }

  private func call<Number: Enclosure>(
    _ function: Function, _ arguments: [RowValue<Number>]
  ) -> RowValue<Number>? {
    let first = arguments[0]
    switch function {
    // The two that rows are full of, without asking for each element which one it is.
    case .exp: return first.map { .exp($0) }
    case .sigmoid: return first.map { .sigmoid($0) }
    case .log, .log1p, .expm1, .sqrt, .abs, .exp2, .log2, .tanh, .erf, .softplus, .logSigmoid,
      .stopGradient:
      return first.map { .apply(function, to: $0) }
    case .pow: return first.paired(with: arguments[1]) { .pow($0, $1) }
    case .choice:
      let (a, b) = (arguments[1], arguments[2])
      guard let row = arguments.first(where: \.isRow) else {
        return .one(.choose(first[0], a[0], b[0]))
      }
      return .many((0..<row.count).map { .choose(first[$0], a[$0], b[$0]) })
    case .times:
      return spreadsNaN
        ? first.paired(with: arguments[1]) { .weigh($0, $1) }
        : first.paired(with: arguments[1]) { .times($0, $1) }
    case .dot: return .one(.sum(first.paired(with: arguments[1]) { $0 * $1 }.elements))
    case .sum: return .one(.sum(first.elements))
    case .mean:
      guard first.count > 0 else { return nil }
      return .one(.sum(first.elements) / Number(Quantity(Double(first.count))))
    case .max: return Self.chosen(arguments) { .max($0, $1) }
    case .min: return Self.chosen(arguments) { .min($0, $1) }
    case .clip:
      return first.paired(with: arguments[1]) { .max($0, $1) }
        .paired(with: arguments[2]) { .min($0, $1) }
    case .argmax, .others, .insert, .indices, .grad, .condition, .softmax, .logSoftmax,
      .logsumexp:
      return nil
    }
  }

  private static func chosen<Number: Enclosure>(
    _ arguments: [RowValue<Number>], _ choose: (Number, Number) -> Number
  ) -> RowValue<Number>? {
    guard arguments.count == 1 else {
      return arguments.dropFirst().reduce(arguments[0]) { $0.paired(with: $1, choose) }
    }
    let all = arguments[0].elements
    return all.first.map { .one(all.dropFirst().reduce($0, choose)) }
  }
}

extension Function {
  /// Whether a `Double` may compute it without rounding.
  fileprivate var isArithmetic: Bool {
    switch self {
    case .abs, .stopGradient, .choice, .times, .dot, .sum, .mean, .max, .min, .clip: true
    case .exp, .log, .log1p, .expm1, .sqrt, .exp2, .log2, .tanh, .erf, .sigmoid, .softplus,
      .logSigmoid, .pow, .logsumexp, .argmax, .softmax, .logSoftmax, .others, .insert, .indices,
      .grad, .condition:
      false
    }
  }
}
