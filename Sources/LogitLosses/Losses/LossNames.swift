import LogitExact

/// What the names of a formula stand for that a person writes about a row.
///
/// - Derivation: `logits`, `labels` and `pos_weight` are rows of one value a class, `K` how many classes
///   there are; `z`, `y` and `q` are the logit, the label and the weight of one class, `k` its index.
///   Where a place is asked for, as in `logits[y]`, `y` is the class of the largest label, which
///   expressions call `label`. `p` and `s` are what softmax and sigmoid make of the logits, `gamma` the
///   rule of this name.
public enum LossNames {
  public static let ofRow = ["logits", "labels", "pos_weight"]
  public static let ofClass = ["z", "y", "q", "k"]
  public static let all = ofClass + ["K"] + ofRow + [Rule.gamma.name]

  public static let meanings: [String: Expression] = [
    "p": .call(.softmax, [.name("logits")]), "s": .call(.sigmoid, [.name("logits")]),
  ]

  public static let places: Set<String> = ["k", "K", "label"]
  public static let placeWords = ["y": "label"]

  /// - Parameter parameters: Names of other numbers.
  public static func scope(classes: Int, parameters: [String] = []) -> Scope {
    var names: [String: Scope.Shape] = [:]
    for name in all + ["label"] + parameters { names[name] = .scalar }
    for name in ofRow { names[name] = .vector(classes) }
    var scope = Scope(names: names)
    scope.meanings = meanings
    scope.places = places
    scope.placeWords = placeWords
    return scope
  }

  /// More classes than any formula leaves out by `others`.
  public static let manyClasses = 1000

  /// All that a formula may say.
  public static let words = all + meanings.keys.sorted()

  /// The names of a formula that stand for nothing here.
  ///
  /// - Throws: `ExpressionError` for what is no formula.
  public static func others(in text: String) throws(ExpressionError) -> [String] {
    try Expression.freeNames(of: text).filter { !words.contains($0) && $0 != "pi" && $0 != "π" }
  }
}

extension Expression {
  /// As a person writes it: the class of the label is `y`.
  public var inLetters: String { replacing("label", with: .name("y")).description }
}
