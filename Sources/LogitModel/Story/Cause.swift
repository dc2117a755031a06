import LogitExact
import LogitText

/// Which step of a formula loses the result, and how.
///
/// From the result back: a step is off where its value is far from what it would be without any
/// rounding. The first one that is, of operands that are not, is where the digits go; what took them
/// is its own event, or the rounding of an operand that it magnifies, as `log` does near 1.
struct SweepCause {
  let steps: [Step]
  let format: Format

  /// `exp(x) overflows`; nil where there are no steps.
  var text: String? {
    guard let last = steps.indices.last else { return nil }
    guard isOff(last) else {
      return steps[last].exact.value.isNaN ? "has no value" : Self.another
    }
    var place = last
    while let earlier = steps[place].operands.first(where: isOff) { place = earlier }
    return words(of: place)
  }

  /// What is said of a formula that is off without any rounding.
  static let another = "is another function"

  /// Whether a step ends at one number for good: `exp(x)` overflows or it does not, while what is
  /// rounded next to 1 gets worse little by little.
  static func isSharp(_ cause: String) -> Bool {
    [" overflows", " underflows", " absorbs ", " rounds to 1", " is infinite"].contains {
      cause.hasSuffix($0) || $0.hasSuffix(" ") && cause.contains($0)
    }
  }

  private func isOff(_ place: Int) -> Bool {
    let step = steps[place]
    switch step.exact.verdict {
    case .undecided: return false
    case .overflow: return true
    case .exact, .proven, .underflow: break
    }
    return Sweep.isFailed(step.value, step.exact, off: step.ulps, in: format)
  }

  private func words(of place: Int) -> String {
    let step = steps[place]
    let name = Self.brief(step.text)
    if let event = step.events.first(where: \.isOwn) {
      switch event {
      case .overflow: return "\(name) overflows"
      case .absorbed: return loss(at: place)
      case .infinityMinusInfinity: return "\(name) is inf - inf"
      case .zeroTimesInfinity: return "\(name) is 0 * inf"
      case .zeroOverZero: return "\(name) is 0 / 0"
      case .infinityOverInfinity: return "\(name) is inf / inf"
      case .outOfDomain: return "\(name) is not defined"
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
        return "\(name) cancels \(counted(digits, "digit"))"
      }
      if case .pole = event { return "\(name) is infinite" }
      if case .underflow = event { return "\(name) underflows" }
    }
    return "\(name) loses its digits"
  }

  /// What became of the smaller part of a sum, or of a number near 0 or 1.
  private func loss(at place: Int) -> String {
    let step = steps[place]
    let name = Self.brief(step.text)
    if step.events.contains(.underflow) { return "\(name) underflows" }
    let parts = step.operands.map { steps[$0] }
    if Self.isSum(step.text), parts.count == 2,
      let small = parts.min(by: { $0.value.magnitude < $1.value.magnitude })
    {
      let isAbsorbed = step.events.contains { event in
        if case .absorbed = event { return true }
        return false
      }
      return "\(name) \(isAbsorbed ? "absorbs" : "keeps too little of") \(Self.brief(small.text))"
    }
    if step.value == 1 { return "\(name) rounds to 1" }
    let isNearOne = (step.value.magnitude - 1).magnitude < 0.01
    return isNearOne ? "\(name) is rounded next to 1" : "the rounding of \(name) grows"
  }

  /// The text of a step where it is short, else what kind of step it is.
  static func brief(_ text: String) -> String {
    guard text.utf8.count > 24 || text.contains("#") else { return text }
    switch outermost(text) {
    case "+": return "the sum"
    case "-": return "the difference"
    case "*": return "the product"
    case "/": return "the quotient"
    default: break
    }
    guard let bracket = text.firstIndex(of: "("), let end = text.lastIndex(of: ")") else {
      return text
    }
    return "\(text[..<bracket])(..)\(text[text.index(after: end)...])"
  }

  private static func isSum(_ text: String) -> Bool {
    let sign = outermost(text)
    return sign == "+" || sign == "-"
  }

  /// The last sign outside of brackets that stands between blanks: of sums that of a sum.
  private static func outermost(_ text: String) -> Character? {
    var depth = 0
    var found: Character?
    let letters = Array(text)
    for (place, letter) in letters.enumerated() {
      if "([".contains(letter) { depth += 1 }
      if ")]".contains(letter) { depth -= 1 }
      guard depth == 0, "+-*/".contains(letter), place > 0, place + 1 < letters.count,
        letters[place - 1] == " ", letters[place + 1] == " "
      else { continue }
      if "+-".contains(letter) || found == nil || "*/".contains(found ?? "*") { found = letter }
    }
    return found
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
