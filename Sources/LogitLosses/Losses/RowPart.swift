import LogitExact

/// What a whole row of a loss shows, in the order in which it is computed.
public enum RowPart: String, CaseIterable, Sendable {
  /// The loss of the row, the sum of its classes where each has its own.
  case loss
  /// What each class adds.
  case terms
  /// The derivatives by the input and by the labels.
  case gradient, labelGradient
  case softmax, sigmoid
  /// `−ln p`, p by the loss's own head.
  case negLog
  /// `−Σ y ln y` of the labels as they are smoothed, and how far above it the loss is.
  case entropy, divergence

  /// Whether a row has one number of it, else one a class.
  public var isSingle: Bool { self == .loss || self == .entropy || self == .divergence }
}

extension Loss {
  /// A part as an output of `row`; nil where the loss has none.
  public func output(_ part: RowPart) -> RowFunction.Output? {
    row.outputs.first { $0.name == part.rawValue }
  }
}

extension LossFormulas {
  /// The outputs of a whole row.
  ///
  /// - Parameters:
  ///   - isDistribution: Whether labels are compared with the probabilities as a distribution.
  ///   - inputs: What it has derivatives by.
  func ofRow(
    _ head: Loss.Head, isDistribution: Bool, _ inputs: [String]
  ) -> [RowFunction.Output] {
    var row = self
    if over == .element { row.over = .sum }
    let own = row
    let main = Expression.name(input)
    func shown(
      _ part: RowPart, _ make: @escaping @Sendable (RowFunction.Variant) -> Expression
    ) -> RowFunction.Output {
      RowFunction.Output(part.rawValue, part.isSingle ? .row : .value, isCost: false) {
        own.tempered(make($0), $0)
      }
    }
    var outputs = [
      RowFunction.Output(RowPart.loss.rawValue, .row) { own.loss($0) },
      RowFunction.Output(RowPart.gradient.rawValue, .gradient(of: input)) {
        own.gradient(by: own.input, $0)
      },
    ]
    if over != .whole {
      outputs.append(RowFunction.Output(RowPart.terms.rawValue, .value) { own.term($0) })
    }
    if inputs.contains("labels") {
      outputs.append(
        RowFunction.Output(RowPart.labelGradient.rawValue, .gradient(of: "labels")) {
          own.gradient(by: "labels", $0)
        })
    }
    switch head {
    case .softmax, .sigmoid:
      outputs += [
        shown(.softmax) { _ in .call(.softmax, [main]) },
        shown(.sigmoid) { _ in .call(.sigmoid, [main]) },
        shown(.negLog) { _ in
          head == .softmax
            ? .negation(.call(.logSoftmax, [main])) : .call(.softplus, [.negation(main)])
        },
      ]
    case .given: outputs.append(shown(.negLog) { _ in .negation(.call(.log, [main])) })
    }
    guard isDistribution else { return outputs }
    return outputs + [
      shown(.entropy) { .negation(.call(.sum, [own.ownInformation($0)])) },
      shown(.divergence) { own.divergence($0) },
    ]
  }

  /// `y ln y`, 0 for a label of 0.
  private func ownInformation(_ variant: RowFunction.Variant) -> Expression {
    .call(.times, [targets(variant), .call(.log, [targets(variant)])])
  }

  /// `Σ y ln(y / p)`: of a quotient that is exactly 1 the logarithm is 0, and of a class that is
  /// masked on both sides the product is, while a difference of logarithms would be −∞ + ∞.
  private func divergence(_ variant: RowFunction.Variant) -> Expression {
    let inverse = Expression.binary(.divide, .number("1"), .call(.softmax, [.name(input)]))
    let share = Expression.call(.times, [targets(variant), inverse])
    return .call(.sum, [.call(.times, [targets(variant), .call(.log, [share])])])
  }
}
