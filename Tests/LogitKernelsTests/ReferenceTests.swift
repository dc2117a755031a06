import LogitKernels
import TestSupport
import Testing

/// The worst that one output column may do, in steps between neighbouring numbers.
///
/// Each was measured, with glibc 2.36. Of float32 the only misses are ties that a tail decides
/// which float64 cannot hold beside it.
struct Bound: Sendable, CustomTestStringConvertible {
  let output: String
  let float: Double
  let double: Double
  /// The largest relative error in float64, where the value itself is what cancellation leaves.
  let doubleTolerance: Double
  /// Whether ill-conditioned cases are tested apart.
  let excludesIllConditioned: Bool

  init(
    _ output: String, float: Double, double: Double,
    doubleTolerance: Double = Double.tolerance, excludesIllConditioned: Bool = false
  ) {
    self.output = output
    self.float = float
    self.double = double
    self.doubleTolerance = doubleTolerance
    self.excludesIllConditioned = excludesIllConditioned
  }

  var testDescription: String { "\(output): \(float) and \(double) steps" }
}

/// The worst disagreement of a kernel with its reference, and where it was seen.
struct Worst {
  var steps = 0.0
  var relative = 0.0
  var absolute = 0.0
  var count = 0
  var place = "nowhere"

  init<K: ReferenceKernel, S: Countable>(
    _ kernel: K.Type, _ scalar: S.Type, output: String, where isWanted: (Case) -> Bool
  ) throws {
    let vectors = try Vectors(K.file, in: S.folder)
    let column = try #require(vectors.outputs.firstIndex(of: output))
    for wanted in vectors.cases where isWanted(wanted) {
      let found = K.outputs(wanted.inputs.map { $0.map(S.init(rounding:)) })[column]
      try #require(found.count == wanted.outputs[column].count)
      for (value, right) in zip(found, wanted.outputs[column]) {
        add(value, S(rounding: right), "\(wanted.tag) \(wanted.inputs): \(value), not \(right)")
      }
    }
  }

  private mutating func add<S: Countable>(
    _ value: S, _ right: S, _ place: @autoclosure () -> String
  ) {
    count += 1
    let distance = LogitKernelsTests.steps(value, right)
    if distance > steps { (steps, self.place) = (distance, place()) }
    relative = max(relative, relativeError(value, right))
    if value.isFinite, right.isFinite {
      absolute = max(absolute, (value.double - right.double).magnitude)
    }
  }
}

@Suite struct ReferenceTests {
  func expect<K: ReferenceKernel>(_ bound: Bound, _ kernel: K.Type) throws {
    let isWanted = { (wanted: Case) in
      !(bound.excludesIllConditioned && wanted.isIllConditioned)
    }
    let float = try Worst(kernel, Float.self, output: bound.output, where: isWanted)
    #expect(float.count > 100)
    #expect(float.steps <= bound.float, "float32 \(float.place)")
    #expect(float.relative <= Float.tolerance, "float32 \(float.place)")
    let double = try Worst(kernel, Double.self, output: bound.output, where: isWanted)
    #expect(double.count > 100)
    #expect(double.steps <= bound.double, "float64 \(double.place)")
    #expect(double.relative <= bound.doubleTolerance, "float64 \(double.place)")
  }

  @Test(arguments: [
    Bound("sigmoid", float: 0, double: 2), Bound("one_minus_sigmoid", float: 0, double: 2),
    Bound("dsigmoid", float: 0, double: 3), Bound("log_sigmoid", float: 0, double: 1),
    Bound("softplus", float: 0, double: 1),
  ])
  func sigmoidsAgreeWithTheReference(_ bound: Bound) throws {
    try expect(bound, UnaryKernel.self)
  }

  @Test(arguments: [
    Bound("loss", float: 0, double: 2),
    Bound("dx", float: 1, double: 13, excludesIllConditioned: true),
    Bound("dz", float: 0, double: 0),
  ])
  func sigmoidCrossEntropyAgreesWithTheReference(_ bound: Bound) throws {
    try expect(bound, SigmoidCrossEntropyKernel.self)
  }

