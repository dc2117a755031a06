import LogitExact
import LogitText

/// What holds for the value of a formula, whatever it is: a proof is a number of its format and
/// does not depend on how much it was allowed to cost, digits are the first of more digits, and a
/// step is the exact value where nothing was rounded.
///
/// The bytes are the eight numbers of the inputs, eight bytes each, and then the formula. Fewer are
/// a formula over a few numbers that are always the same.
func checkEvaluation(_ bytes: some Collection<UInt8>) throws(Violation) {
  let all = Array(bytes)
  let isShort = all.count < 64
  let numbers: [Double] =
    isShort
    ? [0.5, -40, 2, -1, 88, 0, 1, 0.25]
    : (0..<8).map { place in
      Double(bitPattern: all[place * 8..<place * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) })
    }
  let text = String(decoding: all.dropFirst(isShort ? 0 : 64), as: UTF8.self)
  let quantities = numbers.map { Quantity($0) }
  let inputs = Inputs([
    "x": .scalar(quantities[0]), "e": .scalar(quantities[1]),
    "z": .vector(Array(quantities[2..<5])), "y": .vector(Array(quantities[5..<8])),
    "w": .vector([quantities[0]]),
  ])
  guard let expression = try? Expression(parsing: text, in: inputs.scope) else { return }
  let program: Program
  do throws(ProgramError) { program = try Program(expression, of: inputs) } catch {
    return try hold(!error.description.isEmpty, "refused without a word")
  }
  try hold(
    program.resultCount == expression.shape(in: inputs.scope).count, "other results: \(text)")
  _ = program.evaluateInDouble()
  guard program.count < 200 else { return }
  for format in Format.allCases {
    try checkProofs(program, in: format, text)
    try checkSteps(program, in: format, text)
  }
  try checkDigits(program, text)
}

private func checkProofs(
  _ program: Program, in format: Format, _ text: String
) throws(Violation) {
  for overflow in [Overflow.ieee, .saturate] {
    let few = program.proofs(in: format, overflow: overflow, budget: Budget(bits: 128, work: 2e5))
    let more = program.proofs(in: format, overflow: overflow, budget: Budget(bits: 512, work: 2e6))
    for (few, more) in zip(few, more) {
      try hold(format.isRepresentable(more.value), "\(more) is no \(format): \(text)")
      if few.isDecided {
        try hold(few.isSame(as: more), "\(few) is \(more) with more bits in \(format): \(text)")
      }
      // Overflow alone makes an infinity or NaN differ.
      if more.isDecided, more.verdict == .exact, overflow == .saturate {
        try hold(more.value.isNaN || more.value.magnitude <= format.greatestFinite, text)
      }
    }
    let values = more.map { $0.value.isNaN ? 0 : $0.value }
    let budget = Budget(bits: 512, work: 2e6)
    let compared = program.compare(values, in: format, overflow: overflow, budget: budget)
    for (comparison, proof) in zip(compared, more) where proof.isDecided && proof.value.isFinite {
      let near = comparison.ulps.map { $0.magnitude <= 0.5 + 1e-9 || proof.verdict == .overflow }
      try hold(near != false, "\(comparison) of the nearest \(format): \(text)")
    }
  }
}

private func checkSteps(
  _ program: Program, in format: Format, _ text: String
) throws(Violation) {
  for overflow in [Overflow.ieee, .saturate] {
    let steps = program.steps(
      in: format, overflow: overflow, budget: Budget(bits: 256, work: 1e6))
    try hold(steps.count == program.count, "steps are missing: \(text)")
    // Whether nothing has been rounded up to here.
    var isClean: [Bool] = []
    for step in steps {
      let clean =
        step.operands.allSatisfy { isClean[$0] } && step.events.allSatisfy { !$0.isInexact }
      isClean.append(clean)
      try hold(format.isRepresentable(step.value), "\(step.value) is no \(format): \(text)")
      try hold(!step.text.isEmpty, "a step without a text: \(text)")
      if clean, let ulps = step.ulps {
        try hold(
          ulps == 0, "\(step.text) is \(ulps) ulps off without an event in \(format): \(text)")
      }
      if step.value.isNaN {
        try hold(!step.events.isEmpty || step.operands.isEmpty, "NaN without a reason: \(text)")
      }
    }
    let results = program.evaluate(in: format, overflow: overflow)
    try hold(results.count == program.resultCount, "results are missing: \(text)")
  }
}

private func checkDigits(_ program: Program, _ text: String) throws(Violation) {
  let budget = Budget(bits: 512, work: 3e6)
  let long = program.digits(25, budget: budget)
  for count in [1, 7, 20] {
    for (short, long) in zip(program.digits(count, budget: budget), long) {
      guard case .number(let a) = short.value, case .number(let b) = long.value else {
        if short.isDecided, long.isDecided {
          try hold(short.value == long.value, "\(short) and \(long): \(text)")
        }
        continue
      }
      try hold(a.digits.utf8.count <= count, "too many digits: \(text)")
      guard short.isDecided, long.isDecided else { continue }
      try hold(b.mayRound(to: a, count: count), "\(a) is no rounding of \(b): \(text)")
    }
  }
}

extension Decimal {
  /// Whether `other` has this number's first digits, the last one rounded.
  fileprivate func mayRound(to other: Decimal, count: Int) -> Bool {
    guard isNegative == other.isNegative else { return false }
    func padded(_ digits: some Sequence<UInt8>) -> [UInt8] {
      let all = digits.map { $0 - UInt8(ascii: "0") }
      return all + [UInt8](repeating: 0, count: Swift.max(0, count - all.count))
    }
    var kept = padded(digits.utf8.prefix(count))
    let rest = Array(digits.utf8.dropFirst(count)).map { $0 - UInt8(ascii: "0") }
    let shown = padded(other.digits.utf8)
    if exponent == other.exponent, kept == shown {
      // Up to the middle; the long one is rounded itself.
      return rest.first.map { $0 <= 5 } ?? true
    }
    guard let next = rest.first, next >= 5 else { return false }
    var place = kept.count - 1
    while place >= 0, kept[place] == 9 {
      kept[place] = 0
      place -= 1
    }
    if place < 0 {
      return other.exponent == exponent + 1 && shown.first == 1
        && !shown.dropFirst().contains { $0 != 0 }
    }
    kept[place] += 1
    return exponent == other.exponent && kept == shown
  }
}

extension Proof {
  fileprivate var isDecided: Bool {
    if case .undecided = verdict { return false }
    return true
  }

  fileprivate func isSame(as other: Proof) -> Bool {
    value == other.value && value.sign == other.value.sign || value.isNaN && other.value.isNaN
  }
}

extension DigitsProof {
  fileprivate var isDecided: Bool {
    if case .undecided = verdict { return false }
    return true
  }
}

extension Step.Event {
  /// Whether the value may differ from the exact one.
  fileprivate var isInexact: Bool {
    switch self {
    case .rounded, .absorbed, .overflow, .underflow: true
    case .cancelled, .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero,
      .infinityOverInfinity, .outOfDomain, .spreadsNaN, .pole:
      false
    }
  }
}

extension Scope.Shape {
  fileprivate var count: Int {
    switch self {
    case .scalar: 1
    case .vector(let count): count
    }
  }
}
