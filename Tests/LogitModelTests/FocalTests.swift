import LogitEval
import LogitExact
import LogitLosses
import TestSupport
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// The focal loss: what one value of `Loss` and one row of `Rule` must be enough for.
@Suite struct FocalTests {
  struct Case: Sendable {
    let logits: [Double]
    let labels: [Double]
    let gamma: Double
    let loss: Double
    let dlogits: [Double]
    let dlabels: [Double]
  }

  /// By mpmath 1.3 with 50 digits, the derivatives by `mpmath.diff`, as float64; PyTorch 2.15.0's
  /// float64 of the same formula agrees to 13 digits, at a loss of 1e-26 to 6.
  static let cases = [
    Case(
      logits: [1.0, 2.0, 7.0], labels: [0.0, 0.0, 1.0], gamma: 2, loss: 7.651800616929149e-07,
      dlogits: [6.126659779493766e-07, 1.6653987947748804e-06, -2.2780647727242567e-06],
      dlabels: [5.979692288909256, 4.942511135538667, 7.651800616929149e-07]),
    Case(
      logits: [1.0, 2.0, 7.0], labels: [1.0, 0.0, 0.0], gamma: 2, loss: 5.979692288909256,
      dlogits: [-1.0220233606810454, 0.00684024999417485, 1.0151831106868705],
      dlabels: [5.979692288909256, 4.942511135538667, 7.651800616929149e-07]),
    Case(
      logits: [0.5, -1.25, 3.0], labels: [0.25, 0.5, 0.25], gamma: 0.5, loss: 2.7869072957799386,
      dlogits: [-0.19933464355074007, -0.49942345610996103, 0.6987580996607011],
      dlabels: [2.493065632131875, 4.3136472391525995, 0.027269072682679158]),
    Case(
      logits: [0.5, -1.25, 3.0], labels: [0.25, 0.5, 0.25], gamma: 5, loss: 2.4725105699176284,
      dlogits: [-0.27601991439431567, -0.5899783902249911, 0.8659983046193068],
      dlabels: [1.756481524468178, 4.066780136506606, 4.821891254365691e-07]),
    Case(
      logits: [4.0, 7.0, 9.0], labels: [0.0, 1.0, 0.0], gamma: 0, loss: 2.1328452337275756,
      dlogits: [0.005899750401902781, -0.8815003454649905, 0.8756005950630876],
      dlabels: [5.132845233727576, 2.1328452337275756, 0.13284523372757556]),
    Case(
      logits: [-3.0, 2.0], labels: [1.0, 0.0], gamma: 1.5, loss: 4.956535745396124,
      dlogits: [-1.0331118004153967, 1.0331118004153967],
      dlabels: [4.956535745396124, 3.6769293275314794e-06]),
    Case(
      logits: [20.0, 0.0, -5.0], labels: [1.0, 0.0, 0.0], gamma: 2, loss: 8.934708746152436e-27,
      dlogits: [-2.680412619210758e-26, 2.6624730171348087e-26, 1.793960207594951e-28],
      dlabels: [8.934708746152436e-27, 19.9999999196289, 25.000000001380645]),
  ]

  private func model(_ row: Case) throws -> Model {
    var model = Model()
    for line in [
      "loss focal_cross_entropy", "dtype float64", "logits \(row.logits.map { "\($0)" }.spaced)",
      "labels \(row.labels.map { "\($0)" }.spaced)", "gamma \(row.gamma)",
    ] {
      _ = try model.run(line)
    }
    return model
  }

