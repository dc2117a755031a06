extension Program {
  /// Which result is the largest, the first of equal ones; equal are also those that balls do not
  /// tell apart with work of about a hundredth of a second.
  ///
  /// - Special values: NaN is never larger than another, nor another than it.
  var largestResult: Int {
    var question = Largest(program: self)
    var budget = Budget(bits: 4096, work: 1e7)
    _ = budget.ask(&question)
    return question.best
  }

  /// The first result: exactly where it ends within 256 bits, otherwise in `Double`.
  var onlyValue: Double {
    let ball = enclosures(as: Rational<4>.self)[results[0]].ball
    if ball.isExact, let value = ball.rounded(to: .float64) { return value }
    return evaluateInDouble()[0]
  }
}

private struct Largest: Question {
  let program: Program
  private(set) var best = 0

  func cost(limbs: Int) -> Double { program.cost(limbs: limbs) }

  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
    let values = program.enclosures(as: Rational<width>.self)
    let places = program.results
    var isDecided = true
    best = 0
    for index in places.indices.dropFirst() where places[index] != places[best] {
      let (value, top) = (values[places[index]], values[places[best]])
      if value.ball.isNaN || top.ball.isNaN { continue }
      if value.ball.kind == .infinite, top.ball.kind == .infinite {
        if top.ball.isNegative, !value.ball.isNegative { best = index }
        continue
      }
      switch (value - top).ball.sign {
      case 1: best = index
      case nil: isDecided = false
      default: break
      }
    }
    return isDecided
  }
}
