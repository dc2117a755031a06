import LogitExact
import TestSupport
import Testing

@testable import LogitLosses

/// What follows from the formula of a loss, held to what people wrote by hand.
@Suite struct LossTests {
  private static let losses = Loss.all + Loss.ofEval + Loss.all.compactMap(\.meanOfRow)

  /// Every gradient that was ever written by hand; of most only the derivative is left.
  private static let byHand: [String: [String: String]] = [
    "sigmoid_cross_entropy": ["logits": "sigmoid(logits) - labels", "labels": "-logits"],
    "sigmoid_cross_entropy_rows": [
      "logits": "(sigmoid(logits) - labels) / classes", "labels": "-logits / classes",
    ],
    "weighted_cross_entropy": [
      "logits": "(1 - labels + pos_weight * labels) * sigmoid(logits) - pos_weight * labels",
      "labels": "pos_weight * max(-logits, 0) - max(logits, 0)"
        + " + (pos_weight - 1) * softplus(-abs(logits))",
      "pos_weight": "labels * softplus(-logits)",
    ],
    "softmax_cross_entropy": [
      "logits": "softmax(logits) * sum(labels) - labels", "labels": "-log_softmax(logits)",
    ],
    "sparse_softmax_cross_entropy": ["logits": "softmax(logits) * sum(labels) - labels"],
    "half_squared_error_sigmoid": [
      "logits": "(sigmoid(logits) - labels) * sigmoid(logits) * (1 - sigmoid(logits))",
      "labels": "labels - sigmoid(logits)",
    ],
    "half_squared_error_softmax": [
      "logits": "softmax(logits)"
        + " * (softmax(logits) - labels - sum((softmax(logits) - labels) * softmax(logits)))",
      "labels": "labels - softmax(logits)",
    ],
    "binary_crossentropy": [
      "probabilities": "(1 - labels) / (1 - probabilities) - labels / probabilities"
    ],
    "binary_crossentropy_rows": [
      "probabilities": "((1 - labels) / (1 - probabilities) - labels / probabilities) / classes"
    ],
    "categorical_crossentropy": [
      "probabilities": "sum(labels) / sum(probabilities) - labels / probabilities"
    ],
    "sparse_categorical_crossentropy": [
      "probabilities": "1 / sum(probabilities) - labels / probabilities"
    ],
    "bce_loss": [
      "probabilities": "(probabilities - labels) / (probabilities * (1 - probabilities))"
    ],
    "nll_loss": ["log_probabilities": "-labels"],
    "half_squared_error": [
      "predictions": "predictions - labels", "labels": "labels - predictions",
    ],
  ]

  /// A row where every function is smooth: no logit is 0, no probability at an end of a clip.
  private func row(_ function: RowFunction, _ count: Int, _ random: inout SplitMix64) -> RowValues {
    var row = RowValues(classCount: count)
    for k in 0..<count {
      let z = Double.random(in: -8...8, using: &random)
      row[.main, k] =
        function.domain == .any
        ? (z == 0 ? 1 : z) : Double.random(in: 0.01...0.99, using: &random)
      row[.labels, k] = Double.random(in: 0...1, using: &random)
      row[Rule.classWeight, k] = Double.random(in: 0.1...3, using: &random)
      row[Rule.posWeight, k] = Double.random(in: 0.1...3, using: &random)
    }
    if function.labels == .index { row.setLabel(Int.random(in: 0..<count, using: &random)) }
    row[Rule.labelSmoothing] = Double.random(in: 0...1, using: &random)
    row[Rule.lo] = 0x1p-24
    row[Rule.hi] = 1 - 0x1p-24
    return row
  }

  private func bits(
    _ formula: Expression, _ loss: Loss, _ kind: RowFunction.Output.Kind, _ row: RowValues
  ) throws -> [UInt64] {
    var programs = RowPrograms()
    let output = RowFunction.Output("own", kind) { _ in formula }
    let question = RowQuestion(
      loss.function, outputs: [output], variant: .init(isWeighted: loss.takes(.classWeight)),
      classCount: row.classCount)
    return try programs.roundings(question, of: row, to: .float64).values.map(\.bitPattern)
  }

