import TestSupport
import Testing

@testable import LogitExact

#if canImport(Glibc)
  import Glibc
#endif

/// Formulas against the reference values of `Tests/Vectors`, bit for bit.
///
/// `LOGITLAB_VECTORS_TELLS=1` prints how many results are exact and which width of balls decided the
/// others.
@Suite struct VectorTests {
  struct File: Sendable, CustomTestStringConvertible {
    let name: String
    let folder: String
    let format: Format

    var testDescription: String { "\(folder)/\(name)" }

    static let all = [
      ("f64", Format.float64), ("f32", .float32), ("f16", .float16), ("bf16", .bfloat16),
    ].flatMap { folder, format in
      VectorFormulas.files.keys.sorted().map { File(name: $0, folder: folder, format: format) }
    }
  }

  @Test(arguments: File.all)
  func aFormulaGivesTheReferenceBitForBit(_ file: File) throws {
    let vectors = try Vectors(file.name, in: file.folder)
    let formulas = try #require(VectorFormulas.files[file.name])
    #expect(Set(vectors.outputs) == Set(formulas.keys))
    var tally = Tally()
    for wanted in vectors.cases {
      let inputs = Self.inputs(of: wanted, columns: vectors.inputs)
      for (column, right) in zip(vectors.outputs, wanted.outputs) {
        let formula = try Expression(parsing: #require(formulas[column]), in: inputs.scope)
        let program = try Program(formula, of: inputs)
        let proofs = program.proofs(in: file.format)
        try #require(proofs.count == right.count)
        // What a double and its bound decide must be right as well.
        for (quick, right) in zip(program.approximations(in: file.format), right) {
          tally.count(quick)
          if let quick, quick != right, !(quick.isNaN && right.isNaN) {
            tally.faults.append("\(column) of \(wanted.tag): approximated \(quick), not \(right)")
          }
        }
        for (proof, right) in zip(proofs, right) {
          tally.count(proof, in: column)
          let isRight = proof.value == right || proof.value.isNaN && right.isNaN
          if !isRight || proof.isUndecided {
            tally.faults.append(
              "\(column) of \(wanted.tag) \(wanted.inputs.map { $0.prefix(4) }): \(proof), not \(right)"
            )
          }
        }
      }
    }
    #expect(
      tally.faults.isEmpty,
      "\(tally.faults.count): \(tally.faults.prefix(8).joined(separator: "\n"))")
    if getenv("LOGITLAB_VECTORS_TELLS") != nil { print(file.testDescription, tally) }
  }

  private static func inputs(of wanted: Case, columns: [String]) -> Inputs {
    var inputs = Inputs()
    for (column, numbers) in zip(columns, wanted.inputs) {
      let quantities = numbers.map { Quantity($0) }
      let name = String(column.prefix { $0 != ":" })
      if column.hasSuffix(":v") {
        inputs.values[name] = .vector(quantities)
        inputs.values["classes"] = .vector(numbers.indices.map { Quantity(Double($0)) })
      } else {
        inputs.values[name] = .scalar(quantities[0])
      }
    }
    return inputs
  }
}

/// What decided the results of each column.
private struct Tally: CustomStringConvertible {
  private var counts: [String: [String: Int]] = [:]
  private var quick = 0
  private var all = 0
  var faults: [String] = []

  mutating func count(_ proof: Proof, in column: String) {
    let verdict =
      switch proof.verdict {
      case .exact: "exact"
      case .proven(let bits): "\(bits) bits"
      case .overflow, .underflow: "beyond the format"
      case .undecided: "undecided"
      }
    counts[column, default: [:]][verdict, default: 0] += 1
  }

  mutating func count(_ quick: Double?) {
    all += 1
    if quick != nil { self.quick += 1 }
  }

  var description: String {
    " \(quick) of \(all) decided by doubles"
      + counts.sorted { $0.key < $1.key }.map { column, verdicts in
        let parts = verdicts.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
        return "\n  \(column): \(parts.joined(separator: ", "))"
      }.joined()
  }
}

extension Proof {
  fileprivate var isUndecided: Bool {
    if case .undecided = verdict { return true }
    return false
  }
}
