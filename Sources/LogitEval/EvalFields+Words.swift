import LogitLosses
import LogitText

extension EvalFields {
  func reduction(_ name: EvalName, hasIndices: Bool) throws(EvalRefusal) -> Reduction {
    let path = "reduction"
    guard let value = self[path] else {
      return name.reduction(name.reduction.rawValue, hasIndices: hasIndices) ?? name.reduction
    }
    let words = Reduction.allCases.map(\.rawValue) + name.words.keys.sorted()
    guard case .text(let word) = value else {
      throw EvalRefusal(
        .unknownReduction, "found \(value.kind), needs one of \(words.listed)", at: path)
    }
    guard let reduction = name.reduction(word, hasIndices: hasIndices) else {
      throw .unknown(.unknownReduction, word, "reduction", among: words, at: path)
    }
    return reduction
  }

  func smoothing() throws(EvalRefusal) -> Double {
    guard let smoothing = try number("label_smoothing") else { return 0 }
    guard smoothing >= 0, smoothing <= 1 else {
      throw EvalRefusal(
        .smoothingOutOfRange,
        "\(format.shortest(smoothing)) is outside 0 ... 1; it is the share of the uniform labels",
        at: "label_smoothing")
    }
    return smoothing
  }

  /// What probabilities are clipped to: `lo` and `hi`, or `epsilon` and `1 − epsilon`.
  func bounds() throws(EvalRefusal) -> (lo: Double, hi: Double) {
    let usual = format.rounded(1e-7)
    let epsilon = try number("epsilon") ?? usual
    let lo = try number("lo")
    let hi = try number("hi")
    return (lo ?? epsilon, hi ?? format.rounded(1 - epsilon))
  }

  /// The names that `outputs` asks for; nil for the usual ones.
  func outputs(of function: RowFunction) throws(EvalRefusal) -> Set<String>? {
    try outputs(among: function.outputs.map(\.name))
  }

  func outputs(among names: [String]) throws(EvalRefusal) -> Set<String>? {
    guard let value = self["outputs"] else { return nil }
    guard case .list(let items) = value else {
      throw EvalRefusal(
        .unknownOutput, "found \(value.kind), needs a list of \(names.listed)", at: "outputs")
    }
    var wanted: Set<String> = []
    for (place, item) in items.enumerated() {
      let path = "outputs[\(place)]"
      guard case .text(let name) = item else {
        throw EvalRefusal(
          .unknownOutput, "found \(item.kind), needs one of \(names.listed)", at: path)
      }
      guard names.contains(name) else {
        throw .unknown(.unknownOutput, name, "output", among: names, at: path)
      }
      wanted.insert(name)
    }
    return wanted
  }
}
