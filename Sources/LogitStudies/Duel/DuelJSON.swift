import FoundationEssentials
import LogitBench
import LogitExact
import LogitText

private struct OutcomeDocument: Encodable {
  let value: JSONNumber
  let ulps: JSONUlps?
  let verdict: String

  init(_ outcome: Outcome) {
    value = JSONNumber(value: outcome.value, format: outcome.format)
    ulps = outcome.ulps.map(JSONUlps.init)
    verdict = outcome.verdict.words
  }
}

private struct DuelDocument: Encodable {
  struct Line: Encodable {
    let name: String
    let source: String
    let loss: OutcomeDocument?
    let gradient: OutcomeDocument?
    let formula: String
    let slope: String?
    let refusal: String?
    let breaks: String?
    let twin: String?
  }

  let dtype: String
  let `class`: Int
  let loss: String?
  let gradient: String?
  let formulas: [Line]
}

private struct TraceDocument: Encodable {
  struct Line: Encodable {
    let step: String
    let applied: String
    let value: JSONNumber
    let nearest: String
    let ulps: JSONUlps?
    let event: String
    let lost: Bool
    /// `nan`, `inf`, `0`: what is born in this step and is the result.
    let born: String?
  }

  let name: String
  let formula: String
  let dtype: String
  let result: OutcomeDocument?
  let steps: [Line]
  let findings: [String]
  let backward: Backward?

  struct Backward: Encodable {
    struct Line: Encodable {
      let name: String
      let step: String
      let text: String
      let applied: String
      let value: JSONNumber
      let exact: String
      let ulps: JSONUlps?
      let event: String
      let lost: Bool
    }

    let steps: [Line]
    let findings: [String]

    init(_ trace: BackwardTrace, in format: Format) {
      steps = trace.lines.map { line in
        Line(
          name: line.name, step: line.step, text: line.text, applied: line.applied,
          value: JSONNumber(value: line.outcome.value, format: format), exact: line.unrounded,
          ulps: line.outcome.ulps.map(JSONUlps.init), event: line.event, lost: line.isWhereLost)
      }
      findings = trace.findings
    }
  }
}

extension DuelReply {
  /// Exact values are strings, which lose nothing.
  package var document: any Encodable {
    DuelDocument(
      dtype: duel.format.name, class: duel.classIndex, loss: duel.loss?.decimalText,
      gradient: duel.gradient?.decimalText,
      formulas: duel.lines.map { line in
        DuelDocument.Line(
          name: line.formula.name, source: line.formula.source.rawValue,
          loss: line.loss.map(OutcomeDocument.init),
          gradient: line.gradient.map(OutcomeDocument.init), formula: line.formula.text,
          slope: line.formula.gradient, refusal: line.refusal, breaks: line.formula.breaks,
          twin: line.formula.twin)
      })
  }
}

extension TraceReply {
  package var document: any Encodable {
    TraceDocument(
      name: trace.formula.name, formula: trace.formula.text, dtype: trace.format.name,
      result: trace.result.map(OutcomeDocument.init),
      steps: trace.lines.map { line in
        TraceDocument.Line(
          step: line.text, applied: line.applied,
          value: JSONNumber(value: line.outcome.value, format: trace.format),
          nearest: line.unrounded, ulps: line.outcome.ulps.map(JSONUlps.init),
          event: line.event, lost: line.isWhereLost, born: line.birth?.rawValue)
      }, findings: trace.findings,
      backward: trace.backward.map { TraceDocument.Backward($0, in: trace.format) })
  }
}
