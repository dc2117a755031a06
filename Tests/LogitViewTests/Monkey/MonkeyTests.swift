import FoundationEssentials
import LogitView
import Testing

/// Random keys, commands, pastes, mouse reports, sizes and broken bytes, on the real model and view.
///
/// `LOGITLAB_MONKEY_EVENTS` plays one long sitting, `LOGITLAB_MONKEY_SEED` chooses which,
/// `LOGITLAB_MONKEY_TELLS=1` prints each step and its time, `LOGITLAB_MONKEY_FROM` leaves out those before a new desk.
@Suite(.serialized) struct MonkeyTests {
  private static func variable(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment["LOGITLAB_MONKEY_" + name].flatMap { Int($0) }
  }

  @Test(
    .enabled(if: variable("EVENTS") == nil && variable("SEED") == nil),
    arguments: [1, 2, 3] as [UInt64])
  func nothingItDoesBreaksTheProgram(seed: UInt64) throws {
    var sitting = Sitting(seed: seed)
    try sitting.run(steps: 1500)
  }

  @Test(.enabled(if: variable("EVENTS") != nil || variable("SEED") != nil))
  func aLongSittingTakesNoMoreMemoryThanAShortOne() throws {
    let events = Self.variable("EVENTS") ?? 2000
    var sitting = Sitting(seed: UInt64(Self.variable("SEED") ?? 1))
    let tells = Self.variable("TELLS") == 1
    sitting.skip(to: Self.variable("FROM") ?? 0)
    try sitting.run(steps: events / 4, tells: tells)
    let early = Sitting.memory
    try sitting.run(steps: events, tells: tells)
    let grown = Sitting.memory - early
    print("slowest step \(sitting.slowest), memory \(early) KB and \(grown) KB more")
    #expect(grown < 64_000)
  }
}
