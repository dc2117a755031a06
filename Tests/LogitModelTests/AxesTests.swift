import LogitBench
import LogitSession
import Testing

@Suite struct AxesTests {
  private func printed(_ line: String, after lines: String...) throws -> String {
    var model = Model()
    for line in lines { try model.run(line) }
    return try #require(try model.printed(by: line))
  }

  @Test func theClassesArePyTorchsAxisOneAndTheLastOfOthers() throws {
    let text = try printed("axes 8 21 64 32")
    #expect(text.contains("21 classes of 16384 rows"))
    #expect(text.contains("32 classes of 10752 rows"))
    #expect(text.contains("z.permute(0, 2, 3, 1)"))
    #expect(text == (try printed("axes 8x21x64x32")))
    #expect(text == (try printed("axes (8, 21, 64, 32)")))
  }

  @Test func aBatchHasOneAxisForAll() throws {
    let text = try printed("axes", after: "logits 1 2 3; 4 5 6")
    #expect(text.contains("2 x 3"))
    #expect(text.contains("all take axis 1, the last, for the classes"))
    #expect(try printed("axes 5").contains("all take axis 0"))
  }

  @Test(arguments: [
    ("axes 0", "'0' is no size"), ("axes a", "'a' is no size"), ("axes -1 2", "'-1' is no size"),
    ("axes 1 2 3 4 5 6 7", "7 axes are too many"), ("axes 99999999999999999999", "is no size"),
    ("axes 1000000 1000000 1000000 1000000", "too many numbers"),
  ])
  func whatIsNoShapeIsRefused(line: String, words: String) throws {
    var model = Model()
    do { try model.run(line) } catch {
      #expect("\(error)".contains(words), "\(error)")
      return
    }
    Issue.record("\(line) was taken")
  }
}
