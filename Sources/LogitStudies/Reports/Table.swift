import LogitBench
import LogitLosses
import LogitText

/// The numbers of the chosen row, a line a class, as text: what the screen and `show` print.
package struct Table: Sendable {
  package enum Column: CaseIterable, Sendable {
    case name, logit, label, posWeight, softmax, sigmoid, negLog, loss, gradient, labelGradient
    case pinnedProbability, pinnedLoss
    /// The ends of what inexact logits leave open.
    case leastProbability, mostProbability, leastNegLog, mostNegLog

    /// Whether a person sets it; the others are results.
    package var isInput: Bool {
      switch self {
      case .logit, .label, .posWeight: true
      case .name, .softmax, .sigmoid, .negLog, .loss, .gradient, .labelGradient,
        .pinnedProbability, .pinnedLoss, .leastProbability, .mostProbability, .leastNegLog,
        .mostNegLog:
        false
      }
    }
  }

  let bench: Bench
  private let result: RowResult
  /// The pinned numbers of this row and the loss they are of.
  private let pinned: (result: RowResult, loss: Loss)?
  private let ranges: RowRanges?
  private let classReferences: Range<Int>
  package let cover: Cover?
  /// How many classes a list shows; nil where nobody said.
  let top: Int?
  /// Tells which numbers of a class are not to be told; nil where all are. No model is kept here: a
  /// table is handed on for every cell.
  private let isHidden: (@Sendable (Cover.Subject, Int) -> Bool)?

  init(_ model: Model) {
    bench = model.bench
    result = model.evaluation.chosen
    pinned = model.pinnedRow.map { ($0, model.pinned?.bench.loss ?? model.bench.loss) }
    ranges = model.evaluation.ranges
    classReferences = 0..<model.bench.classes
    cover = model.cover
    top = model.top
    if model.isCovered {
      isHidden = { subject, index in model.hides(subject, of: index) }
    } else {
      isHidden = nil
    }
  }

  package var classes: Int { classReferences.count }

  /// The columns that the loss has a use for, always in one order, the ends of a range behind what
  /// they are of.
  package var columns: [Column] {
    let own = Column.allCases.filter(has)
    guard ranges != nil else { return own }
    return own.flatMap { column -> [Column] in
      switch column {
      case headColumn: [column, .leastProbability, .mostProbability]
      case .negLog: [column, .leastNegLog, .mostNegLog]
      default: [column]
      }
    }
  }

  private func has(_ column: Column) -> Bool {
    switch column {
    case .posWeight: bench.loss.takes(.posWeight)
    case .negLog: bench.loss.family == .crossEntropy
    case .pinnedProbability, .pinnedLoss: pinned != nil
    case .softmax, .sigmoid: bench.loss.head != .given
    case .labelGradient: !bench.stopsGradient && !result.labelGradient.isEmpty
    case .leastProbability, .mostProbability, .leastNegLog, .mostNegLog: false
    case .name, .logit, .label, .loss, .gradient: true
    }
  }

  /// The column with the probabilities that the loss is made of.
  package var headColumn: Column {
    switch bench.loss.head {
    case .softmax: .softmax
    case .sigmoid: .sigmoid
    case .given: .logit
    }
  }

  package func heading(_ column: Column) -> String {
    switch column {
    case .name: "class"
    case .logit: bench.loss.head == .given ? "p" : "logit z"
    case .label: "y"
    case .posWeight: "q"
    case .softmax: column == headColumn ? "softmax p" : "softmax"
    case .sigmoid: column == headColumn ? "sigmoid p" : "sigmoid"
    case .negLog: "-ln p"
    case .loss: "loss"
    case .gradient: "dloss/d\(bench.loss.inputSymbol)"
    case .labelGradient: "dloss/dy"
    case .pinnedProbability: "pin p"
    case .pinnedLoss: "pin loss"
    case .leastProbability, .leastNegLog: "from"
    case .mostProbability, .mostNegLog: "to"
    }
  }

  /// - Parameter room: How many characters a result has; nil for as many as it likes.
  package func text(_ column: Column, _ index: Int, within room: Int? = nil) -> String {
    if hides(column, index) { return "?" }
    return switch column {
    case .name: bench.className(index)
    case .logit: bench.logits[bench.row][index].marked(in: bench.dtype)
    case .label: bench.label(of: index).marked(in: bench.dtype)
    case .posWeight: bench.posWeight(of: index).marked(in: bench.dtype)
    case .softmax, .sigmoid, .negLog, .loss, .gradient, .labelGradient, .pinnedProbability,
      .pinnedLoss, .leastProbability, .mostProbability, .leastNegLog, .mostNegLog:
      reading(column, index).map { room.map($0.text(within:)) ?? $0.text } ?? ""
    }
  }

  /// Whether a result is not to be told.
  private func hides(_ column: Column, _ index: Int) -> Bool {
    guard let isHidden else { return false }
    func hides(_ subject: Cover.Subject) -> Bool { isHidden(subject, index) }
    switch column {
    case .name, .logit, .label, .posWeight, .pinnedProbability, .pinnedLoss: return false
    case .softmax: return hides(headColumn == .softmax ? .probability : .results(index))
    case .sigmoid: return hides(.sigmoid)
    case .leastProbability, .mostProbability:
      return hides(headColumn == .softmax ? .probability : .results(index))
    case .negLog, .leastNegLog, .mostNegLog: return hides(.loss) || hides(.probability)
    case .loss: return hides(.loss) || hides(.results(index))
    case .gradient, .labelGradient: return hides(.gradient)
    }
  }

  /// Whether another table prints something else there.
  package func differs(from other: Table, _ column: Column, _ index: Int) -> Bool {
    // Most cells of an edit that touches nothing else are settled without printing them.
    if !isCovered, !other.isCovered, let here = reading(column, index),
      here == other.reading(column, index)
    {
      return false
    }
    return text(column, index) != other.text(column, index)
  }

  var isCovered: Bool { isHidden != nil }
  var hidesProbabilities: Bool {
    isCovered && classReferences.contains { hides(headColumn, $0) }
  }
  /// The class of a label that names one.
  var trueClass: Int? {
    bench.index(ofRow: bench.row) ?? classReferences.first(where: bench.isTrueClass)
  }

  /// The results in a column, one a class or none; nil for an input and for the end of a range.
  func readings(_ column: Column) -> [Reading]? {
    switch column {
    case .softmax: result.softmax
    case .sigmoid: result.sigmoid
    case .negLog: result.negLog
    case .loss: result.terms
    case .gradient: result.gradient
    case .labelGradient: result.labelGradient
    case .pinnedProbability: pinned.map { $0.result.probabilities($0.loss) }
    case .pinnedLoss: pinned?.result.terms
    case .name, .logit, .label, .posWeight, .leastProbability, .mostProbability, .leastNegLog,
      .mostNegLog:
      nil
    }
  }

  /// The result in a column; nil for an input.
  func reading(_ column: Column, _ index: Int) -> Reading? {
    switch column {
    case .name, .logit, .label, .posWeight: nil
    case .softmax, .sigmoid, .negLog, .loss, .gradient, .labelGradient, .pinnedProbability,
      .pinnedLoss:
      readings(column).flatMap { $0.isEmpty ? nil : $0[index] }
    case .leastProbability: end(ranges?.classes[index].probability?.lowerBound)
    case .mostProbability: end(ranges?.classes[index].probability?.upperBound)
    case .leastNegLog: end(ranges?.classes[index].negLog?.lowerBound)
    case .mostNegLog: end(ranges?.classes[index].negLog?.upperBound)
    }
  }

  /// An end is no result: it is rounded, but never exact.
  private func end(_ value: Double?) -> Reading? { value.map { Reading($0) } }

  /// The foot of a column; empty where adding up means nothing.
  ///
  /// - Parameter room: As that of a number.
  package func sum(_ column: Column, within room: Int? = nil) -> String {
    func text(_ sum: Reading) -> String { room.map(sum.text(within:)) ?? sum.text }
    let isSummed = [.softmax, .sigmoid, .loss, .gradient].contains(column)
    if isCovered, isSummed, classReferences.contains(where: { hides(column, $0) }) {
      return "?"
    }
    return switch column {
    case .name: "sum"
    case .softmax: text(result.softmaxSum)
    case .sigmoid: text(result.sigmoidSum)
    case .loss: text(result.loss)
    case .gradient: text(result.gradientSum)
    case .pinnedProbability:
      pinned.map {
        switch $0.loss.head {
        case .softmax: $0.result.softmaxSum.text
        case .sigmoid: $0.result.sigmoidSum.text
        case .given: ""
        }
      } ?? ""
    case .pinnedLoss: pinned?.result.loss.text ?? ""
    case .leastProbability, .mostProbability, .leastNegLog, .mostNegLog: ""
    case .logit, .label, .posWeight, .negLog, .labelGradient: ""
    }
  }

  /// The number in a column; NaN where it is not to be told.
  package func value(_ column: Column, _ index: Int) -> Double {
    if hides(column, index) { return .nan }
    return reading(column, index)?.value ?? bench.logits[bench.row][index].value(in: bench.dtype)
  }

  /// The same of the pinned bench; nil where there is none, or it is not to be told.
  package func pinnedProbability(_ index: Int) -> Double? {
    hides(headColumn, index) ? nil : reading(.pinnedProbability, index)?.value
  }

  /// The probabilities that the loss uses.
  var probabilities: [Reading] { result.probabilities(bench.loss) }

  /// The probability that the loss uses, for the bar; NaN has none.
  package func probability(_ index: Int) -> Double {
    hides(headColumn, index) ? .nan : probabilities[index].value
  }
}

extension Bench {
  /// Whether the label of this class is 1.
  package func isTrueClass(_ index: Int) -> Bool { label(of: index).text == "1" }
}

extension Model {
  package var table: Table { Table(self) }
}
