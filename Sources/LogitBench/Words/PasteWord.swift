import LogitExact

/// The words between the numbers of a paste: how frameworks and languages spell constants, what
/// they print around a tensor, and what they print behind it.
enum PasteWord {
  /// The number that a word stands for: `7`, `-.5`, `-np.inf`, `math.nan`, `True`.
  static func number(_ word: Substring) -> Number? {
    if let number = Number(word) { return number }
    // Nothing that follows is as long.
    guard word.utf8.count <= 40 else { return nil }
    switch word {
    case "True", "true", "np.True_": return .one
    case "False", "false", "np.False_": return .zero
    default: break
    }
    let isNegative = word.first == "-" || word.first == "\u{2212}"
    let name = isNegative || word.first == "+" ? word.dropFirst() : word
    guard let dot = name.lastIndex(of: "."), modules.contains(String(name[..<dot])) else {
      return nil
    }
    switch name[name.index(after: dot)...].lowercased() {
    case "inf", "infinity", "pinf": return Number(isNegative ? -Double.infinity : .infinity)
    case "ninf": return Number(isNegative ? .infinity : -Double.infinity)
    case "nan": return Number(.nan)
    default: return nil
    }
  }

  private static let modules: Set<String> = [
    "np", "numpy", "jnp", "jax.numpy", "math", "cmath", "torch", "tf", "tf.math", "mx",
  ]

  /// Whether `name(` is how a framework prints or builds a tensor or a number.
  static func isConstructor(_ word: Substring) -> Bool {
    guard word.utf8.count <= 40 else { return false }
    return constructors.contains(String(word.split(separator: ".").last ?? word))
  }

  private static let constructors: Set<String> = [
    "tensor", "array", "constant", "Tensor", "Variable", "asarray", "Array", "DeviceArray",
    "Parameter", "Param", "ndarray", "matrix", "FloatTensor", "DoubleTensor", "HalfTensor",
    "LongTensor", "convert_to_tensor", "as_tensor", "float16", "float32", "float64", "bfloat16",
    "float_", "int8", "int16", "int32", "int64", "uint8", "bool_",
  ]

  /// What a framework prints behind the numbers, as in `device='cuda:0'`.
  static let keywords: Set<String> = [
    "dtype", "device", "grad_fn", "requires_grad", "shape", "weak_type", "layout", "size", "name",
    "path", "place", "stop_gradient",
  ]

  /// What stands before the numbers themselves.
  static let transparentKeywords = ["numpy=", "value="]
}
