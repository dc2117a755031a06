/// How far a proof may go before it gives up.
public struct Budget: Sendable {
  /// The widest balls: one of 128, 256, 512 … 8192 bits.
  public var bits: Int
  /// How much work may be done, in units of about a nanosecond. Work is counted, not timed: the same
  /// question has the same answer on any machine.
  public var work: Double

  /// - Parameters:
  ///   - bits: By default enough for a thousand digits.
  ///   - work: By default about a second.
  public init(bits: Int = 8192, work: Double = 1e9) {
    self.bits = bits
    self.work = work
  }

  /// A second and as much again for every 300 000 steps.
  public static func ofAnAnswer(steps: Int) -> Budget { Budget(work: 1e9 + 3e3 * Double(steps)) }

  /// An edit may take so long at most, even where numbers lie beside each other as no width tells.
  package static let ofAKey = Budget(bits: 4096, work: 2e8)

  /// One of many numbers that a key asks for.
  package static let ofAFrame = Budget(bits: 4096, work: 2e7)

  /// One of hundreds of points; for long rows some more.
  package static func ofAPoint(steps: Int = 0) -> Budget {
    Budget(bits: 2048, work: 300_000 + 2_000 * Double(steps))
  }

  /// Asks a question of wider and wider balls until one can answer, or the budget is spent.
  ///
  /// - Parameter start: The first width, in bits.
  /// - Returns: The bits of the last balls that were asked, 0 where the budget was spent before.
  mutating func ask(_ question: inout some Question, from start: Int = 128) -> Int {
    var last = 0
    for limbs in [2, 4, 8, 16, 32, 64, 128] where limbs * 64 >= start {
      let cost = question.cost(limbs: limbs)
      guard limbs * 64 <= bits, cost <= work else { break }
      work -= cost
      last = limbs * 64
      let isAnswered =
        switch limbs {
        case 2: question.answer(by: Ball<2>.self)
        case 4: question.answer(by: Ball<4>.self)
        case 8: question.answer(by: Ball<8>.self)
        case 16: question.answer(by: Ball<16>.self)
        case 32: question.answer(by: Ball<32>.self)
        case 64: question.answer(by: Ball<64>.self)
        default: question.answer(by: Ball<128>.self)
        }
      if isAnswered { break }
    }
    return last
  }
}

/// Something that balls of some width can decide.
protocol Question {
  /// - Returns: Whether the question is answered in full.
  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool

  /// About how many nanoseconds an attempt takes.
  func cost(limbs: Int) -> Double
}

extension Program {
  /// About how many nanoseconds these steps take with balls of so many limbs: fitted to measurements
  /// of 128 to 8192 bits.
  func cost(limbs: Int) -> Double {
    let n = Double(limbs)
    let (simple, hard) = (30 + 4 * n + n * n, 80 + 12 * n * n + 0.6 * n * n * n)
    var cost = 0.0
    var isPaid = [Bool](repeating: false, count: rows.count)
    for operation in operations {
      switch operation {
      // A series of one term for each bit, and each is a quotient.
      case .apply(.erf, _): cost += hard + 64 * n * 4 * simple
      case .raise: cost += 2 * hard
      case .apply, .power: cost += hard
      case .sum(let all): cost += simple * Double(all.count)
      // The row's powers are computed once; each of its results pays for its own.
      case .logSumExp(let row), .softmax(let row, _), .logSoftmax(let row, _):
        cost += hard
        if !isPaid[row] { cost += (simple + hard) * Double(rows[row].count) }
        isPaid[row] = true
      // A text is read 18 digits at a time.
      case .quantity(let index): cost += simple * Double(1 + quantities[index].textLength / 18)
      case .negate, .binary, .larger, .smaller, .choose, .times, .weigh: cost += simple
      }
    }
    return cost
  }
}