  @Test(arguments: cases) func aRequestGivesTheReference(_ row: Case) throws {
    let request = """
      {"function": "focal_cross_entropy", "logits": \(row.logits), "labels": \(row.labels), \
      "gamma": \(row.gamma)}
      """
    let answer = try Eval.answer(to: Array(request.utf8))
    #expect(answer.outputs.map(\.tensor.values) == [[row.loss], row.dlogits, row.dlabels])
    #expect(focalCrossEntropy(logits: row.logits, labels: row.labels, gamma: row.gamma) == row.loss)
    #expect(
      focalCrossEntropyGradient(logits: row.logits, labels: row.labels, gamma: row.gamma)
        == row.dlogits)
  }

  @Test(arguments: cases) func theTableTheDuelAndTheDigitsGiveTheReference(_ row: Case) throws {
    let model = try model(row)
    let result = model.evaluation.chosen
    #expect(result.loss.value == row.loss)
    #expect(result.gradient.map(\.value) == row.dlogits)
    #expect(result.labelGradient.map(\.value) == row.dlabels)
    let answers = model.exactAnswers(ofClass: 0)
    #expect(answers.allSatisfy { $0.inFormat?.computed == $0.inFormat?.nearest.value })
    let duel = model.duel(ofClass: 0)
    #expect(duel.lines.map(\.formula.name) == ["kernel"] && duel.rightCount == 1)
  }

  @Test func gammaIsUsuallyTwoAndChangesEveryNumber() throws {
    var model = try model(Self.cases[0])
    #expect(try model.run("gamma 2").isEmpty == false)
    let two = model.evaluation.chosen.loss
    _ = try model.run("gamma 5")
    #expect(model.evaluation.chosen.loss.value < two.value)
    _ = try model.run("loss softmax_cross_entropy")
    #expect(model.evaluation.chosen.loss.value > two.value)
    let request = """
      {"function": "focal_cross_entropy", "logits": [1, 2, 7], "labels": [0, 0, 1]}
      """
    #expect(try Eval.answer(to: Array(request.utf8)).outputs[0].tensor.values == [two.value])
  }

  @Test func aSweepDrawsItsOwnFormula() throws {
    let model = try model(Self.cases[2])
    let request = SweepRequest.usual(.logit(.index(0)), under: model.bench.loss)
    var work = try model.sweep(request, columns: 21)
    work.finish()
    #expect(work.sweep.lines.map(\.name) == ["kernel"])
    #expect(work.sweep.lines[0].points.allSatisfy { $0.ulps <= 64 })
  }

  @Test func filesRememberGamma() throws {
    let model = try model(Self.cases[3])
    #expect(model.bench.script.contains("gamma 5\n"))
    #expect(try Bench(scenario: Array(model.bench.scenario.utf8)) == model.bench)
    var anew = Model()
    for edit in model.bench.edits { _ = try anew.update(.edit(edit)) }
    #expect(anew.bench.hasSameContents(as: model.bench))
  }

  @Test func nothingIsSaidOfItThatIsTrueOfCrossEntropiesAlone() throws {
    let model = try model(Self.cases[2])
    let curves = model.curves(ofClass: 0)
    #expect(curves.own == nil)
    #expect(
      curves.remarks == ["No curve is this loss: focal_cross_entropy is a function of its own."])
    #expect(model.yardsticks.isEmpty)
    #expect(model.evaluation.chosen.entropy == nil && model.evaluation.chosen.divergence == nil)
    let lines = model.formulas(ofClass: 0).lines([.loss], width: 300)
    #expect(lines[0].contains("log(1 - softmax(logits))") && lines[0].contains("2.786907"))
    #expect(model.leftOut == "without gamma")
  }

  @Test func aLossThatNoFrameworkHasIsComparedWithNone() throws {
    #expect(
      refusal(of: "frameworks", in: try model(Self.cases[0]))
        == "no framework here has a loss such as focal_cross_entropy")
  }

  @Test func aGammaBelowZeroIsRefused() throws {
    var model = try model(Self.cases[0])
    #expect(refusal(of: "gamma -1", in: model) == "gamma is 0 or more and finite, not -1")
    let request = """
      {"function": "focal_cross_entropy", "logits": [1, 2], "labels": [0, 1], "gamma": -1}
      """
    #expect(throws: EvalRefusal.self) { try Eval.answer(to: Array(request.utf8)) }
    _ = try model.run("loss softmax_cross_entropy")
    let effects = try model.run("gamma 3")
    #expect("\(effects)".contains("it counts only under focal_cross_entropy"))
  }
}

extension [String] {
  fileprivate var spaced: String { joined(separator: " ") }
}
