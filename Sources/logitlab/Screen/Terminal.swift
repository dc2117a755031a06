import CNcurses
import FoundationEssentials
import Glibc
import LogitText
import LogitView

/// The terminal while its screen is ours; it is given back when the value ends.
struct Terminal: ~Copyable {
  private let handle: OpaquePointer
  private let files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
  private let isUTF8: Bool
  private let palette: Palette
  /// What the terminal shows; nil if that is unknown.
  private var shown: Screen?
  private var line: [cchar_t] = []
  private var takesMouse: Bool

  /// Takes the screen over. `Signals` must hold by then, or handlers of ncurses run.
  init(_ appearance: Appearance) throws(TerminalError) {
    let opened = try Self.open(appearance)
    handle = opened.handle
    takesMouse = appearance.takesMouse
    files = opened.files
    isUTF8 = appearance.charset != .ascii && cn_is_utf8() != 0
    // Until it has once been left, ncurses 6.4 flushes after each move of the cursor.
    endwin()
    raw()
    noecho()
    nonl()
    keypad(cn_stdscr(), true)
    // Else a refresh stops half-way while keys wait.
    typeahead(-1)
    curs_set(0)
    palette = Palette(
      depth: Palette.Depth(
        colors: Int(tigetnum("colors")), choice: appearance.color,
        noColor: environment("NO_COLOR")))
    Self.send(modes)
  }

  deinit {
    Self.send(Self.modesOff)
    curs_set(1)
    endwin()
    delscreen(handle)
    fclose(files.input)
    fclose(files.output)
  }

  /// Bytes that give the terminal back without ncurses.
  var leaveSequence: String {
    let names = ["sgr0", "op", "rmkx", "cnorm", "rmcup"]
    return Self.modesOff + names.compactMap(Self.capability).joined()
  }

  var size: Size {
    var width: Int32 = 0
    var height: Int32 = 0
    let isKnown = cn_window_size(STDOUT_FILENO, &width, &height) != 0
    // A serial line answers 0; ncurses then has its own guess.
    guard isKnown, width > 0, height > 0 else {
      return Size(width: Int(getmaxx(cn_stdscr())), height: Int(getmaxy(cn_stdscr())))
    }
    return Size(width: min(Int(width), 1000), height: min(Int(height), 1000))
  }

  /// Shows `screen`; only cells that differ from what is shown are handed over.
  mutating func draw(_ screen: Screen) {
    let screen = isUTF8 ? screen : screen.asciiOnly()
    let known = shown.flatMap { $0.size == screen.size ? $0 : nil }
    if let known {
      for change in screen.changes(from: known) { drawRow(change.y, change.columns, of: screen) }
    } else {
      for y in 0..<screen.size.height { drawRow(y, 0..<screen.size.width, of: screen) }
    }
    if let cursor = screen.cursor {
      wmove(cn_stdscr(), Int32(clamping: cursor.y), Int32(clamping: cursor.x))
    }
    let wasVisible = shown?.cursor != nil
    if shown == nil || wasVisible != (screen.cursor != nil) {
      curs_set(screen.cursor == nil ? 0 : 1)
    }
    wrefresh(cn_stdscr())
    shown = screen
  }

  private mutating func drawRow(_ y: Int, _ span: Range<Int>, of screen: Screen) {
    line.removeAll(keepingCapacity: true)
    let row = screen.row(y)
    for cell in row[(row.startIndex + span.lowerBound)..<(row.startIndex + span.upperBound)]
    where !cell.isContinuation {
      line.append(palette.cell(cell.scalar, mark: cell.mark, cell.style))
    }
    mvwadd_wchnstr(cn_stdscr(), Int32(y), Int32(span.lowerBound), line, Int32(line.count))
  }

  /// Takes the terminal's new size over; the next `draw` repaints all of it.
  mutating func resize() {
    let size = self.size
    resizeterm(Int32(size.height), Int32(size.width))
    forget()
  }

