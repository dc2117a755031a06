import LogitExact
import LogitText
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// What frameworks printed, and what their arithmetic gives here.
///
/// Here every function is correctly rounded; the frameworks' own are up to 1 ulp off and add up in
/// an order of their own, so a result may be a step or two away.
@Suite struct FrameworkTests {
  /// How far a slope may be off: p − y leaves the rounding of p, an ulp of the label.
  private func isNear(_ own: Double, _ theirs: Double, _ answer: FrameworkAnswer) -> Bool {
    if answer.distance(own, theirs) <= 2 { return true }
    let scale = answer.z.max() ?? 1
    let isHard = answer.z.allSatisfy { $0 == 0 || $0 == 1 }
    return !isHard && (own - theirs).magnitude <= 2 * answer.format.ulp(of: scale)
  }

  /// A last bit of a probability may be what cancels; what is left has four digits all the same. Of
  /// a probability next to 1 `K.` takes the logit, which magnifies that bit.
  private func isMagnified(_ own: Double, _ theirs: Double, _ answer: FrameworkAnswer) -> Bool {
    let isLogit = answer.call.hasPrefix("K.")
    let most = (isLogit ? 9 : 1) * answer.format.ulp(of: 1) * max(theirs.magnitude, 1)
    let error = (own - theirs).magnitude
    return error <= most && (isLogit || error <= 1e-4 * theirs.magnitude)
  }

