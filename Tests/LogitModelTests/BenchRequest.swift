import LogitExact
import LogitLosses
import TestSupport

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

extension Bench {
  /// Probabilities in the place of inputs that no request takes as such.
  mutating func makeInputsFit(using random: inout SplitMix64) {
    guard loss.function.domain != .any else { return }
    logits = logits.map { row in
      row.map { _ in Number(Double.random(in: 0...1, using: &random)) }
    }
  }

  /// The request that asks for what the bench shows, without a temperature.
  func request(reduction: Reduction) -> String {
    var fields = [
      "\"function\": \"\(form.name)\"", "\"dtype\": \"\(dtype.name)\"",
      "\"\(form.function.input)\": [\(logits.map(\.json).joined(separator: ", "))]",
      "\"reduction\": \"\(reduction.name)\"",
    ]
    switch labels {
    case .indices(let indices): fields.append("\"labels\": \(indices)")
    case .dense(let rows):
      fields.append("\"labels\": [\(rows.map(\.json).joined(separator: ", "))]")
    }
    for rule in form.function.rules {
      switch rule {
      case .lo: fields.append("\"lo\": \([Number(clip.lo)].json.dropFirst().dropLast())")
      case .hi: fields.append("\"hi\": \([Number(clip.hi)].json.dropFirst().dropLast())")
      case .epsilon: break
      case .posWeight:
        fields.append("\"pos_weight\": \((0..<classes).map { posWeight(of: $0) }.json)")
      default:
        let values = self[rule]
        guard !values.isEmpty else { continue }
        let json = values.json
        let isList = rule.shape == .perClass
        fields.append("\"\(rule.name)\": \(isList ? json : String(json.dropFirst().dropLast()))")
      }
    }
    if !sampleWeight.isEmpty {
      let isOwn = form.isElementwise
      let weights = sampleWeight.map {
        isOwn ? [$0].json : String([$0].json.dropFirst().dropLast())
      }
      fields.append("\"sample_weight\": [\(weights.joined(separator: ", "))]")
    }
    return "{\(fields.joined(separator: ", "))}"
  }
}

extension [Number] {
  /// In quotes, with JSON's words for what is no number.
  var json: String {
    let words = ["nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"]
    return "[\(map { "\"\(words[$0.text] ?? $0.text)\"" }.joined(separator: ", "))]"
  }
}
