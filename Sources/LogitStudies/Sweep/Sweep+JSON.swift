import FoundationEssentials
import LogitBench
import LogitExact
import LogitText

extension Sweep: JSONReply {
  private struct Document: Encodable {
    struct Line: Encodable {
      struct Failure: Encodable {
        let cause: String
        /// `nan`, `inf`, `-inf`; left out where digits are lost.
        let result: String?
        /// Of each edge the last number that works and the first that does not.
        let edges: [[JSONNumber]]
      }

      let formula: String
      let values: [JSONNumber]
      /// null where the exact value is not known.
      let ulps: [Double?]
      let failures: [Failure]
    }

    let sweep: String
    let dtype: String
    let truth: String
    let x: [JSONNumber]
    /// null where it is not known.
    let exact: [JSONNumber?]
    let lines: [Line]
  }

  /// NaN and infinities are strings.
  package var document: any Encodable {
    func number(_ value: Double) -> JSONNumber { JSONNumber(value: value, format: format) }
    let lines = self.lines.enumerated().map { index, line in
      Document.Line(
        formula: line.name, values: line.points.map { number($0.value) },
        ulps: line.points.map { $0.ulps.isNaN ? nil : $0.ulps },
        failures: failures.filter { $0.line == index }.map { failure in
          Document.Line.Failure(
            cause: failure.cause, result: failure.result,
            edges: failure.edges.map { [number($0.lastGood), number($0.firstBad)] })
        })
    }
    return Document(
      sweep: title, dtype: format.name, truth: truth, x: xs.map(number),
      exact: exact.indices.map { isKnown($0) ? number(exact[$0]) : nil }, lines: lines)
  }
}
