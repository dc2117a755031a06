/// Where in a program a step stands, so that each is made once.
///
/// The steps themselves are the keys: a slot holds a place in the program and a few bits of the step's mix, and
/// most looks end at one slot. A row of a thousand classes looks up tens of thousands of steps, for which the
/// hash of a `Dictionary`, safe against a chosen input, is most of the time. Whoever chooses steps here waits
/// for none but their own, and `stepLimit` bounds them.
struct StepTable {
  private var slots: [Slot] = []
  private var count = 0

  private struct Slot {
    var mix: UInt32 = 0
    /// Counted from 1; 0 is no step.
    var place: UInt32 = 0
  }

  /// The place of a step, which is entered at the end of those that are there if it is new.
  mutating func place(of operation: Program.Operation, in operations: [Program.Operation]) -> Int {
    if 4 * count >= 3 * slots.count { grow() }
    let mix = operation.mix
    var slot = Int(truncatingIfNeeded: mix) & (slots.count - 1)
    while slots[slot].place != 0 {
      let place = Int(slots[slot].place) - 1
      if slots[slot].mix == mix && operations[place] == operation { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Slot(mix: mix, place: UInt32(operations.count + 1))
    count += 1
    return operations.count
  }

  private mutating func grow() {
    var wider = [Slot](repeating: Slot(), count: max(16, 2 * slots.count))
    for old in slots where old.place != 0 {
      var slot = Int(truncatingIfNeeded: old.mix) & (wider.count - 1)
      while wider[slot].place != 0 { slot = (slot + 1) & (wider.count - 1) }
      wider[slot] = old
    }
    slots = wider
  }
}

extension Program.Operation {
  /// Equal for equal steps. Which function or sign it is adds nothing: few steps have the same operands.
  fileprivate var mix: UInt32 {
    switch self {
    case .quantity(let a): Self.mix(1, a)
    case .negate(let a): Self.mix(2, a)
    case .binary(_, let a, let b): Self.mix(3, a, b)
    case .apply(_, let a): Self.mix(4, a)
    case .larger(let a, let b): Self.mix(5, a, b)
    case .smaller(let a, let b): Self.mix(6, a, b)
    case .power(let a, let b): Self.mix(7, a, b)
    case .raise(let a, let b): Self.mix(8, a, b)
    case .choose(let a, let b, let c): Self.mix(9, a, b &* 31 &+ c)
    case .times(let a, let b): Self.mix(10, a, b)
    case .weigh(let a, let b): Self.mix(11, a, b)
    case .sum(let terms): Self.mix(12, terms.reduce(0) { $0 &* 31 &+ $1 }, terms.count)
    case .logSumExp(let row): Self.mix(13, row)
    case .softmax(let row, let index): Self.mix(14, row, index)
    case .logSoftmax(let row, let index): Self.mix(15, row, index)
    }
  }

  private static func mix(_ kind: UInt64, _ a: Int, _ b: Int = 0) -> UInt32 {
    // Odd numbers without pattern (of the golden ratio and of sqrt 2 and 3) spread what follows in steps of one.
    var mix = UInt64(truncatingIfNeeded: a) &* 0x9e37_79b9_7f4a_7c15
    mix ^= UInt64(truncatingIfNeeded: b) &* 0xb504_f333_f9de_6485
    mix = (mix ^ mix >> 29 ^ kind) &* 0xddb3_d742_c265_539d
    return UInt32(truncatingIfNeeded: mix >> 32)
  }
}
