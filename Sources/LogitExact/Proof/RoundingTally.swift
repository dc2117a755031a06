/// By what so many results were rounded: how often the cheap way does, and how often not.
public struct RoundingTally: Hashable, Sendable {
  /// By a `Double` and the bound of its error.
  public var bound = 0
  /// By balls of 128 bits.
  public var balls = 0
  /// By wider balls.
  public var wideBalls = 0
  /// By nothing within the budget.
  public var undecided = 0

  public init() {}

  /// All results.
  public var count: Int { bound + balls + wideBalls + undecided }

  public static func += (a: inout RoundingTally, b: RoundingTally) {
    a.bound += b.bound
    a.balls += b.balls
    a.wideBalls += b.wideBalls
    a.undecided += b.undecided
  }

  mutating func add(_ count: Int, bits: Int) {
    if bits <= 128 { balls += count } else { wideBalls += count }
  }
}

/// Results rounded to a format, and what is known of them.
public struct Roundings: Sendable {
  /// One a result: the number of the format nearest to it. Of an undecided one it is near the
  /// middle of what is left, or NaN where nothing is known.
  public var values: [Double] = []
  /// Which of them are undecided, ascending.
  public var undecided: [Int] = []
  /// What decided them.
  public var tally = RoundingTally()
}
