import LogitBench
import LogitExact

/// What would make a number, as far as it was found.
package struct Got: Sendable {
  /// Changes that give it, or a number of this bench that it is.
  package struct Hit: Sendable {
    /// None where it is a number of the bench as it stands.
    package let changes: [Change]
    /// What to do, or which number it is.
    package let words: String
    package let why: String
    package let value: Double
    /// How many of the typed digits it has.
    package let digits: Int
    /// Whether it is nearer than half a unit of the last digit; else only the last bits differ.
    package let isExact: Bool
    let cost: Int

    /// The commands that carry it out, in this order.
    package var edits: [Edit] { changes.flatMap(\.edits) }
  }

  package let typed: TypedNumber
  /// What the number is: `mean`, `dloss/dz[2]`.
  package let name: String
  package let format: Format
  /// What the bench gives.
  package let here: Double
  /// How many settings were tried.
  package internal(set) var tried = 0
  /// How many there are to try.
  package internal(set) var count: Int
  /// Simplest first.
  package internal(set) var hits: [Hit] = []
  /// What comes near and is not it, nearest first.
  package internal(set) var near: [Hit] = []
  /// What was tried.
  package let kinds: [Change.Kind]
  /// Why two changes are not tried; nil where they are.
  package let limit: String?
  /// Whose arithmetic prints these digits.
  package internal(set) var prints: [Print] = []

  /// A formula or a framework that gives exactly these digits, or another number of the same kind.
  package struct Print: Equatable, Sendable {
    /// Which number: `row 0`, `the mean`.
    package let place: String
    package let owner: String
    package let value: Double
    package let format: Format
    package let isIt: Bool
  }

  package var isFound: Bool { !hits.isEmpty }
}

extension TypedNumber {
  /// How many of the typed digits a value has: all where it is within half a unit of the last.
  func digits(of value: Double) -> Int {
    let number = number.value(in: .float64)
    let gap = (value - number).magnitude
    if gap <= halfUnit * (1 + 0x1p-40) { return digitCount }
    guard gap.isFinite, number != 0 else { return 0 }
    var (kept, share) = (0, 0.05)
    while kept < digitCount - 1, gap <= number.magnitude * share {
      kept += 1
      share /= 10
    }
    return kept
  }
}
