extension Model {
  /// Says that the labels were given by nobody; nil where somebody did, or did not ask for others.
  package var labelRemark: String? {
    guard labelOrigin == .takenOver else { return nil }
    let isMany = bench.rows > 1
    let edit: Edit
    switch bench.labels {
    case .indices(let indices): edit = .label(indices.map { .index($0) })
    case .dense(let rows): edit = .labels(rows)
    }
    return "\(isMany ? "no labels were" : "no label was") given:"
      + " '\(edit.brief)' is left from the opening batch"
  }

  /// Who gave the labels.
  enum LabelOrigin: Equatable, Sendable {
    /// The batch on which the program opens, and it is still there.
    case opening
    /// The same, under logits that somebody gave.
    case takenOver
    case given
  }
}
