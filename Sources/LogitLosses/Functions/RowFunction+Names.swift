extension RowFunction {
  /// All functions.
  public static let all = ofLogits + ofProbabilities

  /// The function with this name; nil where none has it.
  public static func named(_ name: String) -> RowFunction? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
