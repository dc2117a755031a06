import ArgumentParser
import LogitDumps
import LogitText

/// `logitlab check`: what is wrong with logits and labels.
struct CheckDump: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "The doctor: what is wrong with logits and labels that another program saved.",
    discussion: """
      logitlab check logits.npy --labels labels.npy
      logitlab check logits.npy --labels labels.npy --reported 0.2311

      Each finding says where, which rule, why, what helps and the command that shows it. \
      --reported says what would give the number that you were told. The status is 0 where nothing \
      was found, 1 with findings, 2 for wrong usage, 3 for what cannot be read.
      """)

  @Argument(help: "The logits.")
  var file: String

  @OptionGroup var options: DumpOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The loss that another program gave.", valueName: "number"))
  var reported: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print losses and findings as a part, for 'merge'.")
  var partial = false

  func validate() throws {
    guard reported.map({ ReportedNumber($0) != nil }) ?? true else {
      throw ValidationError("--reported '\(reported ?? "")' is not a number")
    }
  }

  func run() throws {
    try reading { progress throws(DumpError) in
      let (dump, turned) = try opened()
      let doctor = try Doctor(
        dump, arguments: ([file.asWord] + options.words).joined(separator: " "),
        reported: reported.flatMap(ReportedNumber.init), turned: turned, progress)
      let part = partial ? Partial(dump, doctor.facts, findings: doctor.findings) : nil
      return Told(
        part?.json.document ?? (json ? doctor.json.document : doctor.text),
        doctor.findings.isEmpty ? Status.fine : Status.findings)
    }
  }

  /// The dump; where its labels fit another axis than the one that is meant, along that one.
  private func opened() throws(DumpError) -> (Dump, turned: Int?) {
    do throws(DumpError) { return (try options.dump(file), nil) } catch {
      guard let axis = error.fittingAxis, file != "-" else { throw error }
      return (try options.dump(file, along: axis), axis)
    }
  }
}
