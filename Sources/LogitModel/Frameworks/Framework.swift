import LogitExact

/// One call of a framework and its arithmetic, line by line.
///
/// Each line is a formula over the names of a bench and of the lines before it, `loss` and `slope`
/// among them; every operation of it is rounded to the format, as the framework's kernels do.
///
/// - Source: TensorFlow 2.21.0, Keras 3.15.1, PyTorch 2.15.0, JAX 0.10.2 with optax 0.2.8,
///   SciPy 1.17.1; what each gives on hard inputs was recorded, and `FrameworkTests` compares.
struct Framework: Sendable {
  struct Line: Sendable {
    let name: String
    let text: String
    let isMoving: Bool
  }

  /// Where a format of 16 bits is computed.
  enum Narrow: Sendable {
    /// Every operation rounds.
    case stepwise
    /// In float32, rounded at the end.
    case wide
  }

  /// Whose it is: `PyTorch`.
  let owner: String
  /// As a program writes it.
  let call: String
  let lines: [Line]
  /// Whether numbers below the least normal one count as 0, as its threads are told to.
  let flushes: Bool
  let narrow: Narrow
  /// What is known to go wrong there, in a sentence.
  let remark: String

  init(
    _ owner: String, _ call: String, _ lines: [(String, String)], flushes: Bool = false,
    narrow: Narrow = .stepwise, remark: String
  ) {
    self.owner = owner
    self.call = call
    self.lines = lines.map { name, text in
      let isMoving = text.contains("[") || text.contains("argmax")
      return Line(name: name, text: text, isMoving: isMoving)
    }
    self.flushes = flushes
    self.narrow = narrow
    self.remark = remark
  }
}

extension Framework {
  /// What the call answers: the loss and its derivative by the logit of the class.
  func answer(_ inputs: Inputs, in format: Format) -> (loss: Double, slope: Double) {
    let isWide = narrow == .wide && format.bitWidth < 32
    let own = isWide ? Format.float32 : format
    var inputs = flushed(inputs, in: own)
    for line in lines {
      let values = Self.values(line.text, inputs, in: own)
      let kept = values.map { Quantity(flushed($0, in: own)) }
      inputs.values[line.name] = kept.count == 1 ? .scalar(kept[0]) : .vector(kept)
    }
    func result(_ name: String) -> Double {
      guard case .scalar(let quantity)? = inputs.values[name] else { return .nan }
      return flushed(format.rounded(quantity.double), in: format)
    }
    return (result("loss"), result("slope"))
  }

  private static func values(_ text: String, _ inputs: Inputs, in format: Format) -> [Double] {
    do {
      let expression = try Expression(parsing: text, in: inputs.scope)
      return try Program(expression, of: inputs).evaluate(in: format)
    } catch { preconditionFailure("\(text): \(error)") }
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
