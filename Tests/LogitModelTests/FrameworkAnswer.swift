import LogitExact
import LogitLosses
import TestSupport
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// One answer that a framework printed: `Frameworks/answers.txt`.
struct FrameworkAnswer {
  let call: String
  let format: Format
  let x: [Double]
  /// One value a class.
  let z: [Double]
  let q: Double
  let isIndex: Bool
  let loss: Double
  /// By each logit.
  let slopes: [Double]

  static func recorded() throws -> [FrameworkAnswer] {
    let folder = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
    var answers: [FrameworkAnswer] = []
    var head: [String] = []
    for line in try text(ofFile: "/\(folder)/Frameworks/answers.txt").split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "=" { head = words } else { answers.append(try FrameworkAnswer(head, words)) }
    }
    return answers
  }

  /// - Parameter head: `=`, the call, its dtype, and `p` where its inputs are probabilities.
  private init(_ head: [String], _ words: [String]) throws {
    let words = Array(head[1...2]) + words
    call = words[0]
    isOfProbabilities = head.last == "p"
    let format = try #require(Format(spelling: words[1]))
    self.format = format
    func numbers(_ word: String) throws -> [Double] {
      try word.split(separator: ",").map { try #require(format.parse(String($0))) }
    }
    let x = try numbers(words[2])
    self.x = x
    isIndex = words[3].hasPrefix("#")
    if isIndex {
      let label = try #require(Int(words[3].dropFirst()))
      z = x.indices.map { $0 == label ? 1 : 0 }
    } else {
      z = try numbers(words[3])
    }
    q = words[4] == "-" ? 1 : try #require(format.parse(words[4]))
    hasWeight = words[4] != "-"
    loss = try #require(Format.float64.parse(words[5]))
    slopes = try words[6].split(separator: ",").map {
      try #require(Format.float64.parse(String($0)))
    }
  }

  private let hasWeight: Bool
  private let isOfProbabilities: Bool

  /// The losses that the call is one of.
  private var banks: [Loss] {
    if isOfProbabilities { return [x.count > 1 ? .categoricalCrossEntropy : .binaryCrossEntropy] }
    if isIndex { return [.sparseSoftmaxCrossEntropy] }
    if x.count > 1 { return [.softmaxCrossEntropy, .halfSquaredErrorSoftmax] }
    return hasWeight ? [.weightedCrossEntropy] : [.sigmoidCrossEntropy, .halfSquaredErrorSigmoid]
  }

  var framework: FrameworkCall? {
    banks.flatMap(FrameworkCall.all).first { framework in
      let own = framework.call.filter { $0 != " " }
      return own == call || call == "log_softmax" && own.contains(call)
        || own.hasPrefix(call + ",")
    }
  }

  func inputs(ofClass k: Int) -> Inputs {
    func scalar(_ value: Double) -> Inputs.Value { .scalar(Quantity(value)) }
    let label = z.indices.max { z[$0] < z[$1] || z[$0] == z[$1] && $0 > $1 } ?? 0
    return Inputs([
      "z": scalar(x[k]), "y": scalar(z[k]), "q": scalar(q), "k": scalar(Double(k)),
      "K": scalar(Double(x.count)), "label": scalar(Double(label)),
      "logits": .vector(x.map { Quantity($0) }), "labels": .vector(z.map { Quantity($0) }),
    ])
  }

  /// In steps of the format; infinite between a number and none.
  func distance(_ own: Double, _ theirs: Double) -> Double {
    if own.isNaN && theirs.isNaN { return 0 }
    guard let steps = format.steps(from: own, to: theirs) else { return .infinity }
    return Double(steps)
  }
}
