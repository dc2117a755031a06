import LogitBench
import LogitText

extension NetPass.Loss {
  package var name: String {
    switch self {
    case .crossEntropy: "cross entropy"
    case .squaredError: "squared error"
    }
  }
}

extension Race.Quantity {
  /// What the curve is called.
  package func name(_ net: Net) -> String {
    let index = net.head == .sigmoid ? "" : "[\(net.label)]"
    switch self {
    case .loss: return "loss"
    case .probability: return net.head == .sigmoid && net.label == 0 ? "1-a2" : "a2\(index)"
    case .slope: return "dL/dw2\(index)"
    case .factor: return "a(1-a)"
    }
  }
}

extension Race {
  /// What is trained, on one line; longest spelling first.
  package var captions: [String] {
    let brief = "\(net.head.name)  rate \(net.rate)"
    let label = net.head == .sigmoid ? "y \(net.label)" : "label \(net.label)"
    return [
      "\(brief)  x \(net.x)  \(label)  start \(net.start)", "\(brief)  x \(net.x)  \(label)", brief,
    ]
  }

  /// When a runner passed: `17`, `> 10000`, or `never` where its numbers end before.
  package func passed(_ step: Int?, _ runner: Runner) -> String {
    if let step { return "\(step)" }
    return runner.brokeAt == nil ? "> \(runner.last)" : "never"
  }

  /// How steep cross entropy would be where the squared error's net stands, and why.
  package func remark(at step: Int) -> String {
    let passes = [passThere(at: step), pass(1, at: step)]
    let slopes = passes.map { $0.dw2[$0.output] }
    let ratio = (slopes[0] / slopes[1]).magnitude
    let factor =
      net.head == .sigmoid
      ? "a(1-a) = \(NetPass.reading(passes[1].factor).text)"
      : "a2[\(net.label)] = \(NetPass.reading(passes[1].probability).text) in every term"
    guard ratio.isFinite, ratio > 0 else {
      return "no ratio of slopes at . : the squared error has the factor \(factor)"
    }
    let times = ratio < 1e6 ? ratio.significant(4) : ratio.scientific(2)
    return "at . cross entropy would pull \(times) x as hard, without \(factor)"
  }

  /// The race as text, for a place without a screen.
  package func report(at step: Int) -> String {
    let passes = runners.indices.map { pass($0, at: step) }
    var now = [["step \(step)"] + runners.map(\.kind.name)]
    for quantity in Quantity.allCases {
      now.append(
        [quantity.name(net)]
          + runners.map { NetPass.reading($0.value(quantity, at: step)).text })
    }
    now.append(["passed .5 at step"] + runners.map { passed($0.passedHalf, $0) })
    now.append(["passed .9 at step"] + runners.map { passed($0.passedNine, $0) })
    var lines = ["race  \(captions[0])", ""] + aligned(now, as: .numbers)
    for runner in runners {
      guard let step = runner.brokeAt else { continue }
      lines.append("\(runner.kind.name): inf or nan from step \(step)")
    }
    lines.append("")
    lines += passes.map { "\($0.kind.name)  \($0.forward)" }
    lines += ["", passes[0].chainHeading]
    lines += passes.map { "  \($0.kind.name)  \($0.chains[0])" }
    lines += [remark(at: step), "", passes[0].firstChainHeading]
    lines += passes.map { "  \($0.kind.name)  \($0.firstChains[0])" }
    lines.append("")
    var steps = [
      ["step"]
        + Quantity.allCases.flatMap { quantity in
          runners.map { "\($0.kind == .crossEntropy ? "ce" : "se") \(quantity.name(net))" }
        }
    ]
    for step in shownSteps {
      let cells = Quantity.allCases.flatMap { quantity in
        runners.map { NetPass.reading($0.value(quantity, at: step)).text }
      }
      steps.append(["\(step)"] + cells)
    }
    lines += aligned(steps, as: .numbers)
    return lines.joined(separator: "\n")
  }

  /// Tenths of the way, and where something happened.
  private var shownSteps: [Int] {
    let tenths = (0...10).map { span * $0 / 10 }
    let events = runners.flatMap { [$0.passedHalf, $0.passedNine] }.compactMap { $0 }
    return Set(tenths + events).filter { $0 <= length }.sorted()
  }
}
