import LogitExact

/// The formulas of a loss, made from what its class adds.
struct LossFormulas: Sendable {
  let input: String
  let term: String
  var over: Loss.Over
  let slopes: [String: String]
  /// Whether a smoothed label is shared between true and false, not among the classes.
  let isSharedByTwo: Bool
  /// The numbers that only this loss knows.
  var parameters: [Rule] = []

  private var scope: Scope {
    RowFunction.scope(over == .element ? .elements : .classes, input, parameters: parameters)
  }

  private func parsed(_ text: String) -> Expression { Expression(text, in: scope) }

  /// What each class adds.
  func term(_ variant: RowFunction.Variant) -> Expression {
    let term = parsed(term)
    let own: Expression =
      switch over {
      case .element, .sum: term
      case .mean: .binary(.divide, term, .name("classes"))
      case .row, .whole: .call(.times, [.name("labels"), term])
      }
    return told(own, variant)
  }

  func loss(_ variant: RowFunction.Variant) -> Expression { told(plain, variant) }

  /// A formula with what its inputs come to in their place.
  private func told(_ formula: Expression, _ variant: RowFunction.Variant) -> Expression {
    tempered(formula.replacing("labels", with: targets(variant)), variant)
  }

  func tempered(_ formula: Expression, _ variant: RowFunction.Variant) -> Expression {
    guard variant.isTempered else { return formula }
    let divided = Expression.binary(.divide, .name(input), .name(Rule.temperature.name))
    return formula.replacing(input, with: divided)
  }

  /// Of labels as they are given.
  private var plain: Expression {
    let term = parsed(term)
    return switch over {
    case .element, .row, .whole: term
    case .sum: .total(term)
    case .mean: .call(.mean, [term])
    }
  }

  /// What the labels come to.
  func targets(_ variant: RowFunction.Variant) -> Expression {
    var labels = Expression.name("labels")
    if variant.isSmoothed {
      let share = isSharedByTwo ? "2" : "classes"
      labels = parsed("(1 - label_smoothing) * labels + label_smoothing / \(share)")
    }
    return variant.isWeighted ? .call(.times, [.name("class_weight"), labels]) : labels
  }

  /// - Precondition: the loss can be derived by `name`, or has a slope by it.
  func gradient(by name: String, _ variant: RowFunction.Variant) -> Expression {
    var slope = told(slope(by: name), variant)
    if variant.isTempered, name == input {
      slope = .binary(.divide, slope, .name(Rule.temperature.name))
    }
    guard name == "labels" else { return slope }
    // A derivative goes through what the labels come to as well.
    if variant.isWeighted { slope = .call(.times, [.name("class_weight"), slope]) }
    if variant.isSmoothed { slope = .call(.times, [parsed("1 - label_smoothing"), slope]) }
    return slope
  }

  private func slope(by name: String) -> Expression {
    guard let own = slopes[name].map(parsed) ?? derivative(by: name) else {
      preconditionFailure("'\(term)' has no formula for its slope by \(name)")
    }
    return over == .mean ? .binary(.divide, own, .name("classes")) : own
  }

  /// A parameter may be called as what a framework clips to.
  private var unclipped: Expression { parameters.isEmpty ? plain.unclipped : plain }

  /// The loss as `text`, or else without its clip.
  func written(_ text: String?) -> Expression { text.map(parsed) ?? unclipped }

  func writtenSlope(_ text: String?) -> Expression {
    if let text = text ?? slopes[input] { return parsed(text) }
    guard let slope = unclipped.derivative(by: input, in: scope) else {
      preconditionFailure("'\(term)' has no formula for its slope")
    }
    return slope
  }

  /// The slope by an input, of a mean that of its sum, by the rules of calculus; nil where an element
  /// is chosen.
  func derivative(by name: String) -> Expression? {
    let formula = over == .mean ? .total(parsed(term)) : plain
    return formula.derivative(by: name, in: scope)
  }
}

extension Expression {
  /// The formula with every number taken as it is that was clipped to `lo ... hi`.
  fileprivate var unclipped: Expression {
    switch self {
    case .call(.clip, let parts) where parts.dropFirst() == [.name("lo"), .name("hi")]:
      parts[0].unclipped
    case .number, .name: self
    case .negation(let part): .negation(part.unclipped)
    case .power(let part, let exponent): .power(part.unclipped, exponent)
    case .binary(let sign, let a, let b): .binary(sign, a.unclipped, b.unclipped)
    case .call(let function, let parts): .call(function, parts.map(\.unclipped))
    case .element(let vector, let index): .element(vector.unclipped, index.unclipped)
    }
  }
}
