import ArgumentParser
import LogitDumps
import LogitText

/// `logitlab merge`: parts of a dump that were looked at elsewhere.
struct MergeParts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Adds up what list, check or diff said of the parts of a dump with --partial.",
    discussion: """
      ls part-*.npz | xargs -P 8 -I{} sh -c 'logitlab list {} --partial > {}.json'
      logitlab merge part-*.npz.json

      Sums are exact: in any order, and by any grouping into merges, the bits are the same.
      """)

  @Argument(help: "Files that --partial wrote.")
  var files: [String]

  @Flag(help: "Write the merged part, to be merged again.")
  var partial = false

  @Option(help: "Of differences: how far apart two numbers may be.")
  var tolerance = 0.0

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try reading { _ throws(DumpError) in
      var merged: Partial?
      for file in files {
        let part = try Partial(try FileBytes.source(file))
        if merged == nil { merged = part } else { try merged?.merge(part) }
      }
      guard let merged else { return Told(nil, Status.usage) }
      return Told(
        partial ? merged.json.document : json ? merged.report.document : merged.text,
        merged.hasFindings(tolerance: tolerance) ? Status.findings : Status.fine)
    }
  }
}