  @Test func everyGradientThatWasWrittenByHandIsTheDerivative() throws {
    var random = SplitMix64(seed: 13)
    var count = 0
    for loss in Self.losses {
      guard let hand = Self.byHand[loss.name] else { continue }
      let gradients = loss.function.outputs.filter { $0.kind != .row }
      #expect(gradients.count == hand.count)
      for output in gradients {
        guard case .gradient(let input) = output.kind, let text = hand[input] else { continue }
        let scope = RowFunction.scope(loss.function.rows, loss.function.input)
        let expected = try Expression(parsing: text, in: scope)
        for _ in 0..<20 {
          let classes = loss.isElementwise ? 1 : Int.random(in: 1...5, using: &random)
          let row = row(loss.function, classes, &random)
          let own = try bits(output.formula(.init()), loss, output.kind, row)
          let other = try bits(expected, loss, output.kind, row)
          #expect(own == other, "\(loss.name) \(output.name)")
          count += own.count
        }
      }
    }
    #expect(count > 800 && Self.byHand.keys.allSatisfy { RowFunction.named($0) != nil })
  }

  /// A slope that a person wrote is shorter than the derivative, or by a framework's own rule at
  /// numbers where the function is not smooth: everywhere else it is the derivative.
  @Test func aSlopeOfItsOwnIsTheDerivativeWhereTheLossIsSmooth() throws {
    var random = SplitMix64(seed: 14)
    var names: [String] = []
    for loss in Self.losses {
      for (input, slope) in loss.formulas.slopes {
        let derivative = try #require(loss.formulas.derivative(by: input))
        names.append("\(loss.name) \(input)")
        let scope = RowFunction.scope(loss.function.rows, loss.function.input)
        for _ in 0..<20 {
          let row = row(loss.function, loss.isElementwise ? 1 : 3, &random)
          let kind = RowFunction.Output.Kind.gradient(of: input)
          #expect(
            try bits(Expression(parsing: slope, in: scope), loss, kind, row)
              == bits(derivative, loss, kind, row), "\(loss.name) \(input)")
        }
      }
    }
    #expect(Set(names).count == 10)
  }

  /// Smoothed and weighted labels: the differences of the loss itself, in float64.
  @Test func gradientsOfSmoothedAndWeightedLabelsAreSlopes() throws {
    var random = SplitMix64(seed: 15)
    for loss in Self.losses where loss.takes(.labelSmoothing) || loss.takes(.classWeight) {
      let variants = [
        RowFunction.Variant(isSmoothed: loss.takes(.labelSmoothing)),
        .init(isWeighted: loss.takes(.classWeight)),
        .init(isSmoothed: loss.takes(.labelSmoothing), isWeighted: loss.takes(.classWeight)),
      ]
      for variant in variants {
        let classes = loss.isElementwise ? 1 : 3
        let row = row(loss.function, classes, &random)
        for output in loss.function.outputs {
          guard case .gradient(let input) = output.kind else { continue }
          let place: RowInput = input == "labels" ? .labels : .main
          func numbers(_ name: String, _ row: RowValues) throws -> [Double] {
            var programs = RowPrograms()
            let outputs = loss.function.outputs.filter { $0.name == name }
            let question = RowQuestion(
              loss.function, outputs: outputs, variant: variant, classCount: classes)
            return try programs.roundings(question, of: row, to: .float64).values
          }
          let slopes = try numbers(output.name, row)
          for k in 0..<classes where loss.function.labels != .index || place == .main {
            let h = 0x1p-20
            var (above, below) = (row, row)
            above[place, k] += h
            below[place, k] -= h
            let difference =
              (try numbers("loss", above)[0] - numbers("loss", below)[0]) / (2 * h)
            let far = (slopes[k] - difference).magnitude
            #expect(far <= 1e-5 * max(1, difference.magnitude), "\(loss.name) \(output.name)")
          }
        }
      }
    }
  }

  @Test func namesOfLossesAndRulesAreTheirOwn() {
    #expect(Set(Self.losses.map(\.name)).count == Self.losses.count)
    #expect(Set(Rule.all.map(\.name)).count == Rule.all.count)
    #expect(Loss.named("no_loss") == nil)
    for loss in Self.losses { #expect(RowFunction.named(loss.name) == loss.function) }
  }
}
