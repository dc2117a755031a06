extension RowFunction {
  /// Those that a request can name: of logits, then of probabilities.
  public static let canonical: [RowFunction] = {
    let losses = Loss.all.filter { $0.head != .given }
    // Those of a class by itself come first, as their activations do.
    let binary = losses.filter { $0.head == .sigmoid && $0.family == .crossEntropy }
    let ofLogits = binary + losses.filter { !binary.contains($0) }
    let ofProbabilities = Loss.all.filter { $0.head == .given } + Loss.ofEval
    return activations + ofLogits.map(\.function) + [negLog, negLog1m]
      + ofProbabilities.map(\.function)
  }()

  /// All functions: also what frameworks make of a loss of each class.
  public static let all = canonical + Loss.all.compactMap(\.meanOfRow).map(\.function)

  /// The function with this name; nil where none has it.
  public static func named(_ name: String) -> RowFunction? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
