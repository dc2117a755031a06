import LogitBench
import LogitExact
import LogitLosses
import LogitSession
import LogitStudies
import Testing

/// The answers of `exact` and the exact values beside the formulas. The digits are mpmath's, at 70
/// digits, of the same formulas.
@Suite struct ExactTests {
  private static let digits = [
    "sparse_softmax_cross_entropy": [
      "0.99086747258217259526896759267242733718416918611754",
      "0.0091744845917347007406469653513842471108233141347416",
      "-0.0091325274178274047310324073275726628158308138824567",
    ],
    "sigmoid_cross_entropy": [
      "0.99908894880559935464213667622530585867585193973868",
      "0.00091146645377424469170249380341466178778318429813766",
      "-0.00091105119440064535786332377469414132414806026131857",
    ],
  ]

  @Test(arguments: ["sparse_softmax_cross_entropy", "sigmoid_cross_entropy"])
  func aClassIsAnsweredToEveryDigit(loss: String) throws {
    let lines = try print("exact 2", after: "loss \(loss)", "digits 50").lines
    for digits in try #require(Self.digits[loss]) { #expect(lines.contains(digits)) }
    #expect(lines[1].contains("exact, proven at 256 bits"))
  }

  @Test(arguments: [76, 80, 96, 100])
  func theExactLossHasSeventeenDigitsOrWhatItsLineHasRoomFor(width: Int) throws {
    let formulas = try Model.after("loss sigmoid_cross_entropy").formulas(ofClass: 2)
    let line = formulas.line(.loss, width: width)
    let shown = try #require(line.split(separator: " ").last)
    let count = shown.drop { "0.".contains($0) }.count
    #expect(line.utf8.count <= width && (count == 17 || count < 17 && line.utf8.count > width - 3))
    let truth = try #require(Self.digits["sigmoid_cross_entropy"]?[1])
    // Rounded at its last digit.
    #expect(truth.hasPrefix(shown.dropLast(1)) || truth.hasPrefix(shown.dropLast(2)))
  }

