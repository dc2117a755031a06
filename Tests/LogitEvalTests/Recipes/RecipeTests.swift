import LogitEval
import LogitLosses
import LogitText
import TestSupport
import Testing

/// The table of recipes: each row is held to exact values, and to what frameworks answer by name.
@Suite struct RecipeTests {
  /// The recipes that a file is the truth of; the others are files by their own names.
  private static let files = [
    "sigmoid_focal": "focal_binary", "categorical_focal": "focal_categorical",
    "info_nce": "infonce",
    "multiclass_hinge": "crammer_singer", "reverse_kl": "kl", "distill": "distillation",
    "reverse_distill": "kl", "focal": "focal_categorical", "kl_mean": "kl",
  ]

  @Test(arguments: Recipe.all.map(\.name))
  func everyNumberIsTheNearestToTheExactOne(name: String) throws {
    let cases = try RecipeVectors(Self.files[name] ?? name).cases
    #expect(cases.count > 3)
    for row in cases where Recipe.named(row.function) != nil {
      for dtype in ["float64", "float32"] {
        let answer = try Reply(row.function, row.fields, in: dtype)
        let loss = try #require(row.losses[dtype].flatMap { Self.number($0, dtype) })
        #expect(
          Self.isSame(answer["loss"][0] / row.divisor, loss), "\(row.testDescription) \(dtype)")
        guard let gradient = row.gradients[dtype] else { continue }
        let got = answer["dlogits"].map { $0 / row.divisor }
        // The limit there is -alpha; by the rules of the language 0 times an infinite cost has none.
        guard row.testDescription != "sigmoid_focal: logit -inf, label 1" else {
          #expect(got[0].isNaN)
          continue
        }
        let isSame = zip(got, gradient).allSatisfy { got, text in
          Self.number(text, dtype).map { Self.isSame(got, $0) } ?? false
        }
        #expect(
          isSame && got.count == gradient.count,
          "\(row.testDescription) \(dtype): \(got), not \(gradient)")
      }
    }
  }

  private static func number(_ text: String, _ dtype: String) -> Double? {
    dtype == "float32" ? Float(text).map(Double.init) : Double(text)
  }

  private static func isSame(_ a: Double, _ b: Double) -> Bool { a == b || a.isNaN && b.isNaN }

  @Test func theFocalLossOfAnIndexIsThatOfItsOneHotRow() throws {
    for row in try RecipeVectors("focal_categorical").cases
    where row.fields.contains("\"alpha\": 1,") && row.fields.contains("\"labels\": [1, 0, 0]") {
      let fields = row.fields.replacing("\"alpha\": 1, ", with: "")
        .replacing("\"labels\": [1, 0, 0]", with: "\"labels\": 0")
      let answer = try Reply("focal", fields)
      #expect(Self.isSame(answer["loss"][0], Double(row.losses["float64"] ?? "") ?? .nan))
    }
  }

  @Test func aMeanOverRowsIsBatchmeanAndOneOverClassesIsSmaller() throws {
    let fields = #""logits": [[2, 0.5, 1], [1, 1, 4]], "labels": [[0.5, 0.25, 0.25], [0, 0, 1]]"#
    let sum = try Reply("kl", "\(fields), \"reduction\": \"sum\"")["loss"][0]
    let batch = try Reply("kl", "\(fields), \"reduction\": \"mean\"")["loss"][0]
    let all = try Reply("kl_mean", "\(fields), \"reduction\": \"mean\"")["loss"][0]
    #expect(abs(batch - sum / 2) < 1e-16 && abs(all - sum / 6) < 1e-16)
  }

  @Test(
    arguments: Recipe.all.flatMap { recipe in recipe.names.map { (recipe.name, $0) } })
  func aFrameworksNameIsTheRecipe(name: String, framework: String) throws {
    let row = try #require(try RecipeVectors(Self.files[name] ?? name).cases.first)
    let own = try Reply(row.function, row.fields + ", \"reduction\": \"none\"")
    let asked = framework.hasSuffix("focal_crossentropy") ? ", \"from_logits\": true" : ""
    let other = try Reply(framework, row.fields + asked + ", \"reduction\": \"none\"")
    #expect(own["loss"] == other["loss"] && own["dlogits"] == other["dlogits"])
  }

  @Test(arguments: Recipe.all)
  func itsFormulaIsALossWithASourceAndASentence(recipe: Recipe) throws {
    let loss = Loss(recipe)
    #expect(loss.recipe?.name == recipe.name && loss.name == recipe.name)
    #expect(!recipe.source.isEmpty && !recipe.own.summary.isEmpty)
    #expect(Loss.named(recipe.name) == nil)
    #expect(recipe.own.parameters.allSatisfy { Double($0.usual) != nil })
  }

  @Test func oneWithoutEnoughClassesIsRefused() {
    #expect(throws: EvalRefusal.self) {
      try Reply("multiclass_hinge", "\"logits\": [1], \"labels\": 0")
    }
    #expect(throws: EvalRefusal.self) { try Reply("bradley_terry", "\"logits\": [1]") }
  }

  @Test func theListHasEachWithItsParameters() {
    let list = Eval.list
    for recipe in Recipe.all {
      let line = list.first { $0.hasPrefix("{\"name\": \"\(recipe.name)\"") }
      #expect(line != nil, "\(recipe.name)")
      for parameter in recipe.own.parameters where parameter.name != "gamma" {
        #expect(line?.contains("\"\(parameter.name)\": \(parameter.usual)") == true)
      }
      for name in recipe.names { #expect(line?.contains("\"\(name)\"") == true) }
    }
  }
}
