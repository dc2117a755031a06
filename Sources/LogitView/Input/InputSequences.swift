/// What the parser does inside a sequence, a state each.
extension InputParser {
  mutating func takeCSI(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "[") where pending.isEmpty: begin(.linuxFunction)
    case UInt8(ascii: "M") where pending.isEmpty: begin(.x10Mouse)
    case 0x20...0x3F:
      if pending.count < Self.sequenceLimit { pending.append(byte) }
    case 0x40...0x7E:
      let sequence = ControlSequence(parameters: pending, final: byte)
      begin(.ground)
      if sequence.isPasteStart {
        begin(.paste)
      } else if let event = sequence.event {
        events.append(event)
      }
    default:
      // A byte that cannot be here breaks the sequence off and is a key itself.
      takeFirst(byte, [])
    }
  }

  mutating func takeLinuxFunction(_ byte: UInt8) {
    begin(.ground)
    if 0x41...0x45 ~= byte {
      emit(.function(Int(byte) - 0x40))
    } else if !(0x40...0x7E ~= byte) {
      takeFirst(byte, [])
    }
  }

  mutating func takeSS3(_ byte: UInt8) {
    if 0x30...0x3B ~= byte {
      if pending.count < Self.sequenceLimit { pending.append(byte) }
    } else if 0x40...0x7E ~= byte {
      let key = ControlSequence(parameters: pending, final: byte).cursorKey
      begin(.ground)
      if let key { events.append(.key(key)) }
    } else {
      takeFirst(byte, [])
    }
  }

  mutating func takeX10Mouse(_ byte: UInt8) {
    if byte < 0x20 {
      takeFirst(byte, [])
      return
    }
    pending.append(byte)
    guard pending.count == 3 else { return }
    // Each of the three is sent as 32 more, places count from 1.
    let (button, x, y) = (Int(pending[0]) - 32, Int(pending[1]) - 33, Int(pending[2]) - 33)
    begin(.ground)
    if let event = mouseEvent(code: button, x: x, y: y, isRelease: button & 3 == 3) {
      events.append(event)
    }
  }

  mutating func takeText(_ byte: UInt8, sawEscape: Bool) {
    // Only whether any text came is of interest: alone, the first byte was typed with Alt.
    if pending.count == 1 { pending.append(byte) }
    switch byte {
    case 0x07, 0x18, 0x1A: begin(.ground)
    case 0x1B: state = .text(sawEscape: true)
    case UInt8(ascii: "\\") where sawEscape: begin(.ground)
    default:
      // An escape that does not end the text begins the next sequence.
      if sawEscape {
        begin(.escape)
        takeAfterEscape(byte)
      }
    }
  }

  mutating func takeContinuation(_ byte: UInt8, isAlt: Bool) {
    let modifiers: Key.Modifiers = isAlt ? .alt : []
    guard let length = utf8Length(pending[0]), continues(byte) else {
      emit(.character("\u{FFFD}"), modifiers)
      takeFirst(byte, [])
      return
    }
    pending.append(byte)
    guard pending.count == length else { return }
    let text = String(decoding: pending, as: UTF8.self)
    begin(.ground)
    for character in text { emit(.character(character), modifiers) }
  }

  /// Whether `byte` may follow `pending` in UTF-8 that is neither overlong nor a surrogate.
  private func continues(_ byte: UInt8) -> Bool {
    guard pending.count == 1 else { return 0x80...0xBF ~= byte }
    switch pending[0] {
    case 0xE0: return 0xA0...0xBF ~= byte
    case 0xED: return 0x80...0x9F ~= byte
    case 0xF0: return 0x90...0xBF ~= byte
    case 0xF4: return 0x80...0x8F ~= byte
    default: return 0x80...0xBF ~= byte
    }
  }

  mutating func takePaste(_ byte: UInt8) {
    let marker = InputParser.pasteEnd
    if pasteEndMatched > 0, byte != marker[pasteEndMatched] {
      keep(marker.prefix(pasteEndMatched))
      pasteEndMatched = 0
    }
    guard byte == marker[pasteEndMatched] else {
      keep(CollectionOfOne(byte))
      return
    }
    pasteEndMatched += 1
    if pasteEndMatched == marker.count {
      let text = String(decoding: pending, as: UTF8.self)
      begin(.ground)
      events.append(.paste(text))
    }
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private mutating func keep(_ bytes: some Sequence<UInt8>) {
    for byte in bytes where pending.count < Self.pasteLimit { pending.append(byte) }
  }
}

/// How many bytes a UTF-8 character has that begins with `byte`; nil if none does.
func utf8Length(_ byte: UInt8) -> Int? {
  switch byte {
  case 0xC2...0xDF: 2
  case 0xE0...0xEF: 3
  case 0xF0...0xF4: 4
  default: nil
  }
}