  @Test func digitsAreWhatWasChosen() throws {
    let formulas = try Model.after("digits 12").formulas(ofClass: 2)
    #expect(formulas.line(.loss, width: 150).hasSuffix("exact 0.00917448459173"))
    #expect(try print("exact 2", after: "digits 12").contains(" 0.00917448459173\n"))
    #expect(try print("exact 2", after: "digits 12", "digits").contains("0.00917448459173470074"))
    var model = Model()
    #expect(
      try model.answer(to: "digits 40") == "digits 40: exact numbers show 40 digits where they fit")
    #expect(!model.isChanged)
  }

  @Test func aFormulaTakesTheNumbersOfTheBench() throws {
    let text = try print(
      "exact log(sum(exp(logits - max(logits)))) - (logits[0] - max(logits))",
      after: "logits 0 -20", "label 0")
    #expect(text.contains("2.06115362031438070323898279888e-09"))
    // What float32 makes of it: 1 + 2.06e-09 is 1.
    #expect(text.contains("value   0~        9.28e+06 ulp"))
    #expect(try print("exact z + 10 * y + 100 * k + 1000 * K").contains("   3217\n") == false)
    #expect(
      try print("exact z + 10 * y + 100 * k + 1000 * K").lines.last?.hasSuffix(" 3217   exact")
        == true)
    #expect(try print("exact z k=1").lines.last?.hasSuffix(" 2   exact") == true)
    #expect(try print("exact softmax(logits)").lines.count == 5)
  }

  @Test func theAnswerSaysWhatItTookFromTheBench() throws {
    let text = try print("exact softmax(y)[0] + z + w w=2")
    #expect(text.hasPrefix("softmax(y)[0] + z + w with y = 1, z = 7, of the inputs"))
  }

  @Test func labelsThatAddUpToOneOnlyRoundedAreShownAsTheyAre() throws {
    // In float32 .2 + .3 + .5 is 1 + 1.5e-8, and the gradient is p times that minus y.
    let line = try Model.after("logits 2 2 2", "labels .2 .3 .5").formulas(ofClass: 0)
      .line(.gradient, width: 150)
    #expect(line.contains("p sum(y) - y = 0.33333334 * 1~ - 0.2 = 0.13333334"))
    #expect(line.contains("exact 0.1333333353"))
  }

  @Test func givenNumbersTakeThePlaceOfTheBenchs() throws {
    let text = try print("exact log(1 + exp(x)) x=-40", after: "digits 40")
    #expect(text.contains("4.248354255291588986304977843631582181878e-18"))
    #expect(try print("exact sum(a) a=1,2,.5").lines.last?.hasSuffix(" 3.5   exact") == true)
    #expect(
      try print("exact sum(a)*b a=[1, 2] b = \u{2212}2").lines.last?.hasSuffix(" -6   exact")
        == true)
    // In float32, as everything on this bench.
    #expect(try print("exact w w=.1").contains("0.100000001490116119384765625"))
  }

  @Test func aNumberThatRoundingMadeSoIsMarked() throws {
    let lines = try print("exact 0", after: "logits 1000 0 -inf", "label 0").lines
    #expect(lines[2].hasPrefix("p[0]          1~"))
    let masked = try print("exact 2", after: "logits 1000 0 -inf", "label 0").lines
    #expect(masked[2].hasPrefix("p[2]          0 ") && masked[2].hasSuffix(" exact"))
  }

  @Test func aLongRowLeavesTheExactNumbersToTheCommand() throws {
    let logits = (0..<1001).map { "\($0 % 7)" }.joined(separator: " ")
    var model = try Model.after("logits \(logits)", "label 3", "digits 12")
    #expect(!model.formulas(ofClass: 3).line(.loss, width: 150).contains("exact"))
    guard let text = try model.printed(by: "exact 3") else {
      Issue.record("exact prints nothing")
      return
    }
    // mpmath: 143 powers of each of 0 ... 6.
    #expect(text.contains("8.42060747766"))
  }

  @Test func whatCannotBeDecidedIsSaid() throws {
    let text = try print("exact exp(log(2)) - 2")
    #expect(text.contains("?") && text.contains("no digit is certain"))
    #expect(text.contains("; a form that cancels less"))
    #expect(try print("exact log(-1)").contains("it has no value"))
    #expect(try print("exact exp(exp(1000))").contains("beyond 10^(4e35)"))
    #expect(try print("exact exp(-exp(1000))").contains("not 0, below 10^(-4e35)"))
  }

  @Test(arguments: [
    ("exact log(1+exp(x)", "19: expected ')' for the '(' in column 4"),
    ("exact  w + 1", "8: 'w' has no value: 'w=1' behind the formula gives it one;"),
    ("exact logts", "'logts' is no class"),
    ("exact logts + 1", "7: 'logts' has no value; did you mean 'logits'?"),
    ("exact x=3", "7: a formula before 'x=' is missing"),
    ("exact x x=a", "11: 'a' is not a number"),
    ("exact x x=1 2", "13: '2' is one word too many"),
    ("exact x x=", "a number for x is missing"),
    ("exact 7", "class 7 is outside the classes 0 to 2"),
    ("exact \"no one\"", "'no one' is no class"),
    ("exact z k=9", "'9' is not an index"),
    ("exact logits[9]", "index 9 is outside: the elements are 0 to 2"),
    ("exact logits + a a=1,2", "3 values do not pair with 2, in column 8 of the formula"),
    ("digits 0", "8: digits are 1 to 1000, not 0"),
    ("digits 1001", "8: digits are 1 to 1000, not 1001"),
    ("digits many", "8: digits are 1 to 1000, not many"),
  ])
  func refusesWithTheWordAtFault(line: String, message: String) throws {
    let reason = try #require(refusal(of: line))
    #expect(reason.contains(message))
  }

  @Test func aClassMayBeNamed() throws {
    #expect(try print("exact cat", after: "class 1 cat").hasPrefix("row 0, class cat,"))
    #expect(try print("exact \"big cat\"", after: "class 1 \"big cat\"").contains("class big cat,"))
  }

  @Test(arguments: Loss.all, ["float64", "float32", "float16", "bfloat16"])
  func everyShownNumberIsTheNearestToItsExactValue(loss: Loss, dtype: String) throws {
    let model = try Model.after(
      "loss \(loss.name)", "dtype \(dtype)",
      loss.head == .given ? "logits .15 .7 .2" : "logits 1.5 -2 7; 4 7 9; 8 3 4", "row 0")
    for index in 0..<3 {
      let answers = model.exactAnswers(ofClass: index)
      #expect(answers.count == (loss.head == .given ? 2 : 3))
      for answer in answers {
        let own = try #require(answer.inFormat)
        #expect(own.computed.isNaN || (own.ulps ?? 1).magnitude <= 0.5, "\(answer.name)")
      }
    }
  }

  /// What a line prints.
  private func print(_ line: String, after earlier: String...) throws -> String {
    var model = Model()
    for line in earlier { try model.run(line) }
    return try model.printed(by: line) ?? ""
  }
}