  @Test func theLossesOfWideFormatsAreThoseThatFrameworksPrinted() throws {
    var count = 0
    for answer in try FrameworkAnswer.recorded() where answer.format.bitWidth >= 32 {
      let framework = try #require(answer.framework, "\(answer.call)")
      let own = framework.answer(answer.inputs(ofClass: 0), in: answer.format)
      // Keras' index labels go through two softmaxes, whose sums the machine may order otherwise.
      let most = answer.call.contains("sparse_categorical") ? 3.0 : 2
      let isTiny = answer.loss.magnitude < answer.format.leastNormal
      let near = answer.distance(own.loss, answer.loss) <= most
      #expect(
        near || isMagnified(own.loss, answer.loss, answer)
          || isTiny && (own.loss - answer.loss).magnitude <= 3 * answer.format.leastNonzero,
        "\(answer.call) \(answer.format) \(answer.x) \(answer.z): \(own.loss), \(answer.loss)")
      count += 1
    }
    #expect(count > 1000)
  }

  @Test func theGradientsOfWideFormatsAreThoseThatFrameworksPrinted() throws {
    for answer in try FrameworkAnswer.recorded() where answer.format.bitWidth >= 32 {
      // JAX takes an infinite maximum for 0 before it differentiates.
      if answer.call.contains("integer_labels"), answer.x.contains(.infinity) { continue }
      let framework = try #require(answer.framework)
      for (k, slope) in answer.slopes.enumerated() {
        let own = framework.answer(answer.inputs(ofClass: k), in: answer.format).slope
        let isLoose = answer.call.contains("sparse_categorical")
        #expect(
          isNear(own, slope, answer) || isMagnified(own, slope, answer)
            || isLoose && answer.distance(own, slope) <= 4,
          "\(answer.call) \(answer.format) \(answer.x) \(answer.z) \(k): \(own), \(slope)")
      }
    }
  }

  /// What a call's numbers are like: how many of them are those that were printed, bit for bit.
  private struct Share {
    var same = 0
    var all = 0

    var value: Double { Double(same) / Double(all) }
  }

  private static func shares(
    _ isCounted: (FrameworkAnswer) -> Bool
  ) throws -> [String: Share] {
    var shares: [String: Share] = [:]
    for answer in try FrameworkAnswer.recorded() where isCounted(answer) {
      let framework = try #require(answer.framework, "\(answer.call)")
      func count(_ own: Double, _ theirs: Double) {
        let isSame = answer.distance(own, theirs) == 0
        shares[answer.call, default: Share()].all += 1
        if isSame { shares[answer.call, default: Share()].same += 1 }
      }
      for (k, slope) in answer.slopes.enumerated() {
        let own = framework.answer(answer.inputs(ofClass: k), in: answer.format)
        if k == 0 { count(own.loss, answer.loss) }
        count(own.slope, slope)
      }
    }
    return shares
  }

  /// Where the arithmetic is not wholly known, the share that is the same.
  private static let known: [String: Double] = [
    // In what order one compiled function rounds and adds.
    "optax.l2_loss(softmax(logits),labels).sum()": 0.85,
    "optax.softmax_cross_entropy": 0.98,
    // The gradient of an infinite logit.
    "optax.softmax_cross_entropy_with_integer_labels": 0.99,
    // The last of a vector, which is computed apart.
    "keras.losses.binary_crossentropy": 0.99, "K.binary_crossentropy": 0.99,
    // SciPy answers float16 with float64 numbers, which these are not.
    "-(y*log_expit(z)+(1-y)*log_expit(-z))": 0.94, "log_softmax": 0.98,
  ]

  @Test(arguments: [Format.float16, .bfloat16])
  func answersOfNarrowFormatsAreThoseThatFrameworksPrintedBitForBit(format: Format) throws {
    let shares = try Self.shares { $0.format == format }
    #expect(shares.count > 20)
    #expect(Self.share(shares) >= 0.99 && FrameworkTable.origin(in: format).contains("99 of 100"))
    for (call, share) in shares {
      #expect(share.value >= Self.known[call] ?? 1, "\(call): \(share.same) of \(share.all)")
      #expect(share.all > 30)
    }
  }

  /// Of all calls but that of Keras 2.0, whose functions are no longer those of then.
  private static func share(_ shares: [String: Share]) -> Double {
    let all = shares.filter { !$0.key.hasPrefix("K.") }.values
    return Double(all.reduce(0) { $0 + $1.same }) / Double(all.reduce(0) { $0 + $1.all })
  }

  @Test(arguments: [Format.float32, .float64])
  func nineOfTenAnswersOfWideFormatsAreTheSameAsThePaneSays(format: Format) throws {
    #expect(Self.share(try Self.shares { $0.format == format }) >= 0.9)
    #expect(FrameworkTable.origin(in: format).contains("9 of 10"))
  }

  /// A line of the table for one logit and its label.
  private func row(_ call: String, _ lines: String...) throws -> FrameworkTable.Row {
    var model = Model()
    for line in lines { try model.run(line) }
    let table = try model.frameworks(ofClass: 0)
    return try #require(table.rows.first { $0.call == call })
  }

  @Test func kerasOnACertainProbabilityHasThreeLosses() throws {
    let lines = ["loss sigmoid", "logits 40", "labels 1"]
    var model = Model()
    for line in lines { try model.run(line) }
    let page = try #require(try model.printed(by: "frameworks"))
    // The article's path, Keras 3, and the clip rule rounded once.
    for number in ["1.1920933e-07", "1.1920929e-07", "1.1920930e-07"] {
      #expect(page.contains(number), "\(number)\n\(page)")
    }
  }

  @Test func pyTorchCancelsForNegativeLogits() throws {
    let call = "F.binary_cross_entropy_with_logits"
    let row = try row(call, "loss sigmoid", "logits -10", "labels 0")
    #expect(row.loss.text == "4.5776367e-05" && row.loss.wrongFrom == 3)
    #expect(row.explanation.contains("cancel"))
    let lost = try self.row(call, "loss sigmoid", "logits -15", "labels 0")
    #expect(lost.loss.value == 0)
  }

  @Test func tensorFlowsWeightedGradientAtZeroIsWrong() throws {
    let call = "tf.nn.weighted_cross_entropy_with_logits"
    let row = try row(call, "logits 0", "loss weighted", "labels .3", "pos_weight 10")
    #expect((row.gradient.value - 0.7).magnitude < 1e-6)
    #expect(row.explanation.contains("wrong sign") && row.explanation.contains("autodiff"))
  }

  @Test func aSureAnswerIsLostEverywhere() throws {
    let model = try Model.after("logits 0 -20", "label 0")
    let table = try model.frameworks(ofClass: 0)
    for row in table.rows where row.owner != "Keras" {
      #expect(row.loss.value == 0 && row.explanation.contains("every digit of the loss is lost"))
    }
  }

  @Test func anInfiniteLogitIsExplained() throws {
    let row = try row(
      "tf.nn.sigmoid_cross_entropy_with_logits", "loss sigmoid", "logits inf", "labels 1")
    #expect(row.loss.value.isNaN && row.loss.ulps == .infinity)
    #expect(row.explanation.contains("the loss is nan: inf - inf in"))
  }

  @Test func threadsThatFlushAreNamed() throws {
    let row = try row(
      "tf.nn.sigmoid_cross_entropy_with_logits", "loss sigmoid", "logits -95", "labels 0")
    #expect(row.loss.value == 0 && row.explanation.contains("flush to 0"))
  }

  @Test(arguments: ["frameworks", "duel", "trace", "sweep logit 0 -5 5", "frameworks --json"])
  func anIgnoredRowWhoseLabelNamesNoClassIsComparedWithNothing(line: String) throws {
    var model = try Model.after("logits 1 2 3", "ignore_index -100", "label -100")
    let command = try #require(try Command.parse(line))
    #expect(
      throws: CommandError(
        "row \(0) is ignored: its label \(-100) names no class, so there is nothing to compare")
    ) { try model.update(command) }
    let formula = try model.formula(named: "naive")
    let said = "row 0 is ignored: its label -100 names no class, so there is nothing to compare"
    #expect(model.trace(of: formula, ofClass: 0).remark == said)
    let duel = model.duel(ofClass: 0)
    #expect(duel.loss == nil && duel.lines.allSatisfy { $0.loss == nil && $0.refusal == said })
    #expect(model.summary(of: duel, chosen: formula) == said)
  }

  @Test func anIgnoredRowWithALabelIsComparedAsIfItCounted() throws {
    let model = try Model.after("logits 1 2 3; 4 5 6", "ignore_index 0", "label 0 1")
    let table = try model.frameworks(ofClass: 0)
    #expect(table.place.contains("as if row 0 counted"))
    #expect(table.rows.allSatisfy { $0.loss.wrongFrom == nil })
  }

  @Test func aRightAnswerIsCalledRight() throws {
    let row = try row("optax.softmax_cross_entropy_with_integer_labels", "logits 1 2", "label 0")
    #expect(row.loss.wrongFrom == nil && row.explanation.hasPrefix("right"))
  }

  /// What a person would say comes before ulps, which are left to what is nearly right.
  @Test(arguments: [
    ("17", "0", "keras.losses.binary_crossentropy", "0.938 x", "1.07 x too small"),
    ("17", "1", "keras.losses.binary_crossentropy", "2.9 x", "2.9 x too large"),
    ("17", "1", "F.binary_cross_entropy(sigmoid(z))", "0 x", "every digit of the loss is lost"),
    ("10", "1", "F.binary_cross_entropy(sigmoid(z))", "+0.046 %", "0.046 % too large"),
    ("1", "1", "F.binary_cross_entropy_with_logits", "0.01 ulp", "right"),
  ])
  func aShareIsToldBeforeUlps(
    logit: String, label: String, call: String, off: String, words: String
  ) throws {
    let row = try row(
      call, "logits \(logit)", "loss sigmoid_cross_entropy", "labels \(label)")
    #expect(row.loss.off == off)
    #expect(row.explanation.contains(words))
  }
}
