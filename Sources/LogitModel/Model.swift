import LogitExact

/// The bench, what follows from it, and the way back.
package struct Model: Equatable, Sendable {
  package private(set) var bench: Bench
  package private(set) var evaluation: Evaluation
  private var history = History()
  /// The bench as it was opened or last kept.
  private var kept: Bench

  package init(_ bench: Bench = .articles) {
    self.bench = bench
    evaluation = Evaluation(bench)
    kept = bench
  }

  /// Whether something on the bench would be lost by leaving now. The chosen row would not.
  package var isChanged: Bool {
    var here = bench
    here.row = kept.row
    return here != kept
  }

  /// Takes the bench as it stands for the one that was opened.
  package mutating func keep() { kept = bench }

  /// What the shell must do after a command.
  package enum Effect: Equatable, Sendable {
    /// Tell what the command did, in words.
    case say(Answer)
    /// Print what was asked for.
    case print(String)
    case quit
    /// Ask once, as something would be lost.
    case confirmQuit
  }

  /// What became of the loss, and what the command did beyond what it says.
  package struct Answer: Equatable, Sendable {
    package var text: String
    /// What a person must know: labels that no longer fit, a loss that gave way.
    package var notices: [String] = []

    package var line: String { ([text] + notices).joined(separator: "; ") }
  }

  /// Carries out `command`: the only way a `Model` changes.
  ///
  /// - Parameter nudging: Whether this is one of several small steps of one cell, which are one
  ///   step to undo.
  /// - Returns: What the shell must do next, in order.
  /// - Throws: `CommandError`, and then the model is as it was.
  package mutating func update(
    _ command: Command, nudging: Bool = false
  ) throws(CommandError) -> [Effect] {
    switch command {
    case .logits, .labels, .label, .logit, .target, .posWeight, .row, .name, .loss, .dtype,
      .reduction:
      var changed = bench
      let notices = try changed.apply(command)
      guard !changed.hasSameContents(as: bench) else {
        return [.say(Answer(text: "\(command.brief): as it was", notices: notices))]
      }
      history.remember(bench, nudging: nudging ? command.cell : nil)
      return [.say(move(to: changed, by: "\(command.brief)", notices))]
    case .undo:
      guard let earlier = history.undo(from: bench) else { throw CommandError(.nothingToUndo) }
      return [.say(move(to: earlier, by: "undo", []))]
    case .redo:
      guard let later = history.redo(from: bench) else { throw CommandError(.nothingToRedo) }
      return [.say(move(to: later, by: "redo", []))]
    case .show(let json): return [.print(json ? try reportJSON() : report)]
    case .curves(let reference, let axis):
      let index = try reference.map { reference throws(CommandError) in
        try bench.index(of: reference)
      }
      return [.print(curves(ofClass: index ?? bench.notableClass).table(over: axis))]
    case .help(let name): return [.print(try CommandSpec.help(name))]
    case .quit(let force): return [force || !isChanged ? .quit : .confirmQuit]
    }
  }

  private mutating func move(to other: Bench, by command: String, _ notices: [String]) -> Answer {
    let before = (bench: bench, evaluation: evaluation)
    evaluation = Evaluation(other, after: before)
    bench = other
    return Answer(text: "\(command): \(Self.change(from: before, to: self))", notices: notices)
  }

  /// `loss .0092 (was .0151), mean .0556 (was .0576)`.
  private static func change(
    from before: (bench: Bench, evaluation: Evaluation), to after: Model
  ) -> String {
    func compared(_ name: String, _ now: Reading, _ was: Reading?) -> String {
      let isSame = was == nil || was?.text == now.text
      return "\(name) \(now.text)" + (isSame ? "" : " (was \(was?.text ?? ""))")
    }
    let row = after.bench.row
    let oldRow = before.bench.row == row ? before.evaluation.chosen.loss : nil
    var parts = [compared("loss", after.evaluation.chosen.loss, oldRow)]
    if let now = after.evaluation.reduced(after.bench.reduction), after.evaluation.count > 1 {
      let isSame = before.bench.reduction == after.bench.reduction
      let was = isSame ? before.evaluation.reduced(before.bench.reduction) : nil
      parts.append(compared(after.bench.reduction.name, now, was))
    }
    return parts.joined(separator: ", ")
  }
}

extension Command {
  /// What a nudge of this command moves.
  fileprivate var cell: ClassReference? {
    if case .logit(let index, _) = self { return index }
    if case .target(let index, _) = self { return .name("target \(index)") }
    if case .posWeight = self { return .name("pos_weight") }
    return nil
  }

  /// The command as the answer names it: a whole batch would fill the line.
  package var brief: String {
    if case .logits(let rows) = self { return "logits \(rows.count)x\(rows[0].count)" }
    if case .labels(let rows) = self { return "labels \(rows.count)x\(rows[0].count)" }
    if case .label(let labels) = self, labels.count > 8 { return "label of \(labels.count) rows" }
    if case .posWeight(let values) = self, values.count > 8 {
      return "pos_weight of \(values.count) classes"
    }
    return description
  }
}
