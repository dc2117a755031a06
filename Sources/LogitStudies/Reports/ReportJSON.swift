import FoundationEssentials
import LogitBench
import LogitExact
import LogitText

/// The whole bench and what follows from it, for programs: NaN and infinities are strings, and
/// every number reads back as the same number of the format.
private struct ReportDocument: Encodable {
  struct Row: Encodable {
    let logits: [JSONNumber]
    let labels: [JSONNumber]
    let softmax: [JSONNumber]
    let sigmoid: [JSONNumber]
    let negLog: [JSONNumber]
    let classLoss: [JSONNumber]?
    let dlogits: [JSONNumber]
    let loss: JSONNumber
    /// From and to, where the logits are known to a margin.
    let lossRange: [JSONNumber]?

    enum CodingKeys: String, CodingKey {
      case logits, labels, softmax, sigmoid, dlogits, loss
      case lossRange = "loss_range"
      case negLog = "neg_log_p"
      case classLoss = "class_loss"
    }
  }

  /// Where the framework answers another kind of number than is right.
  struct Difference: Encodable {
    let framework: String
    let row: Int
    let `class`: String?
    let loss: JSONNumber
    let why: String
  }

  let title: String
  let loss: String
  /// Of a loss of one's own, and the numbers in it.
  let formula: String?
  let parameters: [String: JSONNumber]?
  let dtype: String
  /// A format or a number.
  let known: String?
  let reduction: String
  let classes: [String]
  let posWeight: [JSONNumber]?
  let rows: [Row]
  let sum: JSONNumber
  let mean: JSONNumber
  let reduced: JSONNumber?
  let bits: JSONNumber?
  let perplexity: JSONNumber?
  let differences: [Difference]?

  enum CodingKeys: String, CodingKey {
    case title, loss, formula, parameters, dtype, reduction, classes, rows, sum, mean, reduced,
      bits, perplexity
    case differences = "framework_differs"
    case known = "known_to"
    case posWeight = "pos_weight"
  }
}

extension Report {
  package var document: any Encodable {
    let (bench, evaluation) = (model.bench, model.evaluation)
    let dtype = bench.dtype
    func number(_ reading: Reading) -> JSONNumber {
      JSONNumber(value: reading.value, format: dtype)
    }
    func number(_ number: Number) -> JSONNumber {
      JSONNumber(value: number.value(in: dtype), format: dtype)
    }
    let ranges = bench.uncertainty.map {
      bench.ranges(ofRows: bench.logits.indices, under: $0.margin)
    }
    let rows = bench.logits.indices.map { row in
      let ends = ranges?[row].loss
      let loss = evaluation.rowLosses[row]
      let result = evaluation.result(bench, row: row)
      return ReportDocument.Row(
        logits: bench.logits[row].map(number), labels: bench.labelValues(ofRow: row).map(number),
        softmax: result.softmax.map(number), sigmoid: result.sigmoid.map(number),
        negLog: result.negLog.map(number),
        classLoss: result.terms.isEmpty ? nil : result.terms.map(number),
        dlogits: result.gradient.map(number), loss: number(loss),
        lossRange: ends.map {
          [$0.lowerBound, $0.upperBound].map { JSONNumber(value: $0, format: .float64) }
        })
    }
    let differences = bench.logits.indices.compactMap { row in
      evaluation.difference(ofRow: row).map { difference in
        ReportDocument.Difference(
          framework: difference.owner, row: row, class: difference.index.map(bench.className),
          loss: JSONNumber(value: difference.value, format: dtype), why: difference.why)
      }
    }
    return ReportDocument(
      title: bench.title, loss: bench.loss.name, formula: bench.loss.own?.text,
      parameters: bench.loss.own.map { _ in bench.parameters.mapValues(number) }, dtype: dtype.name,
      known: bench.uncertainty?.text, reduction: bench.reduction.name,
      classes: (0..<bench.classes).map(bench.className),
      posWeight: bench.loss.takes(.posWeight) ? bench.posWeight.map(number) : nil, rows: rows,
      sum: number(evaluation.sum), mean: number(evaluation.mean),
      reduced: evaluation.reduced(bench.reduction).map(number),
      bits: (model.meanInUnits?.bits).map(number),
      perplexity: (model.meanInUnits?.perplexity).map(number),
      differences: differences.isEmpty ? nil : differences)
  }
}
