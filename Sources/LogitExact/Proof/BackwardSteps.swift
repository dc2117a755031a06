extension Backward {
  /// What arrives at some inputs, added up in a format: 0 where nothing does.
  package func gradient(by inputs: [(name: String, index: Int?)], in format: Format) -> Double {
    var back = self
    let places = inputs.compactMap { back.place(of: $0.name, $0.index) }
    guard let place = back.added(places) else { return 0 }
    return back.program.pruned(to: [place]).evaluate(in: format)[0]
  }
}

extension Program {
  /// What a formula hands back in a format, step by step.
  package struct BackwardSteps: Sendable {
    /// What arrives at one step of the formula.
    package struct Arrival: Sendable {
      /// The step, and what makes up what arrives.
      package let place: Int
      package let step: Step
      /// `logits`, and which; nil for a step that is no input.
      package let input: (name: String, index: Int?)?
      /// The first step on the way to this one that makes NaN of numbers; nil where none does.
      package let birth: Step?
    }

    /// From the result to the inputs.
    package let arrivals: [Arrival]
    /// All steps, the formula's first.
    package let all: [Step]
  }

  /// - Parameters:
  ///   - inputs: What the result is differentiated by.
  ///   - numbers: Of the lines by which steps of the formula are known.
  ///   - name: What arrives at a step is called by its place.
  /// - Precondition: There is one result.
  package func backwardSteps(
    by inputs: Set<String>, in format: Format, budget: Budget, longest: Int, numbers: [Int: Int],
    name: (Int) -> String
  ) -> BackwardSteps {
    let (plain, masked) = (
      Backward(self, by: inputs, isMasked: false), Backward(self, by: inputs, isMasked: true)
    )
    let places = operations.indices.reversed().filter { plain.arrivals[$0] != nil }
    var names: [Int: String] = [:]
    for place in places {
      // What is handed on as it is keeps the name by which it came.
      if let arrival = plain.arrivals[place], arrival >= count, names[arrival] == nil {
        names[arrival] = name(place)
      }
    }
    var program = plain.program
    program.results = places.compactMap { plain.arrivals[$0] }
    let steps = program.steps(in: format, budget: budget, longest: longest)
    let texts = program.texts(longest: longest, numbers: numbers, names: names)
    let exact = masked.program.compare(
      places.compactMap { plain.arrivals[$0] }.map { steps[$0].value },
      at: places.compactMap { masked.arrivals[$0] }, in: format, overflow: .ieee, budget: budget)
    var born: Set<Int> = []
    let arrivals = zip(places, exact).compactMap { place, exact -> BackwardSteps.Arrival? in
      guard let arrival = plain.arrivals[place] else { return nil }
      let own = steps[arrival]
      let birth = program.birth(of: arrival, steps).flatMap { born.insert($0).inserted ? $0 : nil }
      let step = Step(
        text: texts[arrival], applied: own.applied, operation: own.operation,
        operands: own.operands, value: own.value, exact: exact.exact, ulps: exact.ulps,
        events: own.events)
      var input: (name: String, index: Int?)?
      if case .quantity(let index) = operations[place] {
        input = self.name(ofQuantity: index).map { ($0.name, $0.index) }
      }
      return BackwardSteps.Arrival(
        place: place, step: step, input: input, birth: birth.map { steps[$0] })
    }
    return BackwardSteps(arrivals: arrivals, all: steps)
  }

  /// The step at which a NaN came into the world that a step has; nil where it has none, or where the
  /// formula had it already.
  private func birth(of place: Int, _ steps: [Step]) -> Int? {
    var place = place
    guard steps[place].value.isNaN else { return nil }
    while let earlier = steps[place].operands.first(where: { steps[$0].value.isNaN }) {
      place = earlier
    }
    return place
  }
}
