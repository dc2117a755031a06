import LogitBench
import LogitLosses
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

@Suite struct LogTests {
  /// The bench after the lines of a log, in a program that has just been started.
  private func replay(_ log: [String]) throws -> Bench {
    var model = Model()
    for line in log {
      guard let command = try Command.parse(line) else { continue }
      _ = try model.update(command)
    }
    return model.bench
  }

  @Test func tellsTheStoryWithoutWhatWasUndone() throws {
    var model = try Model.after(
      "logit 0 5", "undo", "logit 2 6.5", "row 1", "label 0", "undo", "redo", "logit 2 6.5 # again",
      "show", "title second")
    #expect(
      model.log == [
        "loss sparse_softmax_cross_entropy", "dtype float32", "reduction mean",
        "logits 1 2 7; 4 7 9; 8 3 4", "label 2 2 0", "title \"the articles' batch\"",
        "logit 2 6.5", "row 1", "label 0", "logit 2 6.5", "title \"second\"",
      ])
    #expect(try model.printed(by: "log") == model.log.joined(separator: "\n"))
    #expect(try replay(model.log) == model.bench)
    #expect(
      try model.run("log! a.lab")
        == [.files(.log(model.log.joined(separator: "\n") + "\n", to: "a.lab", force: true))])
  }

  @Test func nudgesOfOneCellAreOneLine() throws {
    var model = Model()
    for value in [7.1, 7.2, 7.3] {
      _ = try model.update(.edit(.logit(.index(2), Number(value))), nudging: true)
    }
    #expect(model.log.last == "logit 2 7.3")
    #expect(!model.log.contains("logit 2 7.2"))
  }

  @Test func aNudgeThatMadeTheLossGiveWayIsNotForgotten() throws {
    var model = Model()
    for value in [0.1, 0] {
      _ = try model.update(.edit(.target(.index(0), Number(value))), nudging: true)
    }
    #expect(model.bench.loss == .softmaxCrossEntropy)
    #expect(try replay(model.log) == model.bench)
  }

  @Test func anOpenedFileStandsAsWhatItLoaded() throws {
    var random = SplitMix64(seed: 3)
    let bench = Bench.random(using: &random)
    var model = try Model.after("logit 0 5", "class 0 dog")
    _ = try model.finish(.opened(bench, from: "a\nb.json"))
    try model.run("dtype float64")
    #expect(model.log.first == "# what a^Jb.json held")
    #expect(!model.log.contains("logit 0 5"))
    #expect(try replay(model.log) == model.bench)
  }

  /// On the bench itself: what its lines say of losses in between, each one proven, is not asked.
  @Test func everyBenchIsRebuiltByItsOwnCommands() throws {
    for seed in 0..<500 {
      var random = SplitMix64(seed: UInt64(seed))
      let bench = Bench.random(using: &random)
      var rebuilt = Model().bench
      for line in bench.script.lines {
        guard let command = try Command.parse(line) else { continue }
        guard case .edit(let edit) = command else {
          Issue.record("seed \(seed): '\(line)' changes no bench")
          break
        }
        _ = try rebuilt.apply(edit)
      }
      #expect(rebuilt == bench, "seed \(seed)")
    }
  }

  /// One thing a person may do; what is refused is as good.
  private func act(on model: inout Model, using random: inout SplitMix64) {
    let index = Int.random(in: 0..<4, using: &random)
    let number = Number.random(using: &random)
    let name = String.random(using: &random)
    let nudged = Number(Double(Int.random(in: -20...20, using: &random)) / 10)
    let isNudge = Bool.random(using: &random)
    var command: Command
    switch Int.random(in: 0..<18, using: &random) {
    case 0: command = .edit(.logits(Bench.random(using: &random).logits))
    case 1: command = .edit(.label([.index(index)]))
    case 2: command = .edit(.label([.name(model.bench.className(0))]))
    case 3: command = .edit(.logit(.index(index), isNudge ? nudged : number))
    case 4: command = .edit(.target(.index(index), isNudge ? nudged : number))
    case 5: command = .edit(.rule(.posWeight, [isNudge ? nudged : number]))
    case 6: command = .edit(.row(index))
    case 7:
      command = .edit(.loss(Loss.all.randomElement(using: &random) ?? .softmaxCrossEntropy))
    case 8: command = .edit(.dtype(.float64))
    case 9: command = .edit(.title(name))
    case 10: command = .edit(.note(name))
    case 11, 12: command = .undo
    case 13: command = .redo
    case 14:
      _ = try? model.finish(.opened(.random(using: &random), from: "some.json"))
      return
    case 15:
      _ = try? model.finish(.saved(model.bench, to: "other.json"))
      return
    case 16: command = .sample(Sample.all.randomElement(using: &random)?.name ?? "")
    default:
      guard let line = try? Command.parse("class \(index) \(name)") else { return }
      command = line
    }
    _ = try? model.update(command, nudging: isNudge)
  }

  @Test func aSittingOfFiftyCommandsReplaysEqual() throws {
    for seed in 0..<40 {
      var random = SplitMix64(seed: UInt64(seed))
      var model = Model()
      for _ in 0..<50 { act(on: &model, using: &random) }
      #expect(try replay(model.log) == model.bench, "seed \(seed)")
    }
  }
}
