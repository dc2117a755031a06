import LogitBench
import LogitStudies

/// What keeps a bench beyond the sitting.
extension CommandSpec {
  static let title = CommandSpec(
    name: "title", usage: "title <text>", summary: "Name what is being studied.",
    example: "title two classes, one sure",
    parse: { args throws(CommandError) in .edit(.title(try args.text("a text"))) })

  static let note = CommandSpec(
    name: "note", usage: "note [<text>]",
    summary: "Say what to look at, or show what was said; it is kept with the bench.",
    example: "note the loss of row 1 is all in c0",
    parse: { args throws(CommandError) in
      args.isAtEnd ? .note : .edit(.note(try args.text("a text")))
    })

  static let write = CommandSpec(
    name: "w", aliases: ["write", "save"], usage: "w [<file>]",
    summary: "Write the bench to a file, or to the one it came from.", example: "w batch.json",
    operand: .path,
    parse: { args throws(CommandError) in
      .save(args.isAtEnd ? nil : try args.text("a file"), force: false)
    })

  static let overwrite = CommandSpec(
    name: "w!", aliases: ["write!", "save!"], usage: "w! [<file>]",
    summary: "Write it over a file that is there or was changed.", example: "w! batch.json",
    operand: .path,
    parse: { args throws(CommandError) in
      .save(args.isAtEnd ? nil : try args.text("a file"), force: true)
    })

  static let open = CommandSpec(
    name: "o", aliases: ["open"], usage: "o <file>",
    summary: "Open a bench from a file; undo brings this one back.", example: "o batch.json",
    operand: .path,
    parse: { args throws(CommandError) in .open(try args.text("a file")) })

  static let sample = CommandSpec(
    name: "sample", usage: "sample <name>",
    summary: "Open a sample, a bench with a note on what to look at; undo brings this one back.",
    example: "sample sun-moon-cloud-softmax",
    choices: { place, _ in
      place == 2 ? Sample.all.map { Choice(word: $0.name, summary: $0.title) } : []
    },
    parse: { args throws(CommandError) in .sample(try args.sample("a name")) })

  static let log = CommandSpec(
    LogRequest.spec,
    parse: { args throws(CommandError) in
      args.isAtEnd ? .ask(Asked(LogRequest())) : .log(try args.text("a file"), force: false)
    })

  static let overwriteLog = CommandSpec(
    name: "log!", usage: "log! <file>", summary: "Write them over a file that is there.",
    example: "log! sitting.lab",
    operand: .path,
    parse: { args throws(CommandError) in .log(try args.text("a file"), force: true) })

  static let mouse = CommandSpec(
    name: "mouse", usage: "mouse on|off",
    summary: "Let the screen take the mouse, or leave it to the terminal to select text with.",
    example: "mouse off",
    choices: { place, _ in
      guard place == 2 else { return [] }
      return [
        Choice(word: "on", summary: "the screen takes clicks, drags and the wheel"),
        Choice(word: "off", summary: "the terminal has the mouse"),
      ]
    },
    parse: { args throws(CommandError) in
      .mouse(try args.choice(of: MouseSwitch.allCases, "switch") == .on)
    })

  private enum MouseSwitch: String, CaseIterable {
    case on, off
  }
}
