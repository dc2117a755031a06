import LogitBench
import LogitEval
import LogitLosses
import LogitSession
import LogitStudies
import Testing

/// Losses of probabilities have one name on the bench and in `eval`: where their rules differ, the
/// bench says so, and under Keras' rules they are the same.
@Suite struct TwoRulesTests {
  @Test(
    arguments: [
      ("binary_crossentropy", "0 0.3", "labels 0.5 1", "[0, 0.3]", "[0.5, 1]"),
      ("categorical_crossentropy", "0 3", "labels 0.5 0.5", "[0, 3]", "[0.5, 0.5]"),
      ("sparse_categorical_crossentropy", "0 3", "label 0", "[0, 3]", "0"),
    ])
  func theBenchUnderKerasAnswersWhatEvalDoes(
    _ loss: String, _ p: String, _ labels: String, _ probabilities: String, _ y: String
  ) throws {
    var model = try Model.after("dtype float64", "loss \(loss)", "logits \(p)", labels)
    let own = model.evaluation.sum.value
    try model.run("as keras")
    let request = """
      {"function": "keras.losses.\(loss)", "probabilities": \(probabilities), "labels": \(y), "reduction": "sum"}
      """
    let answer = try Eval.answer(to: Array(request.utf8))
    let found = try #require(answer.outputs.first?.tensor.values)
    #expect(model.evaluation.sum.value == found[0])
    #expect(own.isInfinite && found[0].isFinite)
    let known = try #require(Loss.named(loss))
    #expect(known.summary.contains("under 'as keras' and in eval"))
  }
}
