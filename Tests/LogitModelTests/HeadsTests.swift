import FoundationEssentials
import LogitBench
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

/// The same logits through both heads, both gradients, and the derivatives of the softmax.
@Suite struct HeadsTests {
  private func texts(_ readings: [Reading]) -> [String] { readings.map(\.text) }

  @Test func theSameLogitsAreTwoDifferentThings() throws {
    // sigmoid .881 .731 .525, softmax .659 .242 .0986: computed with mpmath.
    let heads = try Model.after("logits 2 1 .1", "labels 1 0 1").heads
    #expect(texts(heads.sigmoid.probabilities) == ["0.8808", "0.7311", "0.5250"])
    #expect(heads.sigmoid.sum.text == "2.1368")
    #expect(texts(heads.softmax.probabilities) == ["0.6590", "0.2424", "0.0986"])
    #expect(heads.sigmoid.mean.text == "0.6949" && heads.softmax.total.text == "2.7341")
  }

  @Test(arguments: [
    ("label 0", "one class is true: softmax"),
    ("labels 0 1 0", "one class is true: softmax"),
    ("labels .2 .3 .5", "the labels share 1: softmax"),
    ("labels 1 0 1", "2 classes are true at once: sigmoid"),
    ("labels 0 0 0", "no class is true: sigmoid"),
    ("labels .9 .9 0", "each label is its own probability: sigmoid"),
    ("labels 2 -1 0", "a label outside 0 to 1 is no probability: neither"),
  ])
  func theLabelsCallForAHead(line: String, verdict: String) throws {
    let model = try Model.after("logits 2 1 .1", line)
    #expect(try model.headsText(ofClass: 0).verdict == verdict)
  }

