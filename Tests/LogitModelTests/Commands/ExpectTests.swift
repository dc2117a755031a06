import LogitBench
import LogitSession
import LogitStudies
import Testing

@Suite struct ExpectTests {
  private func verdict(_ line: String, _ lines: String...) throws -> Verdict {
    var model = Model()
    for line in lines { try model.run(line) }
    let before = model.bench
    let log = model.log
    let effects = try model.run(line)
    #expect(model.bench == before && model.log == log)
    guard case .answer(let answered)? = effects.first, effects.count == 1,
      let verdict = answered.reply as? Verdict
    else {
      throw CommandError("this bench has no file yet; 'w FILE' writes it to one")
    }
    return verdict
  }

  /// mpmath, 30 digits: the loss of the articles' first row is 0.00917448459173472, p of class 2
  /// 0.990867472263546, the mean 0.0555882026127, as float32 0.0091744848, 0.9908675, 0.0555882.
  @Test(arguments: [
    "loss 0.0092", "loss 0.00917", "loss 0.009174485", "loss 9.17e-3", "loss 0.0091744846",
    "loss 0.0091744848 1ulp", "loss 0.0091744843 1ulp", "loss 0.0091744848 0ulps",
    "loss 0.01 ± 1e-3", "loss 0.01 +-1e-3", "loss 0.01 0.001", "loss 0.009174484 2 ulps",
    "mean 0.0556", "sum 0.1668", "p 2 0.99", "p 2 1", "gradient 0 0.0024561149 1ulp",
    "gradient 2 -0.009133", "finite",
  ])
  func anExpectationThatIsMetSaysWhatWasSeen(words: String) throws {
    let verdict = try verdict("expect \(words)")
    #expect(verdict.holds, "\(verdict.text)")
  }

  @Test(arguments: [
    ("loss 0.0093", "seen 0.009174485, expected 0.0093, off by 0.000126"),
    ("loss 0.009170", "seen 0.009174485, expected 0.009170, off by 4.48e-06"),
    ("loss 0.0092 1ulp", "seen 0.009174485, expected 0.0092 within 1ulp, off by 2.55e-05"),
    ("loss 0.01 1e-4", "seen 0.009174485, expected 0.01 within 0.0001, off by 0.000826"),
    ("loss nan", "seen 0.009174485, expected nan"),
    ("loss inf", "seen 0.009174485, expected inf"),
    ("p 0 0.5", "seen 0.0024561149, expected 0.5, off by 0.498"),
  ])
  func anExpectationThatIsNotMetSaysByHowMuch(words: String, text: String) throws {
    let verdict = try verdict("expect \(words)")
    #expect(!verdict.holds && verdict.text.hasPrefix(text), "\(verdict.text)")
  }

  @Test func whatIsNotFiniteIsNamed() throws {
    let nan = try verdict("expect finite", "logits 1 nan 2")
    #expect(!nan.holds)
    #expect(nan.text.hasPrefix("the loss of row 0 is nan, the mean is nan, dloss/dz[0] is nan"))
    #expect(try verdict("expect loss nan", "logits 1 nan 2").holds)
    #expect(try verdict("expect loss inf", "logits 0 -inf", "label 1").holds)
    #expect(try !verdict("expect loss -inf", "logits 0 -inf", "label 1").holds)
    // A masked class costs nothing where the label is another.
    #expect(try verdict("expect finite", "logits 0 -inf", "label 0").holds)
  }

  /// A step of bfloat16 is 1/128 at 1: 0.6931 is 0.69140625 there, its neighbour 0.6953125.
  @Test func anUlpIsOneOfTheDtype() throws {
    #expect(try verdict("expect loss 0.6953125 1ulp", "dtype bfloat16", "logits 0 0").holds)
    #expect(try !verdict("expect loss 0.6953125 1ulp", "logits 0 0").holds)
  }

  @Test(arguments: [
    ("expect", "7: what is expected is missing"),
    ("expect size 3", "8: 'size' is no expectation; it is one of"),
    ("expect loss", "12: a number is missing"),
    ("expect loss 1 much", "15: 'much' is no tolerance, such as 1ulp, 2ulps or 1e-4"),
    ("expect weighted_mean 1", "the reduction is mean: 'reduction weighted_mean' first"),
    ("expect p 9 1", "class 9 is outside the classes 0 to 2"),
    ("expect finite 1", "15: '1' is one word too many"),
  ])
  func anExpectationThatCannotBeReadIsRefused(line: String, message: String) {
    #expect(refusal(of: line)?.hasPrefix(message) == true, "\(refusal(of: line) ?? "")")
  }

  @Test(arguments: [
    "expect loss 0.0092", "expect loss 0.00920", "expect loss 9.20e-3 1ulp", "expect finite",
    "expect mean 1 2ulps", "expect gradient 0 -0.5 0.0001", "expect p \"a b\" 1e999",
    "expect loss -0", "expect sum nan",
  ])
  func anExpectationReadsBackAsItself(line: String) throws {
    let command = try #require(try Command.parse(line))
    #expect("\(command)" == line)
    #expect(try Command.parse("\(command)") == command)
  }

  @Test func labelsThatNobodyGaveAreSaid() throws {
    let taken = try Model.after("logits 0 1 0")
    #expect(
      taken.labelRemark == "no label was given: 'label 2' is left from the opening batch")
    #expect(
      try Model.after("logits 1 2; 3 4", "loss sigmoid_cross_entropy").labelRemark
        == "no labels were given: 'labels 2x2' is left from the opening batch")
    for line in ["label 2", "labels 0 0 1", "target 2 1", "sample confident"] {
      #expect(try Model.after("logits 0 1 0", line).labelRemark == nil)
    }
    #expect(try Model.after("logit 0 3").labelRemark == nil)
    // A script of the bench sets them: nobody is told what is not so.
    var replayed = Model()
    for line in taken.bench.edits.map(\.description) { try replayed.run(line) }
    #expect(replayed.labelRemark == nil && replayed.bench.hasSameContents(as: taken.bench))
  }
}
