import ArgumentParser
import LogitDumps
import LogitText

/// `logitlab tradeoffs`: precision, recall and F1 by the threshold, and what pos_weight does to it.
struct TradeoffsOfDump: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tradeoffs",
    abstract: "Precision, recall and F1 of yes or no by the threshold, and by pos_weight.",
    discussion: """
      logitlab tradeoffs logits.npy --labels labels.npy
      logitlab tradeoffs logits.npy --labels labels.npy --class 3 --json

      Of a sigmoid all answers together or those of one class, of a softmax one class against the \
      others. Precision is null where nothing is taken for true.
      """)

  @Argument(help: "The logits.")
  var file: String

  @OptionGroup var options: DumpOptions

  @Option(name: .customLong("class"), help: "One class, against all others.")
  var index: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try reading { progress throws(DumpError) in
      let tradeoffs = try Tradeoffs(try options.dump(file), ofClass: index, progress)
      return Told(json ? tradeoffs.json.document : tradeoffs.text)
    }
  }
}

/// `logitlab calibration`: whether answers are as often right as they are sure.
struct CalibrationOfDump: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibration",
    abstract: "Reliability, ECE over bins of equal width and of equal mass, and the temperature.",
    discussion: """
      logitlab calibration logits.npy --labels labels.npy
      logitlab calibration logits.npy --labels labels.npy --bins 10 --json

      Of a softmax the likeliest class of each row, of sigmoids every answer. A bound belongs to the \
      bin that it ends, so p = 1 to the last one and p = 0 to the first. The temperature is the one \
      at which the loss is least; it changes no answer.
      """)

  @Argument(help: "The logits.")
  var file: String

  @OptionGroup var options: DumpOptions

  @Option(help: "How many bins.")
  var bins = 15

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard (1...1000).contains(bins) else { throw ValidationError("--bins is 1 to 1000") }
  }

  func run() throws {
    try reading { progress throws(DumpError) in
      let calibration = try Calibration(try options.dump(file), bins: bins, progress)
      return Told(json ? calibration.json.document : calibration.text)
    }
  }
}
