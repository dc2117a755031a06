import LogitBench
import LogitLosses
import LogitSession
import LogitStudies
import Testing

@Suite struct StepTests {
  @Test func aStepFollowsTheGradient() throws {
    // z − rate·(p − y) for p = softmax(0, 0) = ½, exactly.
    let model = try Model.after("logits 0 0", "label 1", "step 0.5")
    #expect(model.column(.logit) == ["-0.25", "0.25"])
  }

  @Test func aStepIsRoundedOnceToTheFormat() throws {
    let narrow = try Model.after("step 0.1")
    let wide = try Model.after("dtype float64", "step 0.1")
    let logits = (narrow: narrow.bench.logits[0], wide: wide.bench.logits[0])
    for (a, b) in zip(logits.narrow, logits.wide) {
      #expect((a.value(in: .float64) - b.value(in: .float64)).magnitude < 1e-6)
      #expect(Number(a.text)?.value(in: .float32) == a.value(in: .float32))
    }
  }

  @Test(arguments: Loss.all.filter { $0.head != .given })
  func smallStepsLowerTheLossOfTheRow(loss: Loss) throws {
    var model = try Model.after("row 1", "loss \(loss.name)", "logits 1 2 0; 4 6 5; 8 3 4", "row 1")
    for _ in 0..<20 {
      let before = model.evaluation.chosen.loss.value
      try model.run("step 0.05")
      #expect(model.evaluation.chosen.loss.value < before)
    }
  }

  @Test func probabilitiesTakeNoStep() throws {
    var model = try Model.after("loss binary_crossentropy", "logits .2 .9 .5")
    #expect(
      throws: CommandError("a step moves logits, and the inputs of this loss are probabilities")
    ) { try model.run("step .1") }
  }

  @Test func aMaskedClassStaysMasked() throws {
    let model = try Model.after("logits 1 2 -inf", "label 0", "step 1")
    #expect(model.column(.logit)[2] == "-inf")
  }

  @Test(arguments: [
    ("step inf", "a rate cannot be inf: it must be a finite number"),
    ("step fast", "6: 'fast' is not a number, such as 7, -.5, 1e30, inf or nan"),
    ("step", "5: a rate is missing: step <rate>"),
  ])
  func aRateIsAFiniteNumber(line: String, message: String) {
    #expect(refusal(of: line) == message)
  }

  @Test func aRowWithoutAGradientRefusesTheStep() throws {
    let model = try Model.after("logits nan 1 2")
    #expect(
      refusal(of: "step 1", in: model) == "row 0 has no step to take: its gradient is not finite")
  }

  @Test func aStepIsUndoneAndLogged() throws {
    var model = try Model.after("step 0.5", "step 0.5")
    var replayed = Model()
    for line in model.log { try replayed.run(line) }
    #expect(replayed.bench == model.bench)
    try model.run("undo")
    try model.run("undo")
    #expect(model.bench == .articles)
  }
}

@Suite struct PinTests {
  @Test func pinnedNumbersStayBesideTheLiveOnes() throws {
    let model = try Model.after("pin", "logit 2 5")
    #expect(model.column(.softmax) == ["0.0171", "0.0466", "0.9362"])
    #expect(model.column(.pinnedProbability) == ["0.0025", "0.0067", "0.9909"])
    #expect(model.table.sum(.pinnedLoss) == "0.0092")
    #expect(model.table.columns.suffix(2) == [.pinnedProbability, .pinnedLoss])
  }

  @Test func thePinFollowsTheChosenRow() throws {
    let model = try Model.after("pin", "row 1", "logit 0 9")
    #expect(model.table.sum(.pinnedLoss) == "0.1328")
  }

  @Test func anotherShapeHidesThePinAndUndoShowsItAgain() throws {
    var model = try Model.after("pin", "logits 1 2")
    #expect(!model.table.columns.contains(.pinnedLoss))
    try model.run("undo")
    #expect(model.table.columns.contains(.pinnedLoss))
    try model.run("pin off")
    #expect(!model.table.columns.contains(.pinnedLoss))
  }
}
