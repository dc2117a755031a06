import LogitExact

/// What the numbers of one row can be where its logits are known to a margin.
///
/// - Derivation: a probability of a softmax takes its extremes in two corners of the box of logits. The
///   loss takes them where its derivatives say; where they change their sign inside the box, a search
///   does (`BoxSearch`). A gradient has the range of its formula, or of a search where that is not
///   attained.
/// - Accuracy: every end is rounded outward, so that no value lies outside; the sum of classes by
///   themselves may be off by 1e-12 of itself. `RangesPropertyTests` holds them to proven values of random
///   points inside and of corners.
public struct RowRanges: Equatable, Sendable {
  public typealias Ends = ClosedRange<Double>

  /// A class; nil is what is not known.
  public struct Class: Equatable, Sendable {
    public let logit: Ends?
    public let probability: Ends?
    public let negLog: Ends?
    public let gradient: Ends?
  }

  public let classes: [Class]
  public let loss: Ends?
  /// Whether the ends of the loss are attained.
  public let isTight: Bool
  /// Whether those of the gradients are.
  public let hasTightGradients: Bool
  /// Classes that may be the most probable, that which is first; of independent classes those that may
  /// be on either side of one half.
  public let winners: [Int]
  /// Whether another class may be the most probable, or one may cross one half.
  public let canFlip: Bool

  /// - Parameters:
  ///   - question: Which loss it is, in which variant and weighted or not; its outputs do not matter.
  ///   - counts: Whether the row counts for anything.
  ///   - withGradients: Whether those are asked for; without them all are nil.
  public init(
    _ loss: Loss, _ question: RowQuestion, _ values: RowValues, under margin: Margin,
    counts: Bool = true, withGradients: Bool = true, _ programs: inout RowPrograms
  ) {
    let raw = (0..<values.classCount).map { values[.main, $0] }
    let box = raw.map { margin.range(of: $0) }
    // What is infinite stays what it is.
    let known = zip(raw, box).map { number, ends in ends ?? (number.isNaN ? nil : number...number) }
    let temperature = question.variant.isTempered ? values[Rule.temperature] : 1
    let own = Self.probabilities(loss.head, known, over: temperature)
    let search = RangeSearch(loss, question, values, &programs)
    let found = counts ? search?.loss(in: box) : (0...0, true)
    let gradients = withGradients && counts ? search?.gradients(in: box) : nil
    self.loss = found?.ends
    isTight = found?.isTight ?? false
    hasTightGradients = gradients?.isTight ?? !counts
    let classes = raw.indices.map { k in
      Class(
        logit: box[k], probability: own[k].probability, negLog: own[k].negLog,
        gradient: counts ? gradients?.ends[k] : 0...0)
    }
    self.classes = classes
    winners =
      loss.head == .softmax
      ? Self.winners(raw, known)
      : classes.indices.filter { classes[$0].probability?.contains(0.5) ?? false }
    canFlip = winners.count > (loss.head == .softmax ? 1 : 0)
  }

  private static func probabilities(
    _ head: Loss.Head, _ box: [Ends?], over temperature: Double
  ) -> [ProbabilityRange] {
    switch head {
    case .softmax: ProbabilityRange.ofSoftmax(box, over: temperature)
    case .sigmoid: box.map { .ofSigmoid($0, over: temperature) }
    case .given: box.map { .given($0) }
    }
  }

  private static func winners(_ logits: [Double], _ box: [Ends?]) -> [Int] {
    guard !logits.contains(where: \.isNaN),
      let best = logits.indices.max(by: { logits[$0] < logits[$1] }),
      let least = box[best]?.lowerBound
    else { return [] }
    return [best]
      + logits.indices.filter { k in k != best && (box[k]?.upperBound ?? -.infinity) >= least }
  }
}
