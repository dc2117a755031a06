import LogitExact
import LogitLosses
import TestSupport
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// A formula under its loss, so that a test names the one that fails.
struct Catalogued: CustomTestStringConvertible, Sendable {
  let loss: Loss
  let formula: Formula

  var testDescription: String { "\(loss.name): \(formula.name)" }

  static let all = Loss.all.flatMap { loss in
    Catalogue.formulas(of: loss).map { Catalogued(loss: loss, formula: $0) }
  }

  /// A bench of the loss in float32 to which the formula's example was done.
  func example() throws -> Bench {
    var model = Model()
    let commands = ["loss \(loss.name)", "dtype float32"] + formula.example
    for line in commands {
      let command = try #require(try Command.parse(line))
      _ = try model.update(command)
    }
    return model.bench
  }
}

@Suite struct CatalogueTests {
  @Test(arguments: Loss.all)
  func formulasOfALossHaveNamesOfTheirOwnThatAreWords(loss: Loss) {
    let names = Catalogue.formulas(of: loss).map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(Formula.isName(name), "\(name)")
    }
    #expect(names.last == Catalogue.kernelName)
  }

  @Test(arguments: Catalogued.all)
  func aFormulaThatBreaksSaysWhereAndNamesAStableTwin(entry: Catalogued) throws {
    let formula = entry.formula
    guard let breaks = formula.breaks else {
      #expect(formula.twin == nil && formula.example.isEmpty)
      return
    }
    #expect(breaks.first?.isUppercase == false && !breaks.hasSuffix("."))
    let twin = try #require(formula.twin)
    #expect(Catalogue.formula(named: twin, of: entry.loss) != nil)
    #expect(!formula.example.isEmpty)
  }

  /// Numbers without any rounding: logits of 1/32 up to 8, labels of 1/64 that sum to 1, or under a
  /// sigmoid lie between 0 and 1.
  private func randomInputs(_ loss: Loss, _ random: inout SplitMix64) -> Inputs {
    let classes = Int.random(in: 1...4, using: &random)
    let index = Int.random(in: 0..<classes, using: &random)
    let range = loss.head == .given ? 1...31 : -256...256
    let logits = (0..<classes).map { _ in Double(Int.random(in: range, using: &random)) / 32 }
    var labels = Array(repeating: 0.0, count: classes)
    if loss.isElementwise {
      labels = labels.map { _ in Double(Int.random(in: 0...64, using: &random)) / 64 }
    } else if loss == .sparseSoftmaxCrossEntropy {
      labels[Int.random(in: 0..<classes, using: &random)] = 1
    } else {
      for _ in 0..<64 { labels[Int.random(in: 0..<classes, using: &random)] += 1 / 64 }
    }
    let weight = Double(Int.random(in: 0...40, using: &random)) / 8
    func vector(_ values: [Double]) -> Inputs.Value { .vector(values.map { Quantity($0) }) }
    func scalar(_ value: Double) -> Inputs.Value { .scalar(Quantity(value)) }
    var inputs = Inputs([
      "z": scalar(logits[index] == 0 ? 1 : logits[index]), "y": scalar(labels[index]),
      "q": scalar(weight),
      "k": scalar(Double(index)), "K": scalar(Double(classes)),
      "label": scalar(Double(Labels.largestClass(labels.map { Number($0) }))),
      "logits": vector(
        logits.enumerated().map { $0 == index && $1 == 0 ? 1 : $1 }), "labels": vector(labels),
    ])
    if loss.head == .given {
      inputs.values["p"] = inputs.values[loss.isElementwise ? "z" : "logits"]
    }
    for rule in Rule.ofBench where rule.shape == .one && loss.takes(rule) {
      inputs.values[rule.name] = rule.usual.flatMap { Quantity($0) }.map { .scalar($0) }
    }
    return inputs
  }

  @Test(arguments: Catalogued.all.filter { !$0.formula.isOther })
  func aFormulaIsItsLossAndItsSlopeThatOfTheLoss(entry: Catalogued) throws {
    var random = SplitMix64(seed: 6)
    for _ in 0..<8 {
      let inputs = randomInputs(entry.loss, &random)
      let pairs = [
        (entry.formula.expression, ClassNumber.loss.formula(of: entry.loss)),
        (entry.formula.gradientExpression, ClassNumber.gradient.formula(of: entry.loss)),
      ]
      for case (let own?, let expected) in pairs {
        let program = try Program([own, expected], of: inputs)
        let digits = program.digits(25, budget: Budget(bits: 512))
        // Where one side cancels to a 0 that no ball can prove, the other must be as small.
        if digits[1].value == .zero || digits[0].text == "?" || digits[1].text == "?" {
          let values = program.evaluate(in: .float64)
          #expect((values[0] - values[1]).magnitude < 1e-12, "\(inputs)")
        } else {
          #expect(digits[0].text == digits[1].text, "\(inputs)")
        }
      }
    }
  }

  @Test(arguments: Catalogued.all.filter { $0.formula.breaks != nil })
  func whereAFormulaIsSaidToBreakItIsWrong(entry: Catalogued) throws {
    let bench = try entry.example()
    let inputs = bench.inputs(ofClass: bench.notableClass)
    let value = try Program(entry.formula.expression, of: inputs).evaluate(in: .float32)
    let exact = try Program(ClassNumber.loss.formula(of: entry.loss), of: inputs)
    let comparison = exact.compare(value, in: .float32)[0]
    #expect(comparison.exact.value.isFinite)
    if value[0].isFinite {
      #expect(try #require(comparison.ulps).magnitude > 1000, "\(value[0])")
    }
    // Its twin, the kernel aside, which is no formula in steps, is right there.
    let twin = try #require(
      entry.formula.twin.flatMap { Catalogue.formula(named: $0, of: entry.loss) })
    guard twin.source != .logitlab || twin.name != Catalogue.kernelName else { return }
    let kept = try Program(twin.expression, of: inputs).evaluate(in: .float32)
    #expect(try #require(exact.compare(kept, in: .float32)[0].ulps).magnitude <= 4, "\(kept[0])")
  }

  @Test func kerasOnACertainProbabilityAsEachOfItsVersionsComputesIt() throws {
    let inputs = Inputs(["p": .scalar(Quantity(1)), "y": .scalar(Quantity(1))])
    func loss(_ name: String) throws -> String {
      let formula = try #require(Catalogue.ofProbability.first { $0.name == name })
      let value = try Program(formula.expression, of: inputs).evaluate(in: .float32)[0]
      return Format.float32.shortest(value)
    }
    #expect(try loss("keras-1") == "1.1920933e-07")
    #expect(try loss("keras-3") == "1.192093e-07")
  }
}
