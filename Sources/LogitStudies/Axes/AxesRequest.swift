import LogitBench
import LogitText

/// Which axis of an array frameworks take for the classes.
package struct AxesRequest: Question {
  package static let tellsNumbers = false
  /// Empty for those of the bench.
  private var sizes: [Int] = []

  /// More axes than any of the frameworks' functions take.
  private static let mostAxes = 6
  private static let largest = 1_000_000

  package static let spec = Spec(
    name: "axes", usage: "axes [<size> ...]",
    summary: "Draw a shape with the names of its axes: which are the classes, by framework.",
    example: "axes 8 21 64 64", operand: .list)

  package init(parsing args: inout Arguments) throws(CommandError) {
    while !args.isAtEnd {
      let (word, column) = try args.wordAndColumn("a size")
      for part in word.split(whereSeparator: { "x,()[]".contains($0) }) {
        guard let size = Int(part), 1...Self.largest ~= size else {
          throw CommandError(
            "'\(part)' is no size of an axis: a whole number from 1 on, as in 8 21 64 64",
            column: column)
        }
        sizes.append(size)
      }
    }
    guard sizes.count <= Self.mostAxes else {
      throw CommandError("\(sizes.count) axes are too many: up to \(Self.mostAxes) are drawn")
    }
    var total = 1
    for size in sizes {
      let (product, isTooMany) = total.multipliedReportingOverflow(by: size)
      guard !isTooMany else { throw CommandError("these are too many numbers for any array") }
      total = product
    }
  }

  package var words: String { sizes.map(String.init).joined(separator: " ") }

  package func answer(on model: Model) throws(CommandError) -> Page {
    let bench = model.bench
    let shape = sizes.isEmpty ? [bench.rows, bench.classes] : sizes
    return Page(text: Axes(shape).lines.joined(separator: "\n"))
  }
}

/// The axes of a shape by the names that frameworks have for them.
///
/// - Source: `torch.nn.CrossEntropyLoss` (classes at axis 1, of one axis at 0), `axis=-1` of Keras,
///   TensorFlow and optax, `axis=None` of `scipy.special.softmax`.
private struct Axes {
  let shape: [Int]

  init(_ shape: [Int]) { self.shape = shape }

  private struct Reading {
    let owner: String
    let functions: String
    let classes: Int
  }

  private var readings: [Reading] {
    [
      Reading(
        owner: "PyTorch", functions: "F.cross_entropy", classes: shape.count == 1 ? 0 : 1),
      Reading(
        owner: "TensorFlow, Keras, JAX", functions: "softmax cross entropies",
        classes: shape.count - 1),
    ]
  }

  /// `N`, `[C]` for the classes, `d1`, `d2` for what lies within a picture.
  private func names(_ classes: Int) -> [String] {
    var inner = 0
    return shape.indices.map { axis in
      if axis == classes { return "[C]" }
      if axis == 0 { return "N" }
      inner += 1
      return "d\(inner)"
    }
  }

  private var total: Int { shape.reduce(1, *) }

  var lines: [String] {
    var rows = [["axis"] + shape.indices.map(String.init) + [""]]
    rows.append(["size"] + shape.map(String.init) + [""])
    for reading in readings {
      let classes = shape[reading.classes]
      rows.append(
        ["\(reading.owner)"] + names(reading.classes)
          + ["\(counted(classes, "class")) of \(counted(total / classes, "row"))"])
    }
    var lines = [shape.map(String.init).joined(separator: " x ")] + aligned(rows)
    let (first, last) = (readings[0].classes, readings[1].classes)
    if first == last {
      lines.append("all take axis \(first), the last, for the classes: so does the bench")
    } else {
      let order = shape.indices.filter { $0 != first } + [first]
      lines += [
        "PyTorch's classes are axis \(first), everybody else's the last: the same array is another"
          + " batch to each, and no error where labels fit",
        "to hand PyTorch's array on: np.moveaxis(z, \(first), -1), z.permute("
          + order.map(String.init).joined(separator: ", ") + ")",
      ]
    }
    return lines + [
      "scipy.special.softmax(z) without axis= is one softmax over all \(total) numbers"
    ]
  }
}
