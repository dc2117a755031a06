import LogitBench
import LogitExact
import LogitText

/// What happened in one step, told.
struct Story {
  private let step: Step
  private let operands: [Step]
  private let format: Format
  private let isWhereLost: Bool
  private let birth: StepBirth?
  /// The last step of the formula.
  private let end: Step?
  private let isEnd: Bool

  init(
    _ step: Step, _ all: [Step], in format: Format, isWhereLost: Bool, birth: StepBirth? = nil
  ) {
    self.step = step
    operands = step.operands.map { all[$0] }
    self.format = format
    self.isWhereLost = isWhereLost
    self.birth = birth
    end = all.last
    isEnd = all.last?.text == step.text
  }

  private func spelled(_ value: Double) -> String { format.spelled(value) }
  private var value: String { spelled(step.value) }
  private var off: String {
    let isNear = step.ulps == 0 && step.exact.verdict != .exact
    return isNear ? LogitText.spelled(ulps: 1e-6) : LogitText.spelled(ulps: step.ulps)
  }

  /// The event that says most.
  private var telling: Step.Event? {
    let rank: (Step.Event) -> Int = { event in
      switch event {
      case .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero, .infinityOverInfinity,
        .outOfDomain:
        0
      case .overflow, .pole: 1
      case .underflow, .spreadsNaN: 2
      case .cancelled: 3
      case .absorbed: 4
      case .rounded: 5
      }
    }
    return step.events.min { rank($0) < rank($1) }
  }

  /// A few words.
  var event: String {
    let words: String
    switch telling {
    case nil, .rounded?: words = plain
    case .absorbed?: words = "absorbed: half an ulp is \(half)"
    case .cancelled? where isExact: words = "exact"
    case .cancelled(let digits)?:
      words = "\(counted(digits, "digit")) cancelled" + (off.isEmpty ? "" : ", \(off)")
    case .overflow?: words = "overflow: the top is \(format.greatestFinite.scientific(1))"
    case .underflow?: words = "underflow: the least is \(format.leastNonzero.scientific(1))"
    case .pole?: words = birth == nil ? "\(name) is \(value)" : "inf is born: \(name)"
    case .spreadsNaN?: words = "nan goes on"
    case .outOfDomain?: words = "nan is born: \(name)"
    case .infinityMinusInfinity?, .zeroTimesInfinity?, .zeroOverZero?, .infinityOverInfinity?:
      words = "nan is born: \(telling?.indeterminate ?? "")"
    }
    return birth == .zero ? (words == off ? "0 is born: \(name)" : "0 is born: \(words)") : words
  }

  /// Whether an infinity is only handed on.
  private var spreadsInfinity: Bool {
    step.value.isInfinite && operands.contains { $0.value.isInfinite }
  }

  private var plain: String {
    if spreadsInfinity { return "inf goes on" }
    if step.ulps == nil { return "" }
    return isExact ? "exact" : off
  }

  /// Whether the value is the one without any rounding, and not only next to it.
  private var isExact: Bool { step.ulps == 0 && step.exact.verdict == .exact }

  private var half: String { (format.ulp(of: step.value) / 2).significant(3) }

  /// `log(0)`.
  private var name: String { step.applied }

  /// One or two sentences.
  var sentence: String {
    let told = told
    guard isWhereLost, let end, let ulps = end.ulps, let own = step.ulps, ulps.magnitude > 1,
      own.magnitude < ulps.magnitude / 4
    else { return told }
    return told + "; what follows makes \(LogitText.spelled(ulps: ulps)) of it"
  }

  private var told: String {
    switch telling {
    case nil where spreadsInfinity: return "\(name): inf goes on\(exactly)"
    case nil:
      if isExact { return "\(name) = \(value): nothing is rounded" }
      return "\(name) = \(value), rounds nothing itself: it passes on what came before\(exactly)"
    case .rounded?:
      let own = step.ulps.map { $0.magnitude <= 1 } ?? false
      return "\(name) = \(value)"
        + (own ? ", off by \(off): its own rounding" : exactly)
    case .absorbed(let small)?:
      return "\(name): half an ulp of \(value) is \(half), so \(small.significant(3)) is absorbed"
    case .cancelled(let digits)?:
      let brought = operands.contains { $0.ulps != 0 }
      return "\(name): the first \(counted(digits, "digit")) cancel"
        + (brought
          ? ", and the rounding of what is taken apart is left in \(value)"
          : "; both are exact, so nothing is lost") + (brought ? exactly : "")
    case .overflow?:
      return
        "\(name) is beyond \(spelled(format.greatestFinite)), the largest \(format.name): \(value)"
    case .underflow?:
      return
        "\(name) is not 0 but below half of \(format.leastNonzero.scientific(2)),"
        + " the least \(format.name): \(value)"
    case .pole?:
      return "\(name) is \(value) by definition\(exactly)"
    case .spreadsNaN?:
      return "\(name): nan goes on " + (isEnd ? "to the end" : "into all that follows")
    case .infinityMinusInfinity?, .zeroTimesInfinity?, .zeroOverZero?, .infinityOverInfinity?,
      .outOfDomain?:
      return "\(name) has no value: nan is born\(exactly)"
    }
  }

  /// What it should be.
  private var exactly: String {
    if step.ulps == 0 { return "" }
    let nearest = step.exact.text(in: format)
    return nearest == value || nearest == "?" ? "" : "; exactly it is \(nearest)"
  }
}
