import LogitExact

/// One thing a person can ask of the bench, in full: it says the state it wants, not the step to
/// it, and knows no screen, so that any log of commands replays to the same bench.
package enum Command: Equatable, Sendable {
  case logits([[Number]])
  case labels([[Number]])
  /// One index a row, or one alone for the chosen row.
  case label([ClassReference])
  case logit(ClassReference, Number)
  case target(ClassReference, Number)
  case posWeight([Number])
  /// One a class, or none.
  case classWeight([Number])
  /// One a row, or none.
  case sampleWeight([Number])
  case labelSmoothing(Number)
  case ignoreIndex(Int?)
  case temperature(Number)
  case stopGradient(Bool)
  case row(Int)
  case name(Int, String)
  case loss(Loss)
  case dtype(Format)
  case reduction(Reduction)
  case framework(Framework)
  /// A gradient step on the logits of the chosen row, at this rate.
  case step(Number)
  /// Holds the present bench beside the live one, or lets it go.
  case pin(Bool)
  case title(String)
  /// nil shows it.
  case note(String?)
  /// nil for the file that the bench came from.
  case save(String?, force: Bool)
  case open(String)
  /// A sample by its name.
  case sample(String)
  case samples
  /// nil shows it.
  case log(String?, force: Bool)
  case show(json: Bool)
  case curves(ClassReference?, Curves.Axis)
  case exact(ExactRequest)
  case sweep(SweepRequest)
  case frameworks(ClassReference?, json: Bool)
  /// How many digits exact values show; nil for the usual number.
  case digits(Int?)
  case duel(DuelRequest)
  case trace(DuelRequest)
  case formula(FormulaRequest)
  /// The chosen row through both heads.
  case heads(json: Bool)
  /// Its gradients by both losses.
  case compare(json: Bool)
  case jacobian(json: Bool)
  case race(RaceRequest)
  /// Says whether a number is as it should be.
  case expect(ExpectRequest)
  case help(String?)
  case undo
  case redo
  case quit(force: Bool)
}

/// A class by its index or by its name.
package enum ClassReference: Hashable, Sendable {
  case index(Int)
  case name(String)
}

extension ClassReference: CustomStringConvertible {
  package var description: String {
    switch self {
    case .index(let index): "\(index)"
    case .name(let name):
      // What would end the word, or be no word at all, means nothing else in quotes.
      name.isEmpty || name.hasPrefix("#") || name.contains { $0.isWhitespace || $0 == "," }
        || RowReader.isPrint(name[...]) ? "\"\(name)\"" : name
    }
  }
}

extension Command: CustomStringConvertible {
  /// The line that parses to this command.
  package var description: String {
    switch self {
    case .logits(let rows): "logits \(Self.line(of: rows))"
    case .labels(let rows): "labels \(Self.line(of: rows))"
    case .label(let labels): "label \(labels.map(\.description).joined(separator: " "))"
    case .logit(let index, let value): "logit \(index) \(value)"
    case .target(let index, let value): "target \(index) \(value)"
    case .posWeight(let values): "pos_weight \(Self.line(of: [values]))"
    case .classWeight(let values): "class_weight \(Self.lineOrOff(values))"
    case .sampleWeight(let values): "sample_weight \(Self.lineOrOff(values))"
    case .labelSmoothing(let value): "label_smoothing \(value)"
    case .ignoreIndex(let index): "ignore_index \(index.map { "\($0)" } ?? "off")"
    case .temperature(let value): "temperature \(value)"
    case .stopGradient(let isOn): "stop_gradient \(isOn ? "on" : "off")"
    case .framework(let framework): "as \(framework.name)"
    case .row(let row): "row \(row)"
    case .name(let index, let name): "class \(index) \(Self.quoted(name))"
    case .loss(let loss): "loss \(loss.name)"
    case .dtype(let format): "dtype \(format.name)"
    case .reduction(let reduction): "reduction \(reduction.name)"
    case .step(let rate): "step \(rate)"
    case .pin(let isOn): isOn ? "pin" : "pin off"
    case .title(let text): "title \(text.quotedAsJSON)"
    case .note(let text): "note" + (text.map { " \($0.quotedAsJSON)" } ?? "")
    case .save(let path, let force): (force ? "w!" : "w") + Self.argument(path)
    case .open(let path): "o" + Self.argument(path)
    case .sample(let name): "sample \(name)"
    case .samples: "samples"
    case .log(let path, let force): (force ? "log!" : "log") + Self.argument(path)
    case .show(let json): json ? "show --json" : "show"
    case .curves(let index, let axis):
      "curves" + (index.map { " \($0)" } ?? "") + (axis == .logit ? " z" : "")
    case .exact(let request):
      "exact" + ("\(request)".isEmpty ? "" : " \(request)")
    case .sweep(let request): "sweep \(request)"
    case .frameworks(let index, let json):
      "frameworks" + (index.map { " \($0)" } ?? "") + (json ? " --json" : "")
    case .digits(let count): "digits" + (count.map { " \($0)" } ?? "")
    case .duel(let request): "duel\(request)"
    case .trace(let request): "trace\(request)"
    case .formula(let request): "formula\(request)"
    case .heads(let json): json ? "heads --json" : "heads"
    case .compare(let json): json ? "compare --json" : "compare"
    case .jacobian(let json): json ? "jacobian --json" : "jacobian"
    case .race(let request): "\(request)"
    case .expect(let request): "expect \(request)"
    case .help(let name): "help" + (name.map { " \($0)" } ?? "")
    case .undo: "undo"
    case .redo: "redo"
    case .quit(let force): force ? "q!" : "q"
    }
  }

  /// The same command about the class under the cursor, where it says none.
  package func pointed(at index: Int) -> Command {
    switch self {
    case .exact(let request): .exact(request.pointed(at: index))
    case .sweep(let request): .sweep(request.pointed(at: index))
    case .duel(let request): .duel(request.pointed(at: index))
    case .trace(let request): .trace(request.pointed(at: index))
    default: self
    }
  }

  /// A name as one argument: what it holds of spaces, commas or `#` means nothing else in quotes.
  private static func quoted(_ name: String) -> String {
    name.contains { $0.isWhitespace || "#,".contains($0) } ? "\"\(name)\"" : name
  }

  private static func argument(_ path: String?) -> String {
    path.map { " \($0.asArgument)" } ?? ""
  }

  private static func lineOrOff(_ values: [Number]) -> String {
    values.isEmpty ? "off" : line(of: [values])
  }

  private static func line(of rows: [[Number]]) -> String {
    rows.map { $0.map(\.text).joined(separator: " ") }.joined(separator: "; ")
  }
}
