import LogitBench
import LogitText

extension Curves.Kind {
  /// The mark that draws the curve.
  package var mark: Unicode.Scalar {
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
    case .negLog: loss.takes(.posWeight) ? "-q ln a" : "-ln a"
    case .negLog1m: "-ln(1-a)"
    case .square: "(a-y)^2/2"
    case .mix: "mix"
    }
  }

  /// What its derivative over an axis is.
  package func slopeName(_ kind: Kind, over axis: Axis) -> String {
    let weight = loss.takes(.posWeight)
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

  /// - Returns: Empty texts where the bench has no place on the curves.
  package var readouts: [Readout] {
    func text(_ value: Double) -> String {
      outside == nil ? reading(value).text(within: Reading.mostCharacters - 1) : ""
    }
    return kinds.map { kind in
      Readout(
        kind: kind, value: text(value(kind, at: here)),
        slopeInA: text(slopeInA(kind, at: here)), slopeInZ: text(slopeInZ(kind, at: here)))
    }
  }

  /// `a` as it is shown: an input that is no probability as it was typed.
  package var aText: String { outside.map { spelled($0) } ?? reading(here.a).text }

  /// `y = 1`, or that it counts for nothing.
  package var labelText: String {
    ignoredRow.map { "row \($0) is ignored" } ?? "y = \(spelled(y))"
  }

  /// What the place on the curves means for learning, in sentences.
  package var remarks: [String] {
    if let outside { return ["a = \(spelled(outside)) is no probability: no place on the curves"] }
    guard !here.a.isNaN else { return ["a is nan: there is no place on the curves"] }
    if let ignoredRow {
      return ["Row \(ignoredRow) is ignored: no curve is its loss, and it has no slope."]
    }
    guard own != nil else {
      return ["No curve is this loss: \(loss.name) is a function of its own."]
    }
    let factor = "a(1-a) = \(reading(here.a * here.complement).text)"
    let slope = slopeInZ(entropy, at: here)
    let ratio = (slope / slopeInZ(.square, at: here)).magnitude
    guard ratio.isFinite, ratio != 0 else {
      let isLeft = slope != 0 && !slope.isNaN
      return [
        ownMeaning,
        isLeft
          ? "\(factor): cross entropy's slope is left, the squared error's is not"
          : "\(factor): no slope is left to compare",
      ]
    }
    let times = ratio.significant(4)
    return own == .square
      ? [ownMeaning, "\(factor): the d/dz of cross entropy is \(times) x it."]
      : [ownMeaning, "\(factor): its d/dz is \(times) x the squared error's."]
  }

  /// How the marked curve and the loss hang together.
  private var ownMeaning: String {
    if let apart { return apart }
    return switch (loss.head, own) {
    case (.sigmoid, _): "> is this class's loss."
    case (.given, _):
      loss.isElementwise ? "> is this class's loss." : "> is this class's own term of the loss."
    case (.softmax, .square), (.softmax, nil): "> is this class's own term of the loss."
    case (.softmax, .negLog): "> is this row's loss."
    case (.softmax, .negLog1m), (.softmax, .mix): "> is this row's loss up to a constant."
    }
  }

  /// The curves as a table, for a place without a plot.
  package func table(over axis: Axis) -> String {
    var lines = [
      "class \(classIndex)   a = \(aText)" + (outside == nil ? "   z = \(spelled(z))" : "")
        + "   \(labelText)" + (loss.takes(.posWeight) ? "   q = \(spelled(q))" : ""),
      "",
    ]
    if outside == nil {
      lines.append(Self.row(["at a", "value", "d/da", "d/dz"]))
      for readout in readouts {
        let mark = readout.kind == own ? ">" : " "
        lines.append(
          Self.row([
            "\(mark) \(name(readout.kind))", readout.value, readout.slopeInA, readout.slopeInZ,
          ]))
      }
    }
    lines += remarks
    lines += ["", Self.row([axis.rawValue] + kinds.map { name($0) })]
    let domain = domain(over: axis)
    for step in 0...10 {
      let part = Double(step) / 10
      let x = dtype.rounded(
        domain.lowerBound + part * (domain.upperBound - domain.lowerBound))
      let cells = kinds.map { kind in
        let value = sample(kind, .value, over: axis, at: x)
        let rounded = dtype.rounded(value)
        // A tick of `a` is a number; the probability of a logit is not.
        return Reading(rounded, isExact: axis == .probability && rounded == value).text
      }
      lines.append(Self.row([x.significant(6)] + cells))
    }
    return lines.joined(separator: "\n")
  }

  /// An input as it was typed.
  package func spelled(_ input: Double) -> String { dtype.shortest(input) }

  private static func row(_ cells: [String]) -> String {
    cells.enumerated().map { index, cell in
      index == 0 ? cell.padded(to: 12) : cell.padded(to: 12, .right)
    }.joined()
  }
}

/// The curves of a class as a table.
package struct CurvesRequest: Question {
  package let index: ClassReference?
  let axis: Curves.Axis

  package init(ofClass index: Int) { (self.index, axis) = (.index(index), .probability) }

  package static let spec = Spec(
    name: "curves", usage: "curves [<class>] [a|z]",
    summary: "Print the three curves and their slopes over the probability a or the logit z.",
    example: "curves 2 z",
    choices: { place, bench in place == 2 ? Choice.classes(of: bench) : [] })

  package init(parsing args: inout Arguments) throws(CommandError) {
    // A class may be called a or z: only the last word can be the axis.
    var axis = Curves.Axis.probability
    var index: ClassReference?
    while !args.isAtEnd {
      if args.takes("z") {
        axis = .logit
      } else if !args.takes("a") {
        guard index == nil else { break }
        index = try args.classReference("a class")
      }
    }
    (self.index, self.axis) = (index, axis)
  }

  package var words: String {
    [index?.description, axis == .logit ? "z" : nil].compactMap(\.self).joined(separator: " ")
  }

  package var readsLabels: Bool { true }

  package func answer(on model: Model) throws(CommandError) -> CurvesTable {
    let index = try model.bench.index(of: index)
    return CurvesTable(curves: model.curves(ofClass: index), axis: axis)
  }
}

package struct CurvesTable: Reply {
  package let curves: Curves
  let axis: Curves.Axis

  package var text: String { curves.table(over: axis) }
}
