import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// The state of the screen alone: it is not undone, saved or replayed.
package struct Interface: Equatable, Sendable {
  /// The parts of the screen that take keys.
  package enum Pane: CaseIterable, Sendable {
    case table, batch, lower
  }

  /// The inputs of a class, in the order of their columns.
  package enum Field: CaseIterable, Sendable {
    case logit, label, posWeight

    package var column: Table.Column {
      switch self {
      case .logit: .logit
      case .label: .label
      case .posWeight: .posWeight
      }
    }

    /// What a person calls it.
    package var name: String {
      switch self {
      case .logit: "logit"
      case .label: "target"
      case .posWeight: "pos_weight"
      }
    }
  }

  /// What lies over the curves, or over the whole bench.
  package enum Overlay: Equatable, Sendable {
    case help(scroll: Int)
    /// `scroll` counts lines up from the last.
    /// Lines up from the last one, and columns to the right.
    case answers(scroll: Int, shift: Int = 0)
  }

  /// The line above the keys.
  package struct Message: Equatable, Sendable {
    package var text: String
    package var isError = false
    /// Whether it says what keys do in what is open, and so is of no use over anything else.
    package var isHint = false

    static func hint(_ text: String) -> Message { Message(text: text, isHint: true) }
  }

  package var pane = Pane.table
  package var lower = LowerPane.curves {
    didSet { if !lower.isSame(as: oldValue) { forgetHint() } }
  }
  /// The class and the input under the cursor.
  package var index: Int
  package var field = Field.logit
  package var edit: LineEditor?
  package var prompt: Prompt?
  package var overlay: Overlay? {
    didSet { if !(overlay?.isSame(as: oldValue) ?? (oldValue == nil)) { forgetHint() } }
  }
  package var axis = Curves.Axis.probability
  package var quantity = Curves.Quantity.value
  package var message = Message(text: "")
  /// The bench before the last change, whose printed numbers tell which cells changed.
  package var before: Model?
  /// What was asked and answered, oldest first.
  package var transcript = Transcript()
  /// Lines that were entered at the prompt, oldest first.
  package var history: [String] = []
  /// The folder whose names Tab asked for last.
  package var listing: Listing?
  /// Whether the person was just asked if the changes may be lost.
  package var wasAskedToQuit = false

  package init(_ model: Model) {
    index = model.bench.notableClass
    message = Message(
      text: "\(counted(model.bench.rows, "row")) of \(counted(model.bench.classes, "class")):"
        + " arrows move, a digit types over the [number], ? lists all keys", isHint: true)
    if let file = model.file {
      message = Message(text: "\(Command.open(file)): \(model.bench.caption)")
    } else if !model.bench.note.isEmpty {
      message = Message(text: model.bench.caption)
    } else {
      return
    }
    transcript.add(.answer, message.text)
  }

  /// The inputs that the loss has.
  package static func fields(_ bench: Bench) -> [Field] {
    bench.loss.takes(.posWeight) ? Field.allCases : [.logit, .label]
  }

  /// A hint goes with what it was said in.
  private mutating func forgetHint() {
    if message.isHint { message = Message(text: "") }
  }

  /// Goes to the class that matters on a bench that took the place of another.
  package mutating func begin(_ bench: Bench) {
    // Nothing of another bench is a change of this one.
    before = nil
    // Its note stands beside the curves as it was written for them.
    if !bench.note.isEmpty {
      (pane, lower, overlay) = (.table, .curves, nil)
      (axis, quantity) = (.probability, .value)
    }
    index = bench.notableClass
    fit(bench)
  }

  /// Keeps the cursor on the bench after it changed.
  package mutating func fit(_ bench: Bench) {
    index = min(max(0, index), bench.classes - 1)
    if !Self.fields(bench).contains(field) { field = .label }
    if pane == .batch, bench.rows == 1 { pane = .table }
  }
}

/// What was asked and answered, kept to a length that a person may still read.
package struct Transcript: Equatable, Sendable {
  package struct Line: Equatable, Sendable {
    package enum Kind: Sendable {
      case command, answer, error
    }

    package let kind: Kind
    package let text: String
  }

  /// Of what was looked at.
  private var settled: [Line] = []
  /// What was added since.
  private var pending: [Entry] = []
  private static let limit = 5000
  /// No screen is wider, and a pasted batch is megabytes.
  private static let widthLimit = 1000

  private enum Entry: Equatable {
    case line(Line.Kind, String)
    case answer(Answered)
  }

  /// All lines, for which the texts of answers are made.
  package var lines: [Line] {
    var copy = self
    copy.settle()
    return copy.settled
  }

  /// Whether the last that was added is this text.
  func ends(with text: String) -> Bool {
    switch pending.last {
    case .line(_, let last)?: last == text && !text.contains(where: \.isNewline)
    case .answer?: false
    case nil: settled.last?.text == text
    }
  }

  package mutating func add(_ kind: Line.Kind, _ text: String) { add(.line(kind, text)) }

  package mutating func add(_ answer: Answered) { add(.answer(answer)) }

  private mutating func add(_ entry: Entry) {
    pending.append(entry)
    // Each has a line at least.
    if pending.count > 2 * Self.limit { pending.removeFirst(Self.limit) }
  }

  /// Makes the texts of the answers that were added.
  mutating func settle() {
    for entry in pending {
      switch entry {
      case .line(let kind, let text): append(kind, text)
      case .answer(let answer):
        do throws(CommandError) { append(.answer, try answer.text()) } catch {
          append(.error, "\(error)")
        }
      }
    }
    pending = []
  }

  private mutating func append(_ kind: Line.Kind, _ text: String) {
    for line in text.lines.suffix(Self.limit) {
      let start = line.prefix(Self.widthLimit)
      let isWhole = start.endIndex == line.endIndex
      settled.append(Line(kind: kind, text: isWhole ? line : start + " .. a pipe prints all of it"))
    }
    if settled.count > Self.limit { settled.removeFirst(settled.count - Self.limit) }
  }
}
