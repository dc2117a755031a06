import LogitDumps
import LogitText

/// A line that is typed over the list.
struct RowPrompt: Sendable {
  enum Subject: Sendable {
    case filter, dials, row

    var sign: String {
      switch self {
      case .filter: "rows where "
      case .dials: "dials "
      case .row: "row "
      }
    }

    var hint: String {
      switch self {
      case .filter:
        "such as loss > 5 and pred != label; Up brings the last back, Enter alone shows all"
      case .dials: "such as T 0.7 top_k 50 top_p 0.95 min_p 0.05; Enter alone turns them off"
      case .row: "Enter goes there, Esc stays"
      }
    }
  }

  let subject: Subject
  var line: LineEditor
  /// Why the line was refused; gone with the next key.
  var error: String?

  init(_ subject: Subject, _ text: String = "") {
    self.subject = subject
    line = LineEditor(text)
  }
}

extension DumpDesk {
  mutating func handleInPrompt(_ key: Key) -> [Request] {
    prompt?.error = nil
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): prompt = nil
    case (.backspace, []) where prompt?.line.isEmpty == true: prompt = nil
    case (.character("z"), .control): return [.suspend]
    case (.enter, _): enter()
    case (.up, []) where prompt?.subject == .filter: prompt?.line = LineEditor(lastFilter)
    default: _ = prompt?.line.handle(key)
    }
    return []
  }

  private mutating func enter() {
    guard let asked = prompt else { return }
    let text = asked.line.string.trimmed
    do throws(DumpError) {
      switch asked.subject {
      case .filter:
        if !text.isEmpty { _ = try RowFilter(parsing: text) }
        if !text.isEmpty { lastFilter = text }
        filter = text
        sort(keepsRow: true)
      case .dials:
        dial = try dials.turn(text) ?? dial
        message = .init(text: dials.text)
      case .row:
        guard let row = Int(text), (0..<dump.count).contains(row) else {
          throw .usage("", "'\(text.shortened)' is no row; they are\(counting(dump.count))")
        }
        let found = listing.map { $0.order.firstIndex(of: Int32(row)) } ?? row
        guard let found else { throw .usage("", "row \(row) is not among those shown") }
        go(to: found)
      }
      prompt = nil
    } catch {
      prompt?.error = error.words
    }
  }
}
