import LogitText

extension Net {
  /// One change of the net.
  package enum Edit: Equatable, Sendable {
    case set(Net.Input, [Number])
    case label(Int)
    /// The articles' net with this head and as many outputs.
    case take(Net.Head, outputs: Int)
    /// The articles' net with the head there is.
    case reset
  }
}

extension Net.Edit {
  /// Reads what stands behind `race`.
  package init(_ args: inout Arguments) throws(CommandError) {
    let (word, column) = try args.wordAndColumn("a word")
    switch word {
    case "label": self = .label(try args.index("a label"))
    case "sigmoid": self = .take(.sigmoid, outputs: 1)
    case "softmax":
      let outputs = args.isAtEnd ? 3 : try args.index("a number of outputs")
      guard (2...Net.mostOutputs).contains(outputs) else {
        throw CommandError(
          "a softmax has 2 to \(Net.mostOutputs) outputs here, not \(outputs)", column: column)
      }
      self = .take(.softmax, outputs: outputs)
    case "reset": self = .reset
    default:
      guard let input = Net.Input(rawValue: word) else {
        throw CommandError(
          .notOneOf(word, kind: "word of the race", choices: Self.words), column: column)
      }
      switch input {
      case .w2, .b2: self = .set(input, try args.rows("a number").flatMap { $0 })
      case .x, .w1, .b1, .rate:
        self = .set(input, [try args.number("a number")])
        guard args.isAtEnd else {
          let (_, column) = try args.wordAndColumn("a number")
          throw CommandError("\(word) takes one number", column: column)
        }
      }
    }
  }

  /// What may follow `race`.
  package static let words =
    ["step"] + Net.Input.allCases.map(\.rawValue) + ["label", "sigmoid", "softmax", "reset"]

  /// What a word after `race` means.
  package static func summary(of word: String) -> String {
    switch word {
    case "step": "print or show this step"
    case "x": "the input"
    case "w1", "b1": "where the first layer starts"
    case "w2", "b2": "where the second layer starts, one number an output"
    case "rate": "how far a step goes down the gradient"
    case "label": "0 or 1 under a sigmoid, a class under a softmax"
    case "sigmoid": "the articles' net of one output"
    case "softmax": "the articles' net of three outputs"
    case "reset": "the articles' values"
    default: ""
    }
  }
}

extension Net.Edit: CustomStringConvertible {
  package var description: String {
    switch self {
    case .set(let input, let values):
      "\(input.rawValue) \(values.map(\.text).joined(separator: " "))"
    case .label(let label): "label \(label)"
    case .take(.sigmoid, _): "sigmoid"
    case .take(.softmax, let outputs): "softmax" + (outputs == 3 ? "" : " \(outputs)")
    case .reset: "reset"
    }
  }
}

extension Net {
  /// Changes the net as an edit says.
  ///
  /// - Throws: `CommandError`; the caller discards the half-changed net.
  mutating func apply(_ edit: Edit) throws(CommandError) {
    switch edit {
    case .set(let input, let values): try set(input, to: values)
    case .label(let new): try setLabel(new)
    case .take(let head, let outputs): self = .articles(head, outputs: outputs)
    case .reset: self = .articles(head)
    }
  }
}

extension Net {
  /// The label that is furthest from .9 at the start, where the chosen one is there already.
  var furtherLabel: Int? {
    func start(_ label: Int) -> Double {
      var other = self
      other.label = label
      return NetPass(NetPass.Task(other), .crossEntropy, NetPass.Weights(other)).probability
    }
    guard start(label) >= 0.9 else { return nil }
    return (0..<labels).min { start($0) < start($1) }
  }

  /// What an edit changed, in words.
  func change(from old: Net, by edit: Edit) -> String {
    switch edit {
    case .set(let input, _): "was \(old.values(of: input).map(\.text).joined(separator: " "))"
    case .label: "was \(old.label)"
    case .take, .reset: "\(start), rate \(rate)"
    }
  }

  /// Where the training starts.
  package var start: String {
    func list(_ values: [Number]) -> String { values.map(\.text).joined(separator: " ") }
    return "w1 \(w1)  b1 \(b1)  w2 \(list(w2))  b2 \(list(b2))"
  }
}
