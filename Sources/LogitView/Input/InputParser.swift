/// Turns the bytes of a terminal into events, wherever a read happened to cut them.
///
/// A sequence that is unknown or broken is swallowed whole, so that it is never taken for typing;
/// the next key is always read.
package struct InputParser: Sendable {
  enum State: Equatable, Sendable {
    case ground
    case escape
    case csi
    /// An Alt-[ or CSI of the Linux console, `ESC [ [ A`.
    case linuxFunction
    case ss3
    case x10Mouse
    /// An OSC, DCS, APC, PM or SOS, which ends with BEL or ST.
    case text(sawEscape: Bool)
    case utf8(isAlt: Bool)
    case paste
  }

  /// A longer sequence than any terminal sends keeps no more than this of itself.
  static let sequenceLimit = 64
  /// The end of a larger paste is lost, rather than all memory.
  package static let pasteLimit = 1 << 20

  var state = State.ground
  /// The bytes of the sequence, character or paste that has begun.
  var pending: [UInt8] = []
  /// How much of the end marker of a paste has been matched.
  var pasteEndMatched = 0
  var events: [Event] = []

  package init() {}

  /// Takes in what has been read and returns the events that are complete.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
    for byte in bytes { take(byte) }
    defer { events = [] }
    return events
  }

  /// For how many milliseconds the rest of a sequence may still come; nil if none has begun.
  ///
  /// Measured over slow lines: a lone Escape must feel instant, a character cut in two must not
  /// be lost, and a paste whose end never comes must not lock the keyboard.
  package var patience: Int? {
    switch state {
    case .ground: nil
    case .escape: 25
    case .csi, .linuxFunction, .ss3, .x10Mouse, .text: 200
    case .utf8: 1000
    case .paste: 5000
    }
  }

  /// Gives up waiting: `patience` has run out.
  package mutating func flush() -> [Event] {
    switch state {
    case .ground: break
    case .escape: emit(.escape)
    case .csi where pending.isEmpty: emit(.character("["), .alt)
    case .ss3 where pending.isEmpty: emit(.character("O"), .alt)
    case .utf8(let isAlt): emit(.character("\u{FFFD}"), isAlt ? .alt : [])
    case .text where pending.count == 1: events.append(.key(Key(ascii: pending[0], .alt)))
    case .paste: events.append(.paste(String(decoding: pending, as: UTF8.self)))
    case .csi, .linuxFunction, .ss3, .x10Mouse, .text: break
    }
    begin(.ground)
    defer { events = [] }
    return events
  }
}

extension InputParser {
  mutating func begin(_ next: State) {
    state = next
    pending.removeAll(keepingCapacity: true)
    pasteEndMatched = 0
  }

  mutating func emit(_ code: Key.Code, _ modifiers: Key.Modifiers = []) {
    events.append(.key(Key(code, modifiers)))
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeFirst(byte, [])
    case .escape: takeAfterEscape(byte)
    case .csi: takeCSI(byte)
    case .linuxFunction: takeLinuxFunction(byte)
    case .ss3: takeSS3(byte)
    case .x10Mouse: takeX10Mouse(byte)
    case .text(let sawEscape): takeText(byte, sawEscape: sawEscape)
    case .utf8(let isAlt): takeContinuation(byte, isAlt: isAlt)
    case .paste: takePaste(byte)
    }
  }

  /// Takes the first byte of a key.
  mutating func takeFirst(_ byte: UInt8, _ modifiers: Key.Modifiers) {
    begin(.ground)
    if byte == 0x1B {
      state = .escape
    } else if byte < 0x80 {
      events.append(.key(Key(ascii: byte, modifiers)))
    } else if utf8Length(byte) != nil {
      state = .utf8(isAlt: modifiers.contains(.alt))
      pending = [byte]
    } else {
      emit(.character("\u{FFFD}"), modifiers)
    }
  }

  mutating func takeAfterEscape(_ byte: UInt8) {
    switch byte {
    case 0x1B: emit(.escape)
    case UInt8(ascii: "["): begin(.csi)
    case UInt8(ascii: "O"): begin(.ss3)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      begin(.text(sawEscape: false))
      pending = [byte]
    default: takeFirst(byte, .alt)
    }
  }
}
