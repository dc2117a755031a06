import ArgumentParser
import Glibc
import LogitDumps
import LogitExact
import LogitText
import LogitView

/// `logitlab FILE` of logits: the rows of a dump, worst first.
struct ListDump: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The rows of logits that another program saved, worst first, and their loss.",
    discussion: """
      logitlab logits.npy --labels labels.npy
      logitlab run.npz --where 'loss > 5 and pred != label' --sort margin --top 5
      logitlab reply.json

      Reads .npy .npz .safetensors .csv .tsv .json .jsonl, logprobs of servers and llama.cpp's \
      .kld; - is standard input. Every number is rounded once from exact arithmetic. On a terminal it \
      opens the list, which is walked, sorted and narrowed, and where Enter puts a row on the bench; \
      --top N prints so many rows instead. --row N opens one row on the bench.
      """)

  @Argument(help: "The logits.")
  var file: String

  @OptionGroup var options: DumpOptions

  @Option(
    help: ArgumentHelp(
      "By which column, worst first.", valueName: "loss|margin|nan|index|label|pred"))
  var sort = Listing.Order.loss

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only such rows: 'loss > 5 and pred != label'.", valueName: "condition"))
  var condition: String?

  @Option(help: "Print so many rows, 20 where it is no terminal.")
  var top: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print what the losses come to as a part, for 'merge'.")
  var partial = false

  @Option(help: "Open the lab with this row on the bench.")
  var row: Int?

  @Flag(name: .customLong("private"), help: "Keep no line of the prompt for later sittings.")
  var isPrivate = false

  @OptionGroup var look: AppearanceOptions

  func validate() throws {
    guard top ?? 0 >= 0 else { throw ValidationError("--top is 0 or more") }
  }

  func run() throws {
    let walks = isOnTerminal && !json && !partial && top == nil
    try reading(tellsProgress: row == nil && !walks) { progress throws(DumpError) in
      let dump = try options.dump(file)
      if let row { return Told(nil, try openRow(row, of: dump)) }
      var filter: RowFilter?
      if let condition { filter = try RowFilter(parsing: condition) }
      guard !walks else { return Told(nil, walk(dump)) }
      guard !partial else {
        return Told(Partial(dump, try RowFacts(dump, progress)).json.document)
      }
      let listing = try Listing(dump, sorted: sort, where: filter, progress)
      let top = top ?? 20
      return Told(json ? try listing.json(top: top).document : try listing.text(top: top))
    }
  }

  private var isOnTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// The list on the screen.
  private func walk(_ dump: Dump) -> Int32 {
    let state = isPrivate ? nil : StateFolder()
    var desk = DumpDesk(
      dump, sorted: sort, where: condition ?? "", history: state?.history ?? [])
    var files = Files()
    do {
      let reason = try runOnScreen(&desk, &files, state, look.appearance)
      if reason != .quit {
        for (place, model) in desk.unsaved.enumerated() {
          StateFolder()?.rescue(model, number: place + 1)
        }
      }
      if case .signal(let signal) = reason { Signals.end(by: signal) }
      return Status.fine
    } catch {
      Output.tell("logitlab: \(error); --top 20 prints the list")
      return Status.usage
    }
  }

  private func openRow(_ row: Int, of dump: Dump) throws(DumpError) -> Int32 {
    let commands = try dump.commands(ofRow: row)
    return Session(
      start: .articles, commands: commands, plain: false, interactive: true, isPrivate: true,
      appearance: look.appearance
    ).run()
  }
}

extension Listing.Order: ExpressibleByArgument {}

/// Whether a word of the command line is a file of logits.
func isDump(_ word: String) -> Bool {
  guard !word.hasPrefix("-") else { return false }
  if DumpFile.extensions.contains(word.fileExtension) { return true }
  guard let file = try? FileBytes(word) else { return false }
  return (try? file.read(0..<min(file.count, 4096))).map {
    DumpFile.begins($0, name: word)
  } ?? false
}
