import Glibc
import LogitBench
import LogitText

/// The rows of a batch in an order: what each says, what it costs, and what is said of all together.
package struct Batch: JSONReply {
  let model: Model
  /// The rows that are kept, in their order.
  package let rows: [Int]
  /// How many rows say what their label says; nil where no label is one class.
  package let right: Int?
  package let nans: Int
  /// How many rows cost more than `uniform`.
  package let worse: Int?
  /// What a guess costs that gives each class the same; nil for a loss that it is no yardstick of.
  package let uniform: Double?
  /// The largest finite loss of the rows that are kept.
  package let most: Double
  private let order: BatchRequest.Order
  private let kept: BatchRequest.Kept

  init(_ model: Model, _ order: BatchRequest.Order, keeping kept: BatchRequest.Kept) {
    (self.model, self.order, self.kept) = (model, order, kept)
    let bench = model.bench
    let losses = model.evaluation.rowLosses.map(\.value)
    let answers = bench.logits.indices.map { bench.isRight(row: $0) }
    right = answers.contains { $0 != nil } ? answers.count { $0 == true } : nil
    nans = losses.count(where: \.isNaN)
    let uniform = bench.uniformLoss
    self.uniform = uniform
    worse = uniform.map { bound in losses.count { $0 > bound } }
    let chosen = losses.indices.filter { row in
      switch kept {
      case .all: true
      case .wrong: answers[row] == false
      case .nan: losses[row].isNaN
      case .worse: uniform.map { losses[row] > $0 } ?? false
      }
    }
    most = chosen.lazy.map { losses[$0] }.filter(\.isFinite).max() ?? 0
    rows =
      switch order {
      case .rows: chosen
      case .worst: chosen.sorted { Self.isWorse($0, than: $1, losses) }
      case .best: chosen.sorted { Self.isWorse($1, than: $0, losses) }
      }
  }

  /// NaN is worse than any number; of equal losses the earlier row comes first, in either order.
  private static func isWorse(_ a: Int, than b: Int, _ losses: [Double]) -> Bool {
    let (one, other) = (losses[a], losses[b])
    if one.isNaN != other.isNaN { return one.isNaN }
    return one == other || one.isNaN ? a < b : one > other
  }

  package static let columns = ["row", "true", "its p", "loss", "says", "of the sum"]

  package func loss(_ row: Int) -> Double { model.evaluation.rowLosses[row].value }
  package func isRight(_ row: Int) -> Bool? { model.bench.isRight(row: row) }

  /// A row in the texts of the columns; empty for what it has not.
  package func cells(_ row: Int) -> [String] {
    let bench = model.bench
    if bench.isIgnored(row) { return ["\(row)", "ignored", "", "0", "", ""] }
    let result = model.evaluation.result(bench, row: row)
    let truth = bench.truth(ofRow: row)
    let said = bench.said(byRow: row)
    let (loss, sum) = (result.loss, model.evaluation.sum.value)
    let share =
      loss.value.isFinite && sum.isFinite && sum > 0 && loss.value >= 0
      ? "\((100 * loss.value / sum).decimals(2)) %" : ""
    func name(_ classes: [Int]) -> String {
      classes.isEmpty
        ? "none"
        : classes.prefix(3).map(bench.className).joined(separator: " ")
          + (classes.count > 3 ? " .." : "")
    }
    let own = truth?.count == 1 ? truth?.first : nil
    return [
      "\(row)", truth.map(name) ?? "soft",
      own.map { result.probabilities(bench.loss)[$0].text } ?? "", loss.text, said.map(name) ?? "",
      share,
    ]
  }

  /// `500 rows, 125 right, 315 worse than ln 4`.
  package var summary: String {
    let count = model.bench.rows
    var parts = [rows.count == count ? counted(count, "row") : "\(rows.count) of \(count) rows"]
    if let right { parts.append("\(right) right") }
    if nans > 0 { parts.append("\(nans) nan") }
    if let worse { parts.append("\(worse) worse than ln \(model.bench.classes)") }
    return parts.joined(separator: ", ")
  }

  package var orderWords: String { order.words }

  package var text: String {
    let kept = kept == .all ? "" : ", \(kept.summary)"
    let rows = self.rows.map(cells)
    return
      (["\(summary); \(order.words)\(kept)", ""]
      + aligned([Self.columns] + rows, as: .numbers)).joined(separator: "\n")
  }

  package var document: any Encodable { BatchDocument(self) }
}

private struct BatchDocument: Encodable {
  private struct Row: Encodable {
    let row: Int
    let loss: JSONNumber
    let truth: [String]?
    let says: [String]?
    let isRight: Bool?

    enum CodingKeys: String, CodingKey {
      case row, loss, says
      case truth = "true"
      case isRight = "is_right"
    }
  }

  private let rows: [Row]
  private let right: Int?
  private let nan: Int
  private let worse: Int?
  private let uniform: Double?

  private enum CodingKeys: String, CodingKey {
    case rows, right, nan, uniform
    case worse = "worse_than_uniform"
  }

  init(_ batch: Batch) {
    let bench = batch.model.bench
    rows = batch.rows.map { row in
      Row(
        row: row, loss: JSONNumber(value: batch.loss(row), format: bench.dtype),
        truth: bench.truth(ofRow: row)?.map(bench.className),
        says: bench.said(byRow: row)?.map(bench.className), isRight: bench.isRight(row: row))
    }
    (right, nan, worse, uniform) = (batch.right, batch.nans, batch.worse, batch.uniform)
  }
}

extension Bench {
  /// The classes whose labels are 1, where all others are 0; nil for soft labels and rows that are ignored.
  fileprivate func truth(ofRow row: Int) -> [Int]? {
    guard !isIgnored(row) else { return nil }
    if case .indices(let indices) = labels { return [indices[row]] }
    let values = labelValues(ofRow: row).map { $0.value(in: dtype) }
    guard values.allSatisfy({ $0 == 0 || $0 == 1 }) else { return nil }
    return values.indices.filter { values[$0] == 1 }
  }

  /// The classes that a row's numbers are for: the largest of a softmax, under a sigmoid those above one half; nil
  /// beside a NaN.
  fileprivate func said(byRow row: Int) -> [Int]? {
    let numbers = logits[row].map { $0.value(in: dtype) }
    guard !numbers.contains(where: \.isNaN), let top = numbers.max() else { return nil }
    guard loss.isElementwise else { return numbers.firstIndex(of: top).map { [$0] } }
    let middle = loss.head == .given ? 0.5 : 0
    return numbers.indices.filter { numbers[$0] > middle }
  }

  /// Whether a row says what its labels say; nil where they are soft, or several of an exclusive choice.
  fileprivate func isRight(row: Int) -> Bool? {
    guard let truth = truth(ofRow: row), loss.isElementwise || truth.count == 1 else { return nil }
    return said(byRow: row).map { $0 == truth } ?? false
  }

  /// `ln K` as the format has it, where a row's loss is a plain cross entropy over K classes.
  fileprivate var uniformLoss: Double? {
    guard loss.family == .crossEntropy, loss.head == .softmax, classes > 1, !isWeighted,
      sampleWeight.isEmpty
    else { return nil }
    return dtype.rounded(log(Double(classes)))
  }
}
