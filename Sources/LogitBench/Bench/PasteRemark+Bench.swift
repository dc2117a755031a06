import LogitExact
import LogitText

extension PasteRemark {
  /// - Throws: `CommandError` where the numbers cannot be meant as they were taken.
  package func check(on bench: Bench) throws(CommandError) {
    // Only torch has its classes elsewhere, and only where the classes share a softmax.
    guard case .axes(let shape) = self, bench.framework == .torch, bench.loss.head == .softmax
    else { return }
    throw CommandError(
      "torch takes axis 1 of \(shape.asShape) as the classes, the bench the last:"
        + " paste logits.movedim(1, -1), or 'as none' first")
  }

  /// In words; nil where the bench does what the paste says.
  package func sentence(on bench: Bench) -> String? {
    switch self {
    case .dtype(let format):
      guard format != bench.dtype else { return nil }
      let read = "read as \(bench.dtype.name); the paste says \(format.name)"
      return Bench.dtypes.contains(format) ? "\(read): 'dtype \(format.name)' follows it" : read
    case .axes(let shape):
      let taken =
        "\(shape.count) axes, \(shape.asShape): the last is taken as the classes, "
        + counted(bench.rows, "row")
      // A softmax needs to know; under a sigmoid each number is for itself.
      guard bench.framework == .none, bench.loss.head == .softmax else { return taken }
      return taken + "; torch takes axis 1, \(counted(shape[1], "class"))"
    case .beyond(let word, let number):
      return "\(word) is \(number.isZero ? "below" : "beyond") float64: \(number)"
    }
  }
}
