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
    /// The index that is a row's label, which no formula sees.
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

  /// Where it changes nothing, in the words of what is said then.
  public enum Idle: Sendable {
    /// Under all losses but those that take it.
    case elsewhere
    /// Under a loss that knows no such thing.
    case unknown(String)
    /// Where no label is an index.
    case withoutIndices
    /// Where the inputs are probabilities.
    case ofProbabilities
    /// Nowhere.
    case never
  }

  public let name: String
  public let shape: Shape
  /// What it is where nobody says: a number of the bench, and of the formulas; nil where they then do
  /// without.
  public let usual: String?
  public let range: Range
  /// In help; empty where the bench has no command for it.
  public let summary: String
  public let example: String
  /// What `off` means; nil where it cannot be off.
  public let off: String?
  /// As a refusal calls it, and what it tells of its meaning.
  public let called: String
  public let meaning: String?
  public let idle: Idle
  /// What is said of a number below 0; nil where that is no more than a number.
  public let negative: String?
  /// Which of the parameters of a loss of one's own it is; nil for what is in the table.
  let slot: Int?

  /// Whether only the formula of a loss knows it.
  public var isParameter: Bool { slot != nil }

  init(
    _ name: String, _ shape: Shape, usual: String? = nil, in range: Range = .any,
    summary: String = "", example: String = "", off: String? = nil, called: String? = nil,
    meaning: String? = nil, idle: Idle = .elsewhere, negative: String? = nil, slot: Int? = nil
  ) {
    self.name = name
    self.shape = shape
    self.usual = usual
    self.range = range
    self.summary = summary
    self.example = "\(name) \(example)"
    self.off = off
    self.called = called ?? name
    self.meaning = meaning
    self.idle = idle
    self.negative = negative
    self.slot = slot
  }

  /// A number that the formula of a loss has a name for.
  ///
  /// - Parameter slot: Which one of that loss; any where only the name counts.
  public init(parameter name: String, usual: String? = nil, slot: Int = 0) {
    self.init(name, .one, usual: usual, slot: slot)
  }

  /// How many a loss may have.
  public static let mostParameters = 8

  /// How its command is typed.
  public var usage: String {
    let values =
      switch shape {
      case .one: "<number>"
      case .perClass, .perRow: usual == nil ? "<number> <number> ..." : "<number> [<number> ...]"
      case .label: "<label>"
      }
    return "\(name) \(values)" + (off == nil ? "" : " | off")
  }
}

extension Rule: Hashable {
  /// Rules are told apart by their names; a parameter may have that of a rule.
  public static func == (a: Rule, b: Rule) -> Bool {
    a.name == b.name && a.isParameter == b.isParameter
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Rule {
  /// In the order in which they are listed and written.
  public static let all: [Rule] = [
    posWeight, classWeight, sampleWeight, labelSmoothing, ignoreIndex, temperature, gamma,
    epsilon, lo, hi,
  ]

  /// Those that the bench has a command for; the others it takes from its framework.
  public static let ofBench = all.filter { !$0.summary.isEmpty }

  public static let posWeight = Rule(
    "pos_weight", .perClass, usual: "1",
    summary: "Set the weight of the positive term: one number for all classes, or one a class.",
    example: "0.2", negative: "a negative weight makes the loss reward a wrong answer")

  public static let classWeight = Rule(
    "class_weight", .perClass, summary: "Weigh the losses by their class, one number a class.",
    example: "2 4 6", off: "no weights")

  public static let sampleWeight = Rule(
    "sample_weight", .perRow, summary: "Weigh the losses by their row, one number a row.",
    example: "1 2 0.5", off: "no weights", idle: .never)

  public static let labelSmoothing = Rule(
    "label_smoothing", .one, usual: "0", in: .share,
    summary: "Spread this share of each label over all classes, 0 to 1.", example: "0.1",
    off: "labels as they are", meaning: "the share of each label that is spread",
    idle: .unknown("smoothing"))

  public static let ignoreIndex = Rule(
    "ignore_index", .label, summary: "Let rows with this label count for nothing.",
    example: "-100", off: "every row counts", idle: .withoutIndices)

  public static let temperature = Rule(
    "temperature", .one, usual: "1", in: .positive,
    summary: "Divide every logit by it before the softmax or sigmoid.", example: "2",
    off: "logits as they are", called: "a temperature", idle: .ofProbabilities)

  public static let gamma = Rule(
    "gamma", .one, usual: "2", in: .nonNegative,
    summary: "Set how little sure answers count: each cost times (1-p)^gamma.", example: "5")

  /// What probabilities are clipped to: `epsilon` and `1 − epsilon`, or `lo` and `hi`.
  public static let epsilon = Rule("epsilon", .one, usual: "1e-7")
  public static let lo = Rule("lo", .one)
  public static let hi = Rule("hi", .one)
}
