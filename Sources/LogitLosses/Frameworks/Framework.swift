/// Whose defaults, denominators and clipping the losses of a bench have.
package enum Framework: String, CaseIterable, Sendable {
  /// The functions themselves: nothing is clipped, a mean divides by how many losses there are.
  case none
  case tensorFlow = "tf"
  case keras
  case torch
  case optax

  package var name: String { rawValue }

  package var title: String {
    switch self {
    case .none: "no framework"
    case .tensorFlow: "TensorFlow"
    case .keras: "Keras"
    case .torch: "PyTorch"
    case .optax: "optax"
    }
  }

  /// One line for help and completion.
  package var summary: String {
    switch self {
    case .none: "the functions themselves: nothing is clipped"
    case .tensorFlow: "tf.nn and tf.keras: probabilities are clipped at 1e-7"
    case .keras: "one loss a row, their mean; probabilities are clipped at 1e-7"
    case .torch: "means are weighted, label -100 is ignored, logs are clamped at -100"
    case .optax: "unreduced losses of logits"
    }
  }
}
