import LogitExact
import LogitText

/// One call of a framework and its arithmetic, line by line.
///
/// Each line is a formula over the names of a bench and of the lines before it, `loss` and `slope`
/// among them; every operation of it is rounded to the format, as the framework's kernels do.
///
/// - Source: TensorFlow 2.21.0, Keras 3.15.1, PyTorch 2.15.0, JAX 0.10.2 with optax 0.2.8,
///   SciPy 1.17.1; what each gives on hard inputs was recorded, and `FrameworkTests` compares.
package struct FrameworkCall: Sendable {
  package struct Line: Sendable {
    package let name: String
    package let text: String
    let expression: Expression

    /// - Parameter scope: The names of a row and of the lines before it.
    init(_ name: String, _ text: String, in scope: Scope) {
      self.name = name
      self.text = text
      do { expression = try Expression(parsing: text, in: scope) } catch {
        preconditionFailure("\(text): \(error)")
      }
    }
  }

  /// How a format of 16 bits is computed.
  enum Narrow: Sendable {
    /// Every operation rounds.
    case stepwise
    /// Every operation rounds but those of these lines: they are computed in float32, and rounded
    /// once or left as they are.
    case mixed(once: Set<String>, left: Set<String> = [])
    /// In float32, where the lines of these names are rounded, and the answers.
    case wide(rounding: Set<String>)
  }

  /// Whose it is: `PyTorch`.
  package let owner: String
  /// As a program writes it.
  package let call: String
  package let lines: [Line]
  /// Whether numbers below the least normal one count as 0, as its threads are told to.
  package let flushes: Bool
  private let narrow: Narrow
  /// Of float16, where it is another than that of bfloat16.
  private let half: Narrow?
  /// Lines that are written otherwise in a format.
  private let others: [Format: [String: Line]]
  /// The loss that its rule means, over its own lines; nil where that is the loss of the bench.
  private let rule: Line?
  /// Why the loss goes wrong where it does, and why the gradient, in a few words each.
  package let remark: (loss: String, slope: String)

  init(
    _ owner: String, _ call: String, _ lines: [(String, String)], flushes: Bool = false,
    narrow: Narrow = .stepwise, half: Narrow? = nil, texts: [Format: [String: String]] = [:],
    rule: String? = nil, remark loss: String, slope: String
  ) {
    self.owner = owner
    self.call = call
    var scope = Self.names
    self.lines = lines.map { name, text in
      let line = Line(name, text, in: scope)
      scope.names[name] = line.expression.shape(in: scope)
      return line
    }
    self.flushes = flushes
    self.narrow = narrow
    self.half = half
    let known = scope
    others = texts.mapValues { texts in
      Dictionary(uniqueKeysWithValues: texts.map { ($0, Line($0, $1, in: known)) })
    }
    self.rule = rule.map { Line("rule", $0, in: known) }
    remark = (loss, slope)
  }

  /// Those of a row, which a formula is read in once, whatever the number of its classes.
  private static var names: Scope {
    var names: [String: Scope.Shape] = [:]
    for name in ["z", "y", "q", "k", "K", "label"] { names[name] = .scalar }
    for name in ["logits", "labels"] { names[name] = .vector(2) }
    var scope = Scope(names: names)
    scope.placeWords = LossNames.placeWords
    return scope
  }
}

extension FrameworkCall {
  package struct Answer: Sendable {
    package let loss: Double
    /// The derivative by the logit of the class.
    package let slope: Double
    /// What its rule gives, rounded once; nil where that is the loss itself.
    package let rule: Double?
  }

  /// Where a line is computed, and whether its values are then rounded to the format.
  private func place(of name: String, in format: Format) -> (format: Format, isRounded: Bool) {
    guard format.bitWidth < 32 else { return (format, false) }
    switch format == .float16 ? half ?? narrow : narrow {
    case .stepwise: return (format, false)
    case .mixed(let once, let left):
      let isWide = once.contains(name) || left.contains(name)
      return (isWide ? .float32 : format, once.contains(name))
    case .wide(let names): return (.float32, names.contains(name))
    }
  }

  /// Goes through the lines one after the other.
  ///
  /// - Parameter see: Given each line, the inputs and lines before it, and where it is computed.
  /// - Returns: The inputs and the values of all lines.
  func follow(
    _ inputs: Inputs, in format: Format, see: ((Line, Inputs, Format) -> Void)? = nil
  ) -> Inputs {
    var inputs = flushed(inputs, in: format)
    for line in lines {
      let place = place(of: line.name, in: format)
      let line = others[format]?[line.name] ?? line
      see?(line, inputs, place.format)
      var (values, isVector) = Self.values(line, inputs, in: place.format)
      if place.isRounded { values = values.map { format.rounded($0) } }
      let kept = values.map { Quantity(flushed($0, in: format)) }
      // A row of one class is a row all the same.
      inputs.values[line.name] = isVector ? .vector(kept) : .scalar(kept[0])
    }
    return inputs
  }

  /// What the call answers.
  package func answer(_ inputs: Inputs, in format: Format) -> Answer {
    let inputs = follow(inputs, in: format)
    func result(_ name: String) -> Double {
      guard case .scalar(let quantity)? = inputs.values[name] else { return .nan }
      return flushed(format.rounded(quantity.double), in: format)
    }
    var kept: Double?
    if let rule {
      kept = try? Program(rule.expression, of: inputs).rounded(to: format).first
    }
    return Answer(loss: result("loss"), slope: result("slope"), rule: kept)
  }

  private static func values(
    _ line: Line, _ inputs: Inputs, in format: Format
  ) -> (values: [Double], isVector: Bool) {
    do {
      let values = try Program(line.expression, of: inputs).evaluate(in: format)
      guard case .vector = line.expression.shape(in: inputs.scope) else { return (values, false) }
      return (values, true)
    } catch { preconditionFailure("\(line.text): \(error)") }
  }

  private func flushed(_ value: Double, in format: Format) -> Double {
    // Those of 16 bits are computed by threads that flush float32.
    let least = format.bitWidth < 32 ? Format.float32.leastNormal : format.leastNormal
    return flushes && value.magnitude < least ? Double(signOf: value, magnitudeOf: 0) : value
  }

  private func flushed(_ inputs: Inputs, in format: Format) -> Inputs {
    guard flushes else { return inputs }
    return Inputs(
      inputs.values.mapValues { value in
        switch value {
        case .scalar(let quantity): .scalar(Quantity(flushed(quantity.double, in: format)))
        case .vector(let all): .vector(all.map { Quantity(flushed($0.double, in: format)) })
        }
      })
  }
}
