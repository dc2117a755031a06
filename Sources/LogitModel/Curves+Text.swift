extension Curves.Kind {
  /// The mark that draws the curve.
  package var mark: Character {
    switch self {
    case .negLog: "*"
    case .negLog1m: "o"
    case .square: "."
    case .mix: "+"
    }
  }
}

extension Curves {
  /// What a curve is called: `-ln a`, or `-q ln a` where a pos_weight scales it.
  package func name(_ kind: Kind) -> String {
    switch kind {
    case .negLog: loss.takesPosWeight ? "-q ln a" : "-ln a"
    case .negLog1m: "-ln(1-a)"
    case .square: "(a-y)^2/2"
    case .mix: "mix"
    }
  }

  /// What its derivative over an axis is.
  package func slopeName(_ kind: Kind, over axis: Axis) -> String {
    let weight = loss.takesPosWeight
    switch (kind, axis) {
    case (.negLog, .probability): return weight ? "-q/a" : "-1/a"
    case (.negLog, .logit): return weight ? "q(a-1)" : "a-1"
    case (.negLog1m, .probability): return "1/(1-a)"
    case (.negLog1m, .logit): return "a"
    case (.square, .probability): return "a-y"
    case (.square, .logit): return "(a-y)a(1-a)"
    case (.mix, _): return "mix"
    }
  }

  /// One curve where the bench stands: value, d/da, d/dz.
  package struct Readout: Equatable, Sendable {
    package let kind: Kind
    package let value: String
    package let slopeInA: String
    package let slopeInZ: String
  }

  package var readouts: [Readout] {
    kinds.map { kind in
      Readout(
        kind: kind, value: reading(value(kind, at: here)).narrow,
        slopeInA: reading(slopeInA(kind, at: here)).narrow,
        slopeInZ: reading(slopeInZ(kind, at: here)).narrow)
    }
  }

  /// What the place on the curves means for learning, in sentences.
  package var remarks: [String] {
    guard !here.a.isNaN else { return ["a is nan: there is no place on the curves"] }
    guard let own else {
      return [
        "y = 0: this class adds nothing to the loss.",
        "Its gradient is p: it is pushed down as far as it stands up.",
      ]
    }
    let label = spelled(y)
    let vanishing = here.a * here.complement
    let factor = "a(1-a) = \(reading(vanishing).text)"
    let entropy = own == .square ? entropyKind : own
    let ratio = slopeInZ(entropy, at: here) / slopeInZ(.square, at: here)
    guard ratio.isFinite, ratio != 0 else {
      return ["> is this class's loss (y = \(label)).", "\(factor): no slope is left to compare"]
    }
    let times = ratio.magnitude.significant(4)
    if own == .square {
      return [
        "> is this class's loss (y = \(label)).",
        "The d/dz of cross entropy is \(times) x it:", "\(factor).",
      ]
    }
    return [
      "> is this \(loss.head == .softmax && y == 1 ? "row" : "class")'s loss (y = \(label)).",
      "Its d/dz is \(times) x the squared error's:", "\(factor).",
    ]
  }

  /// The cross entropy that the squared error stands in for.
  private var entropyKind: Kind {
    if y == 1 { return .negLog }
    return y == 0 ? .negLog1m : .mix
  }

  /// The curves as a table, for a place without a plot.
  package func table(over axis: Axis) -> String {
    var lines = [
      "class \(classIndex)   a = \(aReading.text)   z = \(spelled(z))   y = \(spelled(y))"
        + (loss.takesPosWeight ? "   q = \(spelled(q))" : ""),
      "",
      Self.row(["at a", "value", "d/da", "d/dz"]),
    ]
    for readout in readouts {
      let mark = readout.kind == own ? ">" : " "
      lines.append(
        Self.row([
          "\(mark) \(name(readout.kind))", readout.value, readout.slopeInA, readout.slopeInZ,
        ]))
    }
    lines += remarks
    lines += ["", Self.row([axis.rawValue] + kinds.map { name($0) })]
    let domain = domain(over: axis)
    for step in 0...10 {
      let part = Double(step) / 10
      let x = dtype.rounded(
        domain.lowerBound + part * (domain.upperBound - domain.lowerBound))
      let cells = kinds.map { kind in
        Reading(dtype.rounded(sample(kind, .value, over: axis, at: x)), isExact: true).text
      }
      lines.append(Self.row([x.significant(6)] + cells))
    }
    return lines.joined(separator: "\n")
  }

  /// An input as it was typed.
  package func spelled(_ input: Double) -> String {
    dtype == .float32 ? input.shortestAsFloat : input.shortest
  }

  private static func row(_ cells: [String]) -> String {
    cells.enumerated().map { index, cell in
      index == 0 ? cell.padded(to: 12) : cell.padded(to: 12, .right)
    }.joined()
  }
}
