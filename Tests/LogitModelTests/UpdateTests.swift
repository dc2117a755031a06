import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@Test func opensOnTheArticlesBatch() {
  let model = Model()
  #expect(model.evaluation.rowLosses.map(\.text) == ["0.0092", "0.1328", "0.0247"])
  #expect(model.evaluation.sum.text == "0.1668")
  #expect(model.evaluation.mean.text == "0.0556")
  #expect(!model.isChanged)
}

@Test func tellsWhatBecameOfTheLoss() throws {
  var model = Model()
  #expect(
    try model.answer(to: "logit 2 6.5")
      == "logit 2 6.5: loss 0.0151 (was 0.0092), mean 0.0576 (was 0.0556)")
  #expect(
    try model.answer(to: "logit 2 7")
      == "logit 2 7: loss 0.0092 (was 0.0151), mean 0.0556 (was 0.0576)")
  #expect(try model.answer(to: "logit 2 7") == "logit 2 7: as it was")
}

@Test func softLabelsTakeTheDenseLoss() throws {
  var model = try Model.after("logits 2 0.5 1")
  #expect(try model.answer(to: "labels .2 .3 .5").contains("the loss is now softmax_cross_entropy"))
  #expect(model.evaluation.mean.text == "1.4144")
  #expect(model.column(.softmax) == ["0.6285", "0.1402", "0.2312"])
}

@Test func sigmoidAndPosWeightAsInTheFirstArticle() throws {
  var model = try Model.after(
    "loss sigmoid_cross_entropy", "logits .5 .7 .3", "labels 1 1 1")
  #expect(model.column(.loss) == ["0.4741", "0.4032", "0.5544"])
  try model.run("loss weighted_cross_entropy")
  try model.run("pos_weight .2")
  #expect(model.column(.loss) == ["0.0948", "0.0806", "0.1109"])
}

@Test func keepsTheSmallLossOfAConfidentRow() throws {
  let model = try Model.after("logits 0 -20", "label 0")
  #expect(model.evaluation.mean.text == "2.0612e-09")
  #expect(model.column(.softmax) == ["1~", "2.0612e-09"])
  #expect(model.column(.gradient) == ["-2.0612e-09", "2.0612e-09"])
}

@Test func labelsBecomeOneHotAndBack() throws {
  var model = Model()
  #expect(try model.answer(to: "loss softmax_cross_entropy").contains("each label became one-hot"))
  #expect(model.bench.labels == .dense([2, 2, 0].map { Labels.oneHot($0, classes: 3) }))
  #expect(
    try model.answer(to: "loss sparse_softmax_cross_entropy").contains("became class indices"))
  #expect(model.bench.labels == .indices([2, 2, 0]))
}

@Test func softLabelsBecomeTheLargestClassAndSayHowToGoBack() throws {
  var model = try Model.after("logits 2 0.5 1", "labels .2 .5 .3")
  let answer = try model.answer(to: "loss sparse_softmax_cross_entropy")
  #expect(answer.contains("in 1 row that of the largest; undo brings them back"))
  #expect(model.bench.labels == .indices([1]))
  try model.run("undo")
  #expect(model.column(.label) == ["0.2", "0.5", "0.3"])
}

@Test func anotherShapeKeepsWhatFits() throws {
  var model = try Model.after("class 2 cat", "class 0 dog")
  let answer = try model.answer(to: "logits 1 2; 3 4; 5 6; 7 8")
  #expect(answer.contains("2 labels did not fit any more and became 0"))
  #expect(answer.contains("new rows got label 0"))
  #expect(model.bench.labels == .indices([0, 0, 0, 0]))
  #expect(model.bench.names == [0: "dog"])
}

@Test func denseLabelsKeepWhatFits() throws {
  var model = try Model.after("loss sigmoid_cross_entropy", "labels 0 0 1; 1 0 1; .5 0 0")
  let answer = try model.answer(to: "logits 1 2; 3 4; 5 6")
  #expect(answer.contains("the labels of 1 row did not fit any more and became 0"))
  #expect(model.bench.labelValues(ofRow: 1).map(\.text) == ["1", "0"])
}

