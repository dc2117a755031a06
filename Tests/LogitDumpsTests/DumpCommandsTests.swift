import LogitText
import Testing

@testable import LogitDumps

/// What puts a row of a dump on the bench.
struct DumpCommandsTests {
  @Test func aRowBecomesTheCommandsOfTheBench() throws {
    var request = DumpRequest()
    request.temperature = 2
    let whole = try dump(
      [Double(Float(0.1)), -.infinity, 3, 1], [2, 2], labels: [0, 1], nil, request)
    #expect(
      try whole.commands(ofRow: 0) == [
        "dtype float32", "loss sparse_softmax_cross_entropy", "logits 0.1 -inf", "label 0",
        "temperature 2",
      ])
    #expect(
      words(ofRefused: { _ = try whole.commands(ofRow: 2) }) == "z: has no row 2; they are 0 to 1")
  }

  /// A bench knows classes by their numbers; its note has their names, with nothing a terminal would obey.
  @Test func aTokenTakesTheNamesOfItsClassesToTheBench() throws {
    let reply = try Samples.dump("reply.json")
    #expect(
      try reply.commands(ofRow: 3).last?.replacing("\\\"", with: "'")
        == "note \"token 3 is ' Paris'; classes: 0 ' Paris', 1 ' located', 2 '(rest)'\"")
    let columns = "cat,\"do,g\u{1b}\",label\n1,2,0\n"
    let named = try Dump(try DumpFile(MemoryBytes(Array(columns.utf8), name: "z.csv")))
    let note = try named.commands(ofRow: 0).last ?? ""
    #expect(note.hasPrefix("note ") && note.contains("0 ") && !note.contains("\u{1b}"), "\(note)")
    let many = (0..<200).map { "t\($0)" }
    let wide =
      many.joined(separator: ",") + "\n" + (0..<200).map(String.init).joined(separator: ",")
    let table = try Dump(try DumpFile(MemoryBytes(Array(wide.utf8), name: "z.csv")))
    let some = try table.commands(ofRow: 0).last ?? ""
    #expect(
      some.contains("classes: 199 \\\"t199\\\", 198 ")
        && some.hasSuffix(" and 150 less likely ones\""),
      "\(some)")
    let plain = try Dump(
      try DumpFile(MemoryBytes(Array("0,1,2\n4,5,6\n".utf8), name: "z.csv")))
    #expect(try plain.commands(ofRow: 0).allSatisfy { !$0.hasPrefix("note") })
  }
}
