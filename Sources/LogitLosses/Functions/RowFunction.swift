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

  /// What a function takes besides its inputs and their labels.
  public enum Parameter: String, Sendable, CaseIterable {
    case axis
    /// What the value is multiplied with before it is differentiated.
    case upstream
    case labelSmoothing = "label_smoothing"
    case posWeight = "pos_weight"
    case classWeight = "class_weight"
    case ignoreIndex = "ignore_index"
    case epsilon, lo, hi

    /// As a request spells it.
    public var name: String { rawValue }
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
    /// Without and with smoothed labels and weighted classes.
    let formulas: [Variant: Expression]
    /// Whether the label is an index in them: other steps for each label.
    let choosesByLabel: Bool

    /// The formula over the inputs of a row.
    ///
    /// - Special values: NaN where the function takes no such labels.
    public func formula(_ variant: Variant) -> Expression {
      formulas[variant] ?? .number("nan")
    }
  }

  /// What the labels of a formula are: as given or smoothed, with or without a weight a class.
  public struct Variant: Hashable, Sendable {
    public var isSmoothed: Bool
    public var isWeighted: Bool

    public init(isSmoothed: Bool = false, isWeighted: Bool = false) {
      self.isSmoothed = isSmoothed
      self.isWeighted = isWeighted
    }
  }

  public let name: String
  public let rows: Rows
  /// The name of the input that is differentiated first.
  public let input: String
  public let labels: Labels
  public let domain: Domain
  public let parameters: [Parameter]
  public let outputs: [Output]

  /// Whether it has losses, which can be weighted and reduced.
  public var isLoss: Bool { outputs.contains { $0.name == "loss" } }
  /// Whether it is one of the parameters.
  public func takes(_ parameter: Parameter) -> Bool { parameters.contains(parameter) }

  /// - Parameters:
  ///   - classes: What smoothing divides among: 2 for a label of its own.
  ///   - outputs: Formulas by name; `$y` are the labels, `$t` the labels times the weights of their
  ///     classes, and `$d(…)` is what a derivative into the labels takes along.
  init(
    _ name: String, _ rows: Rows, of input: String, labels: Labels = .none,
    domain: Domain = .any, takes parameters: [Parameter] = [],
    smoothedAmong classes: String = "classes",
    _ outputs: [(String, Output.Kind, String)]
  ) {
    self.name = name
    self.rows = rows
    self.input = input
    self.labels = labels
    self.domain = domain
    self.parameters = parameters
    let scope = Self.scope(rows, input)
    var variants = [Variant()]
    if parameters.contains(.labelSmoothing) { variants += [Variant(isSmoothed: true)] }
    if parameters.contains(.classWeight) {
      variants += variants.map { Variant(isSmoothed: $0.isSmoothed, isWeighted: true) }
    }
    self.outputs = outputs.map { name, kind, text in
      let formulas = variants.map { variant in
        let text = Self.text(text, variant, classes: classes)
        do { return (variant, try Expression(parsing: text, in: scope)) } catch {
          preconditionFailure("\(name): \(error) in \(text)")
        }
      }
      return Output(
        name: name, kind: kind, formulas: Dictionary(uniqueKeysWithValues: formulas),
        choosesByLabel: formulas.contains { $0.1.indexesByLabel })
    }
  }

  private static func text(_ text: String, _ variant: Variant, classes: String) -> String {
    let labels =
      variant.isSmoothed
      ? "((1 - label_smoothing) * labels + label_smoothing / \(classes))" : "labels"
    let targets = variant.isWeighted ? "times(class_weight, \(labels))" : labels
    var taken = variant.isWeighted ? "times(class_weight, (" : "(("
    if variant.isSmoothed { taken = "times(1 - label_smoothing, " + taken }
    let end = variant.isSmoothed ? ")))" : "))"
    return text.replacing("$d(", with: taken).replacing(")d$", with: end)
      .replacing("$t", with: targets).replacing("$y", with: labels)
  }

  /// The names of the formulas; how many classes there are does not matter to their parser.
  private static func scope(_ rows: Rows, _ input: String) -> Scope {
    let row: Scope.Shape = rows == .elements ? .scalar : .vector(2)
    var names: [String: Scope.Shape] = [
      input: row, "labels": row, "class_weight": row, "pos_weight": row, "label": .scalar,
      "label_smoothing": .scalar, "lo": .scalar, "hi": .scalar, "classes": .scalar,
      "upstream": row, "row_upstream": .scalar,
    ]
    if rows == .classes { names["label_weight"] = .scalar }
    return Scope(names: names)
  }
}

extension Expression {
  /// Whether an index of it is the label.
  fileprivate var indexesByLabel: Bool {
    switch self {
    case .number, .name: false
    case .element(_, .name("label")): true
    case .call(.others, let arguments) where arguments.last == .name("label"): true
    case .element(let vector, let index): vector.indexesByLabel || index.indexesByLabel
    case .negation(let part), .power(let part, _): part.indexesByLabel
    case .binary(_, let left, let right): left.indexesByLabel || right.indexesByLabel
    case .call(_, let arguments): arguments.contains(where: \.indexesByLabel)
    }
  }
}
