import LogitView
import TestSupport
import Testing

private func events(_ bytes: some Sequence<UInt8>) -> [Event] {
  var parser = InputParser()
  return parser.feed(bytes) + parser.flush()
}

private func events(_ text: String) -> [Event] { events(Array(text.utf8)) }

private func key(_ code: Key.Code, _ modifiers: Key.Modifiers = []) -> [Event] {
  [.key(Key(code, modifiers))]
}

/// Sequences as terminals send them, and what they mean.
private let known: [(String, [Event])] = [
  ("a", key(.character("a"))), ("\u{1}", key(.character("a"), .control)),
  ("\u{3}", key(.character("c"), .control)), ("\u{1A}", key(.character("z"), .control)),
  ("\0", key(.character(" "), .control)), ("\t", key(.tab)), ("\r", key(.enter)),
  ("\u{7F}", key(.backspace)), ("\u{8}", key(.backspace)), ("\u{1B}", key(.escape)),
  ("\u{1C}", key(.character("\\"), .control)), ("é", key(.character("é"))),
  ("日", key(.character("日"))), ("🎯", key(.character("🎯"))),
  ("\u{1B}é", key(.character("é"), .alt)), ("\u{1B}x", key(.character("x"), .alt)),
  ("\u{1B}\r", key(.enter, .alt)), ("\u{1B}\u{7F}", key(.backspace, .alt)),
  ("\u{1B}[", key(.character("["), .alt)), ("\u{1B}O", key(.character("O"), .alt)),
  ("\u{1B}P", key(.character("P"), .alt)), ("\u{1B}\u{1}", key(.character("a"), [.alt, .control])),
  ("\u{1B}[A", key(.up)), ("\u{1B}OB", key(.down)), ("\u{1B}[H", key(.home)),
  ("\u{1B}OF", key(.end)),
  ("\u{1B}[1;5C", key(.right, .control)), ("\u{1B}[1;2D", key(.left, .shift)),
  ("\u{1B}[1;3A", key(.up, .alt)), ("\u{1B}[1;8A", key(.up, [.shift, .alt, .control])),
  ("\u{1B}O5A", key(.up, .control)), ("\u{1B}OM", key(.enter)),
  ("\u{1B}[1~", key(.home)), ("\u{1B}[2~", key(.insert)), ("\u{1B}[3~", key(.delete)),
  ("\u{1B}[4~", key(.end)), ("\u{1B}[5~", key(.pageUp)), ("\u{1B}[6;5~", key(.pageDown, .control)),
  ("\u{1B}[7~", key(.home)), ("\u{1B}[8~", key(.end)), ("\u{1B}[Z", key(.backTab)),
  ("\u{1B}OP", key(.function(1))), ("\u{1B}[1;2R", key(.function(3), .shift)),
  ("\u{1B}[11~", key(.function(1))), ("\u{1B}[15~", key(.function(5))),
  ("\u{1B}[15;2~", key(.function(5), .shift)), ("\u{1B}[17~", key(.function(6))),
  ("\u{1B}[21~", key(.function(10))), ("\u{1B}[24~", key(.function(12))),
  ("\u{1B}[[A", key(.function(1))), ("\u{1B}[[E", key(.function(5))),
  ("\u{1B}[97;5u", key(.character("a"), .control)), ("\u{1B}[13;2u", key(.enter, .shift)),
  ("\u{1B}[97;2u", key(.character("A"))), ("\u{1B}[27;5;46~", key(.character("."), .control)),
  ("\u{1B}[9;2u", key(.backTab)), ("\u{1B}[27u", key(.escape)), ("\u{1B}[57358u", []),
  ("\u{1B}[99999999999999999999999u", []), ("\u{1B}[1;99999999999999999999999x", []),
  ("\u{1B}[I", []), ("\u{1B}[O", []), ("\u{1B}[?1;2c", []), ("\u{1B}[12;40R", []),
  ("\u{1B}[>4;1m", []), ("\u{1B}]11;rgb:0/0/0\u{7}", []), ("\u{1B}]52;c;aGk=\u{1B}\\", []),
  ("\u{1B}P1$r0m\u{1B}\\", []), ("\u{1B}_G\u{1B}\\", []), ("\u{1B}[32;3;4M", []),
  ("\u{1B}[<0;3;2M", [.mouse(.press(button: 0), x: 2, y: 1)]),
  ("\u{1B}[<0;3;2m", [.mouse(.release, x: 2, y: 1)]),
  ("\u{1B}[<32;300;200M", [.mouse(.drag(button: 0), x: 299, y: 199)]),
  ("\u{1B}[<35;1;1M", [.mouse(.move, x: 0, y: 0)]),
  ("\u{1B}[<64;1;1M", [.mouse(.wheelUp, x: 0, y: 0)]),
  ("\u{1B}[<65;1;1M", [.mouse(.wheelDown, x: 0, y: 0)]), ("\u{1B}[<0;0;0M", []),
  ("\u{1B}[<128;3;2M", []), ("\u{1B}[<99999;3;2M", []),
  ("\u{1B}[<0;99999999999;2M", [.mouse(.press(button: 0), x: 0x10FFFF, y: 1)]),
  ("\u{1B}[<4;3;2M", [.mouse(.press(button: 0), x: 2, y: 1)]),
  ("\u{1B}[M !!", [.mouse(.press(button: 0), x: 0, y: 0)]),
  ("\u{1B}[M#!\"", [.mouse(.release, x: 0, y: 1)]), ("\u{1B}[M   ", []),
  ("\u{1B}[M`!!", [.mouse(.wheelUp, x: 0, y: 0)]),
  ("\u{1B}[200~a\u{1B}[Ab\r日\u{1B}[201~", [.paste("a\u{1B}[Ab\r日")]),
  ("\u{1B}[200~\u{1B}\u{1B}[201\u{1B}[201~", [.paste("\u{1B}\u{1B}[201")]),
  ("\u{1B}[200~\u{1B}[201~", [.paste("")]),
]

