import LogitExact
import LogitLosses

/// What is being studied: everything a person put on the bench, and nothing that follows from it.
///
/// - Invariant: `logits` has at least one row and every row the same number of classes, at least
///   one; the labels fit them or are to be ignored; labels are indices exactly when the loss takes
///   indices; a rule has as many values as its shape says, or none where it is off, and `pos_weight`
///   may have one for all; `row` is a row.
package struct Bench: Equatable, Sendable {
  package var title: String
  /// What to look at, in the words of whoever made it.
  package var note = ""
  /// Names given to classes; the others are `c0`, `c1`, …
  package var names: [Int: String] = [:]
  package var logits: [[Number]]
  package var labels: Labels
  /// What the loss is told besides, where that is not the usual.
  package private(set) var rules: [Rule: [Number]] = [:]
  /// Whether no gradient goes into the labels.
  package var stopsGradient = true
  /// How well the logits are known; nil for exactly.
  package var uncertainty: Uncertainty?
  /// Whose defaults, denominators and clipping the losses have.
  package var framework = Framework.none
  package var loss: Loss
  package var dtype: Format = .float32
  package var reduction: Reduction = .mean
  /// The chosen row.
  package var row = 0
  /// Formulas of the person at the bench, which stand beside those of the catalogue.
  package var formulas: [Formula] = []
  /// What the race trains.
  package var net = Net.articles(.sigmoid)

  /// The numbers of a rule: the usual one where nobody said, none where that is off.
  package subscript(rule: Rule) -> [Number] {
    get { rules[rule] ?? rule.usualNumbers }
    set { rules[rule] = newValue == rule.usualNumbers ? nil : newValue }
  }

  /// The formats that a bench computes in: losses of 8 bits would be all rounding.
  package static let dtypes: [Format] = [.float32, .float64, .float16, .bfloat16]

  package var rows: Int { logits.count }
  package var classes: Int { logits.first?.count ?? 0 }

  package func className(_ index: Int) -> String { names[index] ?? "c\(index)" }

  /// The `pos_weight` of a class.
  package func posWeight(of index: Int) -> Number {
    posWeight.count == 1 ? posWeight[0] : posWeight[index]
  }

  /// The labels of a row as one value a class.
  package func labelValues(ofRow row: Int) -> [Number] {
    switch labels {
    case .indices(let indices): Labels.oneHot(indices[row], classes: classes)
    case .dense(let values): values[row]
    }
  }

  /// The same as numbers of the format.
  func labelNumbers(ofRow row: Int) -> [Double] {
    switch labels {
    case .indices(let indices):
      // An ignored label may name no class.
      var values = [Double](repeating: 0, count: classes)
      if values.indices.contains(indices[row]) { values[indices[row]] = 1 }
      return values
    case .dense(let values): return values[row].map { $0.value(in: dtype) }
    }
  }

  /// The index that is a row's label; nil where labels are one value a class.
  package func index(ofRow row: Int) -> Int? {
    guard case .indices(let indices) = labels else { return nil }
    return indices[row]
  }

  /// The label of one class in the chosen row.
  package func label(of index: Int) -> Number {
    switch labels {
    case .indices(let indices): Number(indices[row] == index ? 1 : 0)
    case .dense(let values): values[row][index]
    }
  }

  /// Titles and notes aside: whether both benches are the same to study.
  package func hasSameContents(as other: Bench) -> Bool {
    var renamed = other
    renamed.title = title
    renamed.note = note
    return self == renamed
  }

  /// The batch of the second article, on which the screen opens.
  package static var articles: Bench {
    let logits: [[Double]] = [[1, 2, 7], [4, 7, 9], [8, 3, 4]]
    return Bench(
      title: "the articles' batch",
      logits: logits.map { $0.map { Number($0) } },
      labels: .indices([2, 2, 0]),
      loss: .sparseSoftmaxCrossEntropy)
  }
}

/// What the loss compares with: an index a row, or one value a class.
package enum Labels: Equatable, Sendable {
  case indices([Int])
  case dense([[Number]])

  /// - Parameter index: None of the classes where the row is ignored: then all are 0.
  package static func oneHot(_ index: Int, classes: Int) -> [Number] {
    var row = Array(repeating: Number.zero, count: classes)
    if row.indices.contains(index) { row[index] = Number.one }
    return row
  }

  /// The class that a row of values names alone: one 1, all others 0; nil for any other row.
  package static func hardClass(_ values: [Number]) -> Int? {
    var hard: Int?
    for (index, value) in values.enumerated() where !value.isZero {
      guard hard == nil, value.text == "1" else { return nil }
      hard = index
    }
    return hard
  }

  /// The class of the largest value, the first among equals.
  package static func largestClass(_ values: [Number]) -> Int {
    var largest = 0
    for index in values.indices
    where values[index].value(in: .float64) > values[largest].value(in: .float64) {
      largest = index
    }
    return largest
  }
}

extension Rule {
  /// What it is on a bench where nobody said.
  package var usualNumbers: [Number] { usual.flatMap { Number($0) }.map { [$0] } ?? [] }
}

extension Bench {
  /// A format, for whoever does not know how numbers round.
  package typealias Dtype = Format
  package typealias Reduction = LogitLosses.Reduction
  package typealias Framework = LogitLosses.Framework
}
