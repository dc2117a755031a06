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
  /// Whose it is; nil for a canonical function and for SciPy's.
  private(set) var framework: Framework?
  /// Where `from_logits` is true.
  var fromLogits: RowFunction?
  /// Whether there is no other function than that.
  var isOfLogitsAlone = false
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
    if framework == .torch, word == "mean", hasIndices { return .weightedMean }
    return words[word] ?? Reduction(rawValue: word)
  }
}

extension EvalName {
  static func named(_ name: String) -> EvalName? {
    if let known = byName[name] { return known }
    return recipeNames.contains(name) ? recipes.first { $0.name == name } : nil
  }

  static let names = all.map(\.name) + recipeNames

  private static let recipeNames = Recipe.all.map(\.name) + Recipe.all.flatMap(\.names)

  /// Made when one of them is asked for: no other request should wait for their formulas.
  static let recipes: [EvalName] = {
    let losses = Recipe.all.map { (recipe: $0, function: Loss($0).function) }
    return losses.map { EvalName(name: $0.recipe.name, work: .rows($0.function)) }
      + losses.flatMap { recipe, function in recipe.names.map { of(recipe, function, $0) } }
  }()

  /// A recipe as a framework calls it.
  private static func of(_ recipe: Recipe, _ function: RowFunction, _ name: String) -> EvalName {
    made(name, function) {
      if name.hasPrefix("keras.") {
        // Of probabilities it is another function, which clips them.
        $0.isOfLogitsAlone = name.hasSuffix("focal_crossentropy")
        if $0.isOfLogitsAlone { $0.fromLogits = function }
        $0.words = kerasMeans
        $0.overNothing = .zero
      }
      if name.hasPrefix("torch.") { $0.reduction = .mean }
    }
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The canonical ones first.
  static let all: [EvalName] =
    RowFunction.canonical.map {
      EvalName(name: $0.name, work: .rows($0))
    } + [EvalName(name: "sum", work: .total), EvalName(name: "mean", work: .mean)] + frameworks

  /// What the classes around Keras' functions call their means, which leave ignored rows out.
  private static let kerasMeans: [String: Reduction] = [
    "mean": .meanKept, "sum_over_batch_size": .meanKept, "mean_with_sample_weight": .weightedMean,
  ]

  private static func made(
    _ name: String, _ function: RowFunction, _ change: (inout EvalName) -> Void = { _ in }
  ) -> EvalName {
    var made = EvalName(name: name, work: .rows(function))
    change(&made)
    return made
  }

  private static func meanOfRow(_ loss: Loss) -> RowFunction {
    (loss.meanOfRow ?? loss).function
  }

  private static let frameworks: [EvalName] =
    owned(tensorFlow, by: .tensorFlow) + owned(keras, by: .keras) + owned(torch, by: .torch)
    + sciPy + owned(optax, by: .optax)

  private static func owned(_ names: [EvalName], by framework: Framework) -> [EvalName] {
    names.map { name in
      var owned = name
      owned.framework = framework
      return owned
    }
  }

  private static let tensorFlow: [EvalName] = [
    made("tf.nn.sigmoid_cross_entropy_with_logits", Loss.sigmoidCrossEntropy.function),
    made("tf.nn.softmax_cross_entropy_with_logits", Loss.softmaxCrossEntropy.function) {
      $0.broadcasts = true
    },
    made("tf.nn.softmax_cross_entropy_with_logits_v2", Loss.softmaxCrossEntropy.function) {
      $0.broadcasts = true
    },
    made("tf.nn.sparse_softmax_cross_entropy_with_logits", Loss.sparseSoftmaxCrossEntropy.function),
    made("tf.nn.weighted_cross_entropy_with_logits", Loss.weightedCrossEntropy.function),
    made("tf.losses.sigmoid_cross_entropy", Loss.sigmoidCrossEntropy.function) {
      $0.reduction = .meanNonzero
      $0.overNothing = .zero
      $0.words = [
        "mean": .weightedMean, "weighted_sum": .sum, "weighted_sum_over_batch_size": .mean,
        "sum_over_batch_size": .mean, "weighted_sum_by_nonzero_weights": .meanNonzero,
        "sum_by_nonzero_weights": .meanNonzero, "sum_over_nonzero_weights": .meanNonzero,
      ]
    },
  ]

  private static let keras: [EvalName] = [
    made("keras.losses.binary_crossentropy", meanOfRow(.binaryCrossEntropy)) {
      $0.words = kerasMeans
      $0.overNothing = .zero
      $0.fromLogits = meanOfRow(.sigmoidCrossEntropy)
    },
    made("keras.losses.categorical_crossentropy", Loss.categoricalCrossEntropy.function) {
      $0.words = kerasMeans
      $0.overNothing = .zero
      $0.fromLogits = Loss.softmaxCrossEntropy.function
    },
    made(
      "keras.losses.sparse_categorical_crossentropy", Loss.sparseCategoricalCrossEntropy.function
    ) {
      $0.words = kerasMeans
      $0.overNothing = .zero
      $0.fromLogits = Loss.sparseSoftmaxCrossEntropy.function
    },
  ]

  private static let torch: [EvalName] = [
    made("torch.nn.functional.cross_entropy", Loss.softmaxCrossEntropy.function) {
      $0.forIndices = Loss.sparseSoftmaxCrossEntropy.function
      $0.axis = .second
      $0.reduction = .mean
      $0.ignoreIndex = -100
      $0.overNothing = .nanOfKeptRows
    },
    made("torch.nn.functional.nll_loss", Loss.nllLoss.function) {
      $0.axis = .second
      $0.reduction = .mean
      $0.ignoreIndex = -100
      $0.overNothing = .nanOfKeptRows
    },
    made("torch.nn.functional.binary_cross_entropy", Loss.clampedBinaryCrossEntropy.function) {
      $0.reduction = .mean
    },
    made("torch.nn.functional.binary_cross_entropy_with_logits", Loss.weightedCrossEntropy.function)
    {
      $0.reduction = .mean
      $0.unweighted = Loss.sigmoidCrossEntropy.function
    },
    made("torch.nn.functional.log_softmax", .logSoftmax),
    made("torch.nn.functional.logsigmoid", .logSigmoid),
    made("torch.softmax", .softmax),
    made("torch.sigmoid", .sigmoid),
    made("torch.logsumexp", .logSumExp),
  ]

  private static let sciPy: [EvalName] = [
    made("scipy.special.logsumexp", .logSumExp) { $0.axis = .all },
    made("scipy.special.softmax", .softmax) { $0.axis = .all },
    made("scipy.special.log_softmax", .logSoftmax) { $0.axis = .all },
  ]

  private static let optax: [EvalName] = [
    made("optax.softmax_cross_entropy", Loss.softmaxCrossEntropy.function) { $0.broadcasts = true },
    made(
      "optax.softmax_cross_entropy_with_integer_labels", Loss.sparseSoftmaxCrossEntropy.function),
    made("optax.sigmoid_binary_cross_entropy", Loss.sigmoidCrossEntropy.function) {
      $0.broadcasts = true
    },
  ]
}
