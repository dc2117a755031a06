import LogitLosses

/// What the name of a function in a request brings along: a canonical function, or the defaults and
/// rules of a framework.
struct EvalName: Sendable {
  enum Axis: Sendable {
    case last
    case all
    /// The second one; of a single one the first.
    case second
  }

  /// What a mean over nothing is: over no loss, or over weights whose sum is 0.
  enum OverNothing: Sendable {
    /// NaN, and so is its gradient.
    case nan
    /// NaN, and yet an ignored row has a gradient of 0.
    case nanOfKeptRows
    /// 0, and so is its gradient.
    case zero
  }

  enum Work: Sendable {
    case rows(RowFunction)
    case total
    case mean
  }

  let name: String
  let work: Work
  /// Where `from_logits` is true.
  var fromLogits: RowFunction?
  /// Where labels have one rank less.
  var forIndices: RowFunction?
  /// Where no `pos_weight` is given.
  var unweighted: RowFunction?
  var axis = Axis.last
  var reduction = Reduction.none
  /// What its words for reductions mean, beside the canonical ones.
  var words: [String: Reduction] = [:]
  /// Whether labels and logits broadcast.
  var broadcasts = false
  var ignoreIndex: Int?
  var overNothing = OverNothing.nan

  /// The meaning of a reduction's word; nil where it has none.
  ///
  /// - Parameter hasIndices: Whether the labels are indices of classes.
  func reduction(_ word: String, hasIndices: Bool) -> Reduction? {
    if isTorch, word == "mean", hasIndices { return .weightedMean }
    return words[word] ?? Reduction(rawValue: word)
  }

  var isTorch: Bool { name.hasPrefix("torch.") }
}

extension EvalName {
  static func named(_ name: String) -> EvalName? { byName[name] }

  static let names = all.map(\.name)

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The canonical ones first. Those of rows are what `keras.losses` makes of elementwise ones.
  static let all: [EvalName] =
    RowFunction.all.filter { !$0.name.hasSuffix("_rows") }.map {
      EvalName(name: $0.name, work: .rows($0))
    } + [EvalName(name: "sum", work: .total), EvalName(name: "mean", work: .mean)] + frameworks

  /// What the classes around Keras' functions call their means, which leave ignored rows out.
  private static let kerasMeans: [String: Reduction] = [
    "mean": .meanKept, "sum_over_batch_size": .meanKept, "mean_with_sample_weight": .weightedMean,
  ]

  private static func made(
    _ name: String, _ function: String, _ change: (inout EvalName) -> Void = { _ in }
  ) -> EvalName? {
    guard let function = RowFunction.named(function) else { return nil }
    var made = EvalName(name: name, work: .rows(function))
    change(&made)
    return made
  }

  private static let frameworks: [EvalName] =
    (tensorFlow + keras + torch + others).compactMap { $0 }

  private static let tensorFlow: [EvalName?] = [
    made("tf.nn.sigmoid_cross_entropy_with_logits", "sigmoid_cross_entropy"),
    made("tf.nn.softmax_cross_entropy_with_logits", "softmax_cross_entropy") {
      $0.broadcasts = true
    },
    made("tf.nn.softmax_cross_entropy_with_logits_v2", "softmax_cross_entropy") {
      $0.broadcasts = true
    },
    made("tf.nn.sparse_softmax_cross_entropy_with_logits", "sparse_softmax_cross_entropy"),
    made("tf.nn.weighted_cross_entropy_with_logits", "weighted_cross_entropy"),
    made("tf.losses.sigmoid_cross_entropy", "sigmoid_cross_entropy") {
      $0.reduction = .meanNonzero
      $0.overNothing = .zero
      $0.words = [
        "mean": .weightedMean, "weighted_sum": .sum, "weighted_sum_over_batch_size": .mean,
        "sum_over_batch_size": .mean, "weighted_sum_by_nonzero_weights": .meanNonzero,
        "sum_by_nonzero_weights": .meanNonzero, "sum_over_nonzero_weights": .meanNonzero,
      ]
    },
  ]

  private static let keras: [EvalName?] = [
    made("keras.losses.binary_crossentropy", "binary_crossentropy_rows") {
      $0.words = kerasMeans
      $0.overNothing = .zero
      $0.fromLogits = RowFunction.named("sigmoid_cross_entropy_rows")
    },
    made("keras.losses.categorical_crossentropy", "categorical_crossentropy") {
      $0.words = kerasMeans
      $0.overNothing = .zero
      $0.fromLogits = RowFunction.named("softmax_cross_entropy")
    },
    made("keras.losses.sparse_categorical_crossentropy", "sparse_categorical_crossentropy") {
      $0.words = kerasMeans
      $0.overNothing = .zero
      $0.fromLogits = RowFunction.named("sparse_softmax_cross_entropy")
    },
  ]

  private static let torch: [EvalName?] = [
    made("torch.nn.functional.cross_entropy", "softmax_cross_entropy") {
      $0.forIndices = RowFunction.named("sparse_softmax_cross_entropy")
      $0.axis = .second
      $0.reduction = .mean
      $0.ignoreIndex = -100
      $0.overNothing = .nanOfKeptRows
    },
    made("torch.nn.functional.nll_loss", "nll_loss") {
      $0.axis = .second
      $0.reduction = .mean
      $0.ignoreIndex = -100
      $0.overNothing = .nanOfKeptRows
    },
    made("torch.nn.functional.binary_cross_entropy", "bce_loss") { $0.reduction = .mean },
    made("torch.nn.functional.binary_cross_entropy_with_logits", "weighted_cross_entropy") {
      $0.reduction = .mean
      $0.unweighted = RowFunction.named("sigmoid_cross_entropy")
    },
    made("torch.nn.functional.log_softmax", "log_softmax"),
    made("torch.nn.functional.logsigmoid", "log_sigmoid"),
    made("torch.softmax", "softmax"),
    made("torch.sigmoid", "sigmoid"),
    made("torch.logsumexp", "logsumexp"),
  ]

  private static let others: [EvalName?] = [
    made("scipy.special.logsumexp", "logsumexp") { $0.axis = .all },
    made("scipy.special.softmax", "softmax") { $0.axis = .all },
    made("scipy.special.log_softmax", "log_softmax") { $0.axis = .all },
    made("optax.softmax_cross_entropy", "softmax_cross_entropy") { $0.broadcasts = true },
    made("optax.softmax_cross_entropy_with_integer_labels", "sparse_softmax_cross_entropy"),
    made("optax.sigmoid_binary_cross_entropy", "sigmoid_cross_entropy") { $0.broadcasts = true },
  ]
}
