import LogitBench
import LogitSession
import LogitStudies
import TestSupport
import Testing

/// What files do to the bench, with the disk left out.
@Suite struct FileCommandTests {
  private let other: Bench

  init() throws { other = try Model.after("logits 0 -20", "label 0", "title other").bench }

  @Test func writesToTheFileItCameFrom() throws {
    var model = Model()
    #expect(refusal(of: "w", in: model) == "this bench has no file yet; 'w FILE' writes it to one")
    #expect(try model.run("w a.json") == [.files(.save(.articles, to: "a.json", force: false))])
    // Until the shell says so, nothing has been written.
    #expect(model.file == nil)
    #expect(
      try model.finish(.saved(.articles, to: "a.json")).line
        == "w a.json: written, 3 rows of 3 classes")
    #expect(try model.run("w!") == [.files(.save(.articles, to: "a.json", force: true))])
  }

  @Test func whatWasWrittenIsNotAChange() throws {
    var model = try Model.after("logit 0 5")
    #expect(model.isChanged)
    _ = try model.finish(.saved(model.bench, to: "a.json"))
    #expect(!model.isChanged)
    try model.run("undo")
    #expect(model.isChanged)
    try model.run("redo")
    #expect(!model.isChanged)
  }

  @Test func openingIsAStepThatCanBeUndone() throws {
    var model = Model()
    _ = try model.finish(.saved(.articles, to: "first.json"))
    try model.run("logit 0 5")
    #expect(try model.run("o other.json") == [.files(.open("other.json"))])
    #expect(
      try model.finish(.opened(other, from: "other.json")).line
        == "o other.json: other, 1 row of 2 classes; undo brings back what was not written")
    #expect((model.bench, model.file, model.isChanged) == (other, "other.json", false))
    try model.run("undo")
    #expect((model.file, model.isChanged) == ("first.json", true))
    #expect(model.column(.logit)[0] == "5")
    try model.run("redo")
    #expect((model.bench, model.file, model.isChanged) == (other, "other.json", false))
  }

  @Test func aFileThatFailsLeavesTheBench() throws {
    var model = try Model.after("logit 0 5")
    let before = model
    let error = FileError("a.json", .unwritable("No space left on device"))
    #expect(throws: CommandError(error)) { try model.finish(.failed(error)) }
    #expect(model == before)
    #expect("\(CommandError(error))" == "a.json was not written: No space left on device")
  }

  @Test func titlesAndNotesAreKeptAndUndone() throws {
    var model = try Model.after("title two classes", "note look at # nothing")
    #expect((model.bench.title, model.bench.note) == ("two classes", "look at"))
    #expect(try model.printed(by: "note") == "look at")
    #expect(try model.answer(to: "note look at") == "note \"look at\": as it was")
    try model.run("undo")
    #expect(model.bench.note == "")
    #expect(try model.answer(to: "note").hasPrefix("note: there is none"))
    try model.run("note \"a\\nb\"")
    #expect(model.bench.note == "a\nb")
    // They are about these numbers, not the next ones.
    try model.run("logits 1 2")
    #expect((model.bench.title, model.bench.note) == ("unnamed", ""))
  }

  @Test func namesOfFilesMayHoldSpacesAndQuotes() throws {
    #expect(try Command.parse("o \"my batch.json\"") == .open("my batch.json"))
    #expect(try Command.parse("o my batch.json") == .open("my batch.json"))
    #expect(try Command.parse("o a,b.json") == .open("a,b.json"))
    #expect(try Command.parse("o a\\b.json") == .open("a\\b.json"))
    #expect(try Command.parse("o \"a\\\"b.json\" # c") == .open("a\"b.json"))
    #expect(refusal(of: "o") == "2: a file is missing: o <file>")
    #expect(refusal(of: "title") == "6: a text is missing: title <text>")
    for seed in 0..<300 {
      var random = SplitMix64(seed: UInt64(seed))
      let text = String.random(using: &random)
      for command in [
        Command.open(text), .edit(.title(text)), .edit(.note(text)), .save(text, force: true),
      ] {
        #expect(try Command.parse("\(command)") == command, "seed \(seed)")
      }
    }
  }
}
