import LogitExact
import LogitText

/// The bench, what follows from it, and the way back.
package struct Model: Equatable, Sendable {
  @Boxed package private(set) var bench: Bench
  @Boxed package private(set) var evaluation: Evaluation
  /// The bench that is held beside the live one.
  @Boxed package private(set) var pinned: Pin? = nil
  /// How many digits exact numbers show; nil where nobody said.
  package private(set) var digits: Int?
  /// How many of the most probable classes a list shows; nil where nobody said.
  package private(set) var top: Int?
  /// What the losses are told in.
  package private(set) var units = Units.nats
  /// What is not to be told until somebody guesses it.
  package internal(set) var cover: Cover?
  private(set) var labelOrigin: LabelOrigin
  private var history = History()
  private var origin: History.Origin

  /// - Parameter file: Where the bench was opened.
  package init(_ bench: Bench = .articles, from file: String? = nil) {
    self.bench = bench
    evaluation = Evaluation(bench)
    labelOrigin = file == nil && bench == .articles ? .opening : .given
    origin = History.Origin(file: file, kept: bench, opened: bench)
  }

  /// The file that the bench was opened from or last written to.
  package var file: String? { origin.file }

  /// The bench as it was opened last.
  package var opened: Bench { origin.opened }

  /// Whether something on the bench would be lost by leaving now. The chosen row would not.
  package var isChanged: Bool {
    var here = bench
    here.row = origin.kept.row
    return here != origin.kept
  }

  /// Said of a note whose numbers need not be those of the bench.
  package static let olderNote = "its numbers are those it opened with"

  /// Whether the note was written for other numbers: it came with a bench that was changed since.
  package var isNoteOlder: Bool {
    var opened = origin.opened
    opened.row = bench.row
    return !bench.note.isEmpty && bench.note == opened.note
      && !bench.hasSameContents(as: opened)
  }

  /// Takes the bench as it stands for the one that was opened.
  package mutating func keep() { origin.kept = bench }

  /// A bench as it once stood, and what followed from it.
  package struct Pin: Equatable, Sendable {
    @Boxed package private(set) var bench: Bench
    @Boxed package private(set) var evaluation: Evaluation
  }

  /// The pinned numbers of the chosen row; nil where the pinned bench has no such row.
  package var pinnedRow: RowResult? {
    guard let pinned, pinned.bench.classes == bench.classes, bench.row < pinned.bench.rows else {
      return nil
    }
    if pinned.bench.row == bench.row { return pinned.evaluation.chosen }
    return pinned.evaluation.result(pinned.bench, row: bench.row)
  }

  /// The model of the pinned bench, on the chosen row; nil where that has no such row.
  package var pinnedModel: Model? {
    guard let pinned, pinned.bench.classes == bench.classes, bench.row < pinned.bench.rows else {
      return nil
    }
    var model = self
    model.bench = pinned.bench
    model.bench.row = bench.row
    model.evaluation = bench.row == pinned.bench.row ? pinned.evaluation : Evaluation(model.bench)
    return model
  }

  /// What became of the loss, and what the command did beyond what it says.
  package struct Answer: Equatable, Sendable {
    package var text: String
    /// What a person must know: labels that no longer fit, a loss that gave way.
    package var notices: [String] = []
    /// That of the bench which was opened.
    private var note = ""

    package init(text: String, notices: [String] = [], note: String = "") {
      (self.text, self.notices, self.note) = (text, notices, note)
    }

    package var line: String { lineWithoutNote + (note.isEmpty ? "" : ": \(note)") }

    /// For a screen, where the note stands in a place of its own.
    package var lineWithoutNote: String { ([text] + notices).joined(separator: "; ") }
  }

  /// Changes the bench.
  ///
  /// - Parameter nudging: Whether this is one of several small steps of one cell, which are one
  ///   step to undo.
  /// - Throws: `CommandError`, and then the model is as it was.
  package mutating func make(_ edit: Edit, nudging: Bool) throws(CommandError) -> Answer {
    var changed = bench
    let notices = try changed.apply(edit)
    noteLabels(after: edit)
    let isSame = edit.isCaption ? changed == bench : changed.hasSameContents(as: bench)
    guard !isSame else { return Answer(text: "\(edit.brief): as it was", notices: notices) }
    history.remember(bench, becoming: changed, by: [edit], nudging: nudging ? edit.cell : nil)
    let old = bench
    let answer = move(to: changed, by: edit.brief, notices)
    switch edit {
    case .net(let change): return Answer(change, changed.net, from: old.net)
    case .formula(.set):
      return Answer(text: "\(edit): 'duel' has it among the others", notices: notices)
    default: return answer
    }
  }

  /// Changes the bench by several edits that are one step to undo.
  ///
  /// - Throws: `CommandError`, and then the model is as it was.
  package mutating func make(_ edits: [Edit]) throws(CommandError) -> Answer {
    var changed = bench
    var notices: [String] = []
    for edit in edits { notices += try changed.apply(edit) }
    let words = edits.map(\.brief).joined(separator: "; ")
    guard !changed.hasSameContents(as: bench) else { return Answer(text: "\(words): as it was") }
    edits.forEach { noteLabels(after: $0) }
    history.remember(bench, becoming: changed, by: edits)
    return move(to: changed, by: words, notices)
  }

  package mutating func undo() throws(CommandError) -> Answer {
    var earlier = bench
    guard history.undo(&earlier, &origin) else { throw CommandError("nothing to undo") }
    return move(to: earlier, by: "undo", [])
  }

  package mutating func redo() throws(CommandError) -> Answer {
    var later = bench
    guard history.redo(&later, &origin) else { throw CommandError("nothing to redo") }
    return move(to: later, by: "redo", [])
  }

  /// Holds the bench beside what comes, or lets the held one go.
  package mutating func pin(_ isOn: Bool) -> Answer {
    pinned = isOn ? Pin(bench: bench, evaluation: evaluation) : nil
    return Answer(text: isOn ? "pin: \(standing) held beside what comes" : "pin off: let go")
  }

  /// `loss 0.0092, mean 0.0556`.
  package var standing: String { Self.change(from: (bench, evaluation), to: self) }

  package mutating func show(in units: Units) -> Answer {
    self.units = units
    return Answer(text: "units \(units.rawValue): \(units.summary)")
  }

  package mutating func show(digits count: Int?) -> Answer {
    digits = count
    return Answer(
      text: count.map { "digits \($0): exact numbers show \(counted($0, "digit")) where they fit" }
        ?? "digits: as many as fit, and \(DigitsProof.usualCount) by 'exact'")
  }

  package mutating func show(top count: Int?) -> Answer {
    top = count
    return Answer(
      text: count.map { "top \($0): lists show the \($0) most probable classes" }
        ?? "top: ten of more than a hundred classes, all of fewer")
  }

  /// Puts the bench of another model in the place of this one, and how its numbers are shown.
  ///
  /// - Parameter name: What the log calls its source.
  package mutating func take(_ other: Model, known name: String) {
    _ = open(other.bench, of: nil, by: "", known: name)
    (digits, top, units) = (other.digits, other.top, other.units)
    (pinned, cover) = (other.pinned, other.cover)
  }

  package mutating func open(_ sample: Sample) -> Answer {
    open(
      sample.bench, of: nil, by: "sample \(sample.name)", known: "the sample \(sample.name)")
  }

  /// The commands that lead to this bench from the one on which the program opens.
  package var log: [String] { history.log(to: bench) }

  /// Takes in what came of a command's work on files.
  ///
  /// - Throws: `CommandError` where it failed, and then the model is as it was.
  package mutating func finish(_ outcome: FileOutcome) throws(CommandError) -> Answer {
    switch outcome {
    case .opened(let opened, let path):
      return open(opened, of: path, by: "o \(path.asArgument)", known: path)
    case .saved(let saved, let path):
      origin = History.Origin(file: path, kept: saved, opened: origin.opened)
      return Answer(text: "w \(path.asArgument): written, \(saved.size)")
    case .logged(let path): return Answer(text: "log \(path.asArgument): written")
    case .failed(let error): throw CommandError(error)
    }
  }

  /// Puts another bench in the place of this one.
  ///
  /// - Parameters:
  ///   - file: Where it is kept; nil where it is not.
  ///   - name: What the log calls its source.
  private mutating func open(
    _ opened: Bench, of file: String?, by command: String, known name: String
  ) -> Answer {
    let losesNothing = !isChanged
    labelOrigin = .given
    history.rememberOpening(name, over: bench, origin)
    origin = History.Origin(file: file, kept: opened, opened: opened)
    _ = move(to: opened, by: "", [])
    let undo = losesNothing ? "" : "; undo brings back what was not written"
    return Answer(text: "\(command): \(opened.caption)\(undo)", note: opened.note)
  }

  private mutating func noteLabels(after edit: Edit) {
    switch edit {
    case .labels, .label, .target: labelOrigin = .given
    case .logits where labelOrigin == .opening: labelOrigin = .takenOver
    default: break
    }
  }

  private mutating func move(to other: Bench, by command: String, _ notices: [String]) -> Answer {
    let before = (bench: bench, evaluation: evaluation)
    evaluation = Evaluation(other, after: before)
    bench = other
    if other.row != before.bench.row || !other.hasSameContents(as: before.bench) { cover?.close() }
    return Answer(text: "\(command): \(Self.change(from: before, to: self))", notices: notices)
  }

  /// `loss .0092 (was .0151), mean .0556 (was .0576)`.
  private static func change(
    from before: (bench: Bench, evaluation: Evaluation), to after: Model
  ) -> String {
    func compared(_ name: String, _ now: Reading, _ was: Reading?) -> String {
      if after.hidesLoss { return "\(name) ?" }
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

extension Bench {
  fileprivate var size: String { "\(counted(rows, "row")) of \(counted(classes, "class"))" }

  /// What a person wants to know of a bench that was opened.
  package var caption: String { "\(title), \(size)" }
}
