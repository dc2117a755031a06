import LogitBench
import LogitSession
import LogitStudies
import LogitText
import LogitView
import Testing

struct TextWidthTests {
  @Test(arguments: [
    ("", 0), ("loss", 4), ("−ln a", 5), ("σ(x)", 4), ("日本", 4), ("한글", 4), ("ｆ", 2), ("🎯", 2),
    ("e\u{301}", 1), ("\u{1112}\u{1161}\u{11AB}", 2), ("\t", 2), ("\u{1B}[A", 4), ("\u{202E}", 1),
    ("─│┌", 3), ("\u{10FFFF}", 1), ("∞", 1),
  ])
  func countsColumns(text: String, width: Int) {
    #expect(displayWidth(of: text) == width)
  }

  @Test(arguments: [
    ("👩‍🔬!", "👩!"), ("👍🏽!", "👍!"), ("❤\u{FE0F}\u{200D}🔥!", "❤!"), ("🇫🇷!", "FR!"),
    ("🏴\u{E0067}\u{E0062}\u{E007F}!", "🏴!"), ("1\u{FE0F}\u{20E3}!", "1\u{20E3}!"),
  ])
  func anEmojiOfSeveralScalarsShowsItsFirst(text: String, shown: String) {
    var screen = Screen(size: Size(width: displayWidth(of: text), height: 1))
    screen.write(text, x: 0, y: 0)
    #expect(screen.text == shown)
  }

  @Test func everyScalarIsAsWideAsItIsWritten() {
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(scalar)
      var screen = Screen(size: Size(width: 3, height: 1))
      guard screen.write(text, x: 0, y: 0) == displayWidth(of: text) else {
        Issue.record("U+\(String(value, radix: 16))")
        return
      }
    }
  }

  @Test(arguments: [
    (4, "loss"), (3, "lo…"), (1, "…"), (0, ""), (-1, ""), (9, "loss"),
  ])
  func fitsIntoAWidth(width: Int, expected: String) {
    #expect("loss".fitted(to: width) == expected)
  }

  @Test func fitsWithoutSplittingACharacter() {
    #expect("日本語".fitted(to: 5) == "日本…")
    #expect("日本語".fitted(to: 4) == "日…")
    #expect("loss".fitted(to: 3, ellipsis: "..") == "l..")
    #expect("loss".fitted(to: 1, ellipsis: "..") == ".")
    #expect("e\u{301}e\u{301}e\u{301}".fitted(to: 2) == "e\u{301}…")
  }
}
