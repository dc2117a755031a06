import LogitExact

/// A loss: one value that says all of it, from which its derivatives, its function of a row and what
/// is shown of it follow.
///
/// - Derivation: what a class adds is a formula, `term`; the loss is that over the row, its gradients
///   are the derivatives of that formula. Smoothed labels and weighted classes are put in the place
///   of its labels.
///
/// A loss never changes, so that what holds one holds a pointer.
public final class Loss: Sendable {
  /// What turns logits into probabilities.
  public enum Head: Sendable {
    /// Exclusive classes: the probabilities of a row sum to 1.
    case softmax
    /// Independent classes: each logit has a probability of its own.
    case sigmoid
    /// There is none: the inputs are the probabilities, or what is compared with the labels.
    case given
  }

  /// How what the classes add becomes the loss.
  public enum Over: Sendable {
    /// Each class has a loss of its own.
    case element
    case sum
    case mean
    /// The formula is that of the whole row already, and the class of the label has it.
    case row
    /// The same, and no class has a share of it.
    case whole
  }

  /// What a loss is a case of, whatever it is made of: what is known of all of a family is said of it.
  public enum Family: Sendable {
    /// −ln p weighed by labels: their distance from the probabilities, and their own entropy.
    case crossEntropy
    /// Half the square of `p − y`.
    case squaredError
  }

  public let name: String
  public let head: Head
  public let over: Over
  /// nil for a loss that is like no other.
  public let family: Family?
  /// One line for help and completion.
  public let summary: String
  /// What tells it from losses of the same family.
  public let distinction: String
  /// As `logitlab eval` has it.
  public let function: RowFunction
  /// All numbers of a whole row: the loss summed over its classes, and what it is made of.
  public let row: RowFunction
  /// The loss of given labels as people write it, and its derivative by the input: without a clip,
  /// which is a framework's, and in other words where the formula that is computed says more than
  /// they need.
  public var written: (loss: Expression, slope: Expression) {
    (writtenLoss.formula(.init()), writtenSlope.formula(.init()))
  }
  private let writtenLoss: RowFunction.Output
  private let writtenSlope: RowFunction.Output
  let formulas: LossFormulas
  /// What a person says of it; nil for a loss of the program.
  public let own: OwnLoss?
  private let denser: Loss?
  private let behindHead: Loss?
  /// The same as the mean over the classes of a row; nil where there is no such loss.
  public let meanOfRow: Loss?

  /// - Parameters:
  ///   - slopes: The derivatives by an input that are not derived, because a person wrote a shorter
  ///     one, or where a rule of a framework is another.
  ///   - dense: The loss of the same inputs that takes one value a class.
  ///   - ofLogits: The loss of the same labels whose inputs are logits.
  ///   - hasMeanOfRow: Whether there is the same as a loss of a row.
  init(
    _ name: String, _ head: Head, of input: String = "logits",
    labels: RowFunction.Labels = .values, domain: RowFunction.Domain = .any, rules: [Rule] = [],
    term: String, over: Over, slopes: [String: String] = [:],
    written: (loss: String?, slope: String?) = (nil, nil), family: Family? = nil,
    dense: Loss? = nil, ofLogits: Loss? = nil, hasMeanOfRow: Bool = false, summary: String = "",
    distinction: String = "", own: OwnReading? = nil
  ) {
    self.own = own?.own
    self.name = name
    self.head = head
    self.over = over
    self.family = family
    self.summary = summary
    self.distinction = distinction
    denser = dense
    behindHead = ofLogits
    meanOfRow =
      hasMeanOfRow
      ? Loss(
        name + "_rows", head, of: input, labels: labels, domain: domain, rules: rules, term: term,
        over: .mean, slopes: slopes, family: family, ofLogits: ofLogits) : nil
    let formulas = LossFormulas(
      input: input, term: term, over: over, slopes: slopes,
      isSharedByTwo: over == .element || over == .mean, parameters: rules.filter(\.isParameter))
    self.formulas = formulas
    writtenLoss = RowFunction.Output("loss", .row) { _ in formulas.written(written.loss) }
    writtenSlope = RowFunction.Output("slope", .value) { _ in formulas.writtenSlope(written.slope) }
    var outputs = [RowFunction.Output("loss", .row, formulas.loss)]
    var inputs = [input]
    if labels == .values, domain == .any { inputs.append("labels") }
    if rules.contains(.posWeight) { inputs.append(Rule.posWeight.name) }
    if let own { inputs = own.inputs }
    // Functions are told apart by their names: two people may call two losses alike.
    let name = own.map { "\(name) = \($0.own.text)" } ?? name
    outputs += inputs.map { input in
      RowFunction.Output("d\(input)", .gradient(of: input)) { formulas.gradient(by: input, $0) }
    }
    row = RowFunction(
      name + " of a row", .classes, of: input, labels: labels, domain: domain, rules: rules,
      formulas.ofRow(head, isDistribution: head == .softmax && family == .crossEntropy, inputs))
    function = RowFunction(
      name, over == .element ? .elements : .classes, of: input, labels: labels, domain: domain,
      rules: rules, outputs)
  }

  /// Whether each class has a loss and a label of its own (else a row has one).
  public var isElementwise: Bool { over == .element }
  /// Whether a label is the index of a class (else one value a class).
  public var takesIndices: Bool { function.labels == .index }
  /// The loss of the same inputs that takes one value a class.
  public var dense: Loss { denser ?? self }
  /// The loss of the same labels whose inputs are logits.
  public var ofLogits: Loss { behindHead ?? self }
  /// What the inputs are called: logits, or probabilities.
  public var inputSymbol: String { head == .given ? "p" : "z" }

  public func takes(_ rule: Rule) -> Bool { function.takes(rule) }

  /// The numbers that only its formula knows.
  public var parameters: [Rule] { function.parameters }
}

extension Loss: Hashable {
  /// Losses are told apart by their names, those of one's own by their formulas too.
  public static func == (a: Loss, b: Loss) -> Bool {
    a.name == b.name && a.own?.text == b.own?.text
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
