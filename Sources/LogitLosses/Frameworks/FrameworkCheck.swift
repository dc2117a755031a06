import Glibc
import LogitExact
import LogitText

/// What a framework answers where that is another kind of number than the right loss: NaN, an
/// infinity or 0.
package struct FrameworkDifference: Equatable, Sendable {
  /// Whose answer it is: `PyTorch`.
  package let owner: String
  package let value: Double
  /// The class whose loss it is, where each has its own.
  package let index: Int?
  /// The step that made it: `inf - inf in logits - max(logits)`.
  package let why: String

  /// `PyTorch answers nan`.
  package var verdict: String { "\(owner) answers \(value.isNaN ? "nan" : value.shortest)" }
}

/// One row, or one class of it, as the calls of frameworks are asked about it.
package struct FrameworkRow: Sendable {
  package let z: [Double]
  /// One value a class.
  package let y: [Double]
  /// The class that an index names; 0 where labels are values.
  package let label: Int
  /// The class that is asked about, where each has a loss of its own.
  package let k: Int
  package let q: Double

  package init(z: [Double], y: [Double], label: Int, k: Int, q: Double) {
    (self.z, self.y, self.label, self.k, self.q) = (z, y, label, k, q)
  }

  var inputs: Inputs {
    func vector(_ values: [Double]) -> Inputs.Value { .vector(values.map { Quantity($0) }) }
    func scalar(_ value: Double) -> Inputs.Value { .scalar(Quantity(value)) }
    return Inputs([
      "z": scalar(z[k]), "y": scalar(y[k]), "q": scalar(q), "k": scalar(Double(k)),
      "K": scalar(Double(z.count)), "label": scalar(Double(label)), "logits": vector(z),
      "labels": vector(y),
    ])
  }
}

/// Finds the rows on which a framework answers another kind of number than is right.
///
/// An everyday row costs a logarithm and a few comparisons; the arithmetic of the call is gone
/// through only where a number is infinite, overflows or is small beside the rounding of the inputs.
package struct FrameworkCheck: Sendable {
  let framework: Framework
  let loss: Loss
  let format: Format
  private let call: FrameworkCall

  /// So many classes are gone through; more would outlast a key.
  private static let mostClasses = 1000

  /// nil where the framework has no such call, or its arithmetic is not known.
  package init?(_ framework: Framework, _ loss: Loss, in format: Format) {
    let owner: String
    switch (framework, loss) {
    case (.none, _), (_, .halfSquaredErrorSigmoid), (_, .halfSquaredErrorSoftmax),
      (_, .sparseCategoricalCrossEntropy), (.keras, .weightedCrossEntropy),
      (.torch, .categoricalCrossEntropy):
      return nil
    case (.torch, _): owner = "PyTorch"
    case (.optax, _): owner = "optax"
    // `from_logits` leads to TensorFlow's own functions.
    case (.keras, _), (.tensorFlow, _): owner = loss.head == .given ? "Keras" : "TensorFlow"
    }
    guard let call = FrameworkCall.all(of: loss).first(where: { $0.owner == owner }) else {
      return nil
    }
    (self.framework, self.loss, self.format, self.call) = (framework, loss, format, call)
  }

  /// Whether an answer to this row takes more than a look.
  package func isHard(_ row: FrameworkRow) -> Bool { hardLoss(of: row) != nil }

  /// How the framework's loss of a row differs; nil where it is of the right kind.
  package func difference(_ row: FrameworkRow) -> FrameworkDifference? {
    guard row.z.count <= Self.mostClasses, let right = hardLoss(of: row) else { return nil }
    let inputs = row.inputs
    let answer = call.answer(inputs, in: format).loss
    let isOther =
      answer.isNaN || answer.isInfinite != right.isInfinite || answer == 0 && right != 0
    guard isOther else { return nil }
    return FrameworkDifference(
      owner: framework.title, value: answer, index: loss.isElementwise ? row.k : nil,
      why: call.reason("loss", answer, inputs, in: format) ?? call.remark.loss)
  }

  /// The right loss where it is known and the framework's may be of another kind.
  private func hardLoss(of row: FrameworkRow) -> Double? {
    let z = loss.isElementwise ? row.z[row.k...row.k] : row.z[...]
    let y = loss.isElementwise ? row.y[row.k...row.k] : row.y[...]
    let right = format.rounded(rightLoss(z, y, row.q))
    guard !right.isNaN else { return nil }
    let greatest = z.reduce(0) { Swift.max($0, $1.magnitude) }
    let factor = y.reduce(Swift.max(1, row.q.magnitude)) { Swift.max($0, $1.magnitude) }
    let isSmall =
      right != 0
      && right.magnitude <= 4 * format.ulp(of: Swift.max(1, greatest.isFinite ? greatest : 1))
    let isCertain = loss.head == .given && z.contains { $0 <= 1e-7 || $0 >= 1 - format.ulp(of: 1) }
    let isHard =
      !right.isFinite || !(format.rounded(2 * greatest * factor).isFinite) || isSmall || isCertain
    return isHard ? right : nil
  }

  // MARK: - The right loss

  private func rightLoss(_ z: ArraySlice<Double>, _ y: ArraySlice<Double>, _ q: Double) -> Double {
    /// A label of 0 asks for nothing.
    func times(_ y: Double, _ t: Double) -> Double { y == 0 ? 0 : y * t }
    func sum(_ terms: (Double, Double) -> Double) -> Double {
      zip(z, y).reduce(0) { $0 + terms($1.0, $1.1) }
    }
    switch loss {
    case .sigmoidCrossEntropy, .weightedCrossEntropy:
      return sum { z, y in times(1 - y, Self.softplus(z)) + times(q * y, Self.softplus(-z)) }
    case .softmaxCrossEntropy, .sparseSoftmaxCrossEntropy:
      let maximum = z.max() ?? 0
      let tops = z.count { $0 == maximum }
      guard maximum > -.infinity, maximum.isFinite || tops == 1, !z.contains(where: \.isNaN) else {
        return .nan
      }
      let others = z.reduce(0) { $1 == maximum ? $0 : $0 + exp($1 - maximum) } + Double(tops - 1)
      return sum { z, y in times(y, (z == maximum ? 0 : maximum - z) + log1p(others)) }
    case .binaryCrossEntropy:
      return sum { p, y in
        let p = clipped(p)
        let least = framework == .torch ? -100 : -Double.infinity
        return -times(y, Swift.max(log(p), least)) - times(1 - y, Swift.max(log1p(-p), least))
      }
    case .categoricalCrossEntropy:
      let total = z.reduce(0, +)
      return sum { p, y in -times(y, log(clipped(p / total))) }
    // Where it is not known, nothing is said.
    default: return .nan
    }
  }

  private func clipped(_ p: Double) -> Double {
    guard framework != .torch, !p.isNaN else { return p }
    let least = format.rounded(1e-7)
    return Swift.min(Swift.max(p, least), format.rounded(1 - least))
  }

  private static func softplus(_ z: Double) -> Double { Swift.max(z, 0) + log1p(exp(-z.magnitude)) }
}