struct InputParserTests {
  @Test(arguments: known)
  func readsWhatTerminalsSend(text: String, expected: [Event]) {
    #expect(events(text) == expected)
  }

  @Test(arguments: known)
  func aSplitAnywhereChangesNothing(text: String, expected: [Event]) {
    let bytes = Array(text.utf8)
    for cut in bytes.indices {
      var parser = InputParser()
      let parts = parser.feed(bytes[..<cut]) + parser.feed(bytes[cut...]) + parser.flush()
      #expect(parts == expected, "cut at \(cut)")
    }
  }

  @Test func aRunOfKeysArrivesInOrder() {
    // A lone Escape, Alt-[ and the like are complete only by silence: they cannot be in a run.
    let complete = known.filter { text, expected in
      var parser = InputParser()
      return parser.feed(Array(text.utf8)) == expected && parser.patience == nil
    }
    #expect(complete.count > 60)
    #expect(events(complete.map(\.0).joined()) == complete.flatMap(\.1))
  }

  @Test(
    arguments: [
      [0xFF, 0xFE], [0xC3], [0xE6, 0x97], [0xF0, 0x9F, 0x8E], [0xC0, 0x80], [0xED, 0xA0, 0x80],
      [0xF5], [0x80], [0xE0, 0x80, 0x80], [0xF4, 0x90], [0x1B, 0xC3], [0x1B, 0x5B, 0xC3],
    ] as [[UInt8]])
  func brokenUTF8NeverSwallowsTheNextKey(bytes: [UInt8]) {
    let result = events(bytes + [UInt8(ascii: "A")])
    #expect(result.last == .key(Key(.character("A"))))
    #expect(
      result.dropLast().allSatisfy { event in
        if case .key(let key) = event { key.code == .character("\u{FFFD}") } else { false }
      })
  }

  @Test(
    arguments: [
      ("", nil), ("a", nil), ("\u{1B}", 25), ("\u{1B}[", 200), ("\u{1B}[1;", 200), ("\u{1B}O", 200),
      ("\u{1B}[M!", 200), ("\u{1B}]0;", 200), ("\u{1B}[[", 200), ("\u{1B}[A", nil),
      ("\u{1B}[200~a", 5000), ("\u{1B}[200~a\u{1B}[201~", nil),
    ] as [(String, Int?)])
  func waitsOnlyInsideASequence(text: String, patience: Int?) {
    var parser = InputParser()
    _ = parser.feed(Array(text.utf8))
    #expect(parser.patience == patience)
    _ = parser.flush()
    #expect(parser.patience == nil)
    #expect(parser.feed([0x41]) == key(.character("A")))
  }

  @Test func waitsLongestForHalfACharacter() {
    var parser = InputParser()
    _ = parser.feed([0xE6, 0x97])
    #expect(parser.patience == 1000)
    #expect(parser.flush() == key(.character("\u{FFFD}")))
  }

  @Test func aHugePasteKeepsItsStartAndTakesBoundedMemory() {
    var parser = InputParser()
    var result = parser.feed(Array("\u{1B}[200~".utf8))
    let part = [UInt8](repeating: 0x61, count: 100_000)
    for _ in 0..<15 { result += parser.feed(part) }
    result += parser.feed(Array("\u{1B}[201~b".utf8))
    let kept = String(repeating: "a", count: InputParser.pasteLimit)
    #expect(result == [.paste(kept)] + key(.character("b")))
  }

  @Test func noBytesTrapItOrLockTheKeyboard() {
    var random = SplitMix64(seed: 2026)
    var parser = InputParser()
    for _ in 0..<20_000 {
      var bytes = Array((known.randomElement(using: &random)?.0 ?? "").utf8)
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.insert(.random(in: 0...255, using: &random), at: place)
        case 1 where place < bytes.count: bytes[place] ^= .random(in: 1...255, using: &random)
        default: if place < bytes.count { bytes.remove(at: place) }
        }
      }
      _ = parser.feed(bytes)
      if Bool.random(using: &random) {
        _ = parser.flush()
        #expect(parser.feed([0x41]) == key(.character("A")))
      }
    }
    _ = parser.feed((0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) })
    _ = parser.flush()
    #expect(parser.feed([0x41]) == key(.character("A")))
  }
}
