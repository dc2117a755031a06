/// What a loss is told besides its inputs and labels: one row of one table, from which follow the
/// command of the bench with its usage and refusals, what a script and a scenario say, the field of
/// a request, and the number that a formula finds under this name.
public struct Rule: Sendable {
  /// What it is given for.
  public enum Shape: Sendable {
    /// One number for all.
    case one
    /// One number a class.
    case perClass
    /// One number a row.
    case perRow
    /// The index that is a row's label.
    case label
  }

  /// Which numbers it may be, NaN never.
  public enum Range: Sendable {
    case any
    /// 0 to 1.
    case share
    /// Above 0 and finite.
    case positive
    /// 0 or more and finite.
    case nonNegative

    public func contains(_ value: Double) -> Bool {
      switch self {
      case .any: !value.isNaN
      case .share: value >= 0 && value <= 1
      case .positive: value > 0 && value < .infinity
      case .nonNegative: value >= 0 && value < .infinity
      }
    }

    /// As a refusal says it.
    public var words: String {
      switch self {
      case .any: "a number"
      case .share: "0 to 1"
      case .positive: "above 0 and finite"
      case .nonNegative: "0 or more and finite"
      }
    }
  }

  /// How a person at the bench sets it.
  public struct Wording: Sendable {
    public let usage: String
    public let summary: String
    public let example: String
    /// What is wrong with a number outside the range, after the number itself.
    public let refusal: String
    /// What is said where it changes nothing; nil for the names of the losses that it counts under.
    public let idle: Idle?
  }

  /// Why a rule may change nothing.
  public enum Idle: Sendable {
    /// Only where logits become probabilities.
    case ofProbabilities
    /// The loss knows no such thing.
    case unknown(String)
    /// No label is an index.
    case noIndex
  }

  public let name: String
  public let shape: Shape
  /// What a formula finds where nothing is said; nil where it then does without.
  public let usual: String?
  public let range: Range
  /// nil for what the bench takes from its framework.
  public let wording: Wording?

  init(
    _ name: String, _ shape: Shape, usual: String? = nil, in range: Range = .any,
    wording: Wording? = nil
  ) {
    self.name = name
    self.shape = shape
    self.usual = usual
    self.range = range
    self.wording = wording
  }
}

extension Rule: Hashable {
  /// Rules are told apart by their names.
  public static func == (a: Rule, b: Rule) -> Bool { a.name == b.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Rule {
  /// In the order in which they are listed and written.
  public static let all: [Rule] = [
    posWeight, classWeight, sampleWeight, labelSmoothing, ignoreIndex, temperature, epsilon, lo, hi,
  ]

  /// Those that the bench has a command for.
  public static let ofBench = all.filter { $0.wording != nil }

  public static let posWeight = Rule(
    "pos_weight", .perClass, usual: "1",
    wording: Wording(
      usage: "pos_weight <number> [<number> ...]",
      summary: "Set the weight of the positive term: one number for all classes, or one a class.",
      example: "pos_weight 0.2", refusal: "pos_weight cannot be nan: a weight is a number",
      idle: nil))

  public static let classWeight = Rule(
    "class_weight", .perClass,
    wording: Wording(
      usage: "class_weight <number> <number> ... | off",
      summary: "Weigh the losses by their class, one number a class.",
      example: "class_weight 2 4 6", refusal: "", idle: nil))

  public static let sampleWeight = Rule(
    "sample_weight", .perRow, usual: "1",
    wording: Wording(
      usage: "sample_weight <number> <number> ... | off",
      summary: "Weigh the losses by their row, one number a row.",
      example: "sample_weight 1 2 0.5", refusal: "", idle: nil))

  /// The share of every label that is spread over all classes.
  public static let labelSmoothing = Rule(
    "label_smoothing", .one, usual: "0", in: .share,
    wording: Wording(
      usage: "label_smoothing <number> | off",
      summary: "Spread this share of each label over all classes, 0 to 1.",
      example: "label_smoothing 0.1", refusal: "", idle: .unknown("smoothing")))

  /// Rows with this label count for nothing.
  public static let ignoreIndex = Rule(
    "ignore_index", .label,
    wording: Wording(
      usage: "ignore_index <label> | off",
      summary: "Let rows with this label count for nothing.",
      example: "ignore_index -100", refusal: "", idle: .noIndex))

  /// What the logits are divided by.
  public static let temperature = Rule(
    "temperature", .one, usual: "1", in: .positive,
    wording: Wording(
      usage: "temperature <number> | off",
      summary: "Divide every logit by it before the softmax or sigmoid.",
      example: "temperature 2", refusal: "", idle: .ofProbabilities))

  /// What probabilities are clipped to, `epsilon` and `1 − epsilon`, or `lo` and `hi`.
  public static let epsilon = Rule("epsilon", .one, usual: "1e-7")
  public static let lo = Rule("lo", .one)
  public static let hi = Rule("hi", .one)
}
