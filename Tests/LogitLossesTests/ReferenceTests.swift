import Glibc
import LogitExact
import LogitLosses
import TestSupport
import Testing

/// Every kernel against `Tests/Vectors`: 0 steps in every output of every tag, the ill-conditioned
/// ones too.
///
/// Of each tag of a file about six cases, evenly spread; `LOGITLAB_VECTORS_ALL=1` takes all.
@Suite struct ReferenceTests {
  enum Folder: String, CaseIterable, Sendable {
    case f64, f32, f16, bf16
  }

  func expect<K: ReferenceKernel>(_ kernel: K.Type, in folder: Folder) throws {
    switch folder {
    case .f64: try expect(kernel, Double.self, folder)
    case .f32: try expect(kernel, Float.self, folder)
    case .f16: try expect(kernel, Float16.self, folder)
    case .bf16: try expect(kernel, BFloat16.self, folder)
    }
  }

  private func expect<K: ReferenceKernel, S: LogitScalar>(
    _ kernel: K.Type, _ scalar: S.Type, _ folder: Folder
  ) throws {
    let vectors = try Vectors(K.file, in: folder.rawValue)
    var count = 0
    var faults: [String] = []
    for wanted in sample(vectors.cases) {
      let label = wanted.inputs.last?.first.flatMap(Int.init(exactly:)) ?? -1
      let found = K.outputs(wanted.inputs.map { $0.map(S.init(rounding:)) }, label: label)
      for ((name, values), right) in zip(zip(vectors.outputs, found), wanted.outputs) {
        count += right.count
        let isSame =
          values.count == right.count
          && zip(values, right).allSatisfy { $0.double == $1 || $0.double.isNaN && $1.isNaN }
        if isSame { continue }
        faults.append("\(name) of \(wanted.tag) \(wanted.inputs): \(values), not \(right)")
      }
      #expect(found.count == vectors.outputs.count)
    }
    #expect(count > 40)
    #expect(faults.isEmpty, "\(faults.count) of \(count): \(faults.prefix(3))")
  }

  private func sample(_ cases: [Case]) -> [Case] {
    if getenv("LOGITLAB_VECTORS_ALL") != nil { return cases }
    return Dictionary(grouping: cases, by: \.tag).values.flatMap { cases in
      let stride = max(1, cases.count / 6)
      return cases.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    }
  }

  @Test(arguments: Folder.allCases)
  func sigmoidsAreTheReference(_ folder: Folder) throws {
    try expect(UnaryKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func sigmoidCrossEntropyIsTheReference(_ folder: Folder) throws {
    try expect(SigmoidCrossEntropyKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func weightedCrossEntropyIsTheReference(_ folder: Folder) throws {
    try expect(WeightedCrossEntropyKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func halfSquaredErrorIsTheReference(_ folder: Folder) throws {
    try expect(HalfSquaredErrorKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func halfSquaredErrorOfASigmoidIsTheReference(_ folder: Folder) throws {
    try expect(HalfSquaredErrorSigmoidKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func costsOfAProbabilityAreTheReference(_ folder: Folder) throws {
    try expect(NegLogKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func softmaxIsTheReference(_ folder: Folder) throws {
    try expect(SoftmaxKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func softmaxCrossEntropyIsTheReference(_ folder: Folder) throws {
    try expect(SoftmaxCrossEntropyKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func sparseSoftmaxCrossEntropyIsTheReference(_ folder: Folder) throws {
    try expect(SparseSoftmaxCrossEntropyKernel.self, in: folder)
  }

  @Test(arguments: Folder.allCases)
  func halfSquaredErrorOfASoftmaxIsTheReference(_ folder: Folder) throws {
    try expect(HalfSquaredErrorSoftmaxKernel.self, in: folder)
  }
}
