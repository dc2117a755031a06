import LogitExact

/// A function of one row of numbers, as formulas: what it is given and what it answers.
///
/// - Shape: a row is one value a class, or for an elementwise function one number. A name of a
///   formula stands for as many values as its input says; `classes` is the number of classes.
/// - Derivation: every output is a formula of its own, so that a proof rounds each once.
/// - Accuracy: that of the proofs: correctly rounded on every reference vector, `EvalVectorTests`.
public struct RowFunction: Sendable {
  /// What a row is.
  public enum Rows: Sendable {
    /// Each number by itself.
    case elements
    /// One value a class.
    case classes
  }

  /// What the labels are.
  public enum Labels: Sendable {
    /// There are none.
    case none
    /// As many as the numbers of the main input.
    case values
    /// One class a row: the formulas find its index as `label` and the one-hot row as `labels`.
    case index
  }

  /// Which numbers the main input may hold, NaN besides.
  public enum Domain: Sendable {
    case any
    /// 0 or more.
    case nonNegative
    /// 0 to 1.
    case unit
  }

  /// One of the answers.
  public struct Output: Sendable {
    /// How many numbers it has for a row.
    public enum Kind: Hashable, Sendable {
      /// One number a row.
      case row
      /// One number for each of the main input.
      case value
      /// One number for each of an input: the derivative of the only other kind of output, a loss.
      case gradient(of: String)
      /// A matrix a row, one row of it for each `label`.
      case matrix
    }

    public let name: String
    public let kind: Kind
    /// Whether it grows with the weight of the sample.
    let isCost: Bool
    private let lazy: LazyFormula

    init(
      _ name: String, _ kind: Kind, isCost: Bool = true,
      _ make: @escaping @Sendable (Variant) -> Expression
    ) {
      self.name = name
      self.kind = kind
      self.isCost = isCost
      lazy = LazyFormula(make)
    }

    /// The formula over the inputs of a row.
    public func formula(_ variant: Variant) -> Expression { lazy[variant] }

    /// What its steps depend on besides the question.
    var choice: LazyFormula.Choice { lazy.choice }
  }

  /// What becomes of the inputs of a formula before it sees them.
  public struct Variant: Hashable, Sendable {
    /// The labels: as given or smoothed, with or without a weight a class.
    public var isSmoothed: Bool
    public var isWeighted: Bool
    /// The logits: as given or over a temperature.
    public var isTempered: Bool

    public init(isSmoothed: Bool = false, isWeighted: Bool = false, isTempered: Bool = false) {
      self.isSmoothed = isSmoothed
      self.isWeighted = isWeighted
      self.isTempered = isTempered
    }
  }

  public let name: String
  public let rows: Rows
  /// The name of the input that is differentiated first.
  public let input: String
  public let labels: Labels
  public let domain: Domain
  /// What it is told besides.
  public let rules: [Rule]
  /// Whether its value is multiplied with something before it is differentiated.
  public let takesUpstream: Bool
  public let outputs: [Output]

  /// Whether it has losses, which can be weighted and reduced.
  public let isLoss: Bool

  /// The numbers that only its formulas know.
  public let parameters: [Rule]

  /// What a request may say beside the inputs.
  public let fields: [String]
  /// Of its name: it is looked up with every row.
  private let hash: Int

  public func takes(_ rule: Rule) -> Bool { rules.contains(rule) }

  init(
    _ name: String, _ rows: Rows, of input: String, labels: Labels = .none, domain: Domain = .any,
    rules: [Rule] = [], takesUpstream: Bool = false, _ outputs: [Output]
  ) {
    self.name = name
    self.rows = rows
    self.input = input
    self.labels = labels
    self.domain = domain
    self.rules = rules
    parameters = rules.filter(\.isParameter)
    self.takesUpstream = takesUpstream
    self.outputs = outputs
    fields =
      (rows == .classes ? ["axis"] : []) + (takesUpstream ? ["upstream"] : []) + rules.map(\.name)
    hash = name.hashValue
    isLoss = outputs.contains { $0.name == "loss" }
  }

  /// A function without labels, its outputs as texts.
  init(
    _ name: String, _ rows: Rows, of input: String, takesUpstream: Bool = false,
    _ outputs: [(String, Output.Kind, String)]
  ) {
    let scope = Self.scope(rows, input)
    self.init(
      name, rows, of: input, takesUpstream: takesUpstream,
      outputs.map { name, kind, text in
        Output(name, kind) { _ in Expression(text, in: scope) }
      })
  }

  /// The names of the formulas; how many classes there are does not matter to their parser.
  static func scope(_ rows: Rows, _ input: String, parameters: [Rule] = []) -> Scope {
    let row: Scope.Shape = rows == .elements ? .scalar : .vector(2)
    var names: [String: Scope.Shape] = [
      input: row, "labels": row, "label": .scalar, "classes": .scalar, "upstream": row,
      "row_upstream": .scalar,
    ]
    for rule in Rule.all + parameters {
      names[rule.name] = rule.shape == .perClass ? row : .scalar
    }
    return Scope(names: names)
  }
}

extension RowFunction: Hashable {
  /// Functions are told apart by their names.
  public static func == (a: RowFunction, b: RowFunction) -> Bool { a.name == b.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension Expression {
  /// - Precondition: `text` is a formula of `scope`.
  init(_ text: String, in scope: Scope) {
    do { try self.init(parsing: text, in: scope) } catch {
      preconditionFailure("\(text): \(error)")
    }
  }
}
