import LogitExact
import LogitLosses

/// What `duel` and `trace` are asked for.
package struct DuelRequest: Equatable, Sendable {
  /// The one to trace; nil for the first that loses its digits.
  package var formula: String?
  /// The class; nil for the one that matters.
  package var index: ClassReference?
  /// nil for that of the bench.
  package var format: Format?
  package var isJSON: Bool

  package init(
    formula: String? = nil, index: ClassReference? = nil, format: Format? = nil,
    isJSON: Bool = false
  ) {
    self.formula = formula
    self.index = index
    self.format = format
    self.isJSON = isJSON
  }

  func pointed(at index: Int) -> DuelRequest {
    var request = self
    request.index = self.index ?? .index(index)
    return request
  }
}

extension DuelRequest: CustomStringConvertible {
  /// What stands behind the command's name, a blank first.
  package var description: String {
    let words = [
      formula, index?.description, format?.name, isJSON ? "--json" : nil,
    ]
    return words.compactMap(\.self).map { " \($0)" }.joined()
  }
}
