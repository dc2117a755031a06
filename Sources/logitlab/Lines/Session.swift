import Glibc
import LogitBench
import LogitSession
import LogitStudies
import LogitText
import LogitView

/// One run of the program: what it was given, and which of its faces answers.
struct Session {
  /// What it begins with.
  enum Start {
    case articles
    /// A bench or a script.
    case file(String)
    case sample(String)
    /// Their list.
    case samples
    /// One of those inside, or a file, NAME.md.
    case lesson(String)
    case lessons

    /// Whether nothing was given to begin with.
    fileprivate var isEmpty: Bool { if case .articles = self { true } else { false } }
  }

  let start: Start
  let commands: [String]
  let plain: Bool
  let interactive: Bool
  /// Whether no line of the prompt is kept.
  let isPrivate: Bool
  let appearance: Appearance

  func run() -> Int32 {
    // A reader that goes away early ends the output, not the program.
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files fails the write, not the program.
    signal(SIGXFSZ, SIG_IGN)
    var session = LineSession(isTalkative: false)
    do {
      var isGiven = !commands.isEmpty
      var lesson: LessonText?
      switch start {
      case .articles: break
      case .file(let file) where file.lowercased().hasSuffix(".json"):
        try open(file, in: &session)
      case .file(let file):
        try runScript(file, in: &session)
        isGiven = true
      case .sample(let name): session.model = Model(try Sample.named(name).bench)
      case .samples:
        Output.print(Sample.list)
        isGiven = true
      case .lessons:
        Output.print(LessonText.list)
        isGiven = true
      case .lesson(let name):
        let text = try LessonFile.text(name)
        guard !plain, commands.isEmpty, isatty(STDIN_FILENO) == 1 else {
          Output.print(text.text)
          return Status.fine
        }
        lesson = text
      }
      for command in commands {
        for entry in CommandLines.entries(of: command) where !session.hasQuit {
          do { try session.carryOut(entry) } catch {
            throw Failure(source: "-e '\(entry.text.lines[0])'", entry: entry, error: error)
          }
        }
      }
      if session.hasQuit || (isGiven && !interactive) { return session.status }
      guard isatty(STDIN_FILENO) == 1 else {
        try runLines(of: STDIN_FILENO, named: "stdin", in: &session)
        return session.status
      }
      return try runInteractively(session, lesson)
    } catch let failure as Failure {
      Output.tell("logitlab: \(failure)")
      return failure.status
    } catch {
      return Status.telling(error)
    }
  }

  /// The screen, or the plain prompt where there can be none.
  ///
  /// - Throws: `CommandError` where the lesson is none.
  private func runInteractively(
    _ session: LineSession, _ lesson: LessonText?
  ) throws(CommandError) -> Int32 {
    var (model, files) = (session.model, session.files)
    // What a script built is where the sitting starts; a file is kept only by writing it.
    if model.file == nil { model.keep() }
    guard !plain else { return PlainPrompt(model, files).run() }
    let state = isPrivate ? nil : StateFolder()
    var desk = Desk(model, history: state?.history ?? [])
    desk.interface.plotStyle = appearance.plot
    if let lesson {
      try desk.open(lesson)
    } else if start.isEmpty, state?.offersTour == true {
      desk.offerTour()
    }
    do {
      let reason = try runOnScreen(&desk, &files, state, appearance)
      if reason != .quit, desk.model.isChanged { StateFolder()?.rescue(desk.model) }
      if case .signal(let signal) = reason { Signals.end(by: signal) }
      return Status.fine
    } catch {
      Output.tell("logitlab: \(error); going on line by line, as with --plain")
      return PlainPrompt(model, files).run()
    }
  }

  private func open(_ path: String, in session: inout LineSession) throws {
    switch session.files.carryOut(.open(path)) {
    case .opened(let bench, let path): session.model = Model(bench, from: path)
    case .failed(let error): throw error
    case .saved, .logged: break
    }
  }

  private func runScript(_ path: String, in session: inout LineSession) throws {
    let file = try InputLines.open(path)
    defer { close(file) }
    try runLines(of: file, named: path, in: &session)
  }

  private func runLines(
    of file: Int32, named name: String, in session: inout LineSession
  ) throws {
    var lines = InputLines(file, name: name)
    var commands = CommandLines()
    func carryOut(_ entry: CommandLines.Entry) throws {
      guard !session.hasQuit else { return }
      do { try session.carryOut(entry) } catch {
        throw Failure(source: name, entry: entry, error: error, isNumbered: true)
      }
    }
    while !session.hasQuit, let line = try lines.next() {
      for entry in commands.take(line) { try carryOut(entry) }
    }
    if let last = commands.finish() { try carryOut(last) }
  }
}

extension LineSession {
  /// What a run ends with whose lines were all carried out.
  fileprivate var status: Int32 { hasFailed ? Status.findings : Status.fine }
}

/// A line that stopped a script, and where it stands.
private struct Failure: Error, CustomStringConvertible {
  let source: String
  let entry: CommandLines.Entry
  let error: CommandError
  /// Whether its line is told.
  var isNumbered = false

  var status: Int32 {
    error.isOfFile ? Status.unreadable : Status.usage
  }

  var description: String {
    let place = error.column.map { entry.place(ofColumn: $0) }
    let line = isNumbered || (place?.line ?? 1) > 1 ? ":\(place?.line ?? entry.line)" : ""
    return "\(source)\(line)\(place.map { ":\($0.column)" } ?? ""): \(error)"
  }
}