  @Test func whatGoesWrongWithTheOtherIsSaid() throws {
    func remark(_ lines: String...) throws -> String {
      var model = Model()
      for line in lines { try model.run(line) }
      return try model.headsText(ofClass: 0).remarks(width: 100)[0]
    }
    #expect(
      try remark("logits 2 1 .1", "labels 1 0 1")
        == "softmax makes 2 true classes share 1: its loss 2.7341 cannot fall below 2 ln 2 = 1.3863"
    )
    #expect(
      try remark("logits 2 1 .1", "labels .9 .9 0")
        == "softmax makes labels of 1.8000 in all share 1: its loss 1.6507 cannot fall below 1.2477"
    )
    #expect(
      try remark("logits 2 1 .1", "label 0")
        == "sigmoid judges each class alone: the p add up to 2.1368, not 1")
    #expect(try remark("logits 2", "label 0").hasPrefix("softmax of one class is always 1"))
  }

  @Test func logitsThatAreProbabilitiesAreTakenForThem() throws {
    let model = Model(try Sample.named("double-softmax").bench)
    #expect(
      try model.headsText(ofClass: 0).remarks(width: 60)[0]
        == "softmax twice? logits sum to 1: loss never below 1.0318")
    // One logit of 1 beside zeros is as often an input as an output.
    for line in ["logits 1 0 0", "logits .2 .3 .6", "logits .5 .7 -.2"] {
      let other = try Model.after(line, "label 0")
      let remarks = try other.headsText(ofClass: 0).remarks(width: 100)
      #expect(!remarks[0].hasPrefix("softmax twice?"))
      #expect(remarks.last?.hasPrefix("softmax twice: loss ") == true)
    }
  }

  @Test func softmaxOfTwoIsTheSigmoidOfTheDifference() throws {
    let model = try Model.after("logits 3 -1", "label 0")
    let remarks = try model.headsText(ofClass: 0).remarks(width: 100)
    #expect(
      remarks[1] == "softmax of [z, 0] is sigmoid(z): softmax p[0] = sigmoid(3 - (-1)) = 0.9820")
    #expect(model.heads.softmax.probabilities[0].text == "0.9820")
  }

  /// Floors and gradients by mpmath: a row wrong by 10 logits, K classes.
  @Test(arguments: [
    (2, "0.3133", "6.6372e-05"), (3, "0.5514", "7.8448e-05"), (10, "1.4612", "1.0519e-04"),
  ])
  func softmaxTwiceHasAFloorAndHardlyAGradient(
    classes: Int, floor: String, gradient: String
  ) throws {
    let rest = Array(repeating: "0", count: classes - 1).joined(separator: " ")
    let model = try Model.after("dtype float64", "logits 10 \(rest)", "label 1")
    let twice = try #require(model.heads.twice)
    #expect(twice.floor.map { Reading($0).text } == floor)
    #expect(Reading(twice.gradient).text == gradient)
    #expect(twice.classIndex == 0 && twice.once > 0.999)
  }

  @Test func theGradientThroughBothSoftmaxesIsThatOfDifferences() throws {
    let logits = [0.3, -1.2, 2.1, 0.4]
    func model(_ logits: [Double]) throws -> Model {
      try Model.after(
        "dtype float64", "logits \(logits.map { "\($0)" }.joined(separator: " "))",
        "labels .1 .6 .2 .1")
    }
    let twice = try #require(try model(logits).heads.twice)
    let losses = try [1e-5, -1e-5].map { step in
      var moved = logits
      moved[twice.classIndex] += step
      return try #require(try model(moved).heads.twice).loss
    }
    #expect(((losses[0] - losses[1]) / 2e-5 - twice.gradient).magnitude < 1e-9)
  }

  @Test func theGradientsShownAreThoseOfDifferences() throws {
    let logits = [0.3, -1.2, 2.1]
    for loss in ["sigmoid_cross_entropy", "softmax_cross_entropy"] {
      func pair(_ logits: [Double]) throws -> GradientPair {
        try Model.after(
          "dtype float64", "logits \(logits.map { "\($0)" }.joined(separator: " "))",
          "loss \(loss)", "labels .1 .6 .3"
        ).compared.pair
      }
      let here = try pair(logits)
      for index in logits.indices {
        var (up, down) = (logits, logits)
        up[index] += 1e-5
        down[index] -= 1e-5
        let (above, below) = try (pair(up), pair(down))
        for side in [\GradientPair.crossEntropy, \.squaredError] {
          let slope = (above[keyPath: side].total.value - below[keyPath: side].total.value) / 2e-5
          #expect((slope - here[keyPath: side].gradient[index].value).magnitude < 1e-9)
        }
      }
    }
  }

  @Test(arguments: [
    ("-5", "-0.9933", "-0.0066", "150.4"), ("-10", "-1+4.54e-05", "-4.5394e-05", "22028"),
  ])
  func theSquaredErrorSaturates(logit: String, entropy: String, squared: String, times: String)
    throws
  {
    let model = try Model.after("logits \(logit)", "loss sigmoid_cross_entropy", "labels 1")
    let pair = try model.compared.pair
    #expect(pair.crossEntropy.gradient[0].text == entropy)
    #expect(pair.squaredError.gradient[0].text == squared)
    #expect(
      try model.compared.pullText(ofClass: 0)[0] == "c0: cross entropy pulls \(times) x as hard")
  }

  @Test func theJacobianIsThatOfTheReferences() throws {
    let vectors = try Vectors("softmax_jac", in: "f64")
    var count = 0
    for item in vectors.cases {
      let logits = item.inputs[0]
      guard logits.count <= Jacobian.mostClasses, logits.allSatisfy(\.isFinite) else { continue }
      let model = try Model.after(
        "dtype float64", "logits \(logits.map { "\($0)" }.joined(separator: " "))", "label 0")
      let values = try model.jacobian().values.flatMap { $0 }.map(\.value)
      let wanted = item.outputs[0]
      try #require(values.count == wanted.count)
      for (value, truth) in zip(values, wanted) {
        #expect((value - truth).magnitude <= 1e-14 * truth.magnitude + 1e-300)
      }
      count += 1
    }
    #expect(count > 10)
  }

  @Test func aJacobianThatNobodyReadsIsRefused() throws {
    let row = Array(repeating: "1", count: 51).joined(separator: " ")
    let model = try Model.after("logits \(row)")
    #expect(
      refusal(of: "jacobian", in: model)
        == "51 classes have 51 x 51 derivatives; the table is for up to 50 classes")
  }

  @Test func aMaskedClassHasExactZeros() throws {
    let jacobian = try Model.after("logits 1 2 -inf", "label 0").jacobian()
    #expect(jacobian.values[2].map(\.text) == ["0", "0", "0"])
    let wide = try Model.after("logits 1000 0", "label 0").jacobian()
    #expect(wide.values[0].map(\.text) == ["0~", "0~"])
  }

  @Test(arguments: ["heads --json", "compare --json", "jacobian --json"])
  func programsGetJSONWhateverTheRow(line: String) throws {
    for logits in ["2 1 .1", "nan 1 2", "inf inf 1", "1e308 -1e308 0"] {
      var model = try Model.after("logits \(logits)", "label 0")
      guard let text = try model.printed(by: line) else {
        Issue.record("nothing was printed")
        continue
      }
      #expect(text.hasPrefix("{") && text.hasSuffix("}"))
      let plain = try model.run(String(line.dropLast(7)))
      #expect(plain.count == 1)
    }
  }

  @Test func headsAreOfAnyNumberOfClassesAndTheTableOfDerivativesIsNot() throws {
    let row = Array(repeating: "1", count: 1001).joined(separator: " ")
    var model = try Model.after("logits \(row)")
    for command in ["heads", "compare"] {
      #expect(try model.printed(by: command)?.contains("c1000") == true)
    }
    #expect(throws: CommandError.self) { try model.run("jacobian") }
  }

  /// The least of the loss over all distributions as logits, by SciPy's minimiser from 30 starts.
  @Test(arguments: [
    ("1 0 1", 1.9160401759), ("1 0 0", 0.5514447139), (".2 .3 .5", 1.0317593050),
    (".9 .1 0 0", 0.8436683806), ("1 1 1", 3.2958368660), ("1 1 0 0 .5", 3.6003590129),
    (".9 .05 .05", 0.6514447139), ("2 0 0", 1.1028894279), ("0 0 0", 0),
  ])
  func theFloorOfSoftmaxTwiceIsThatOfTheseLabels(labels: String, floor: Double) throws {
    let count = labels.split(separator: " ").count
    let logits = ["2", "1", ".1", ".7", ".3"].prefix(count).joined(separator: " ")
    let model = try Model.after("dtype float64", "logits \(logits)", "labels \(labels)")
    let found = try #require(model.heads.twice?.floor)
    #expect((found - floor).magnitude < 2e-9)
  }

  @Test func aNegativeLabelHasNoFloor() throws {
    let model = try Model.after("logits 2 1 .1", "labels -1 1 1")
    #expect(model.heads.twice?.floor == nil)
    #expect(try !print("heads", after: ["logits 2 1 .1", "labels -1 1 1"]).contains("never below"))
  }

  @Test func severalTrueClassesAreToldTheirOwnFloor() throws {
    let text = try print("heads", after: ["logits 2 1 .1", "labels 1 0 1"])
    #expect(text.contains("loss 2.1647, for these labels never below 1.9160"))
  }
}

