/// What is answered and yet worth a look.
package struct EvalWarning: Equatable, Sendable {
  package enum Code: String, Sendable, CaseIterable {
    case noDistribution = "labels_no_distribution"
    case labelOutsideUnit = "labels_outside_unit"
    case negativePosWeight = "negative_pos_weight"
    case looksLikeProbabilities = "logits_look_like_probabilities"
    /// Finite as it was written, infinite in the dtype.
    case inputOverflow = "input_overflow"
    /// A clip to bounds between which no probability need lie.
    case senselessBounds = "senseless_bounds"
    case frameworkDiffers = "framework_differs"
    /// The work that an answer may cost did not tell which of two numbers is the nearest.
    case undecided
  }

  package let code: Code
  package let message: String
  package let path: String

  static func undecided(_ count: Int, at path: String) -> EvalWarning {
    let others = count > 1 ? " and \(count - 1) more of this output are" : " is"
    return EvalWarning(
      code: .undecided,
      message: "this number\(others) not proven: an estimate, or NaN where nothing is known; "
        + "ask for fewer numbers at once or for a narrower dtype", path: path)
  }

  var json: String {
    EvalRefusal.fields(code: code.rawValue, message: message, path: path)
  }
}
