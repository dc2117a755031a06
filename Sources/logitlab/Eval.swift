import ArgumentParser
import Glibc
import LogitBench
import LogitEval
import LogitSession
import LogitStudies

/// `logitlab eval`: losses, gradients and activations for other programs.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Functions of tensors for other programs: a request in JSON, its answer in JSON.",
    discussion: """
      echo '{"function": "softmax", "logits": [1, 2, 3]}' | logitlab eval -
      logitlab eval --lines requests.jsonl

      Every number of an answer is rounded once. Without --lines the file holds one request; its \
      status is 2 where it is refused. With --lines every line that is not blank is one and gets \
      one line; the status is 1 where any was refused. --list names the functions.
      """)

  @Argument(help: ArgumentHelp("The requests; - or none is standard input.", valueName: "file"))
  var file = "-"

  @Flag(help: "One request a line, one answer a line.")
  var lines = false

  @Flag(help: "List the functions, one JSON object a line.")
  var list = false

  @Flag(help: "Every number as a text such as \"0x1.8p-3\".")
  var hex = false

  func run() throws {
    if list {
      write(all: Array((Eval.list.joined(separator: "\n") + "\n").utf8), to: STDOUT_FILENO)
      return
    }
    let status: Int32
    do {
      let descriptor = file == "-" ? STDIN_FILENO : try InputLines.open(file)
      status = try lines ? answerLines(of: descriptor) : answerOne(of: descriptor)
    } catch {
      Output.tell("logitlab eval: \(error)")
      throw ExitCode(Status.unreadable)
    }
    if status != Status.fine { throw ExitCode(status) }
  }

  private func answerOne(of file: Int32) throws -> Int32 {
    var requests = Requests(file, name: self.file, isByLine: false)
    guard let bytes = try requests.next() else { return Status.fine }
    var evaluator = Evaluator()
    return say(bytes, &evaluator).isAnswer ? Status.fine : Status.usage
  }

  private func answerLines(of file: Int32) throws -> Int32 {
    var requests = Requests(file, name: self.file, isByLine: true)
    var evaluator = Evaluator()
    var status = Status.fine
    while let line = try requests.next() {
      if line.allSatisfy({ [0x20, 0x09, 0x0d].contains($0) }) { continue }
      let (isAnswer, isHeard) = say(line, &evaluator)
      if !isAnswer { status = Status.findings }
      // A reader that has gone wants no more.
      if !isHeard { break }
    }
    return status
  }

  private func say(
    _ bytes: [UInt8], _ evaluator: inout Evaluator
  ) -> (isAnswer: Bool, isHeard: Bool) {
    let (json, isAnswer) = evaluator.answer(to: bytes, isHexadecimal: hex)
    return (isAnswer, write(all: Array((json + "\n").utf8), to: STDOUT_FILENO))
  }
}

/// The requests of a file or a pipe, as they arrive: its lines, or all of it as one.
private struct Requests {
  private let file: Int32
  private let name: String
  private let isByLine: Bool
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private var start = 0
  private var end = 0
  private var isAtEnd = false

  init(_ file: Int32, name: String, isByLine: Bool) {
    (self.file, self.name, self.isByLine) = (file, name, isByLine)
  }

  /// The next one; of one that is too large only so much that it is seen. Nil at the end.
  mutating func next() throws(InputLines.Unreadable) -> [UInt8]? {
    guard !isAtEnd else { return nil }
    var bytes: [UInt8] = []
    while true {
      if start == end {
        try fill()
        if isAtEnd { return isByLine && bytes.isEmpty ? nil : bytes }
      }
      let rest = chunk[start..<end]
      let stop = isByLine ? rest.firstIndex(of: UInt8(ascii: "\n")) : nil
      let room = Eval.greatestSize + 1 - bytes.count
      bytes += rest[..<(stop ?? end)].prefix(room)
      start = stop.map { $0 + 1 } ?? end
      if stop != nil { return bytes }
    }
  }

  private mutating func fill() throws(InputLines.Unreadable) {
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw InputLines.Unreadable(path: name, reason: String(cString: strerror(errno)))
      }
      (start, end) = (0, count)
      isAtEnd = count == 0
      return
    }
  }
}
