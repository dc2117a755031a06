import LogitText
import TestSupport
import Testing

struct PlainTextTests {
  @Test func whatIsPlainIsFoundEightBytesAtOnceAsOneByOne() {
    var random = SplitMix64(seed: 12)
    let strange = ["\0", "\u{1F}", "\u{7F}", "\t", "\u{80}", "\u{FF}", "字", "\u{10FFFF}"]
    var found = (plain: 0, strange: 0)
    for _ in 0..<20_000 {
      var scalars = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
        String(Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &random)))
      }
      if let at = scalars.indices.randomElement(using: &random), Bool.random(using: &random) {
        scalars[at] = strange.randomElement(using: &random) ?? ""
      }
      let text = scalars.joined()
      let isPlain = text.utf8.allSatisfy { 0x20...0x7E ~= $0 }
      if isPlain { found.plain += 1 } else { found.strange += 1 }
      #expect(text.isPlainASCII == isPlain, "\(text.debugDescription)")
    }
    #expect(found.plain > 5000 && found.strange > 5000)
  }
}
