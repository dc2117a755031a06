import LogitBench
import LogitExact
import LogitLosses
import LogitSession
import Testing

/// One letter for one thing: z the logit, y the label, p the probability, q the pos_weight.
@Suite struct AlphabetTests {
  @Test func noFormulaOfTheProgramNamesAnX() throws {
    let formulas = Loss.all.flatMap { Catalogue.formulas(of: $0) }
    let texts =
      formulas.flatMap { [$0.text, $0.gradient ?? "0"] } + Recipe.all.map(\.own.text)
      + Loss.all.flatMap { FrameworkCall.all(of: $0).flatMap { $0.lines.map(\.text) } }
    for text in texts {
      #expect(try !Expression.freeNames(of: text).contains("x"), "\(text)")
      #expect(try !Expression.freeNames(of: text).contains("label"), "\(text)")
    }
    for formula in formulas {
      #expect(!(formula.breaks ?? "").contains("x ="), "\(formula.name)")
    }
  }

  @Test func whatAProbabilityIsGivenToIsWrittenOverP() throws {
    for loss in Loss.all where loss.head == .given {
      for formula in Catalogue.formulas(of: loss) {
        let names = try Expression.freeNames(of: formula.text)
        #expect(names.contains("p") && !names.contains("logits"), "\(formula.text)")
      }
    }
  }

  private func print(_ line: String, on model: inout Model) throws -> String {
    try #require(try model.printed(by: line))
  }

  @Test func aFormulaInOldLettersIsReadAndWrittenInTodays() throws {
    var model = try Model.after("loss sigmoid", "logits -3 2", "labels 0 1")
    let told = try model.answer(to: "formula mine = max(x, 0) - x * z + log(1 + exp(-abs(x)))")
    #expect(told.contains(OldLetters.remark))
    let text = "max(z, 0) - z * y + log(1 + exp(-abs(z)))"
    #expect(model.bench.formulas.map(\.text) == [text])
    let duel = model.duel(ofClass: 1)
    #expect(duel.line(named: "mine")?.loss?.value == duel.line(named: "derived-8")?.loss?.value)
    #expect(model.bench.scenario.contains(text))
    let old = model.bench.scenario.split(separator: text, omittingEmptySubsequences: false)
      .joined(separator: "max(x, 0) - x * z + log(1 + exp(-abs(x)))")
    #expect(try Bench(scenario: Array(old.utf8)) == model.bench)
    #expect(try !model.answer(to: "formula mine = \(text)").contains(OldLetters.remark))
  }

  @Test func aLossInOldLettersIsThatOfTheRecipe() throws {
    var model = try Model.after("logits 1 -2", "loss m = max(0, 1 - z * y)", "labels 1 -1")
    let today = model.evaluation.chosen.loss.value
    #expect(try model.answer(to: "loss n = max(0, 1 - z * x)").contains(OldLetters.remark))
    #expect(model.bench.loss.own?.text == "max(0, 1 - y * z)")
    #expect(model.evaluation.chosen.loss.value == today)
    #expect(try !model.answer(to: "loss a = max(0, 1 - z * x) x=2").contains(OldLetters.remark))
    #expect(model.bench.loss.parameters.map(\.name) == ["x"])
  }

  @Test func exactReadsOldLettersAndSaysSo() throws {
    var model = try Model.after("loss sigmoid", "logits 7 2", "labels 0 1")
    let old = try print("exact x + 10 * z k=1", on: &model)
    #expect(old.hasPrefix("z + 10 * y with z = 2, y = 1, of the inputs"))
    #expect(old.hasSuffix(OldLetters.remark))
    let mixed = try print("exact x + 10 * z x=3 k=1", on: &model)
    #expect(mixed.hasPrefix("z + 10 * y with y = 1, of the inputs"))
    #expect(mixed.hasSuffix(OldLetters.remark))
    for line in ["exact log(1 + exp(x)) x=-40", "exact z + 10 * y", "exact x + z x=1 z=2"] {
      #expect(try !print(line, on: &model).contains(OldLetters.remark), "\(line)")
    }
    let sweep = try print("sweep 'max(x, 0) - x * z' x 80 100", on: &model)
    #expect(sweep.hasPrefix(OldLetters.remark) && sweep.contains("max(z, 0) - z * y"))
    #expect(try print("sweep log(1+exp(x)) x 80 100", on: &model).contains("exp(x) overflows"))
  }

  @Test func yIsTheClassOfTheLabelWhereAPlaceIsAskedFor() throws {
    var model = try Model.after("logits 5 6 7", "label 2")
    for (formula, value) in [
      ("logits[y]", "7"), ("sum(others(logits, y))", "11"), ("logits[y - 1]", "6"),
      ("sum(where(indices(logits) == y, logits, 0))", "7"), ("logits[k] - y", "5"),
      ("where(k == y, 1, 0)", "0"),
    ] {
      let text = try print("exact \(formula) k=0", on: &model)
      #expect(text.split(separator: " ").contains { $0 == value }, "\(text)")
    }
    #expect(try print("exact logits[y] k=0", on: &model).contains("with label = 2"))
    #expect(try print("exact v[y] v=1,2,4 y=1", on: &model).contains(" 2 "))
  }
}
