import LogitBench
import LogitExact
import LogitLosses
import LogitText

extension Model {
  /// How many columns `sweep` computes where no screen says it, of which every tenth is printed, and
  /// looks at for failures on every screen.
  static let sweepColumns = 201
  /// One column of more would outlast a key.
  private static let mostSweptClasses = 1000

  /// Begins a sweep of the chosen row.
  ///
  /// - Throws: `CommandError` where a class, a formula or a weight does not fit the bench.
  package func sweep(
    _ request: SweepRequest, columns: Int
  ) throws(CommandError) -> SweepWork {
    guard bench.classes <= Self.mostSweptClasses else {
      throw CommandError(.tooManyClasses(bench.classes, most: Self.mostSweptClasses))
    }
    var row = bench.chosenRowAlone
    let index = try sweptClass(request.subject)
    if case .logit = request.subject, let refusal = bench.nothingToCompare { throw refusal }
    if case .target = request.subject {
      // An index as label gives way to one value a class, as it would at the prompt.
      if row.loss.takesIndices { _ = try row.apply(.loss(row.loss.dense)) }
    }
    let (formulas, truth, given) = try row.sweptFormulas(request, ofClass: index)
    let format = bench.dtype
    let xs = request.columns(columns, in: format)
    for end in [request.from, request.to] where !end.value(in: format).isFinite {
      throw CommandError(
        "\(end.text) is beyond \(format.name), whose largest number is "
          + "\(format.greatestFinite.significant(2)): 'dtype float64' holds it")
    }
    guard let first = xs.first,
      format.rounded(request.bounds.low) < format.rounded(request.bounds.high)
    else {
      throw CommandError(
        "\(request.from.text) and \(request.to.text) are one number in \(format.name): take a wider range or a wider dtype"
      )
    }
    let sampler = try SweepSampler(
      row, ofClass: index, request.subject, formulas, truth: truth, given: given, at: first)
    let marks: [Character] = ["*", "o", "+", "x"]
    let lines = zip(formulas, marks).map { Sweep.Line(name: $0.name, mark: $1) }
    let isOfLoss = truth != nil
    return SweepWork(
      sampler,
      Sweep(
        request: request, format: format,
        subject: request.subject.name(in: bench, ofClass: index),
        truth: isOfLoss ? "the loss" : formulas[0].name,
        here: bench.value(of: request.subject, ofClass: index), xs: xs,
        fault: bench.fault(beside: request.subject, ofClass: index), lines: lines),
      scan: request.columns(Self.sweepColumns, in: format))
  }

  private func sweptClass(_ subject: SweepRequest.Subject) throws(CommandError) -> Int {
    let reference: ClassReference?
    switch subject {
    case .logit(let known), .target(let known): reference = known
    case .posWeight(let known):
      guard bench.loss.takes(.posWeight) else {
        throw CommandError(
          "\(bench.loss.name) has no pos_weight; 'loss \(Loss.weightedCrossEntropy.name)' has")
      }
      reference = known
    case .parameter(let name):
      guard bench.parameters[name] != nil else { throw CommandError(.notSwept(name)) }
      reference = nil
    case .name: reference = nil
    }
    guard let reference else { return bench.notableClass }
    return try bench.index(of: reference)
  }
}

extension SweepRequest {
  package func answer(on model: Model) throws(CommandError) -> SweepWork {
    try model.sweep(self, columns: columns ?? Model.sweepColumns)
  }
}

/// A sweep is answered when it is begun: the work is done where somebody looks.
extension SweepWork: JSONReply, Growing {
  package var text: String { finished.text }
  package var document: any Encodable { finished.document }

  private var finished: Sweep {
    var work = self
    work.finish()
    return work.sweep
  }
}

