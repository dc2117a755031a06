extension Expression {
  /// The formula with another one in the place of a name.
  public func replacing(_ name: String, with other: Expression) -> Expression {
    var results: [Expression] = []
    // Each node finds its parts, rebuilt, at the end of the results.
    func take(_ count: Int) -> [Expression] {
      defer { results.removeLast(count) }
      return Array(results.suffix(count))
    }
    for node in postorder {
      switch node {
      case .number: results.append(node)
      case .name(let own): results.append(own == name ? other : node)
      case .negation: results.append(.negation(take(1)[0]))
      case .power(_, let exponent): results.append(.power(take(1)[0], exponent))
      case .binary(let sign, _, _):
        let parts = take(2)
        results.append(.binary(sign, parts[0], parts[1]))
      case .call(let function, let arguments):
        results.append(.call(function, take(arguments.count)))
      case .element:
        let parts = take(2)
        results.append(.element(parts[0], parts[1]))
      }
    }
    return results[0]
  }
}
