import LogitBench
import LogitStudies
import LogitText

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

extension Transcript.Line {
  /// The line as lines of at most `width` columns. A table, which has more than one blank in a row,
  /// is not worth reading in pieces and stays as it is.
  func wrapped(to width: Int) -> [Transcript.Line] {
    guard kind != .command, displayWidth(of: text) > width, !text.contains("  ") else {
      return [self]
    }
    if !text.contains(" ") { return pieces(of: width) }
    let lines = text.lines(ofWidth: width, atMost: text.unicodeScalars.count)
    return lines.map { Transcript.Line(kind: kind, text: $0) }
  }
}

extension Transcript.Line {
  /// One long word, as a number of a thousand digits, is read in pieces and loses none.
  private func pieces(of width: Int) -> [Transcript.Line] {
    var lines = [""]
    for character in text {
      if displayWidth(of: lines[lines.count - 1] + String(character)) > width { lines.append("") }
      lines[lines.count - 1].append(character)
    }
    return lines.map { Transcript.Line(kind: kind, text: $0) }
  }
}