  /// Gives the terminal to the shell until `enter`.
  mutating func leave() {
    Self.send(Self.modesOff)
    curs_set(1)
    endwin()
  }

  /// Takes the terminal back; the next `draw` repaints all of it.
  mutating func enter() {
    reset_prog_mode()
    // Leaving has sent `rmkx`, and ncurses does not undo that by itself.
    keypad(cn_stdscr(), true)
    resize()
    Self.send(modes)
  }

  mutating func takeMouse(_ isOn: Bool) {
    takesMouse = isOn
    Self.send(isOn ? Self.mouseOn : Self.mouseOff)
  }

  /// What the terminal is asked for beside its screen.
  private var modes: String { Self.pasteOn + (takesMouse ? Self.mouseOn : "") }

  /// Takes nothing for shown; the next `draw` repaints all of it.
  mutating func forget() {
    clearok(cn_stdscr(), true)
    shown = nil
  }

  /// Puts `text` into the clipboard of terminals that allow it.
  func copy(_ text: String) {
    Self.send("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}")
  }
}

extension Terminal {
  private static let pasteOn = "\u{1B}[?2004h"
  private static let pasteOff = "\u{1B}[?2004l"
  /// Presses, the wheel and what moves with a button held, in decimal numbers where the terminal knows
  /// them.
  private static let mouseOn = "\u{1B}[?1002h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l"
  /// All modes, whether they are on or not.
  private static let modesOff = mouseOff + pasteOff

  /// Writes past ncurses, whose own buffer is empty between two refreshes.
  private static func send(_ text: String) {
    // What cannot place a mouse or a window does not know these modes either.
    guard cn_tigetstr("kmous") != nil else { return }
    write(all: Array(text.utf8), to: STDOUT_FILENO)
  }

  private static func open(_ appearance: Appearance) throws(TerminalError) -> (
    handle: OpaquePointer,
    files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
  ) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw TerminalError.notATerminal
    }
    // The alphabet alone: numbers keep their decimal point.
    // A locale that is not installed tells by its name what the terminal shows.
    let isMissing = setlocale(LC_CTYPE, "") == nil
    if cn_is_utf8() == 0, appearance.charset == .unicode || isMissing && namesUTF8 {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    let name = try knownName(environment("TERM") ?? "")
    guard let input = fdopen(dup(STDIN_FILENO), "r") else { throw TerminalError.system("fdopen") }
    guard let output = fdopen(dup(STDOUT_FILENO), "w") else {
      fclose(input)
      throw TerminalError.system("fdopen")
    }
    guard let handle = newterm(name, output, input) else {
      fclose(input)
      fclose(output)
      throw TerminalError.unknownTerminal(name)
    }
    return (handle, (input, output))
  }

  /// Whether the locale that is asked for is one of UTF-8 by its name.
  private static var namesUTF8: Bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
    guard let name = name?.lowercased() else { return false }
    return name.hasSuffix("utf-8") || name.hasSuffix("utf8")
  }

  /// The description to use for the terminal `name`.
  private static func knownName(_ name: String) throws(TerminalError) -> String {
    if name.isEmpty { throw TerminalError.unknownTerminal(name) }
    switch cn_terminal_kind(name) {
    case 2: return name
    case 1: throw TerminalError.cannotPlaceCursor(name)
    default:
      // Newer terminals, such as kitty and foot, are missing from a small terminfo and understand
      // what xterm does.
      guard cn_terminal_kind("xterm-256color") == 2 else {
        throw TerminalError.unknownTerminal(name)
      }
      return "xterm-256color"
    }
  }

  /// A capability without the pauses that old terminals needed.
  private static func capability(_ name: String) -> String? {
    guard let text = cn_tigetstr(name) else { return nil }
    return String(cString: text).split(separator: "$<", omittingEmptySubsequences: false)
      .enumerated()
      .map { index, part in
        index == 0 ? String(part) : String(part.drop { $0 != ">" }.dropFirst())
      }
      .joined()
  }
}
