import LogitBench

/// One net trained twice from the same start, by cross entropy and by squared error.
///
/// Steps are computed as they are asked for, to `mostSteps`; numbers that leave the range of
/// `Double` stay as they come, infinite or NaN.
package struct Race: Equatable, Sendable {
  /// What each step is remembered by.
  package enum Quantity: CaseIterable, Sendable {
    case loss, probability, slope, factor
  }

  /// One of the two, and its way so far.
  package struct Runner: Equatable, Sendable {
    package let kind: NetPass.Loss
    fileprivate(set) var weights: [NetPass.Weights] = []
    /// The weights of the step after the last one known.
    fileprivate var upcoming: NetPass.Weights
    fileprivate(set) var moments: [Moment] = []
    /// When the label's probability was first .5 and .9 or more.
    package fileprivate(set) var passedHalf: Int?
    package fileprivate(set) var passedNine: Int?
    /// The first step with a number that is infinite or NaN.
    package fileprivate(set) var brokeAt: Int?

    /// The last step that is known.
    var last: Int { moments.count - 1 }

    fileprivate init(_ kind: NetPass.Loss, _ start: NetPass.Weights) {
      self.kind = kind
      upcoming = start
    }

    package func value(_ quantity: Quantity, at step: Int) -> Double {
      moments[step].value(quantity)
    }
  }

  /// The numbers of one step that are drawn over all steps.
  struct Moment: Equatable, Sendable {
    let loss: Double
    let probability: Double
    let slope: Double
    let factor: Double

    func value(_ quantity: Quantity) -> Double {
      switch quantity {
      case .loss: loss
      case .probability: probability
      case .slope: slope
      case .factor: factor
      }
    }
  }

  package let net: Net
  /// Cross entropy, squared error.
  package private(set) var runners: [Runner]
  private let task: NetPass.Task
  /// What the loss and the slope span over the steps that are known.
  private var ranges: [Quantity: ClosedRange<Double>] = [:]

  /// No race is longer: what learns nothing in so many steps is told apart from what learns slowly
  /// by its gradient.
  package static let mostSteps = 10_000

  package init(_ net: Net) {
    self.net = net
    task = NetPass.Task(net)
    let start = NetPass.Weights(net)
    runners = NetPass.Loss.allCases.map { Runner($0, start) }
    for index in runners.indices { runners[index].finish(task) }
    reach(span)
  }

  /// Makes sure that the steps up to this one are known.
  package mutating func reach(_ step: Int) {
    let last = min(max(step, span), Self.mostSteps)
    guard ranges.isEmpty || last > length else { return }
    for index in runners.indices { runners[index].advance(task, to: last) }
    for quantity in Quantity.allCases { ranges[quantity] = known(quantity) }
  }

  /// How many steps a picture of it spans: to the end of the slower one, or ten times that of the
  /// only one that gets there.
  package var span: Int {
    let ends = runners.compactMap(\.passedNine)
    return Self.nice(
      ends.count == 2 ? ends.max() ?? 0 : ends.isEmpty ? 1000 : (ends.first ?? 0) * 10)
  }

  /// The same where it must hold this step.
  package func span(holding step: Int) -> Int { max(span, Self.nice(step)) }

  private static func nice(_ steps: Int) -> Int {
    [20, 50, 100, 200, 500, 1000, 2000, 5000].first { $0 >= steps } ?? mostSteps
  }

  /// The last step that is known.
  package var length: Int { runners.map(\.moments.count).min().map { $0 - 1 } ?? 0 }

  /// All numbers of one step, which must be known.
  package func pass(_ index: Int, at step: Int) -> NetPass {
    NetPass(task, runners[index].kind, runners[index].weights[step])
  }

  /// Cross entropy's numbers at the weights that the squared error has reached.
  func passThere(at step: Int) -> NetPass {
    NetPass(task, .crossEntropy, runners[1].weights[step])
  }

  /// What the values of a quantity span, those that are finite.
  package func range(of quantity: Quantity) -> ClosedRange<Double> { ranges[quantity] ?? 0...1 }

  private func known(_ quantity: Quantity) -> ClosedRange<Double> {
    switch quantity {
    case .probability: return 0...1
    case .factor: return 0...0.25
    case .loss, .slope: break
    }
    var low = 0.0
    var high = 0.0
    for runner in runners {
      for moment in runner.moments {
        let value = moment.value(quantity)
        guard value.isFinite else { continue }
        low = min(low, value)
        high = max(high, value)
      }
    }
    let bottom = low < 0 ? -Curves.nice(-low) : 0
    let top = high > 0 ? Curves.nice(high) : 0
    // A span beyond the largest double would have no middle.
    return bottom < top && (top - bottom).isFinite ? bottom...top : 0...1
  }
}

extension Race.Runner {
  /// Trains it until its label has .9, to the first NaN, or as far as takes no longer than a key
  /// may: fewer steps of more outputs.
  fileprivate mutating func finish(_ task: NetPass.Task) {
    repeat {
      advance(task, to: moments.count)
    } while passedNine == nil && moments.count <= Race.mostSteps / weights[0].w2.count && !isLost
  }

  private var isLost: Bool { moments.last?.probability.isNaN ?? false }

  fileprivate mutating func advance(_ task: NetPass.Task, to step: Int) {
    while moments.count <= step {
      let pass = NetPass(task, kind, upcoming)
      let p = pass.probability
      if p >= 0.5, passedHalf == nil { passedHalf = moments.count }
      if p >= 0.9, passedNine == nil { passedNine = moments.count }
      let slope = pass.dw2[pass.output]
      if brokeAt == nil, !(p + pass.loss + slope + pass.z1).isFinite { brokeAt = moments.count }
      weights.append(upcoming)
      moments.append(
        Race.Moment(loss: pass.loss, probability: p, slope: slope, factor: pass.factor))
      upcoming = pass.next(at: task.rate)
    }
  }
}