/// How hard both losses pull, on an axis of powers of ten and in words.
@Suite struct PullTests {
  @Test func theAxisHoldsEveryPullThatIsNotZero() {
    for values in [
      [1.0, 0.0066], [2.8e-5, -1], [1e-300, 5], [1e-5, 1e-5], [0, 0], [.nan, .infinity],
    ] {
      let scale = PullScale(values)
      #expect(scale.low <= -4 && scale.high >= 0)
      for value in values where value.isFinite && value != 0 {
        #expect(scale.part(value) > 0 && scale.part(value) <= 1)
      }
      #expect(scale.part(0) == 0 && scale.part(.nan).isNaN && scale.part(-.infinity) > 1)
      #expect(scale.part(-0.5) == scale.part(0.5) && scale.part(0.5) > scale.part(0.4))
    }
    // 1e-4 to 1, a quarter of it each power of ten.
    #expect((PullScale([1, 0.01]).part(0.01) - 0.5).magnitude < 1e-12)
  }

  /// sigmoid(-5) = .0066928509, a(1-a) = .0066480567, its inverse 150.42 (mpmath).
  @Test func theReasonHasTheNumbersOfTheClass() throws {
    let wrong = try Model.after("logits -5", "loss sigmoid_cross_entropy", "labels 1")
    #expect(
      try wrong.compared.pullText(ofClass: 0) == [
        "c0: cross entropy pulls 150.4 x as hard",
        "why: squared error = (a-y) * a(1-a) = -0.9933 * 0.0066",
        "a(1-a) is small wherever the answer is sure, right or wrong: here it is wrong",
      ])
    let right = try Model.after("logits 5", "loss sigmoid_cross_entropy", "labels 1")
    #expect(try right.compared.pullText(ofClass: 0)[2].hasSuffix("here it is right"))
    let warm = try Model.after("logits 2", "loss sigmoid", "labels 1", "temperature 2")
    #expect(try warm.compared.pullText(ofClass: 0)[1].contains("a(1-a) / 2 = -0.2689 * 0.1966 / 2"))
  }

  /// What the reason multiplies is the gradient that is shown.
  @Test func theReasonAddsUp() throws {
    for lines in [
      ["logits 1 2 -3", "label 2"], ["logits .3 -1.2 2.1", "loss softmax_c", "labels .1 .6 .3"],
      ["logits 1 2", "label 0", "temperature 3"], ["logits -4 9", "loss sigmoid", "labels 1 .5"],
    ] {
      var model = Model()
      for line in lines + ["dtype float64"] { try model.run(line) }
      for index in 0..<model.bench.classes {
        let why = try #require(
          try model.compared.pullText(ofClass: index).first { $0.hasPrefix("why") })
        let product = try #require(why.split(separator: " = ").dropFirst(2).first)
        let numbers = product.prefix { $0 != "," }.split(separator: " ").compactMap { Double($0) }
        try #require(numbers.count >= 2)
        let value = numbers[0] * numbers[1] / (numbers.count > 2 ? numbers[2] : 1)
        let shown = try model.compared.pair.squaredError.gradient[index].value
        #expect((value - shown).magnitude <= 1e-4, "\(why) \(shown)")
      }
    }
  }

  @Test func whatDoesNotPullHasNoRatio() throws {
    let both = try Model.after("logits inf 0", "label 0")
    #expect(try both.compared.pullText(ofClass: 0)[0] == "c0: neither loss pulls")
    let gone = try Model.after("logits 1000", "loss sigmoid_cross_entropy", "labels 0")
    #expect(
      try gone.compared.pullText(ofClass: 0)[0].hasSuffix(
        "the squared error is too small for float64"))
    let none = try Model.after("logits nan 0", "label 0")
    #expect(try none.compared.pullText(ofClass: 0)[0] == "c0: there is no ratio")
    let ignored = try Model.after("logits 1 2 3", "ignore_index -100", "label -100")
    #expect(try ignored.compared.pullText(ofClass: 0)[1].contains("row 0 is ignored"))
  }
}
