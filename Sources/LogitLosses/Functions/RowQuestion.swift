import LogitExact

/// Which outputs of a function are asked of rows of one kind: what their steps depend on, and no
/// number of theirs.
public struct RowQuestion: Sendable {
  public let function: RowFunction
  public let outputs: [RowFunction.Output]
  public let variant: RowFunction.Variant
  /// How many classes a row has; 1 for an elementwise function.
  public let classCount: Int
  /// Whether losses and gradients are multiplied by a sample weight.
  public let isWeighted: Bool
  /// Whether the gradients are divided by the denominator of a reduction.
  public let isDivided: Bool

  public init(
    _ function: RowFunction, outputs: [RowFunction.Output],
    variant: RowFunction.Variant = .init(), classCount: Int, isWeighted: Bool = false,
    isDivided: Bool = false
  ) {
    self.function = function
    self.outputs = outputs
    self.variant = variant
    self.classCount = classCount
    self.isWeighted = isWeighted
    self.isDivided = isDivided
  }

  /// What the steps depend on besides: each has a program of its own.
  var choice: LazyFormula.Choice {
    outputs.lazy.map(\.choice).max { $0.rawValue < $1.rawValue } ?? .nothing
  }

  /// The formulas, weighted and divided as it is asked.
  var formulas: [Expression] {
    outputs.map { output in
      var formula = output.formula(variant)
      if isWeighted, output.isCost {
        formula = .call(.times, [.name(Rule.sampleWeight.name), formula])
      }
      if isDivided, case .gradient = output.kind {
        formula = .binary(.divide, formula, .name("denominator"))
      }
      return formula
    }
  }
}

extension RowQuestion: Hashable {
  /// Functions and outputs are told apart by their names.
  public static func == (a: RowQuestion, b: RowQuestion) -> Bool {
    a.function == b.function && a.classCount == b.classCount && a.variant == b.variant
      && a.isWeighted == b.isWeighted && a.isDivided == b.isDivided
      && a.outputs.elementsEqual(b.outputs) { $0.name == $1.name }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(function)
    hasher.combine(outputs.count)
    hasher.combine(classCount)
    hasher.combine(variant)
  }
}

/// The steps that answer a question about a row, whatever its numbers.
struct RowProgram: Sendable {
  private(set) var program: Program
  private let binding: Program.Binding

  /// - Throws: `ProgramError` where there would be too many steps.
  init(_ question: RowQuestion, _ values: RowValues, label: Int?) throws(ProgramError) {
    let inputs = values.inputs(for: question, label: label)
    let made = try Program(question.formulas, of: inputs, spreadsNaN: true)
    program = made
    let (function, classCount) = (question.function, values.classCount)
    // The elements of an input follow one another.
    var last: (name: String, place: Int?) = ("", nil)
    binding = made.binding { name, element in
      if name != last.name {
        last = (name, RowInput(name, of: function)?.place(classCount: classCount))
      }
      return last.place.map { $0 + element }
    }
  }

  mutating func bind(_ values: RowValues) { program.bind(values.numbers, by: binding) }
}
