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

  /// Whether the label chooses a step, so that each label has a program of its own.
  var choosesByLabel: Bool { outputs.contains { $0.choosesByLabel } }

  /// The formulas, weighted and divided as it is asked.
  var formulas: [Expression] {
    outputs.map { output in
      var formula = output.formula(variant)
      if isWeighted { formula = .call(.times, [.name("sample_weight"), formula]) }
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
    a.function.name == b.function.name && a.classCount == b.classCount && a.variant == b.variant
      && a.isWeighted == b.isWeighted && a.isDivided == b.isDivided
      && a.outputs.elementsEqual(b.outputs) { $0.name == $1.name }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(function.name)
    hasher.combine(outputs.count)
    hasher.combine(classCount)
    hasher.combine(variant)
  }
}

/// What a formula finds beside its main input.
public enum RowInput: Int, Sendable, CaseIterable {
  /// One number a class.
  case main, labels, classWeight, posWeight, upstream
  /// One number a row.
  case rowUpstream, sampleWeight, denominator, labelSmoothing, lo, hi

  fileprivate static let vectorCount = RowInput.rowUpstream.rawValue

  fileprivate func place(classCount: Int) -> Int {
    rawValue < Self.vectorCount
      ? rawValue * classCount : Self.vectorCount * (classCount - 1) + rawValue
  }

  fileprivate static func count(classCount: Int) -> Int {
    vectorCount * (classCount - 1) + allCases.count
  }

  /// The one that a formula of `function` calls so; nil for what the steps depend on.
  fileprivate init?(_ name: String, of function: RowFunction) {
    switch name {
    case function.input: self = .main
    case "labels": self = .labels
    case "class_weight": self = .classWeight
    case "pos_weight": self = .posWeight
    case "upstream": self = .upstream
    case "row_upstream": self = .rowUpstream
    case "sample_weight": self = .sampleWeight
    case "denominator": self = .denominator
    case "label_smoothing": self = .labelSmoothing
    case "lo": self = .lo
    case "hi": self = .hi
    default: return nil
    }
  }
}

/// The numbers of one row.
public struct RowValues: Sendable {
  public let classCount: Int
  /// The class of index labels; their one-hot row is `labels`.
  public private(set) var label: Int?
  fileprivate var numbers: [Double]

  /// All 0, with a denominator of 1.
  public init(classCount: Int) {
    self.classCount = classCount
    numbers = [Double](repeating: 0, count: RowInput.count(classCount: classCount))
    self[.denominator] = 1
  }

  /// - Precondition: `element` is a class, or 0 for an input of one number a row.
  public subscript(input: RowInput, element: Int = 0) -> Double {
    get { numbers[input.place(classCount: classCount) + element] }
    set { numbers[input.place(classCount: classCount) + element] = newValue }
  }

  /// Makes the labels one-hot.
  ///
  /// - Precondition: `label` is a class.
  public mutating func setLabel(_ label: Int) {
    for index in 0..<classCount { self[.labels, index] = index == label ? 1 : 0 }
    self.label = label
  }
}

/// The steps that answer a question about a row, whatever its numbers.
struct RowProgram: Sendable {
  private(set) var program: Program
  private let binding: Program.Binding

  /// - Throws: `ProgramError` where there would be too many steps.
  init(_ question: RowQuestion, _ values: RowValues) throws(ProgramError) {
    let function = question.function
    let isRow = function.rows == .classes
    func value(_ input: RowInput) -> Inputs.Value {
      let isVector = isRow && input.rawValue < RowInput.vectorCount
      guard isVector else { return .scalar(Quantity(values[input])) }
      return .vector((0..<values.classCount).map { Quantity(values[input, $0]) })
    }
    // What no formula names is left out: a vector of a million classes takes its place.
    var inputs = Inputs([
      function.input: value(.main), "row_upstream": value(.rowUpstream),
      "sample_weight": value(.sampleWeight), "denominator": value(.denominator),
      "label_smoothing": value(.labelSmoothing), "lo": value(.lo), "hi": value(.hi),
      "classes": .scalar(Quantity(Double(values.classCount))),
    ])
    if function.labels != .none || values.label != nil { inputs.values["labels"] = value(.labels) }
    if question.variant.isWeighted { inputs.values["class_weight"] = value(.classWeight) }
    if function.takes(.posWeight) { inputs.values["pos_weight"] = value(.posWeight) }
    if function.takes(.upstream) { inputs.values["upstream"] = value(.upstream) }
    if let label = values.label { inputs.values["label"] = .scalar(Quantity(Double(label))) }
    let made = try Program(question.formulas, of: inputs, spreadsNaN: true)
    program = made
    let classCount = values.classCount
    binding = made.binding { name, element in
      RowInput(name, of: function).map { $0.place(classCount: classCount) + element }
    }
  }

  mutating func bind(_ values: RowValues) { program.bind(values.numbers, by: binding) }
}
