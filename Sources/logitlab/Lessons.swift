import ArgumentParser
import Glibc
import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// `logitlab lesson check FILE ...`.
struct LessonTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "List, open or check lessons.",
    discussion:
      "'logitlab lesson' lists them, 'logitlab lesson NAME' or 'lesson FILE.md' opens one.",
    subcommands: [Check.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run lessons and scripts as tests.",
      discussion: """
        logitlab lesson check samples/lessons/*.md tests.lab

        Prints what is otherwise than a file says, and ends with status 1.
        """)

    @Argument(help: "Lessons, NAME.md, and scripts of commands, NAME.lab.")
    var files: [String]

    @Flag(help: "Write into the lessons what their commands print; read it before you keep it.")
    var update = false

    func run() throws {
      var status = Status.fine
      for file in files {
        do { status = max(status, try check(file)) } catch {
          Output.tell("logitlab: \(error)")
          status = Status.unreadable
        }
      }
      if status != Status.fine { throw ExitCode(status) }
    }

    private func check(_ file: String) throws -> Int32 {
      let text = try LessonFile.read(file)
      let check =
        file.lowercased().hasSuffix(".md") ? LessonCheck(lesson: text) : LessonCheck(script: text)
      let isWritten = update && check.text != text
      if isWritten {
        _ = try replaceFile(at: Place(file), with: Array(check.text.utf8))
      }
      let left = check.findings.filter { !(isWritten && $0.isMended) }
      for finding in left { Output.tell("\(file):\(finding.line): \(finding.text)") }
      if isWritten {
        Output.tell("\(file): \(counted(check.findings.count - left.count, "output")) written anew")
      }
      return left.isEmpty ? Status.fine : Status.findings
    }
  }
}
