import LogitBench
import LogitExact
import LogitText

/// Which step of a formula loses the result, and how.
struct Cause {
  enum Kind {
    /// Without any rounding the formula is off as well.
    case another
    /// A step ends at one number for good: `exp(x)` overflows or it does not.
    case sharp
    /// What is rounded gets worse little by little, as next to 1.
    case gradual
  }

  /// `exp(x) overflows`.
  let text: String
  let kind: Kind
}

extension Cause {
  /// From the result back: a step is off where its value is far from what it would be without any
  /// rounding. The first one that is, of operands that are not, is where the digits go; what took
  /// them is its own event, or the rounding of an operand that it magnifies, as `log` does near 1.
  ///
  /// - Returns: nil where there are no steps.
  init?(of steps: [Step], in format: Format) {
    guard let cause = CauseSearch(steps: steps, format: format).cause else { return nil }
    self = cause
  }
}

private struct CauseSearch {
  let steps: [Step]
  let format: Format

  var cause: Cause? {
    guard let last = steps.indices.last else { return nil }
    guard isOff(last) else {
      return steps[last].exact.value.isNaN
        ? Cause(text: "has no value", kind: .gradual)
        : Cause(text: "is another function", kind: .another)
    }
    var place = last
    while let earlier = steps[place].operands.first(where: isOff) { place = earlier }
    return cause(at: place)
  }

  private func isOff(_ place: Int) -> Bool {
    let step = steps[place]
    switch step.exact.verdict {
    case .undecided: return false
    case .overflow: return true
    case .exact, .proven, .underflow: break
    }
    return Outcome.isFailed(step.value, step.exact, off: step.ulps, in: format)
  }

  private func cause(at place: Int) -> Cause {
    let step = steps[place]
    let name = step.brief
    if let event = step.events.first(where: \.isOwn) {
      switch event {
      case .overflow: return Cause(text: "\(name) overflows", kind: .sharp)
      case .absorbed: return loss(at: place)
      case .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero, .infinityOverInfinity:
        return Cause(text: "\(name) is \(event.indeterminate ?? "")", kind: .gradual)
      case .outOfDomain: return Cause(text: "\(name) is not defined", kind: .gradual)
      case .rounded, .cancelled, .underflow, .spreadsNaN, .pole: break
      }
    }
    // What only passes on, or blows up, the rounding of an operand.
    if !step.events.contains(where: \.isCancellation),
      let loser = step.operands.last(where: { steps[$0].events.contains(where: \.isLoss) })
    {
      return loss(at: loser)
    }
    for event in step.events {
      if case .cancelled(let digits) = event {
        return Cause(text: "\(name) cancels \(counted(digits, "digit"))", kind: .gradual)
      }
      if case .pole = event { return Cause(text: "\(name) is infinite", kind: .sharp) }
      if case .underflow = event { return Cause(text: "\(name) underflows", kind: .sharp) }
    }
    return Cause(text: "\(name) loses its digits", kind: .gradual)
  }

  /// What became of the smaller part of a sum, or of a number near 0 or 1.
  private func loss(at place: Int) -> Cause {
    let step = steps[place]
    let name = step.brief
    if step.events.contains(.underflow) {
      return Cause(text: "\(name) underflows", kind: .sharp)
    }
    let parts = step.operands.map { steps[$0] }
    if step.operation.isSum, parts.count == 2,
      let small = parts.min(by: { $0.value.magnitude < $1.value.magnitude })
    {
      let isAbsorbed = step.events.contains { event in
        if case .absorbed = event { return true }
        return false
      }
      return isAbsorbed
        ? Cause(text: "\(name) absorbs \(small.brief)", kind: .sharp)
        : Cause(text: "\(name) keeps too little of \(small.brief)", kind: .gradual)
    }
    if step.value == 1 { return Cause(text: "\(name) rounds to 1", kind: .sharp) }
    let isNearOne = (step.value.magnitude - 1).magnitude < 0.01
    return Cause(
      text: isNearOne ? "\(name) is rounded next to 1" : "the rounding of \(name) grows",
      kind: .gradual)
  }
}

extension Program.Operation {
  fileprivate var isSum: Bool {
    switch self {
    case .binary(.add, _, _), .binary(.subtract, _, _), .sum: true
    case .quantity, .negate, .binary, .apply, .larger, .smaller, .power, .raise, .choose, .times,
      .weigh, .logSumExp, .softmax, .logSoftmax:
      false
    }
  }

  /// What a person would call it where it is written with a sign.
  fileprivate var noun: String? {
    switch self {
    case .binary(.add, _, _): "the sum"
    case .binary(.subtract, _, _): "the difference"
    case .binary(.multiply, _, _): "the product"
    case .binary(.divide, _, _): "the quotient"
    // More are written as a call.
    case .sum(let all): all.count <= 4 ? "the sum" : nil
    case .binary(_, _, _): "the comparison"
    case .quantity, .negate, .apply, .larger, .smaller, .power, .raise, .choose, .times, .weigh,
      .logSumExp, .softmax, .logSoftmax:
      nil
    }
  }
}

extension Step {
  /// The text where it is short, else what kind of step it is.
  fileprivate var brief: String {
    guard text.utf8.count > 24 || text.contains("#") else { return text }
    if let noun = operation.noun { return noun }
    guard let bracket = text.firstIndex(of: "("), let end = text.lastIndex(of: ")") else {
      return text
    }
    return "\(text[..<bracket])(..)\(text[text.index(after: end)...])"
  }
}

extension Step.Event {
  /// Whether it is the fault of this step alone.
  fileprivate var isOwn: Bool {
    switch self {
    case .overflow, .absorbed, .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero,
      .infinityOverInfinity, .outOfDomain:
      true
    case .rounded, .cancelled, .underflow, .spreadsNaN, .pole: false
    }
  }

  fileprivate var isCancellation: Bool {
    if case .cancelled = self { return true }
    return false
  }

  /// Whether it took something that a later step may miss.
  fileprivate var isLoss: Bool {
    switch self {
    case .absorbed, .underflow, .rounded: true
    case .cancelled, .overflow, .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero,
      .infinityOverInfinity, .outOfDomain, .spreadsNaN, .pole:
      false
    }
  }
}
