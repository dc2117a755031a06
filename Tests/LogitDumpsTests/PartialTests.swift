import LogitExact
import LogitText
import TestSupport
import Testing

@testable import LogitDumps

@Suite struct PartialTests {
  /// The sample in parts of so many rows, each with the name of its first row.
  private func parts(_ size: Int, findings: [Finding] = []) throws -> [Partial] {
    let whole = try Samples.dump("logits.npy", labels: "labels.npy")
    let logits = try whole.rows.numbers(0..<120)
    guard case .indices(let labels) = whole.labels else { return [] }
    return try stride(from: 0, to: 120, by: size).map { start in
      let end = min(120, start + size)
      let part = try dump(
        Array(logits[start * 10..<end * 10]), [end - start, 10],
        labels: labels[start..<end].map(Double.init), named: "part-\(start)")
      return Partial(part, try RowFacts(part), findings: findings)
    }
  }

  private func merged(_ parts: [Partial]) throws -> Partial {
    var all = try #require(parts.first)
    for part in parts.dropFirst() { try all.merge(part) }
    return all
  }

  private func read(_ json: String) throws(DumpError) -> Partial {
    try Partial(MemoryBytes(Array(json.utf8), name: "p.json"))
  }

  @Test func partsMergeInAnyOrderToTheSameBits() throws {
    var random = SplitMix64(seed: 23)
    for size in [1, 7, 50, 120] {
      let parts = try parts(size)
      let json = try merged(parts).json.document
      #expect(try merged(parts.shuffled(using: &random)).json.document == json)
      // By groups, and through files.
      let half = parts.count / 2
      if half > 0 {
        let groups = [try merged(Array(parts[..<half])), try merged(Array(parts[half...]))]
        let files = try groups.map { try read($0.json.document) }
        #expect(try merged(files.reversed()).json.document == json)
      }
    }
  }

  @Test func theWholeIsWhatItsPartsComeTo() throws {
    let whole = try Samples.dump("logits.npy", labels: "labels.npy")
    let wanted = Summary(whole, try RowFacts(whole)).json(.float32)
    #expect(try merged(try parts(17)).summary.json(.float32) == wanted)
  }

  @Test func aPartIsReadBackAsItWas() throws {
    let finding = Finding(
      rule: "nan", place: "row 1", words: "2 NaN", why: "\u{1b}", fix: "", command: "x",
      isNote: false)
    let part = try parts(120, findings: [finding])[0]
    let json = part.json.document
    #expect(try read(json).json.document == json)
    #expect(part.hasFindings(tolerance: 0) && part.text.contains("in part-0\nfinding  nan: 2 NaN"))
  }

  @Test func partsOfOtherWholesAreRefused() throws {
    let parts = try parts(60)
    var one = parts[0]
    #expect(throws: DumpError.usage("part-0", "is given twice")) { try one.merge(parts[0]) }
    let other = try dump([1, 2], [1, 2], labels: [0], named: "other")
    let facts = try RowFacts(other)
    #expect(throws: DumpError.self) { try one.merge(Partial(other, facts)) }
    #expect(one == parts[0])
  }

  @Test func differencesMergeAsTheirCounts() throws {
    func part(_ name: String, _ by: Double) throws -> Partial {
      let a = try dump([1, 2, 3, 5], [2, 2], named: name)
      return Partial(try Difference(a, try dump([1 + by, 2 + by, 3 + by, 5 + by], [2, 2])))
    }
    let all = try merged([try part("p", 0.5), try part("q", -0.25), try part("r", 0)])
    #expect(all.text.contains("4 of 6 rows differ, b - a from -0.25 to 0.5"))
    #expect(all.text.contains("cause  constant   4 rows"))
    #expect(all.hasFindings(tolerance: 0.25) && !all.hasFindings(tolerance: 0.5))
    #expect(try read(all.json.document) == all)
  }

  @Test func filesThatAreNoPartsAreRefused() throws {
    let json = try parts(120)[0].json.document
    for (old, new) in [
      ("\"logitlab_part\": 1", "\"logitlab_part\": 2"), ("\"rows\": 120", "\"rows\": -1"),
      ("\"rows\": 120", "\"rows\": 1e99"), ("0x1", "zero"), ("\"softmax\": true", "\"softmax\": 1"),
      ("float32", "float31"), ("\"count\": ", "\"count\": x"),
    ] {
      #expect(throws: DumpError.self, "\(old)") {
        try read(json.replacing(old, with: new, maxReplacements: 1))
      }
    }
    for text in ["", "{}", "[]", "{\"logitlab_part\": 1}", "7"] {
      #expect(throws: DumpError.self) { try read(text) }
    }
  }
}
