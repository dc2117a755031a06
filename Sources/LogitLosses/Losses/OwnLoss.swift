import LogitExact
import LogitText

/// What a person says of a loss: a name, a formula, and the numbers in it that are the loss's own.
public struct OwnLoss: Hashable, Sendable {
  public struct Parameter: Hashable, Sendable {
    public let name: String
    /// What it is where nobody says, as text.
    public let usual: String

    public init(_ name: String, _ usual: String) { (self.name, self.usual) = (name, usual) }
  }

  public package(set) var name: String
  /// On one line.
  public let text: String
  public let parameters: [Parameter]
  /// One line for help and completion.
  public var summary = ""
  /// Whether it was written in letters that are no longer those of the screen.
  public var isOfOldLetters = false

  public init(_ name: String, _ text: String, _ parameters: [Parameter] = []) {
    self.name = name
    self.text = text.split { $0.isWhitespace }.joined(separator: " ")
    self.parameters = parameters
  }

  /// A summary says no more of it, nor how it came in.
  public static func == (a: OwnLoss, b: OwnLoss) -> Bool {
    a.name == b.name && a.text == b.text && a.parameters == b.parameters
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(text)
  }
}

extension OwnLoss: CustomStringConvertible {
  /// `focal = -(1 - p[y])^g * log(p[y]) g=2`.
  public var description: String { "\(name) = \(body)" }

  /// What stands behind the `=`.
  public var body: String {
    ([text] + parameters.map { "\($0.name)=\($0.usual)" }).joined(separator: " ")
  }
}

/// Why a formula is no loss, and the word at fault.
public struct OwnLossError: Error, Equatable, CustomStringConvertible {
  public let description: String
  /// Where that word starts in the formula, counted from 1.
  public let column: Int

  init(_ description: String, column: Int = 1) {
    self.description = description
    self.column = column
  }
}

extension Loss {
  /// A loss that is one line of formula.
  ///
  /// - Derivation: a formula of one class's numbers, or of a row's taken element by element, is a loss
  ///   of each class; any other is one of the row. A sum over the row is shown as what each class adds;
  ///   what names the label has the loss in the label's class. Its gradients are derived.
  /// - Throws: `OwnLossError` for what is no formula, gives no number a row, or has no gradient.
  public convenience init(_ own: OwnLoss) throws(OwnLossError) {
    let reading = try OwnReading(own)
    self.init(
      own.name, reading.over == .element ? .sigmoid : .softmax, labels: reading.labels,
      rules: reading.rules, term: reading.term.description, over: reading.over,
      summary: own.summary, own: reading)
  }
}

/// What a loss's own formula says.
struct OwnReading: Sendable {
  let own: OwnLoss
  /// What a class adds, or the loss of the row, over the names that functions of a row have.
  let term: Expression
  let over: Loss.Over
  let labels: RowFunction.Labels
  let rules: [Rule]
  /// What it has derivatives by.
  let inputs: [String]