@Test func posWeightsFollowTheClasses() throws {
  var model = try Model.after("loss weighted_cross_entropy", "pos_weight 1 2 3", "logits 1 2")
  #expect(model.bench.posWeight.map(\.text) == ["1", "2"])
  try model.run("logits 1 2 3 4")
  #expect(model.bench.posWeight.map(\.text) == ["1", "2", "1", "1"])
}

@Test func aLabelAloneIsThatOfTheChosenRow() throws {
  var model = try Model.after("row 1", "label 0")
  #expect(model.bench.labels == .indices([2, 0, 0]))
  try model.run("class 1 cat")
  try model.run("label cat")
  #expect(model.bench.labels == .indices([2, 1, 0]))
}

@Test func aTargetThatIsNoIndexTakesTheDenseLoss() throws {
  var model = Model()
  #expect(try model.answer(to: "target 1 0.5").contains("the loss is now softmax_cross_entropy"))
  #expect(model.column(.label) == ["0", "0.5", "1"])
}

@Test func undoAndRedoHaveNoLimit() throws {
  var model = Model()
  for step in 2...501 { try model.run("logit 0 \(step)") }
  for _ in 1...500 { try model.run("undo") }
  #expect(model.bench == .articles)
  #expect(refusal(of: "undo", in: model) == "nothing to undo")
  for _ in 1...500 { try model.run("redo") }
  #expect(model.column(.logit)[0] == "501")
}

@Test func nudgesOfOneCellAreOneStep() throws {
  var model = Model()
  for value in ["7.1", "7.2", "7.3"] {
    _ = try model.update(.edit(.logit(.index(2), #require(Number(value)))), nudging: true)
  }
  _ = try model.update(.edit(.logit(.index(1), Number(2.1))), nudging: true)
  try model.run("undo")
  #expect(model.column(.logit) == ["1", "2", "7.3"])
  try model.run("undo")
  #expect(model.bench == .articles)
}

@Test func aChangeAfterUndoForgetsWhatWasUndone() throws {
  var model = try Model.after("logit 0 5", "undo", "logit 0 6")
  #expect(refusal(of: "redo", in: model) == "nothing to redo")
  try model.run("undo")
  #expect(model.bench == .articles)
}

@Test func quittingAsksWhereSomethingWouldBeLost() throws {
  var model = Model()
  #expect(try model.run("q") == [.quit])
  try model.run("row 1")
  #expect(try model.run("q") == [.quit])
  try model.run("logit 0 5")
  #expect(try model.run("q") == [.confirmQuit])
  #expect(try model.run("q!") == [.quit])
}

@Test func aBenchIsRebuiltByItsOwnCommands() throws {
  let model = try Model.after(
    "logits 1 -inf nan; .1 2 3", "loss weighted_cross_entropy", "labels 1 0 .5; 0 0 1",
    "pos_weight 1 2 3", "class 0 \"big cat\"", "dtype float64", "reduction sum", "row 1")
  var rebuilt = Model()
  for line in model.bench.script.lines where !line.isEmpty { try rebuilt.run(line) }
  #expect(rebuilt.bench == model.bench)
}

@Test func oneEditOfALargeBatchGivesWhatEvaluatingItAfreshGives() throws {
  let rows = (0..<50).map { row in (0..<20).map { "\(Double(row * $0 % 17) / 4)" } }
  let line = "logits " + rows.map { $0.joined(separator: " ") }.joined(separator: "; ")
  var model = try Model.after(line, "row 7", "logit 3 1.25", "label 4", "row 9", "logit 0 -3")
  #expect(model.evaluation == Evaluation(model.bench))
  try model.run("loss sigmoid_cross_entropy")
  try model.run("target 2 0.5")
  #expect(model.evaluation == Evaluation(model.bench))
}
