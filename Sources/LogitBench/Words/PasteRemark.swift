import LogitExact
import LogitText

/// What a person must know of numbers as they were written, though the numbers were read.
package enum PasteRemark: Hashable, Sendable {
  /// The paste names a format.
  case dtype(Format)
  /// The paste has more axes than a batch: how many values each has.
  case axes([Int])
  /// A word that no number of 64 bits is near to: what was read instead.
  case beyond(String, Number)
}

extension PasteRemark {
  /// The remark on a word that overflows or underflows as a `Double`; nil for any other.
  package init?(_ word: some StringProtocol, readAs number: Number) {
    let mantissa = word.prefix { $0 != "e" && $0 != "E" }
    guard mantissa.contains(where: { "123456789".contains($0) }) else { return nil }
    guard !number.isNaN, !number.isFinite || number.isZero else { return nil }
    self = .beyond(String(word).shortened, number)
  }

  /// - Throws: `CommandError` where the numbers cannot be meant as they were taken.
  package func check(on bench: Bench) throws(CommandError) {
    // Only torch has its classes elsewhere, and only where the classes share a softmax.
    guard case .axes(let shape) = self, bench.framework == .torch, bench.loss.head == .softmax
    else { return }
    throw CommandError(.classAxis(shape))
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
