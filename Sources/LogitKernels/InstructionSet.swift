import CKernels

/// Which lanes compute a batch: those of the machine, chosen when the program runs.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// What every machine of its kind has: SSE2, or NEON on arm64.
  case baseline
  case avx2
  case avx512

  /// Whether this machine has it.
  public var isAvailable: Bool { ck_lanes_named(rawValue) != nil }

  /// The widest of this machine.
  public static var best: Self {
    allCases.last { $0.isAvailable } ?? .baseline
  }

  /// Its loops.
  ///
  /// - Precondition: the machine has it.
  var lanes: Lanes {
    guard let lanes = ck_lanes_named(rawValue) else {
      preconditionFailure("this machine has no \(rawValue)")
    }
    return lanes.pointee
  }
}

typealias Lanes = ck_lanes
