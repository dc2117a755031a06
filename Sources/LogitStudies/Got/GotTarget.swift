import Glibc
import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// Which number of a bench is asked about.
struct GotTarget: Sendable {
  private enum Part {
    case batch, row
    case gradient(Int)
    case probability(Int)
  }

  private let part: Part
  let name: String

  init(_ subject: GotRequest.Subject, on bench: Bench) throws(CommandError) {
    switch subject {
    case .batch:
      part = .batch
      let isOne = bench.rows * bench.lossesPerRow == 1 || bench.reduction == .none
      name = isOne ? "the loss" : "the \(bench.reduction.name)"
    case .row: (part, name) = (.row, "the loss of row \(bench.row)")
    case .gradient(let reference):
      let index = try bench.index(of: reference)
      part = .gradient(index)
      name = ClassNumber.gradient.name(ofClass: index, under: bench.loss)
    case .probability(let reference):
      let index = try bench.index(of: reference)
      part = .probability(index)
      name = ClassNumber.probability.name(ofClass: index, under: bench.loss)
    }
  }

  var isGradient: Bool {
    if case .gradient = part { true } else { false }
  }

  /// Whether a number is that of the chosen row, and of a class where it is a gradient.
  var isOfRow: Bool {
    if case .batch = part { false } else { true }
  }

  /// The class whose derivative it is.
  var index: Int? {
    if case .gradient(let index) = part { index } else { nil }
  }

  var isProbability: Bool {
    if case .probability = part { true } else { false }
  }

  /// Whether a change can change the number.
  func isTouched(by change: Change) -> Bool {
    switch part {
    case .batch: true
    case .row: change.kind != .reduction && change.kind != .splits && !change.isTurned
    case .gradient: change.kind != .splits && !change.isTurned
    case .probability: [.head, .inputs, .temperature].contains(change.kind)
    }
  }

  /// - Parameter turned: The row that is a class of `bench`, where rows and classes changed places.
  func number(
    _ bench: Bench, _ evaluation: Evaluation, split: Int? = nil, turned: Int? = nil
  ) -> Double {
    switch part {
    case .batch:
      if let split { return bench.meanOfMeans(split) }
      return (evaluation.reduced(bench.reduction) ?? evaluation.chosen.loss).value
    case .row: return evaluation.chosen.loss.value
    case .gradient(let index): return evaluation.chosen.gradient[at: index]
    case .probability(let index):
      guard let turned else { return evaluation.chosen.probabilities(bench.loss)[at: index] }
      guard bench.logits.indices.contains(index) else { return .nan }
      return evaluation.result(bench, row: index).probabilities(bench.loss)[at: turned]
    }
  }

  /// Other numbers of the bench that somebody may have taken for it.
  func numbers(of model: Model) -> [(name: String, value: Double)] {
    let (bench, evaluation) = (model.bench, model.evaluation)
    let own = [(name, number(bench, evaluation))]
    switch part {
    case .batch, .row:
      var all = own
      if evaluation.count > 1 {
        all += evaluation.rowLosses.prefix(1000).enumerated().map {
          ("the loss of row \($0)", $1.value)
        }
      }
      all += evaluation.chosen.negLog.prefix(1000).enumerated().map {
        ("-ln p of \(bench.className($0)) in row \(bench.row)", $1.value)
      }
      return all + [("ln \(bench.classes), the loss of equal logits", log(Double(bench.classes)))]
    case .gradient:
      return own
        + evaluation.chosen.gradient.prefix(1000).enumerated().map {
          ("the gradient of \(bench.className($0))", $1.value)
        }
    case .probability:
      return own
        + evaluation.chosen.softmax.prefix(1000).enumerated().map {
          ("the softmax of \(bench.className($0))", $1.value)
        }
        + evaluation.chosen.sigmoid.prefix(1000).enumerated().map {
          ("the sigmoid of \(bench.className($0))", $1.value)
        }
    }
  }
}

extension Bench {
  /// The mean of the means of parts of so many rows, each by the bench's own reduction.
  fileprivate func meanOfMeans(_ size: Int) -> Double {
    var means: [Double] = []
    for start in stride(from: 0, to: rows, by: size) {
      let evaluation = Evaluation(part(start..<min(rows, start + size)).asKnown)
      means.append((evaluation.reduced(reduction) ?? evaluation.mean).value)
    }
    return means.reduce(0, +) / Double(means.count)
  }

  private func part(_ range: Range<Int>) -> Bench {
    var part = self
    part.row = 0
    part.logits = Array(logits[range])
    switch labels {
    case .indices(let indices): part.labels = .indices(Array(indices[range]))
    case .dense(let values): part.labels = .dense(Array(values[range]))
    }
    if !sampleWeight.isEmpty { part[.sampleWeight] = Array(sampleWeight[range]) }
    return part
  }
}

extension [Reading] {
  /// NaN where there is no such class any more.
  fileprivate subscript(at index: Int) -> Double {
    indices.contains(index) ? self[index].value : .nan
  }
}
