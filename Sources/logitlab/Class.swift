import ArgumentParser
import Glibc
import LogitBench
import LogitSession
import LogitStudies
import LogitText
import LogitView

/// `logitlab class LESSON`: a room full of answers in a shared folder, without a server.
struct ClassTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "class", abstract: "Ask a class: answers come as lines in a shared folder.",
    discussion: """
      logitlab class softmax-twice --answers /shared/monday              on the projector
      logitlab class softmax-twice --answers /shared/monday --as Ann     each student

      Each student's answers go to a file of their own in the folder; without --answers they are \
      lines to paste, which may stand in any file NAME.answers of the folder. What the teacher sees \
      are the counts, then the truth. Without a terminal it prints both.
      """)

  @Argument(help: "A lesson inside the program, or a file that is one.")
  var lesson: String

  @Option(help: ArgumentHelp("The folder that all share.", valueName: "folder"))
  var answers: String?

  @Option(name: .customLong("as"), help: ArgumentHelp("Answer, by this name.", valueName: "name"))
  var name: String?

  @OptionGroup var look: AppearanceOptions

  func run() throws {
    let status = status
    if status != Status.fine { throw ExitCode(status) }
  }

  private var status: Int32 {
    signal(SIGPIPE, SIG_IGN)
    do {
      let isInside = LessonText.all.contains { $0.name == lesson }
      let text = isInside ? try LessonText.named(lesson) : try read(lesson)
      do {
        let read = try Lesson(text.text, named: text.name)
        return try name.map { try answer(read, by: $0) } ?? teach(read)
      } catch let error as LessonError {
        Output.tell("logitlab: \(text.name): \(error)")
        return Status.usage
      }
    } catch {
      return Status.telling(error)
    }
  }

  private func read(_ path: String) throws -> LessonText {
    // A word that is no file may be a lesson's misspelt name.
    guard path.contains(".") || path.contains("/") else { return try LessonText.named(path) }
    return LessonText(name: path, text: try LessonFile.read(path))
  }

  // MARK: - The teacher

  private func teach(_ lesson: Lesson) throws -> Int32 {
    guard let answers else {
      throw CommandError("--answers FOLDER says where the answers come, --as NAME answers")
    }
    var room = WatchedClass(room: try ClassRoom(lesson), folder: AnswerFolder(path: answers))
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      room.room.take(try room.folder.pages())
      Output.print(room.room.text)
      return Status.fine
    }
    room.look()
    var files = Files()
    let reason = try runOnScreen(&room, &files, nil, look.appearance)
    if case .signal(let signal) = reason { Signals.end(by: signal) }
    return Status.fine
  }

  // MARK: - A student

  private func answer(_ lesson: Lesson, by text: String) throws -> Int32 {
    guard let name = ClassAnswers.name(text) else {
      throw CommandError("'\(text)' is no name: it needs a letter or a digit")
    }
    let questions = try lesson.classQuestions()
    let folder = answers.map { AnswerFolder(path: $0) }
    var lines = InputLines(STDIN_FILENO, name: "stdin")
    Output.print(
      "\(lesson.title): \(counted(questions.count, "question")); Enter alone passes one over")
    for (index, question) in questions.enumerated() {
      Output.print("\n\(index + 1) of \(questions.count)  \(question.heading)")
      for paragraph in question.paragraphs {
        Output.print(paragraph.lines(ofWidth: 78, atMost: 20).joined(separator: "\n"))
      }
      Output.print(question.ask.question)
      for (number, choice) in question.ask.choices.enumerated() {
        Output.print("  \(number + 1) \(choice)")
      }
      guard try take(from: &lines, question.ask, index + 1, name, folder) else { break }
    }
    return Status.fine
  }

  /// - Returns: Whether more questions are to be asked.
  private func take(
    from lines: inout InputLines, _ ask: Lesson.Ask, _ question: Int, _ name: String,
    _ folder: AnswerFolder?
  ) throws -> Bool {
    while true {
      Output.prompt("> ")
      guard let typed = try lines.next() else {
        Output.prompt("\n")
        return false
      }
      if typed.allSatisfy(\.isWhitespace) { return true }
      let line: String
      do {
        line = try ClassAnswers.line(typed, to: ask, question: question, by: name)
      } catch {
        Output.tell("\(error)")
        continue
      }
      guard let folder else {
        Output.print("to paste: \(line)")
        return true
      }
      do { try folder.append(line, by: name) } catch {
        Output.tell("logitlab: \(error); to paste: \(line)")
      }
      return true
    }
  }
}

/// A folder that many write to, each a file of their own.
struct AnswerFolder {
  let path: String

  /// A class is no larger, and neither are its answers.
  private static let mostFiles = 2000
  private static let greatestSize = 64 << 10

  /// - Throws: `InputLines.Unreadable` where the folder cannot be read; a file in it that cannot be is
  ///   none.
  func pages() throws(InputLines.Unreadable) -> [ClassAnswers.Page] {
    guard let stream = opendir(expanded(path)) else {
      throw InputLines.Unreadable(path: path, reason: lastError())
    }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < Self.mostFiles, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name.hasSuffix(".answers") { names.append(name) }
    }
    return names.sorted().compactMap(page)
  }

  private func page(_ name: String) -> ClassAnswers.Page? {
    // Nothing that waits or that leads elsewhere.
    let file = open(
      expanded(path) + "/" + name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = [UInt8](repeating: 0, count: Self.greatestSize)
    var count = 0
    while count < bytes.count {
      let more = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      }
      if more < 0, errno == EINTR { continue }
      guard more > 0 else { break }
      count += more
    }
    return ClassAnswers.Page(name: name, text: String(decoding: bytes[..<count], as: UTF8.self))
  }

  /// - Throws: `InputLines.Unreadable`, and then nothing was written.
  func append(_ line: String, by name: String) throws(InputLines.Unreadable) {
    let file = expanded(path) + "/" + ClassAnswers.file(of: name)
    let descriptor = open(
      file, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw InputLines.Unreadable(path: file, reason: lastError()) }
    defer { close(descriptor) }
    guard write(all: Array((line + "\n").utf8), to: descriptor) else {
      throw InputLines.Unreadable(path: file, reason: lastError())
    }
  }
}

/// The class on the screen, which looks into its folder every second.
struct WatchedClass: ScreenProgram {
  var room: ClassRoom
  let folder: AnswerFolder

  mutating func look() {
    do throws(InputLines.Unreadable) { room.take(try folder.pages()) } catch {
      room.lose("\(error.reason): what came in before is kept")
    }
  }

  mutating func handle(_ event: Event) -> [Request] { room.handle(event) }
  mutating func finish(_ outcome: FileOutcome) {}
  mutating func listed(_ listing: FolderNames) {}
  var pace: Duration? { .seconds(1) }
  mutating func advance(by elapsed: Duration) { look() }
  mutating func render(_ size: Size) -> Screen { room.render(size) }
}
