import LogitBench
import LogitExact
import LogitLosses
import LogitSession
import LogitStudies
import LogitText
import Testing

/// A loss of one's own: one line of formula that is the bench's loss.
@Suite struct OwnLossTests {
  private static let mine = "loss mine = -(1 - p[y])^g * log(p[y]) g=2"

  @Test func aRecipeIsALossByItsName() throws {
    let model = try Model.after(
      "logits 2 .5 1", "label 0", "loss focal", "gamma 2", "dtype float64")
    // FIELD.md's number, and `Tests/Vectors/recipes/focal_categorical.json`.
    #expect(model.evaluation.chosen.loss.value == 0.0640776372387404)
    #expect(
      model.evaluation.chosen.gradient.map(\.value)
        == [-0.1318080740703115, 0.0497629084375009, 0.08204516563281061])
    #expect(model.report.hasPrefix("unnamed   focal gamma 2   float64"))
    #expect(model.column(.loss) == ["0.0641", "0", "0"])
  }

  @Test func itsGradientIsThatOfItsDifferences() throws {
    for recipe in Recipe.all {
      var model = try Model.after("loss \(recipe.name)", "dtype float64")
      if !model.bench.loss.takesIndices { try model.run("labels .2 .3 .5; .5 .25 .25; .1 .1 .8") }
      let index = 1
      let slope = model.evaluation.chosen.gradient[index].value
      let middle = model.bench.logits[0][index].value(in: .float64)
      func loss(_ z: Double) throws -> Double {
        try model.run("logit \(index) \(z)")
        return model.evaluation.chosen.loss.value
      }
      let step = 0x1p-20
      let difference = (try loss(middle + step) - loss(middle - step)) / (2 * step)
      #expect(abs(slope - difference) <= 1e-5 * max(1, abs(slope)), "\(recipe.name)")
    }
  }

  @Test func itIsKeptLoggedUndoneAndRecalled() throws {
    var model = try Model.after("logits 2 .5 1; 0 1 2", "label 0 1", Self.mine, "g 3")
    #expect(model.bench.lossTitle == "mine g 3")
    #expect(try Bench(scenario: Array(model.bench.scenario.utf8)) == model.bench)
    var again = Model()
    for line in model.bench.script.split(separator: "\n") { try again.run(String(line)) }
    #expect(again.bench == model.bench)
    again = Model()
    for line in model.log { try again.run(line) }
    #expect(again.bench == model.bench)
    try model.run("undo")
    #expect(model.bench.lossTitle == "mine g 2")
    try model.run("redo")
    try model.run("loss softmax_cross_entropy")
    #expect(model.bench.formulas.map(\.name) == ["mine"] && model.bench.parameters.isEmpty)
    #expect(try Bench(scenario: Array(model.bench.scenario.utf8)) == model.bench)
    try model.run("loss mine")
    #expect(model.bench.lossTitle == "mine g 3" && model.bench.formulas.isEmpty)
  }

  @Test(arguments: [
    [
      "loss m = max(0, 1 - y*z) * a", "logits 1 2; 3 -inf", "labels 1 0; -1 1", "a -.5", "as torch",
    ],
    ["loss m = b - log(p[y])", "as torch", "logits 1 2; 3 nan", "label 1 -100", "b 1e-7", "row 1"],
    [
      "loss kl", "logits 1 2", "labels .25 .75", "temperature 2", "sample_weight 3",
      "dtype float16",
    ],
    [
      "logits 1 2 3 4 5 6 7 8", "loss m = logits[7] - logits[y] + c", "label 2",
      "formula f = z + d",
    ],
    ["loss distill", "T 4", "loss focal", "gamma 0", "loss distill", "units bits"],
    ["sample focal-slope", "loss sigmoid_cross_entropy", "loss focal_of_sigmoid", "gamma 1"],
  ])
  func itsFileAndItsScriptRebuildTheBench(lines: [String]) throws {
    var model = Model()
    for line in lines { try model.run(line) }
    let bench = model.bench
    #expect(try Bench(scenario: Array(bench.scenario.utf8)) == bench)
    var again = Model()
    for edit in bench.edits { try again.run("\(edit)") }
    #expect(again.bench == bench && again.evaluation.sum.text == model.evaluation.sum.text)
  }

  @Test func twoOfOneNameAreTwo() throws {
    let model = try Model.after("loss m = -log(p[y])")
    let other = try Model.after("loss m = -log(p[y]) + p[y]")
    #expect(model.bench.loss != other.bench.loss)
    var changed = model
    try changed.run("loss m = -log(p[y]) + p[y]")
    #expect(changed.evaluation == other.evaluation)
  }

  @Test func anIndexFollowsTheNumbers() throws {
    // The steps of the first row would be wrong for the second.
    var model = try Model.after("loss m = logsumexp(logits) - logits[argmax(logits)]")
    try model.run("logits 1 2 3; 3 2 1")
    let (one, two) = (model.evaluation.rowLosses[0].value, model.evaluation.rowLosses[1].value)
    #expect(one == two)
    try model.run("logit 0 9")
    let fresh = try Model.after(
      "loss m = logsumexp(logits) - logits[argmax(logits)]", "logits 9 2 3")
    #expect(model.evaluation.rowLosses[0] == fresh.evaluation.rowLosses[0])
  }

  @Test func everyStudyHasIt() throws {
    var model = try Model.after("logits 2 .5 1", "label 0", Self.mine)
    let duel = try #require(try model.printed(by: "duel"))
    #expect(duel.contains("= kernel") && duel.contains("  mine"))
    let line = model.duel(ofClass: 0).line(named: "mine")
    #expect(line?.gradient?.isRight == true && line?.loss?.verdict == .digits(6, of: 7))
    #expect(try model.printed(by: "trace mine")?.contains("log(#") == true)
    #expect(try model.printed(by: "sweep g 0 5")?.hasPrefix("g 0 ... 5") == true)
    #expect(try model.printed(by: "sweep logit -5 5")?.contains("* mine") == true)
    #expect(try model.printed(by: "curves")?.contains("No curve is this loss: mine") == true)
    #expect(
      try model.printed(by: "heads")?.contains("these are cross entropies, not mine") == true)
    #expect(try model.printed(by: "exact p[y]")?.contains("0.62853171921176244") == true)
    #expect(try model.printed(by: "show --json")?.contains("\"g\" : 2") == true)
    try model.run("pin")
    try model.run("step .5")
    #expect(model.evaluation.chosen.loss.value < 0.064)
    try model.run("formula other = -((1 - p[y])^g * log_softmax(logits)[y])")
    #expect(model.duel(ofClass: 0).line(named: "other")?.gradient?.value.isFinite == true)
  }

  @Test func whatNoClassHasAShareOfIsShownOfTheRowAlone() throws {
    let model = try Model.after("loss m = logsumexp(logits)^2 + sum(labels)")
    #expect(model.column(.loss) == ["", "", ""])
    #expect(model.report.contains("loss        = logsumexp(logits)^2 + sum(labels) = "))
  }

  @Test func aLossOfEachClassHasOneALabel() throws {
    let model = try Model.after("logits 1 -2", "loss m = max(0, 1 - y*z)", "labels 1 -1")
    #expect(model.bench.loss.isElementwise && model.column(.loss) == ["0", "0"])
  }

  @Test(arguments: [
    ("loss m = p", "10: this gives one number a class, and a row needs one: sum(...) adds them up"),
    ("loss m = -log(softmax(z)[y])", "23: 'z' is one class's and 'y' the row's"),
    ("loss m = argmax(logits) - logits[y]", "10: argmax has no derivative"),
    ("loss m = grad(p[y], k)", "21: 'k' is a place in a row: there is no derivative by it"),
    ("loss sigmoid_cross_entropy = z", "6: 'sigmoid_cross_entropy' is a loss of the program"),
    ("loss m = step * z", "10: 'step' is a command, by which no parameter can be set"),
    ("loss m = temperature * z", "10: 'temperature' is a command"),
    ("loss m = z * label", "14: there is no name 'label'; did you mean 'labels'?"),
    ("loss m = logit*z", "10: there is no name 'logit'; did you mean 'logits'?"),
    ("loss m = z*g g=nan", "14: g cannot be nan: it must be a number"),
    ("loss m = z g=2", "10: 'g' is given and is not in the formula"),
    ("loss m = labels", "10: no logit is in it"), ("loss m = ", "10: a formula is missing"),
    ("loss focl", "6: 'focl' is no loss; did you mean 'focal'?"), ("g 2", "1: 'g' is no command"),
    ("gama 2", "1: 'gama' is no command; did you mean 'gamma'?"),
    ("loss m = logits[7]", "m has no value for 3 classes: index 7 is outside"),
    ("loss m = (1 - p[y)", "18: expected ']'"), ("loss naive = z", "'naive' is a formula of"),
  ])
  func whatIsNoneIsRefusedAtItsWord(line: String, beginning: String) throws {
    var model = Model()
    #expect {
      if let read = try Command.read(line) { _ = try model.update(read) }
    } throws: { error in
      guard let error = error as? CommandError else { return false }
      let text = (error.column.map { "\($0): " } ?? "") + "\(error)"
      return text.hasPrefix(beginning)
    }
    #expect(model == Model())
  }

  @Test func whatItCannotTakeLeavesTheBenchAsItWas() throws {
    var model = try Model.after("loss dpo")
    let before = model
    #expect(throws: CommandError.self) { try model.run("logits 1") }
    #expect(throws: CommandError.self) { try model.run("beta nan") }
    #expect(model == before)
    model = try Model.after(Self.mine)
    #expect(throws: CommandError.self) { try model.run("labels .2 .3 .5; 0 1 0; 1 0 0") }
    #expect(throws: CommandError.self) { try model.run("formula mine = z") }
    #expect(try model == Model.after(Self.mine))
  }

  @Test func noCommandCanBeAParameter() {
    for spec in CommandSpec.all where spec.name.allSatisfy(\.isLetter) {
      guard Rule.ofBench.allSatisfy({ $0.name != spec.name }) else { continue }
      for word in [spec.name] + spec.aliases where !word.contains("!") {
        #expect(OwnWords.reserved.contains(word), "\(word)")
      }
    }
  }

  @Test func itsStepsGrowWithTheClassesAndNotWithTheirSquare() throws {
    func count(_ classes: Int) throws -> Int {
      let row = (0..<classes).map { "\($0 % 7)" }.joined(separator: " ")
      let model = try Model.after(Self.mine, "logits \(row)")
      return model.evaluation.program(model.bench, of: [.gradient], ofClass: 0).count
    }
    let (few, many) = (try count(100), try count(1000))
    #expect(many < 11 * few)
  }
}

/// Bits and perplexity beside nats.
@Suite struct UnitsTests {
  @Test func bitsAndPerplexityOfTheMeanAreRoundedOnce() throws {
    var model = try Model.after("dtype float64", "units bits")
    // By mpmath 1.3 of the articles' batch: the mean over ln 2, and e to it.
    let mean = try #require(model.meanInUnits)
    let nats = model.evaluation.mean.value
    #expect(abs(mean.bits.value - nats / 0.6931471805599453) < 1e-16)
    #expect(model.report.contains("   bits \(mean.bits.text)   perplexity \(mean.perplexity.text)"))
    #expect(try model.printed(by: "show --json")?.contains("\"perplexity\" : ") == true)
    try model.run("units nats")
    #expect(model.meanInUnits == nil && !model.report.contains("perplexity"))
  }

  @Test func aUniformGuessHasThePerplexityOfItsClasses() throws {
    let model = try Model.after("logits 3 3 3 3", "label 0", "units bits")
    #expect(model.meanInUnits?.bits.value == 2)
    #expect(model.meanInUnits?.perplexity.value == 4)
  }
}
