import LogitBench
import LogitExact
import LogitLosses
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

/// What a loss is told besides logits and labels, on the bench.
@Suite struct BenchRulesTests {
  /// Two rows of probabilities as logits of temperature 1, as PyTorch's documentation asks for.
  private static let weighted = [
    "loss sparse_softmax_cross_entropy", "logits .2 .3 .5; .5 .2 .3", "label 2 1",
  ]

  private func model(_ lines: [String]) throws -> Model {
    var model = Model()
    for line in lines { try model.run(line) }
    return model
  }

  /// Reference values of PyTorch 2.15 for `F.cross_entropy` with a weight, to the digits it prints.
  @Test func aMeanOfWeightedClassesDividesByTheirWeights() throws {
    let lines = Self.weighted + ["class_weight 2 4 6"]
    let plain = try model(lines)
    let torch = try model(lines + ["as torch"])
    #expect(plain.evaluation.rowLosses.map { $0.value.significant(5) } == ["5.639", "4.9593"])
    #expect(plain.evaluation.sum.value.significant(6) == "10.5983")
    #expect(plain.evaluation.mean.value.significant(5) == "5.2992")
    #expect(torch.evaluation.mean.value.significant(5) == "1.0598")
    #expect(torch.meanName == "weighted_mean = 10.5983 / 10 =")
    #expect(
      torch.bench.call == "F.cross_entropy(logits, labels, weight=torch.tensor([2.0, 4.0, 6.0]))")
  }

  @Test func aBatchOfOneForgetsTheWeightOfItsClass() throws {
    let one = try model(["logits 1 2 0", "label 0", "class_weight 100 1 1", "as torch"])
    let none = try model(["logits 1 2 0", "label 0"])
    #expect(one.evaluation.mean == none.evaluation.mean)
  }

  @Test func anIgnoredRowCostsNothingAndCountsOnlyInTheMeanOfAll() throws {
    let lines = ["logits 1 2 3; 3 2 1", "ignore_index -100", "label -100 0"]
    let all = try model(lines)
    let kept = try model(lines + ["reduction mean_kept"])
    #expect(all.evaluation.rowLosses[0] == Reading(0, isExact: true))
    #expect(kept.evaluation.mean.value == all.evaluation.rowLosses[1].value)
    #expect(all.evaluation.mean.value == Format.float32.rounded(kept.evaluation.mean.value / 2))
    #expect(all.explanations(ofClass: 0)[0].hasPrefix("row 0 is ignored: its label is -100"))
    #expect(all.evaluation.chosen.gradient.allSatisfy { $0.value == 0 && $0.isExact })
  }

  @Test func aMeanOverNothingIsNoNumber() throws {
    let nothing = try model(["logits 1 2 3", "as torch", "label -100"])
    #expect(nothing.evaluation.mean.value.isNaN)
    #expect(nothing.evaluation.sum == Reading(0, isExact: true))
    #expect(nothing.meanName == "weighted_mean = 0 / nothing =")
  }

  /// ln(1 + (K−1) e^−g) at the best gap g, by mpmath: .1985, .5003, 1.0148 for 2, 10, 1000 classes.
  @Test(arguments: [(2, "0.1985"), (10, "0.5003"), (1000, "1.0148")])
  func smoothingGivesTheLossAFloor(classes: Int, floor: String) throws {
    let logits = (0..<classes).map { $0 == 0 ? "9" : "0" }.joined(separator: " ")
    let model = try model(["logits \(logits)", "label 0", "label_smoothing .1"])
    #expect(model.evaluation.chosen.entropy?.text == floor)
    let sum =
      (model.evaluation.chosen.entropy?.value ?? 0)
      + (model.evaluation.chosen.divergence?.value ?? 0)
    #expect((sum - model.evaluation.chosen.loss.value).magnitude < 1e-6)
    #expect(model.yardsticks.last?.contains("loss = floor by smoothing \(floor) + KL ") == true)
  }

  @Test func aRowOfEqualLogitsSaysNothingYet() throws {
    let model = try Model.after("logits 3 3 3 3", "label 1")
    #expect(
      model.explanations(ofClass: 0) == [
        "the logits are all alike: p is 1/4 each, and says nothing yet"
      ])
    #expect(model.yardsticks == ["uniform over 4: ln 4 = 1.3863"])
    #expect(try Model.after("logits inf inf", "label 1").explanations(ofClass: 0).count == 1)
  }

  @Test(arguments: [
    ("10002 9999", "9999 less"), ("-1000 -1003.5", "1000 more"), ("10002 -9999", nil), ("7 2", nil),
    ("100 50", nil), ("100 100 -inf", nil), ("1e3 1.02e3", "1000 less"),
  ])
  func aConstantOnAllLogitsIsTold(logits: String, change: String?) throws {
    let lines = try Model.after("logits \(logits)", "label 0").explanations(ofClass: 0)
    let told = lines.first { $0.hasPrefix("a softmax sees only differences: ") }
    #expect(
      told
        == change.map { "a softmax sees only differences: \($0) on every logit gives the same p" })
  }

  /// Question 9: of [1,1,1] and [0,1,1] with ignore_index 0 one row counts, .8620.
  @Test func theMeanOverTheRowsThatCountStandsBesideTheMean() throws {
    let lines = ["logits 1 1 1; 0 1 1", "label 0 1", "ignore_index 0"]
    #expect(try model(lines).keptMean == "mean_kept 0.8620")
    #expect(try model(lines).report.contains("mean 0.4310   mean_kept 0.8620"))
    #expect(try model(lines + ["reduction mean_kept"]).keptMean == nil)
    #expect(try model(lines + ["label 1 1"]).keptMean == nil)
    #expect(try model(lines + ["label 0 0"]).keptMean == nil)
    #expect(try model(lines + ["cover loss"]).keptMean == "mean_kept ?")
  }

  @Test func temperatureDividesTheLogitsExactly() throws {
    let cold = try model(["logits 2 4 14", "label 2", "temperature 2"])
    let plain = try model(["logits 1 2 7", "label 2"])
    #expect(cold.evaluation.chosen.softmax == plain.evaluation.chosen.softmax)
    #expect(cold.evaluation.chosen.loss == plain.evaluation.chosen.loss)
    for (half, whole) in zip(cold.evaluation.chosen.gradient, plain.evaluation.chosen.gradient) {
      #expect(half.value == whole.value / 2)
    }
  }

  @Test func labelsHaveAGradientOfTheirOwn() throws {
    let model = try model(["logits 1 2 7", "labels 0 1 0", "stop_gradient off"])
    #expect(model.table.columns.contains(.labelGradient))
    #expect(
      model.evaluation.chosen.labelGradient.map(\.value)
        == model.evaluation.chosen.negLog.map(\.value))
    let stopped = try Model.after("logits 1 2 7", "labels 0 1 0")
    #expect(!stopped.table.columns.contains(.labelGradient))
  }

  /// −ln of 1 − 2^−23, by mpmath: 1.19209296606e-07.
  @Test func kerasClipsACertainProbability() throws {
    let lines = ["loss binary_crossentropy", "logits 1", "labels 1"]
    let keras = try model(lines + ["as keras"])
    #expect(keras.evaluation.mean.value.significant(7) == "1.192093e-07")
    #expect(keras.bench.call == "keras.losses.BinaryCrossentropy()(labels, p)")
    let why = try #require(keras.explanations(ofClass: 0).first)
    #expect(why == "Keras clips p to 1 - 1e-7, in float32 0.99999988: its -ln is not 0")
    let none = try model(lines)
    #expect(none.evaluation.mean == Reading(0, isExact: true))
  }

  /// The loss of p = 0 beside a label of 1: 100 by PyTorch's clamp, −ln 1e-7 = 16.118 by the clip.
  @Test func frameworksStopAtDifferentLosses() throws {
    let lines = ["loss binary_crossentropy", "logits 0 1", "labels 1 1"]
    #expect(try model(lines + ["as torch"]).evaluation.chosen.terms[0].value == 100)
    let keras = try model(lines + ["as keras"])
    #expect((keras.evaluation.chosen.terms[0].value * 2 - 16.118095).magnitude < 1e-5)
    #expect(keras.evaluation.chosen.gradient[0] == Reading(0, isExact: true))
    #expect(try model(lines).evaluation.chosen.terms[0].value == .infinity)
  }

  @Test func logitsWhereProbabilitiesBelongAreNamed() throws {
    let model = try model(["loss binary_crossentropy", "logits 3 -2", "labels 1 0"])
    let hint = "3 is no probability; are these logits? 'loss sigmoid_cross_entropy' takes them"
    #expect(model.explanations(ofClass: 0).contains(hint))
    let twice = try Model.after("logits .2 .3 .5; .1 .1 .8; 1 0 0")
    #expect(
      twice.explanations(ofClass: 0).contains {
        $0.hasPrefix("logits look like probabilities: softmax twice")
      })
  }

  /// Keras 3.15.1 gives .40760595 for this call: the ignored row is left out of the batch.
  @Test func kerasLeavesIgnoredRowsOutOfTheBatch() throws {
    let model = try model([
      "logits 1 2 3; 3 2 1", "as keras", "label 2 0", "ignore_index 2",
    ])
    #expect(model.evaluation.mean.value.significant(7) == "0.407606")
    #expect(
      model.bench.call
        == "keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=2)"
        + "(labels, logits)")
  }

  @Test(arguments: [
    ("as torch", "F.cross_entropy(logits, labels) with sample_weight [1.0, 2.0, 0.5]"),
    (
      "as tf",
      "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels,"
        + " logits=logits)) with sample_weight [1.0, 2.0, 0.5]"
    ),
    (
      "as optax",
      "jnp.mean(optax.softmax_cross_entropy_with_integer_labels(logits, labels))"
        + " with sample_weight [1.0, 2.0, 0.5]"
    ),
    (
      "as keras",
      "keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, logits,"
        + " sample_weight=[1.0, 2.0, 0.5])"
    ),
  ])
  func theCallSaysWhatItHasNoArgumentFor(framework: String, call: String) throws {
    #expect(try model([framework, "sample_weight 1 2 .5"]).bench.call == call)
  }

  @Test func aRowOfOneClassHasAnswersFromEveryFramework() throws {
    // No framework has the focal loss of the bench.
    for loss in Loss.all where loss != .focalCrossEntropy {
      var model = try model(["loss \(loss.name)", "logits 0.5"])
      guard let text = try model.printed(by: "frameworks") else { continue }
      #expect(text.contains("exact"))
    }
  }

  @Test func theDuelSaysWhatItsFormulasAreGiven() throws {
    let model = try model(["temperature 2", "label_smoothing .1"])
    let duel = model.duel(ofClass: 2)
    let summary = model.summary(of: duel, chosen: duel.lines[0].formula)
    #expect(summary.hasSuffix("(of logits over 2, of smoothed labels)"))
    #expect(duel.lines[0].loss?.isRight == true)
  }

  @Test func theKernelIsRightInEveryDuel() throws {
    let benches = [
      ["ignore_index 2"], ["loss binary_crossentropy", "logits 1.5 -1 .3"],
      ["loss weighted_cross_entropy", "logits .5 1 2", "labels 0 1 0", "pos_weight inf"],
      ["class_weight 2 4 6", "sample_weight 1 2 3"],
    ]
    for lines in benches {
      let model = try model(lines)
      for index in 0..<3 {
        let kernel = model.duel(ofClass: index).line(named: "kernel")
        #expect(kernel?.loss?.isRight == true, "\(lines) \(index)")
      }
    }
  }

  /// A form that nobody named would be asked of nobody.
  @Test func everyFormOfALossIsAFunctionOfRequests() {
    for framework in Framework.allCases {
      for loss in Loss.all {
        var bench = Bench.articles
        bench.framework = framework
        bench.loss = loss
        #expect(RowFunction.named(bench.form.name) == bench.form.function)
        #expect(Loss.of(bench.form.function) == loss)
      }
    }
  }

  @Test func aBenchIsRebuiltByItsCommands() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<200 {
      let bench = Bench.random(using: &random)
      var rebuilt = Model().bench
      for edit in bench.edits { _ = try rebuilt.apply(edit) }
      #expect(rebuilt.hasSameContents(as: bench))
      let read = try Bench(scenario: Array(bench.scenario.utf8))
      #expect(read == bench)
    }
  }
}
