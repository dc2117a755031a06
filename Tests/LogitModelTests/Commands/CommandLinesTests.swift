import LogitBench
import LogitSession
import LogitStudies
import Testing

@Suite struct CommandLinesTests {
  private func texts(_ text: String) -> [String] { CommandLines.entries(of: text).map(\.text) }

  @Test func linesAreJoinedUntilTheirBracketsClose() {
    #expect(
      texts("logits [[1, 2],  # a remark\n\n [3, 4]]\nlabel 1\nshow")
        == ["logits [[1, 2],  \n\n [3, 4]]", "label 1", "show"])
    #expect(texts("note [to be\ntitle (a") == ["note [to be", "title (a"])
  }

  @Test func linesOfNumbersGoOnWithTheRows() {
    #expect(texts("logits 1 2\n3 4\n\n5 6\nshow") == ["logits 1 2\n3 4", "5 6", "show"])
    #expect(texts("labels 1 0\n0 1") == ["labels 1 0\n0 1"])
    // A label is known to end with its line.
    #expect(texts("label 1\n1 2 3") == ["label 1", "1 2 3"])
  }

  @Test(arguments: ["label 1", ":label 1", "  show", "q"])
  func aForgottenBracketSwallowsNoCommand(command: String) throws {
    let entries = CommandLines.entries(of: "title a\nlogits [[1, 2],\n [3, 4]\n\(command)\n")
    try #require(entries.map(\.line) == [1, 2, 4])
    #expect(throws: CommandError("'[' is not closed", column: 8)) {
      try Command.read(entries[1].text)
    }
    #expect(entries[1].place(ofColumn: 8) == (2, 8))
    #expect(entries[1].place(ofColumn: 18) == (3, 2))
  }

  @Test func whatFollowsTheNumbersIsNoCommand() throws {
    let entries = CommandLines.entries(of: "logits tensor([1., 2.],\n  dtype = torch.float32)")
    #expect(entries.count == 1)
    let wrapped = CommandLines.entries(of: "logits tensor([[1., 2.]],\n       dtype=torch.float32)")
    #expect(try wrapped.map { try Command.parse($0.text)?.description } == ["logits 1 2"])
  }

  @Test func aBracketThatNeverClosesHasALimit() {
    var lines = CommandLines()
    let row = String(repeating: "1 ", count: 1 << 19)
    var ended = lines.take("logits [")
    var count = 0
    while ended.isEmpty, count < 40 {
      ended = lines.take(row)
      count += 1
    }
    #expect(count < 20 && ended.first?.line == 1)
  }

  /// 450 lines of ten classes were one row of 4500 once.
  @Test func aTableIsABatch() throws {
    let table = (0..<450).map { "\($0),\((1..<10).map { "\($0).5" }.joined(separator: ","))" }
    let entries = CommandLines.entries(of: table.joined(separator: "\n"))
    var model = Model()
    let entry = try #require(entries.first)
    _ = try model.update(#require(try Command.read(entry.text)))
    #expect(entries.count == 1 && model.bench.rows == 450 && model.bench.classes == 10)
  }
}
