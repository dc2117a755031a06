import Glibc
import Testing

@testable import LogitExact

/// The tie above 1, half the least number and the overflow threshold of each format, computed with
/// Python's `fractions` and `decimal`: `1 + 2^-p`, `2^(emin-p)` and `2^(emax+1) - 2^(emax-p)`.
@Test(arguments: [
  (Format.float32, "1.000000059604644775390625"),
  (
    .float32,
    "0.00000000000000000000000000000000000000000000070064923216240853546186479164495806564013097093"
      + "8257885878534141944895541342930300743319094181060791015625"
  ),
  (.float32, "340282356779733661637539395458142568448"),
  (.bfloat16, "1.00390625"),
  (
    .bfloat16,
    "0.00000000000000000000000000000000000000004591774807899560578002877098524397178979162331140966"
      + "880893561352650067419745028018951416015625"
  ),
  (.bfloat16, "339617752923046005526922703901628039168"),
  (.float16, "1.00048828125"), (.float16, "0.0000000298023223876953125"), (.float16, "65520"),
  (.float8E5M2, "1.125"), (.float8E5M2, "0.00000762939453125"), (.float8E5M2, "61440"),
  (.float8E4M3, "1.0625"), (.float8E4M3, "0.0009765625"), (.float8E4M3, "464"),
])
func aTextAtATieIsRoundedOnce(format: Format, tie: String) throws {
  let double = try #require(Double(tie))
  #expect(format.isTie(double))
  let (below, above) = (format.nextDown(double), format.nextUp(double))
  let even = format.bits(of: below) % 2 == 0 ? below : above
  let zeros = String(repeating: "0", count: 500)
  let point = tie.contains(".") ? "" : "."
  let texts = [
    (tie, even), (tie + point + zeros, even), (tie + point + zeros + "1", above),
    (lessByAHair(tie, point + zeros), below), (zeros + tie + "e0", even),
    (tie + point + zeros + "1e-0", above), (Format.float64.hexadecimal(double), even),
    (hexadecimal(double, "000000000000000000000001"), above),
  ]
  for (text, wanted) in texts {
    #expect(isSame(try #require(format.parse(text)), wanted), "\(text)")
    #expect(isSame(try #require(format.parse("-" + text)), -wanted), "-\(text)")
  }
}

@Test func aTextAtATieOfDoubleIsRoundedOnce() {
  let tie = "1.00000000000000011102230246251565404236316680908203125"
  let zeros = String(repeating: "0", count: 500)
  #expect(Format.float64.parse(tie) == 1)
  #expect(Format.float64.parse(tie + zeros + "1") == 1 + 0x1p-52)
  #expect(Format.float64.parse(lessByAHair(tie, zeros)) == 1)
}

@Test(arguments: [Format.float32, .bfloat16, .float16])
func textsAroundAnyTieGoToTheirOwnSide(format: Format) throws {
  var random = Random(seed: 21)
  var wrong: [String] = []
  let last = format.bits(of: format.greatestFinite)
  for _ in 0..<400 {
    let code = random.next() % last
    let value = format.value(ofBits: code)
    let next = format.value(ofBits: code + 1)
    // The C library prints every digit of it.
    let tie = printed((value + next) / 2, digits: 160)
    let even = code % 2 == 0 ? value : next
    let parts = tie.split(separator: "e")
    let texts = [
      (tie, even), ("\(parts[0])1e\(parts[1])", next),
      ("\(lessByAHair(String(parts[0]), ""))e\(parts[1])", value),
    ]
    for (text, wanted) in texts where format.parse(text) != wanted { wrong.append(text) }
  }
  #expect(wrong == [])
}

@Test(arguments: Format.allCases)
func wordsAreNumbersOrNone(format: Format) throws {
  #expect(isSame(try #require(format.parse("-inf")), format.hasInfinity ? -.infinity : .nan))
  #expect(try #require(format.parse("nan")).isNaN)
  #expect(isSame(try #require(format.parse("-0")), -0.0))
  #expect(format.parse("0x1.8p-3") == 0.1875)
  #expect(format.parse("1e400", overflow: .saturate) == format.greatestFinite)
  #expect(format.parse("1e-400") == 0)
  #expect(format.parse("1e-99999999999999999999") == 0)
  #expect(format.parse("one") == nil)
  #expect(format.parse("") == nil)
}

/// The text with its last digit that is not 0 made smaller by 1, and a tail of nines.
private func lessByAHair(_ text: String, _ zeros: String) -> String {
  var bytes = Array((text + zeros).utf8)
  for index in bytes.indices.reversed() where bytes[index] != UInt8(ascii: ".") {
    guard bytes[index] == UInt8(ascii: "0") else {
      bytes[index] -= 1
      break
    }
    bytes[index] = UInt8(ascii: "9")
  }
  let text = String(decoding: bytes, as: UTF8.self)
  return text.contains(".") ? text + "9" : text + ".9"
}

/// A double in hexadecimal with a tail of digits behind its own.
private func hexadecimal(_ value: Double, _ tail: String) -> String {
  let parts = Format.float64.hexadecimal(value).split(separator: "p")
  return parts[0] + (parts[0].contains(".") ? "" : ".") + tail + "P" + parts[1]
}

private func printed(_ value: Double, digits: Int) -> String {
  withVaList([value]) { arguments in
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      vsnprintf(start, buffer.count, "%.\(digits)e", arguments)
      return String(cString: start)
    }
  }
}
