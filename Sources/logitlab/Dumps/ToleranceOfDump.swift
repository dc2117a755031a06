import ArgumentParser
import LogitDumps
import LogitExact
import LogitLosses
import LogitStudies
import LogitText

/// `logitlab tolerance`: what a test of these losses may allow.
struct ToleranceOfDump: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tolerance",
    abstract: "Which atol a test of these losses needs, and why.",
    discussion: """
      logitlab tolerance logits.npy --labels labels.npy --from bfloat16
      logitlab tolerance logits.npy --labels labels.npy --uncertain 0.01 --reduction none

      Rounding of the logits (--from, --uncertain) and of the result, for a row's loss and for the \
      reduced one; rows whose most probable class is not certain. On the bench 'tolerance' adds what \
      a framework's steps do.
      """)

  @Argument(help: "The logits.")
  var file: String

  @OptionGroup var options: DumpOptions

  @Option(
    help: ArgumentHelp(
      "The format that the logits were rounded to once.", valueName: "format"))
  var from: Format?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How far each logit may be off.", valueName: "number"))
  var uncertain: Double?

  @Option(
    help: ArgumentHelp(
      "What the losses become: mean of the rows that count, sum or none.", valueName: "reduction"))
  var reduction = ReducedTo.mean

  @Flag(help: "Print one JSON object.")
  var json = false

  enum ReducedTo: String, CaseIterable, ExpressibleByArgument {
    case mean, sum, none

    fileprivate var reduction: Reduction? {
      switch self {
      case .mean: .meanKept
      case .sum: .sum
      case .none: nil
      }
    }
  }

  func validate() throws {
    guard from == nil || uncertain == nil else {
      throw ValidationError(
        "--from and --uncertain both say how well the logits are known: give one")
    }
    guard uncertain.map({ $0 >= 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--uncertain is 0 or more and finite")
    }
  }

  func run() throws {
    try reading { progress throws(DumpError) in
      let margin = from.map(Margin.rounded) ?? uncertain.map(Margin.within)
      let reply = ToleranceReply(
        try options.dump(file).tolerance(
          under: margin, reduction: reduction.reduction, named: reduction.rawValue, progress))
      guard json else { return Told(reply.text) }
      do { return Told(try reply.json()) } catch { throw .usage("", "\(error)") }
    }
  }
}

extension Format: ExpressibleByArgument {
  /// Those that logits are stored in.
  public init?(argument: String) {
    guard let format = Margin.formats.first(where: { $0.name == argument }) else { return nil }
    self = format
  }
}
