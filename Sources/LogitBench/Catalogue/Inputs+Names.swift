import LogitExact
import LogitLosses

extension Inputs {
  /// The names of these inputs, and what others mean of them.
  package var benchScope: Scope {
    var scope = scope
    guard scope.names["logits"] != nil else { return scope }
    scope.placeWords = LossNames.placeWords
    scope.meanings = LossNames.meanings.filter { scope.names[$0.key] == nil }
    return scope
  }

  /// With the numbers of a formula that are not among them.
  package func filled(by parameters: [OwnLoss.Parameter]) -> Inputs {
    var inputs = self
    for parameter in parameters where inputs.values[parameter.name] == nil {
      inputs.values[parameter.name] = Quantity(parameter.usual).map { .scalar($0) }
    }
    return inputs
  }
}
