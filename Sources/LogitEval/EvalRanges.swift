import LogitExact
import LogitLosses
import LogitText

/// What an output can be where its input is known to a margin, number by number.
package struct RangeOutput: Sendable {
  let name: String
  /// NaN where the formula may have no number, or any.
  let from: Tensor<Double>
  let to: Tensor<Double>
  /// Whether every end is attained; else the true ranges may be narrower.
  let isTight: Bool
}

extension EvalFields {
  static let knownTo = "known_to"

  /// How well the input is known: the name of a format, or a number; nil where nothing is said.
  func margin() throws(EvalRefusal) -> Margin? {
    guard let value = self[Self.knownTo] else { return nil }
    if case .text(let name) = value, Double(name) == nil {
      guard let format = Margin.formats.first(where: { $0.name == name }) else {
        throw EvalRefusal(
          .unknownDtype,
          "\(name.quotedAsJSON) is none of \(Margin.formats.map(\.name).listed), nor a number",
          at: Self.knownTo)
      }
      return .rounded(format)
    }
    // A margin is no number of the dtype.
    let margin = try EvalNumbers(format: .float64).number(value, at: Self.knownTo)
    guard margin >= 0, margin < .infinity else {
      throw EvalRefusal(
        .notANumber, "found \(margin), needs a format or a number of 0 or more", at: Self.knownTo)
    }
    return .within(margin)
  }
}

extension RowWork {
  /// The ranges of the loss and of the gradient by the input, or of a function's values.
  ///
  /// - Derivation: every row by itself; a reduced loss is the sum of its rows' over the denominator,
  ///   and so is a gradient of what was broadcast, whose rows are taken to be independent.
  mutating func ranges(
    under margin: Margin, _ programs: inout RowPrograms
  ) throws(EvalRefusal) -> [RangeOutput] {
    guard let loss = Loss.having(request.function) else {
      return try valueRanges(under: margin, &programs)
    }
    let question = question([], isOver: false)
    let inputShape = request.input.shape
    let isBroadcast = inputShape.elementCount != layout.count
    var losses = Ends(shape: layout.rowShape)
    var gradients = Ends(shape: inputShape)
    gradients.isTight = !isBroadcast
    for index in 0..<layout.rowCount {
      turn(to: index)
      let ranges = RowRanges(
        loss, question, row, under: margin, counts: !isIgnored(index), &programs)
      losses.add(ranges.loss, at: index)
      losses.isTight = losses.isTight && ranges.isTight
      gradients.isTight = gradients.isTight && ranges.hasTightGradients
      for (k, own) in ranges.classes.enumerated() {
        gradients.add(own.gradient, at: inputPlaces[index * layout.classCount + k])
      }
    }
    if request.reduction != .none {
      losses = losses.summed.divided(by: denominator.value)
      gradients = gradients.divided(by: denominator.value)
    }
    let gradient = "d\(request.function.input)"
    let found = [("loss", losses), (gradient, gradients)]
    return found.filter { name, _ in request.wanted.contains { $0.name == name } }
      .map { $1.output(named: $0) }
  }

  /// Of a function that is no loss: what it and the functions of a row make of it.
  private mutating func valueRanges(
    under margin: Margin, _ programs: inout RowPrograms
  ) throws(EvalRefusal) -> [RangeOutput] {
    let outputs = request.wanted.filter { $0.name == "value" }
    guard let output = outputs.first else { return [] }
    let isRow = output.kind == .row
    var values = Ends(shape: isRow ? layout.rowShape : layout.shape)
    values.isTight = EvalName.monotone.contains(request.function.name)
    let count = layout.classCount
    for index in 0..<layout.rowCount {
      turn(to: index)
      let program = try program(question([output], isOver: false), &programs)
      let box = (0..<count).map { margin.range(of: row[.main, $0]) }
      for (k, ends) in program.ranges(of: request.function.input, in: box).results.enumerated() {
        values.add(ends, at: isRow ? index : index * count + k)
      }
    }
    return [values.output(named: "value")]
  }

  /// The ends of numbers of a shape, added up where several fall together.
  private struct Ends {
    var from: Tensor<Double>
    var to: Tensor<Double>
    var isTight = true

    init(shape: [Int]) {
      let zeros = [Double](repeating: 0, count: shape.elementCount ?? 0)
      from = Tensor(shape: shape, values: zeros)
      to = from
    }

    mutating func add(_ ends: RowRanges.Ends?, at place: Int) {
      from.values[place] += ends?.lowerBound ?? .nan
      to.values[place] += ends?.upperBound ?? .nan
    }

    /// All of them as one number.
    var summed: Ends {
      var sum = Ends(shape: [])
      sum.isTight = isTight
      sum.from.values[0] = from.values.reduce(0, +)
      sum.to.values[0] = to.values.reduce(0, +)
      return sum
    }

    func divided(by divisor: Double) -> Ends {
      var quotient = self
      let (a, b) = (from.values.map { $0 / divisor }, to.values.map { $0 / divisor })
      (quotient.from.values, quotient.to.values) = divisor < 0 ? (b, a) : (a, b)
      return quotient
    }

    func output(named name: String) -> RangeOutput {
      RangeOutput(name: name, from: from, to: to, isTight: isTight)
    }
  }
}

extension EvalName {
  /// Functions whose every value takes its extremes in corners of the box.
  fileprivate static let monotone: Set<String> = [
    "softmax", "log_softmax", "logsumexp", "sigmoid", "log_sigmoid", "softplus",
  ]
}
