/// A control sequence of a terminal, `ESC [ parameters final`, or the same after `ESC O`.
struct ControlSequence {
  let final: UInt8
  /// `<`, `?`, `>` or `=` before the parameters.
  private var prefix: UInt8?
  /// Missing ones are 0; larger ones than any terminal sends are cut to `limit`.
  private var numbers = [0]
  private var hasIntermediate = false

  private static let limit = 0x110000

  init(parameters: [UInt8], final: UInt8) {
    self.final = final
    var isSubparameter = false
    for (index, byte) in parameters.enumerated() {
      switch byte {
      case 0x30...0x39 where !isSubparameter:
        let last = numbers.count - 1
        numbers[last] = min(Self.limit, numbers[last] * 10 + Int(byte - 0x30))
      case UInt8(ascii: ":"):
        isSubparameter = true
      case UInt8(ascii: ";"):
        isSubparameter = false
        numbers.append(0)
      case 0x3C...0x3F where index == 0:
        prefix = byte
      case 0x30...0x39:
        break
      default:
        hasIntermediate = true
      }
    }
  }

  private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }

  private var isPlain: Bool { prefix == nil && !hasIntermediate }

  var isPasteStart: Bool { isPlain && final == UInt8(ascii: "~") && number(0) == 200 }

  /// The event that the sequence reports; nil if it is none that concerns the program.
  var event: Event? {
    if prefix == UInt8(ascii: "<"), !hasIntermediate { return sgrMouse }
    guard isPlain else { return nil }
    switch final {
    case UInt8(ascii: "~"): return tildeKey.map(Event.key)
    case UInt8(ascii: "u"): return unicodeKey.map(Event.key)
    case UInt8(ascii: "M"): return nil
    default: return cursorKey.map(Event.key)
    }
  }

  /// The key of a final letter, such as `A` in `ESC [ A` and `ESC O A`.
  var cursorKey: Key? {
    // More or other numbers are a report, such as that of the cursor's place, which ends as F3 does.
    guard isPlain, numbers.count == 1 || numbers.count == 2 && number(0) <= 1 else { return nil }
    let code: Key.Code
    switch final {
    case UInt8(ascii: "A"): code = .up
    case UInt8(ascii: "B"): code = .down
    case UInt8(ascii: "C"): code = .right
    case UInt8(ascii: "D"): code = .left
    case UInt8(ascii: "F"): code = .end
    case UInt8(ascii: "H"): code = .home
    case UInt8(ascii: "M"): code = .enter
    case UInt8(ascii: "P"): code = .function(1)
    case UInt8(ascii: "Q"): code = .function(2)
    case UInt8(ascii: "R"): code = .function(3)
    case UInt8(ascii: "S"): code = .function(4)
    case UInt8(ascii: "Z"): return Key(.backTab)
    default: return nil
    }
    // `ESC O 5 A` of some terminals has the modifiers alone.
    return Key(code, modifiers(numbers.count > 1 ? number(1) : number(0)))
  }

  private var tildeKey: Key? {
    let code: Key.Code
    switch number(0) {
    case 1, 7: code = .home
    case 2: code = .insert
    case 3: code = .delete
    case 4, 8: code = .end
    case 5: code = .pageUp
    case 6: code = .pageDown
    case 11...15: code = .function(number(0) - 10)
    case 17...21: code = .function(number(0) - 11)
    case 23...24: code = .function(number(0) - 12)
    case 27: return unicodeKey(number(2), modifiers(number(1)))
    default: return nil
    }
    return Key(code, modifiers(number(1)))
  }

  private var unicodeKey: Key? { unicodeKey(number(0), modifiers(number(1))) }

  private func unicodeKey(_ value: Int, _ modifiers: Key.Modifiers) -> Key? {
    if value == 9, modifiers.contains(.shift) {
      return Key(.backTab, modifiers.subtracting(.shift))
    }
    if let byte = UInt8(exactly: value), byte < 0x20 || byte == 0x7F {
      return byte == 0 ? nil : Key(ascii: byte, modifiers)
    }
    // The keypad and modifier keys of this protocol lie in the private use area.
    if 0xE000...0xF8FF ~= value { return nil }
    guard let scalar = Unicode.Scalar(UInt32(clamping: value)) else { return nil }
    guard modifiers.contains(.shift), value > 0x20 else {
      return Key(.character(Character(scalar)), modifiers)
    }
    // Plain typing reports a capital and no Shift.
    let capital = 0x61...0x7A ~= value ? Unicode.Scalar(UInt8(value - 0x20)) : scalar
    return Key(.character(Character(capital)), modifiers.subtracting(.shift))
  }

  private func modifiers(_ parameter: Int) -> Key.Modifiers {
    let bits = max(0, parameter - 1)
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    // Meta, bit 8, is what some terminals call Alt.
    if bits & 10 != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  private var sgrMouse: Event? {
    guard numbers.count == 3, final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else {
      return nil
    }
    return mouseEvent(
      code: number(0), x: number(1) - 1, y: number(2) - 1, isRelease: final == UInt8(ascii: "m"))
  }
}

/// The event of a mouse report, whose `code` holds the button and flags; nil if it is off screen.
func mouseEvent(code: Int, x: Int, y: Int, isRelease: Bool) -> Event? {
  // Above are the buttons of rare mice.
  guard 0..<128 ~= code, x >= 0, y >= 0 else { return nil }
  let button = code & 3
  let isMoving = code & 32 != 0
  if code & 64 != 0 {
    switch button {
    case 0: return .mouse(.wheelUp, x: x, y: y)
    case 1: return .mouse(.wheelDown, x: x, y: y)
    default: return nil
    }
  }
  if isMoving { return .mouse(button == 3 ? .move : .drag(button: button), x: x, y: y) }
  return .mouse(isRelease ? .release : .press(button: button), x: x, y: y)
}

extension Key {
  /// The key of one ASCII byte; a control character is Ctrl and a letter.
  init(ascii byte: UInt8, _ modifiers: Modifiers) {
    switch byte {
    case 0: self.init(.character(" "), modifiers.union(.control))
    case 0x09: self.init(.tab, modifiers)
    case 0x0A, 0x0D: self.init(.enter, modifiers)
    case 0x08, 0x7F: self.init(.backspace, modifiers)
    case 0x1B: self.init(.escape, modifiers)
    case 0x01...0x1A:
      self.init(.character(Character(Unicode.Scalar(byte + 0x60))), modifiers.union(.control))
    case 0x1C...0x1F:
      self.init(.character(Character(Unicode.Scalar(byte + 0x40))), modifiers.union(.control))
    default: self.init(.character(Character(Unicode.Scalar(byte))), modifiers)
    }
  }
}
