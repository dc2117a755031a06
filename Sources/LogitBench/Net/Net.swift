import LogitText

/// The articles' net of two layers: `z1 = w1 x + b1`, `a1 = σ(z1)`, `z2 = w2 a1 + b2`, and `a2` the
/// sigmoid of one `z2` or the softmax of several.
///
/// - Invariant: `w2` and `b2` have one value under a sigmoid, 2 to 10 under a softmax; `label` is 0
///   or 1 under a sigmoid, a class under a softmax; every number is finite.
package struct Net: Equatable, Sendable {
  /// What a person sets by a number.
  package enum Input: String, CaseIterable, Sendable {
    case x, w1, b1, w2, b2, rate
  }

  /// What turns `z2` into probabilities.
  package enum Head: String, CaseIterable, Sendable {
    case sigmoid, softmax

    package var name: String { rawValue }
  }

  package var head: Head
  package var x: Number
  package var w1: Number
  package var b1: Number
  /// One an output.
  package var w2: [Number]
  package var b2: [Number]
  package var label: Int
  package var rate = Number(0.15)

  package var outputs: Int { w2.count }

  /// How many outputs a softmax may have here: a race is seen, and every step is kept.
  package static let mostOutputs = 10

  /// The articles' values for a head; further outputs start with zeros.
  package static func articles(_ head: Head, outputs: Int = 3) -> Net {
    switch head {
    case .sigmoid:
      return Net(
        head: .sigmoid, x: Number.one, w1: Number(2), b1: Number(2), w2: [Number(-2)],
        b2: [Number(-2)], label: 1)
    case .softmax:
      func values(_ given: [Double]) -> [Number] {
        (0..<outputs).map { Number($0 < given.count ? given[$0] : 0) }
      }
      return Net(
        head: .softmax, x: Number(0.6), w1: Number(0.8), b1: Number(-0.2),
        w2: values([2, -1, 0.5]), b2: values([1.2, -0.2, -0.9]), label: 0)
    }
  }

  package func values(of input: Input) -> [Number] {
    switch input {
    case .x: [x]
    case .w1: [w1]
    case .b1: [b1]
    case .w2: w2
    case .b2: b2
    case .rate: [rate]
    }
  }

  /// - Throws: `CommandError` where the values do not fit the net, or are no start of a race.
  mutating func set(_ input: Input, to values: [Number]) throws(CommandError) {
    let wants = self.values(of: input).count
    guard values.count == wants else {
      let has = counted(values.count, "value")
      throw CommandError("\(input.rawValue) has \(has), the net has \(counted(wants, "output"))")
    }
    if let value = values.first(where: { !$0.isFinite }) {
      if input == .rate { throw CommandError(.rateIsNotFinite(value.text)) }
      throw CommandError(
        "\(input.rawValue) cannot be \(value.text): the race starts from finite numbers")
    }
    switch input {
    case .x: x = values[0]
    case .w1: w1 = values[0]
    case .b1: b1 = values[0]
    case .w2: w2 = values
    case .b2: b2 = values
    case .rate: rate = values[0]
    }
  }

  /// How many labels there are to choose from.
  package var labels: Int { head == .sigmoid ? 2 : outputs }

  mutating func setLabel(_ new: Int) throws(CommandError) {
    guard (0..<labels).contains(new) else {
      throw CommandError(.labelOutOfRange(new, classes: labels))
    }
    label = new
  }

  /// The edits that build this net, where it is not the one that every bench begins with.
  var edits: [Edit] {
    guard self != .articles(.sigmoid) else { return [] }
    let start = Net.articles(head, outputs: outputs)
    var edits: [Edit] = []
    if head == .softmax { edits.append(.take(.softmax, outputs: outputs)) }
    edits += Input.allCases.filter { values(of: $0) != start.values(of: $0) }
      .map { .set($0, values(of: $0)) }
    if label != start.label { edits.append(.label(label)) }
    return edits
  }
}
