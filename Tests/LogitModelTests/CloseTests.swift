import LogitBench
import LogitSession
import Testing

/// How near two numbers are, and what the tests of programs say; the answers of NumPy 2, PyTorch 2 and
/// Python 3 for the same numbers.
@Suite struct CloseTests {
  private func lines(_ line: String, in dtype: String) throws -> [String] {
    var model = try Model.after("dtype \(dtype)", "logits 1 2 3", "label 2")
    return try #require(try model.printed(by: line)).split(separator: "\n").map(String.init)
  }

  /// What each of them says: `==`, `isclose`, `assert_close`, `math.isclose`.
  private func verdicts(_ lines: [String]) -> [Bool] {
    lines.suffix(4).map { $0.contains(" True ") }
  }

  @Test(arguments: [
    (".1+.2 .3", "float64", "1 ulp apart", [false, true, true, true]),
    (".1+.2 .3", "float32", "the same number", [true, true, true, true]),
    ("1 1.00001", "float32", "84 ulp apart", [false, false, true, false]),
    ("1 1.000001", "float64", "ulp apart", [false, true, false, false]),
    ("0 1e-8", "float64", "ulp apart", [false, true, true, false]),
    ("0 1e-5", "float64", "ulp apart", [false, false, false, false]),
    ("0 1e-5", "float32", "ulp apart", [false, false, true, false]),
    ("1 1.0005", "float16", "1 ulp apart", [false, false, true, false]),
    ("nan nan", "float32", "nan equals nothing", [false, false, false, false]),
    ("inf inf", "float32", "the same number", [true, true, true, true]),
    ("inf 1", "float32", "infinitely far apart", [false, false, false, false]),
    ("0 -0", "float32", "0 and -0 are equal", [true, true, true, true]),
    ("logits[y] z+1", "float32", "", [false, false, false, false]),
  ])
  func saysWhatLibrariesSay(words: String, dtype: String, distance: String, said: [Bool]) throws {
    let lines = try lines("close \(words)", in: dtype)
    #expect(distance.isEmpty || lines[1].contains(distance), "\(lines)")
    #expect(verdicts(lines) == said, "\(lines)")
  }

  @Test func anEqualitySignAsksTheSame() throws {
    let lines = try lines("exact .1 + .2 == .3", in: "float64")
    #expect(lines.last.map { $0.hasPrefix("math.isclose") } == true, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("==") && $0.contains("1 ulp apart, by 5.55e-17") })
    #expect(try self.lines("exact z*w <= 3 w=2", in: "float32").contains { $0.hasPrefix("value") })
  }

  @Test(arguments: [
    ("close 1", "a number or a formula is missing"), ("close 1 2 3", "this is a third: '3'"),
    ("close 1 logitz", "'logitz' stands for nothing here"), ("close 1 (2", "expected ')'"),
    ("close 1 logits", "'logits' is a row of numbers"),
  ])
  func whatCannotBeComparedIsRefused(line: String, words: String) throws {
    var model = Model()
    do { try model.run(line) } catch {
      #expect("\(error)".contains(words), "\(error)")
      return
    }
    Issue.record("\(line) was taken")
  }
}