extension Bench {
  fileprivate func sweptFormulas(
    _ request: SweepRequest, ofClass index: Int
  ) throws(CommandError) -> (
    formulas: [SweepSampler.Formula], truth: Expression?, given: [OwnLoss.Parameter]
  ) {
    var texts: [(name: String, text: String)]
    var given: [OwnLoss.Parameter] = []
    var truth: Expression?
    var scope = inputs(ofClass: index).benchScope
    if case .name(let name, let text) = request.subject {
      scope.names[name] = .scalar
      scope.meanings[name] = nil
      scope.placeWords[name] = nil
      texts = [(text, text)]
      texts += request.formulas.map { ($0, $0) }
    } else {
      truth = ClassNumber.loss.formula(of: bareLoss)
      texts = request.formulas.map { word in
        let known =
          self.formulas.first { $0.isCalled(word) } ?? Catalogue.formula(named: word, of: bareLoss)
        given += known?.parameters ?? []
        return (word, known?.text ?? word)
      }
      if texts.isEmpty { texts = SweepFormulas.usual(of: bareLoss).map { ($0.name, $0.text) } }
    }
    for parameter in given { scope.names[parameter.name] = .scalar }
    guard texts.count <= SweepRequest.mostFormulas else {
      throw CommandError(.tooManyFormulas(texts.count, most: SweepRequest.mostFormulas))
    }
    // A name that is swept, or a label's place, may stand as an index.
    let mayIndex =
      switch request.subject {
      case .name, .target: true
      case .logit, .posWeight, .parameter: false
      }
    let formulas = try texts.map { name, text throws(CommandError) in
      let expression: Expression
      do throws(ExpressionError) { expression = try Expression(parsing: text, in: scope) } catch {
        if text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) {
          // A word that is no formula was meant for the name of one.
          throw CommandError(
            .unknownFormula(text, among: self.formulas + Catalogue.formulas(of: loss), of: loss))
        }
        throw CommandError("\(error), in column \(error.column) of '\(text)'")
      }
      let isMoving = expression.contains { node in
        switch node {
        case .call(.argmax, _): true
        case .call(.others, _), .element: mayIndex
        case .number, .name, .negation, .binary, .power, .call: false
        }
      }
      return SweepSampler.Formula(name: name, expression: expression, isMoving: isMoving)
    }
    return (formulas, truth, given)
  }

  /// The chosen row as a batch of its own.
  fileprivate var chosenRowAlone: Bench {
    var alone = self
    alone.logits = [logits[row]]
    switch labels {
    case .indices(let indices): alone.labels = .indices([indices[row]])
    case .dense(let values): alone.labels = .dense([values[row]])
    }
    alone.row = 0
    return alone
  }
}

extension Bench {
  fileprivate func value(of subject: SweepRequest.Subject, ofClass index: Int) -> Double? {
    switch subject {
    case .logit: logits[row][index].value(in: dtype)
    case .target: label(of: index).value(in: dtype)
    case .posWeight: posWeight(of: index).value(in: dtype)
    case .parameter(let name): parameters[name]?.value(in: dtype)
    case .name: nil
    }
  }
}

extension Bench {
  /// The first logit that is no finite number, beside the one that is swept.
  fileprivate func fault(beside subject: SweepRequest.Subject, ofClass index: Int) -> String? {
    for (place, logit) in logits[row].enumerated() {
      if case .logit = subject, place == index { continue }
      let value = logit.value(in: dtype)
      let name = loss.head == .given ? "p" : "logit"
      if !value.isFinite { return "\(name) \(className(place)) is \(value.shortest)" }
    }
    return nil
  }
}

extension SweepRequest.Subject {
  func name(in bench: Bench, ofClass index: Int) -> String {
    switch self {
    case .logit: "\(bench.loss.head == .given ? "p" : "logit") \(bench.className(index))"
    case .target: "target \(bench.className(index))"
    case .posWeight: bench.posWeight.count == 1 ? "pos_weight" : "pos_weight \(index)"
    case .parameter(let name), .name(let name, _): name
    }
  }
}
