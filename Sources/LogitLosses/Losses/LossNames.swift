import LogitExact

/// What the names of a formula stand for that a person writes about a row.
///
/// - Derivation: `logits`, `labels` and `pos_weight` are rows of one value a class, `y` is the class of
///   the largest label, `K` how many classes there are; `x`, `z` and `q` are the logit, the label and
///   the weight of one class, `k` its index. `p` and `s` are what softmax and sigmoid make of the
///   logits, `gamma` the rule of this name.
public enum LossNames {
  public static let ofRow = ["logits", "labels", "pos_weight"]
  public static let ofClass = ["x", "z", "q", "k"]
  public static let all = ["x", "z", "q", "k", "K", "y"] + ofRow + [Rule.gamma.name]

  public static let meanings: [String: Expression] = [
    "p": .call(.softmax, [.name("logits")]), "s": .call(.sigmoid, [.name("logits")]),
  ]

  /// - Parameter parameters: Names of other numbers.
  public static func scope(classes: Int, parameters: [String] = []) -> Scope {
    var names: [String: Scope.Shape] = [:]
    for name in all + parameters { names[name] = .scalar }
    for name in ofRow { names[name] = .vector(classes) }
    var scope = Scope(names: names)
    scope.meanings = meanings
    scope.places = ["k", "K", "y"]
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
