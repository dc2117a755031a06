import ArgumentParser
import LogitDumps
import LogitText

/// `logitlab diff`: why two runs differ.
struct DiffDumps: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Why two dumps of the same rows differ: the cause by its name.",
    discussion: """
      logitlab diff trainer.npy engine.npy --labels tokens.npy
      logitlab diff a.npy b.npy --tolerance 0.01

      Causes are a constant a row, a truncated sampler, temperature, a soft cap or its bug, another \
      order of rows or classes, probabilities on one side, a clip, a shift by one position, padding, \
      the rounding of a format and flipped near-ties; what explains most comes first. The status is 1 \
      where a number differs by more than the tolerance.
      """)

  @Argument(help: "One side.")
  var a: String

  @Argument(help: "The other.")
  var b: String

  @OptionGroup var options: DumpOptions

  @Option(help: "How far apart two numbers may be.")
  var tolerance = 0.0

  @Option(help: "How many rows.")
  var top = 10

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print how far apart they are as a part, for 'merge'.")
  var partial = false

  func validate() throws {
    guard tolerance >= 0 else { throw ValidationError("--tolerance is 0 or more") }
    guard top >= 0 else { throw ValidationError("--top is 0 or more") }
    guard a != "-" || b != "-" else { throw ValidationError("only one side is standard input") }
  }

  func run() throws {
    try reading { progress throws(DumpError) in
      let first = try options.dump(a)
      // Labels are those of one side; the other's rows may be cut or padded.
      var others = options
      others.labels = nil
      let difference = try Difference(first, try others.dump(b), progress)
      let part = partial ? Partial(difference) : nil
      return Told(
        part?.json.document
          ?? (json ? difference.json(top: top).document : difference.text(top: top)),
        // What is no number differs by more than anything.
        difference.largest <= tolerance ? Status.fine : Status.findings)
    }
  }
}
