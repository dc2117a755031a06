import LogitExact

/// What the names of a formula stand for on a bench.
package enum BenchNames {
  package static let all = ["x", "z", "q", "k", "K", "y", "logits", "labels"]

  static func scope(classes: Int) -> Scope {
    var names: [String: Scope.Shape] = [:]
    for name in all { names[name] = .scalar }
    names["logits"] = .vector(classes)
    names["labels"] = .vector(classes)
    return Scope(names: names)
  }
}
