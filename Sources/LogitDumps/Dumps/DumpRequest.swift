import LogitExact

/// What a person says of a dump beside its name: which arrays, how they lie, and the rules of the loss.
package struct DumpRequest: Sendable {
  /// What makes probabilities of the logits.
  package enum Head: String, CaseIterable, Sendable {
    case softmax, sigmoid
  }

  /// The name of the logits in a file of several arrays.
  package var array: String?
  /// That of the labels in the same file, or in the file of labels where that has several.
  package var labels: String?
  package var axis: Int?
  package var layout: String?
  /// Nil to take it from the labels.
  package var head: Head?
  package var ignoreIndex: Int?
  package var classWeight: [Double] = []
  package var posWeight: [Double] = []
  package var labelSmoothing = 0.0
  package var temperature = 1.0

  package init() {}
}