  @Test(arguments: [
    Bound("loss", float: 0, double: 3), Bound("dx", float: 0, double: 40),
    Bound("dz", float: 0, double: 12), Bound("dq", float: 0, double: 2),
  ])
  func weightedCrossEntropyAgreesWithTheReference(_ bound: Bound) throws {
    try expect(bound, WeightedCrossEntropyKernel.self)
  }

  @Test(arguments: [
    Bound("loss", float: 0, double: 0), Bound("da", float: 0, double: 0),
    Bound("dy", float: 0, double: 0),
  ])
  func halfSquaredErrorAgreesWithTheReference(_ bound: Bound) throws {
    try expect(bound, HalfSquaredErrorKernel.self)
  }

  @Test(arguments: [
    Bound("loss", float: 0, double: 3, excludesIllConditioned: true),
    Bound("dx", float: 0, double: 4, excludesIllConditioned: true),
    Bound("dy", float: 1, double: 4, excludesIllConditioned: true),
  ])
  func halfSquaredErrorOfASigmoidAgreesWithTheReference(_ bound: Bound) throws {
    try expect(bound, HalfSquaredErrorSigmoidKernel.self)
  }

  @Test(arguments: [
    Bound("neg_log_a", float: 0, double: 1), Bound("d_neg_log_a", float: 0, double: 0),
    Bound("neg_log_1ma", float: 0, double: 1), Bound("d_neg_log_1ma", float: 0, double: 1),
  ])
  func costsOfAProbabilityAgreeWithTheReference(_ bound: Bound) throws {
    try expect(bound, NegLogKernel.self)
  }

  @Test(arguments: [
    Bound("lse", float: 0, double: 3, excludesIllConditioned: true),
    Bound("softmax", float: 0, double: 2), Bound("log_softmax", float: 1, double: 1),
  ])
  func softmaxAgreesWithTheReference(_ bound: Bound) throws {
    try expect(bound, SoftmaxKernel.self)
  }

  @Test(arguments: [
    Bound("loss", float: 0, double: 2),
    Bound("dx", float: 1, double: 120, doubleTolerance: 3e-14, excludesIllConditioned: true),
    Bound("dy", float: 0, double: 2),
  ])
  func softmaxCrossEntropyAgreesWithTheReference(_ bound: Bound) throws {
    try expect(bound, SoftmaxCrossEntropyKernel.self)
  }

  @Test(arguments: [
    Bound("loss", float: 0, double: 1), Bound("dx", float: 0, double: 2),
  ])
  func sparseSoftmaxCrossEntropyAgreesWithTheReference(_ bound: Bound) throws {
    try expect(bound, SparseSoftmaxCrossEntropyKernel.self)
  }

  @Test(arguments: [
    Bound("loss", float: 0, double: 4),
    Bound("dx", float: 0, double: 3300, doubleTolerance: 4e-13),
  ])
  func halfSquaredErrorOfASoftmaxAgreesWithTheReference(_ bound: Bound) throws {
    try expect(bound, HalfSquaredErrorSoftmaxKernel.self)
  }

  /// What cancels is no larger than 8, so an absolute error of 4e-16 is the last digit of it.
  @Test func illConditionedValuesKeepTheDigitsOfWhatCancels() throws {
    func expect<K: ReferenceKernel>(_ kernel: K.Type, _ output: String) throws {
      let float = try Worst(kernel, Float.self, output: output) { $0.isIllConditioned }
      #expect(float.count > 10)
      #expect(float.relative <= Float.tolerance, "float32 \(float.place)")
      let double = try Worst(kernel, Double.self, output: output) { $0.isIllConditioned }
      #expect(double.count > 10)
      #expect(double.absolute <= 4e-16, "float64 \(double.place)")
    }
    try expect(SigmoidCrossEntropyKernel.self, "dx")
    try expect(HalfSquaredErrorSigmoidKernel.self, "loss")
    try expect(HalfSquaredErrorSigmoidKernel.self, "dx")
    try expect(HalfSquaredErrorSigmoidKernel.self, "dy")
    try expect(SoftmaxKernel.self, "lse")
    try expect(SoftmaxCrossEntropyKernel.self, "dx")
  }
}