  init(_ own: OwnLoss) throws(OwnLossError) {
    self.own = own
    let names = own.parameters.map(\.name)
    guard names.count <= Rule.mostParameters else {
      throw OwnLossError(
        "\(names.count) parameters are too many: a loss has up to \(Rule.mostParameters)")
    }
    if let taken = names.first(where: Self.isTaken) {
      throw OwnLossError(
        "'\(taken)' means something to every loss: give the parameter another name",
        column: own.text.column(ofName: taken))
    }
    if let idle = names.first(where: { own.text.column(ofWord: $0) == nil }) {
      throw OwnLossError("'\(idle)' is given and is not in the formula")
    }
    let scope = LossNames.scope(classes: LossNames.manyClasses, parameters: names)
    let formula: Expression
    do throws(ExpressionError) { formula = try Expression(parsing: own.text, in: scope) } catch {
      throw Self.told(error, of: own.text)
    }
    let used = Set(formula.names)
    let classNames = LossNames.ofClass.filter(used.contains)
    let ofRow = (LossNames.ofRow + ["label"]).filter(used.contains)
    let isVector = formula.shape(in: scope) != .scalar
    if let one = classNames.first {
      if let row = ofRow.first {
        throw OwnLossError(
          "'\(one)' is one class's and '\(row == "label" ? "y" : row)' the row's:"
            + " a loss is of each class or of the row"
            + (one == "z" ? "; the row's logits are 'logits'" : ""),
          column: own.text.column(ofName: one))
      }
      guard one != "k" else {
        throw OwnLossError(
          "'k' is no input: a loss of each class is made of z, y and q",
          column: own.text.column(ofName: "k"))
      }
    } else if isVector, formula.pairsClasses || used.contains("label") {
      throw OwnLossError(
        "this gives one number a class, and a row needs one: sum(...) adds them up")
    }
    guard used.contains("logits") || used.contains("z") else {
      throw OwnLossError("no logit is in it: z is one class's, logits the row's, p their softmax")
    }
    let isElementwise = isVector || !classNames.isEmpty
    let takes = { (name: String) in used.contains(name) }
    if takes("labels") || takes("y") {
      labels = .values
    } else {
      labels = takes("label") ? .index : .none
    }
    var rules = own.parameters.filter { $0.name != Rule.gamma.name }.enumerated().map {
      Rule(parameter: $1.name, usual: $1.usual, slot: $0)
    }
    if takes(Rule.gamma.name) { rules.append(.gamma) }
    if takes("pos_weight") || takes("q") { rules.append(.posWeight) }
    if labels == .index { rules.append(.ignoreIndex) }
    self.rules = rules
    let plain = formula.renamed
    let ofRows = RowFunction.scope(.classes, "logits", parameters: rules)
    switch plain {
    case _ where isElementwise: (term, over) = (plain, .element)
    case .call(.sum, let parts) where parts[0].isRow(in: ofRows): (term, over) = (parts[0], .sum)
    case .negation(.call(.sum, let parts)) where parts[0].isRow(in: ofRows):
      (term, over) = (.negation(parts[0]), .sum)
    case .call(.mean, let parts) where parts[0].isRow(in: ofRows):
      (term, over) = (.binary(.divide, parts[0], .name("classes")), .sum)
    default: (term, over) = (plain, labels == .index ? .row : .whole)
    }
    let formulas = LossFormulas(
      input: "logits", term: term.description, over: over, slopes: [:],
      isSharedByTwo: isElementwise, parameters: rules.filter(\.isParameter))
    guard formulas.derivative(by: "logits") != nil else {
      throw OwnLossError(
        "argmax has no derivative: this loss has no gradient by its logits",
        column: own.text.column(ofName: "argmax"))
    }
    var inputs = ["logits"]
    if labels == .values, formulas.derivative(by: "labels") != nil { inputs.append("labels") }
    if rules.contains(.posWeight), formulas.derivative(by: "pos_weight") != nil {
      inputs.append("pos_weight")
    }
    self.inputs = inputs
  }

  /// What the functions of a row call their inputs, and the rules of all losses.
  private static func isTaken(_ name: String) -> Bool {
    let ofFunctions = ["label", "classes", "upstream", "row_upstream", "denominator"]
    return ofFunctions.contains(name)
      || Rule.ofBench.contains { $0.name == name && $0 != .gamma }
  }

  /// An error of the language, with what is meant by the names of a row.
  private static func told(_ error: ExpressionError, of text: String) -> OwnLossError {
    switch error.reason {
    case .notAVector:
      return OwnLossError(
        "one number has no elements: a row's are logits, labels, p and s", column: error.column)
    default: return OwnLossError("\(error)", column: error.column)
    }
  }
}

extension Expression {
  /// The names that stand in it.
  package var names: [String] {
    postorder.compactMap { if case .name(let name) = $0 { name } else { nil } }
  }

  /// Whether a number of one class depends on those of others.
  fileprivate var pairsClasses: Bool {
    contains { node in
      switch node {
      case .element: true
      case .call(let function, let parts):
        function.isOfRow(arguments: parts.count) || [.dot, .others, .insert].contains(function)
      case .number, .name, .negation, .binary, .power: false
      }
    }
  }

  fileprivate func isRow(in scope: Scope) -> Bool { shape(in: scope) != .scalar }

  /// With the names that functions of a row have.
  fileprivate var renamed: Expression {
    let names = [
      ("z", "logits"), ("y", "labels"), ("q", "pos_weight"), ("K", "classes"),
    ]
    return names.reduce(self) { $0.replacing($1.0, with: .name($1.1)) }
  }
}

extension String {
  /// The same, and 1 where it does not stand there.
  fileprivate func column(ofName name: String) -> Int { column(ofWord: name) ?? 1 }

  /// Where a name stands as a word of its own, counted from 1; nil where it does not.
  package func column(ofWord name: String) -> Int? {
    let characters = Array(self)
    func isPart(_ index: Int) -> Bool {
      guard characters.indices.contains(index) else { return false }
      return characters[index].isLetter || characters[index].isNumber || characters[index] == "_"
    }
    let place = characters.indices.first { index in
      let end = index + name.count
      return end <= characters.count && String(characters[index..<end]) == name
        && !isPart(index - 1) && !isPart(end)
    }
    return place.map { $0 + 1 }
  }
}
