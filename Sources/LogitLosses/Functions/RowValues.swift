import LogitExact

/// What a formula finds as a number of its row, and where it lies among all of them.
public struct RowInput: Hashable, Sendable {
  /// As formulas call it; the main input by the name that its function gives it.
  public let name: String
  /// Whether there is one number a class, else one a row.
  public let isVector: Bool
  /// Its place among those of its kind.
  private let index: Int

  public static let main = RowInput(name: "", isVector: true, index: 0)
  public static let labels = RowInput(name: "labels", isVector: true, index: 1)
  public static let upstream = RowInput(name: "upstream", isVector: true, index: 2)
  public static let rowUpstream = RowInput(name: "row_upstream", isVector: false, index: 0)
  public static let denominator = RowInput(name: "denominator", isVector: false, index: 1)

  /// The number of a rule; nil for one that formulas never see.
  public init?(_ rule: Rule) {
    if let slot = rule.slot {
      self = Self.parameters[slot]
      return
    }
    guard let input = Self.ofRules[rule] else { return nil }
    self = input
  }

  private init(name: String, isVector: Bool, index: Int) {
    self.name = name
    self.isVector = isVector
    self.index = index
  }

  private static let ofRules: [Rule: RowInput] = {
    var inputs: [Rule: RowInput] = [:]
    var counts = (vectors: 3, scalars: 2)
    for rule in Rule.all where rule.shape != .label {
      let isVector = rule.shape == .perClass
      let index = isVector ? counts.vectors : counts.scalars
      inputs[rule] = RowInput(name: rule.name, isVector: isVector, index: index)
      if isVector { counts.vectors += 1 } else { counts.scalars += 1 }
    }
    return inputs
  }()

  /// All but the parameters.
  public static let all: [RowInput] =
    [main, labels, upstream, rowUpstream, denominator] + ofRules.values

  private static let vectorCount = all.count(where: \.isVector)

  /// Those of losses of one's own, by their slots.
  private static let parameters = (0..<Rule.mostParameters).map { slot in
    RowInput(name: "", isVector: false, index: all.count - vectorCount + slot)
  }

  func place(classCount: Int) -> Int {
    isVector ? index * classCount : Self.vectorCount * classCount + index
  }

  fileprivate static func count(classCount: Int) -> Int {
    vectorCount * classCount + all.count - vectorCount + Rule.mostParameters
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The one that a formula of `function` calls so; nil for what the steps depend on.
  init?(_ name: String, of function: RowFunction) {
    if let rule = function.parameters.first(where: { $0.name == name }) {
      self.init(rule)
      return
    }
    guard let input = name == function.input ? .main : Self.byName[name] else { return nil }
    self = input
  }
}

/// The numbers of one row.
public struct RowValues: Sendable {
  public let classCount: Int
  /// The class of index labels; their one-hot row is `labels`.
  public private(set) var label: Int?
  private(set) var numbers: [Double]

  /// All 0, with a denominator of 1 and what rules are where nothing is said.
  public init(classCount: Int) {
    self.classCount = classCount
    numbers = [Double](repeating: 0, count: RowInput.count(classCount: classCount))
    self[.denominator] = 1
    for (input, number) in Self.usual { self[input] = number }
  }

  private static let usual: [(RowInput, Double)] = Rule.all.compactMap { rule in
    guard rule.shape == .one, let input = RowInput(rule) else { return nil }
    return rule.usual.flatMap { Double($0) }.map { (input, $0) }
  }

  /// The number of a rule.
  ///
  /// - Precondition: as for its input, which it must have.
  public subscript(rule: Rule, element: Int = 0) -> Double {
    get { RowInput(rule).map { self[$0, element] } ?? .nan }
    set { if let input = RowInput(rule) { self[input, element] = newValue } }
  }

  /// - Precondition: `element` is a class, or 0 for an input of one number a row.
  public subscript(input: RowInput, element: Int = 0) -> Double {
    get { numbers[input.place(classCount: classCount) + element] }
    set { numbers[input.place(classCount: classCount) + element] = newValue }
  }

  /// All numbers of an input.
  ///
  /// - Precondition: there are as many as the input has.
  public mutating func set(_ input: RowInput, to all: [Double]) {
    let start = input.place(classCount: classCount)
    numbers.replaceSubrange(start..<start + all.count, with: all)
  }

  /// The class of the largest label, the first among equals.
  var largestLabel: Int {
    (1..<max(1, classCount)).reduce(0) { self[.labels, $1] > self[.labels, $0] ? $1 : $0 }
  }

  /// Makes the labels one-hot.
  ///
  /// - Precondition: `label` is a class.
  public mutating func setLabel(_ label: Int) {
    for index in 0..<classCount { self[.labels, index] = index == label ? 1 : 0 }
    self.label = label
  }
}

extension RowValues {
  /// What the formulas of a question find, by name.
  public func inputs(for question: RowQuestion) -> Inputs {
    inputs(for: question, label: label(for: question.choice))
  }

  /// What a formula of a question finds by a name; nil for nothing.
  func value(named name: String, for question: RowQuestion) -> RowValue<Double>? {
    if name == "classes" { return .one(Double(classCount)) }
    if name == "label" { return label(for: question.choice).map { .one(Double($0)) } }
    guard let input = RowInput(name, of: question.function) else { return nil }
    let start = input.place(classCount: classCount)
    guard input.isVector else { return .one(numbers[start]) }
    return .many(Array(numbers[start..<start + classCount]))
  }

  /// The class that formulas find as `label`: the largest of labels that are one value a class.
  func label(for choice: LazyFormula.Choice) -> Int? {
    label ?? (choice == .nothing ? nil : largestLabel)
  }

  func inputs(for question: RowQuestion, label: Int?) -> Inputs {
    let function = question.function
    let isRow = function.rows == .classes
    var inputs = Inputs(["classes": .scalar(Quantity(Double(classCount)))])
    func add(_ input: RowInput, _ name: String? = nil) {
      let isVector = isRow && input.isVector
      inputs.values[name ?? input.name] =
        isVector
        ? .vector((0..<classCount).map { Quantity(self[input, $0]) })
        : .scalar(Quantity(self[input]))
    }
    // What no formula names is left out: a vector of a million classes takes its place.
    add(.main, function.input)
    add(.denominator)
    if function.labels != .none || label != nil { add(.labels) }
    if function.takesUpstream {
      add(.upstream)
      add(.rowUpstream)
    }
    for rule in function.rules + [.sampleWeight, .temperature]
    where rule != .classWeight || question.variant.isWeighted {
      if let input = RowInput(rule) { add(input, rule.name) }
    }
    if let label { inputs.values["label"] = .scalar(Quantity(Double(label))) }
    return inputs
  }
}