extension FrameworkCall {
  /// The step that made NaN, an infinity or 0 of a result: `inf - inf in logits - max(logits)`; nil
  /// where none is to blame alone.
  package func reason(
    _ name: String, _ answer: Double, _ inputs: Inputs, in format: Format
  ) -> String? {
    guard answer.isNaN || answer.isInfinite else { return nil }
    var found: String?
    _ = follow(inputs, in: format) { line, inputs, format in
      guard found == nil, line.isBefore(name, in: lines),
        let program = try? Program(line.expression, of: inputs)
      else { return }
      // What is proven of a step is not asked here.
      let steps = program.steps(in: format, budget: Budget(bits: 128, work: 1e5))
      let events = steps.flatMap { step in
        answer.isNaN == step.value.isNaN && !step.value.isFinite ? step.events : []
      }
      guard let words = events.lazy.compactMap({ $0.words(asNaN: answer.isNaN) }).first else {
        return
      }
      found = "\(words) in \(line.text)"
    }
    return found
  }
}

extension FrameworkCall.Line {
  /// Whether it comes no later than the line of that name.
  fileprivate func isBefore(_ name: String, in lines: [FrameworkCall.Line]) -> Bool {
    guard let own = lines.firstIndex(where: { $0.name == self.name }),
      let end = lines.firstIndex(where: { $0.name == name })
    else { return false }
    return own <= end
  }
}

extension Step.Event {
  /// What made a NaN, or an infinity of finite numbers; nil for any other event.
  fileprivate func words(asNaN isNaN: Bool) -> String? {
    switch self {
    case .infinityMinusInfinity, .zeroTimesInfinity, .zeroOverZero, .infinityOverInfinity:
      isNaN ? indeterminate : nil
    case .outOfDomain: isNaN ? "the log of a negative number" : nil
    case .overflow: isNaN ? nil : "an overflow"
    case .pole: isNaN ? nil : "log(0)"
    case .rounded, .absorbed, .cancelled, .underflow, .spreadsNaN: nil
    }
  }
}
