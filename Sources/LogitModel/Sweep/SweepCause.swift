import LogitExact

/// Which step of a formula loses the result, and how.
///
/// From the result back: a step is off where its value is far from what it would be without any
/// rounding. The first one that is, of operands that are not, is where the digits go; what took them
/// is its own event, or the rounding of an operand that it magnifies, as `log` does near 1.
struct SweepCause {
  let steps: [Step]
  let format: Format

  /// `exp(x) overflows`; nil where no step is off.
  var text: String? {
    guard let last = steps.indices.last else { return nil }
    guard isOff(last) else { return "it is another function" }
    var place = last
    while let earlier = steps[place].operands.first(where: isOff) { place = earlier }
    return words(of: place)
  }

  private func isOff(_ place: Int) -> Bool {
    let step = steps[place]
    if case .undecided = step.exact.verdict { return false }
    guard step.value.isFinite, step.exact.value.isFinite else {
      return step.value != step.exact.value && !(step.value.isNaN && step.exact.value.isNaN)
    }
    return (step.ulps ?? 0).magnitude > Sweep.tolerance(format)
  }

  private func words(of place: Int) -> String {
    let step = steps[place]
    let text = step.text
    // What only passes on, or blows up, the rounding of an operand.
    let isOwn = step.events.contains { event in
      switch event {
      case .overflow, .absorbed, .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero,
        .infinityOverInfinity, .outOfDomain:
        true
      case .rounded, .cancelled, .underflow, .spreadsNaN, .pole: false
      }
    }
    if !isOwn, let loser = step.operands.last(where: isWorse) { return loss(at: loser) }
    for event in step.events {
      switch event {
      case .overflow: return "\(text) overflows"
      case .absorbed: return loss(at: place)
      case .infinityMinusInfinity: return "\(text) is inf - inf"
      case .zeroTimesInfinity: return "\(text) is 0 * inf"
      case .zeroOverZero: return "\(text) is 0 / 0"
      case .infinityOverInfinity: return "\(text) is inf / inf"
      case .outOfDomain: return "\(text) is not defined"
      case .pole: return "\(text) is infinite"
      case .cancelled(let digits): return "\(text) cancels \(counted(digits, "digit"))"
      case .underflow: return "\(text) underflows"
      case .rounded, .spreadsNaN: continue
      }
    }
    return "\(text) loses its digits"
  }

  /// Whether rounding there took something that a later step may miss.
  private func isWorse(_ place: Int) -> Bool {
    steps[place].events.contains { event in
      switch event {
      case .absorbed, .underflow, .rounded: true
      case .cancelled, .overflow, .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero,
        .infinityOverInfinity, .outOfDomain, .spreadsNaN, .pole:
        false
      }
    }
  }

  /// What became of the smaller part of a sum, or of a number near 0 or 1.
  private func loss(at place: Int) -> String {
    let step = steps[place]
    if step.events.contains(.underflow) { return "\(step.text) underflows" }
    let parts = step.operands.map { steps[$0] }
    if parts.count == 2, step.text.contains(" + ") || step.text.contains(" - "),
      let small = parts.min(by: { $0.value.magnitude < $1.value.magnitude })
    {
      let isAbsorbed = step.events.contains { event in
        if case .absorbed = event { return true }
        return false
      }
      return isAbsorbed
        ? "\(step.text) absorbs \(small.text)" : "\(step.text) keeps too little of \(small.text)"
    }
    if step.value.magnitude == 1 { return "\(step.text) rounds to \(step.value.shortest)" }
    return "\(step.text) rounds off what follows needs"
  }
}
