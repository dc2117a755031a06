import Glibc
import LogitExact
import LogitText
import TestSupport
import Testing

@testable import LogitDumps

@Suite struct DifferenceTests {
  private func difference(_ a: String, _ b: String, labels: String? = nil) throws -> Difference {
    try Difference(try Samples.dump("\(a).npy", labels: labels), try Samples.dump("\(b).npy"))
  }

  @Test(arguments: [
    ("constant", "logits", "b is a + a constant a row, -1 to 0.9999"),
    ("truncation", "logits", "top_p 0.95"), ("temperature", "logits", "over a temperature of 0.7"),
    ("soft_cap", "logits", "c tanh(z/c) with c = 5"),
    ("soft_cap_bug", "logits", "z tanh(z/c) with c = 5"), ("permutation", "logits", "9 at 1"),
    ("row_order", "logits", "in another order"),
    ("probabilities", "logits", "b is the softmax of a"),
    ("clip", "wide", "16 below the greatest"), ("shift", "logits", "row i of b is row i + 1 of a"),
    ("padding", "sequences", "b has 4 rows more a sequence: padding to 14"),
    ("rounding", "logits", "b is a rounded to bfloat16"),
    ("near_ties", "close", "half a step of bfloat16 explains"),
  ])
  func thePlantedCauseComesFirst(_ cause: String, _ of: String, _ words: String) throws {
    let found = try difference(of, "diff-\(cause)")
    #expect(found.causes.first?.name == cause, "\(found.text(top: 3))")
    #expect(found.causes.first?.words.contains(words) == true, "\(found.text(top: 3))")
    // The other way about the same is named.
    let turned = try difference("diff-\(cause)", of)
    #expect(turned.causes.first?.name == cause, "\(turned.text(top: 3))")
  }

  @Test func theSameNumbersHaveNoCause() throws {
    let same = try difference("logits", "logits")
    #expect(same.causes == [] && same.differing == 0 && same.largest == 0)
    #expect(same.text(top: 1).hasSuffix("the same numbers in all 120 rows"))
  }

  @Test func rowsAreSortedByTheirChangeInLoss() throws {
    let found = try difference("logits", "diff-temperature", labels: "labels.npy")
    let changes = found.rows.compactMap { $0.loss?.magnitude }
    #expect(changes.count == 120 && zip(changes, changes.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(found.flips.count == 0)
    #expect(try difference("close", "diff-near_ties").flips == (1, 1))
  }

  @Test func whatHasNoCauseIsToldSo() throws {
    var random = SplitMix64(seed: 8)
    func noise() -> [Double] {
      (0..<60).map { _ in Double(Float.random(in: -9...9, using: &random)) }
    }
    let found = try Difference(try dump(noise(), [20, 3]), try dump(noise(), [20, 3]))
    #expect(found.causes.map(\.name) == ["other"] && found.differing == 20)
  }

  @Test func infinitiesAndNaNAreDifferencesOfTheirOwn() throws {
    let inf = Double.infinity
    let a = try dump([1, -inf, .nan, 2, 0, 0], [3, 2])
    let same = try Difference(a, a)
    #expect(same.differing == 0 && same.largest == 0)
    let b = try dump([1, -inf, .nan, 2, 0, .nan], [3, 2])
    #expect(try Difference(a, b).largest.isNaN)
    let c = try dump([1, 0, .nan, 2, 0, 0], [3, 2])
    #expect(try Difference(a, c).largest == inf)
  }

  @Test func onlyIgnoredRowsAreNobodysConcern() throws {
    let a = try dump([1, 2, 3, 4, 5, 6], [3, 2], labels: [0, -100, 1])
    let b = try dump([1, 2, 30, 4, 5, 6], [3, 2])
    let found = try Difference(a, b)
    #expect(
      found.causes.first?.name == "padding" && found.causes.first?.words.contains("-100") == true)
  }

  @Test func dumpsThatShareNothingAreRefused() throws {
    let a = try dump([1, 2, 3, 4], [2, 2])
    #expect(throws: DumpError.self) { try Difference(a, try dump([1, 2, 3], [1, 3])) }
    let deep = try dump([Double](repeating: 0, count: 12), [2, 3, 2])
    #expect(throws: DumpError.self) { try Difference(deep, try dump([1, 2, 3, 4], [1, 2, 2])) }
  }

  @Test func aShiftByOneRowIsFoundWhereOneSideWasCut() throws {
    let all = (0..<40).map { Double($0 * 7 % 11) }
    let a = try dump(all, [20, 2])
    let cut = try Difference(a, try dump(Array(all[2...]), [19, 2]))
    #expect(cut.causes.map(\.name) == ["shift", "padding"], "\(cut.text(top: 2))")
    let end = try Difference(a, try dump(Array(all[..<38]), [19, 2]))
    #expect(end.causes.map(\.words) == ["a has 1 row more"])
  }

  @Test func theFewLogProbabilitiesOfAnEngineAreComparedByTheirLosses() throws {
    let whole = try Samples.dump("logits.npy", labels: "labels.npy")
    var (rows, labels, tokens): ([Double], [Double], [String]) = ([], [], [])
    for row in 0..<120 {
      let logits = try whole.rows.numbers(row..<row + 1)
      let p = logits.map { exp($0 - logits.logSumExp) }
      let order = p.indices.sorted { p[$0] > p[$1] }
      var mass = 0.0
      let kept = order.prefix { k in
        defer { mass += p[k] }
        return mass < 0.9
      }
      guard let label = whole.label(ofRow: row), kept.contains(label) else { continue }
      rows += logits
      labels.append(Double(label))
      let logprob = min(0, log(p[label] / kept.reduce(0) { $0 + p[$1] }))
      tokens.append("{\"token\": \"\(label)\", \"logprob\": \(logprob.decimals(4))}")
    }
    let reply =
      "{\"choices\": [{\"logprobs\": {\"content\": [\(tokens.joined(separator: ", "))]}}]}"
    let engine = try Dump(try file(reply, "engine.json"))
    let trainer = try dump(rows, [labels.count, 10], labels: labels)
    let found = try Difference(trainer, engine)
    #expect(found.causes.map(\.name) == ["truncation"], "\(found.text(top: 3))")
    #expect(found.causes.first?.words.contains("top_p 0.9 ") == true, "\(found.text(top: 3))")
    #expect(try Difference(engine, trainer).causes.map(\.name) == ["truncation"])
    #expect(throws: DumpError.self) { try Difference(engine, try dump(rows, [labels.count, 10])) }
  }
}
