import ArgumentParser
import LogitBench
import LogitExact
import LogitSession
import LogitStudies

/// `logitlab exact`: the digits of a formula.
struct Exact: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The exact value of a formula, digit by digit proven.",
    discussion: """
      logitlab exact 'log(1+exp(z))' x=-40 --digits 40
      logitlab exact 'softmax(z)[0] - 1' z=0,-20 --dtype float32 --steps

      A formula has + - * /, ^ or ** with a whole power up to 64, exp log (ln) log1p expm1 sqrt abs \
      sigmoid softplus log_sigmoid, and over one value a class, z=0,-20, sum mean max min clip \
      softmax log_softmax logsumexp argmax others and z[0]; times(y, t) is 0 where y is. Numbers are taken exactly as they are written, or rounded to the dtype. \
      The status is 1 where not all digits are certain.
      """)

  @Argument(help: "Such as 'log(1+exp(z))'.")
  var formula: String

  @Argument(
    help: ArgumentHelp(
      "A name and its value, or values parted by commas.", valueName: "name=number"))
  var values: [String] = []

  @Option(help: "How many significant digits, 1 to 1000.")
  var digits = DigitsProof.usualCount

  @Option(
    help: ArgumentHelp(
      "Round the inputs to this format, and compare with what it makes of the formula.",
      valueName: Format.allCases.map(\.name).joined(separator: "|")))
  var dtype: String?

  @Flag(help: "Print every step of the formula in the format, or in float64.")
  var steps = false

  @Flag(help: "Print one JSON object.")
  var json = false

  /// A formula may begin with a minus sign: a space keeps it from being taken for an option. A
  /// `--` before it, as other programs need one, ends no options here.
  static func protected(_ arguments: [String]) -> [String] {
    guard arguments.first == configuration.commandName ?? "exact" else { return arguments }
    let options = ["--digits", "--dtype", "--steps", "--json", "--help", "-h"]
    let hasMark = arguments.contains("--")
    return arguments.filter { $0 != "--" }.map { argument in
      let name = argument.prefix { $0 != "=" }
      let isOption = options.contains(String(name)) || !hasMark && argument.hasPrefix("--")
      return argument.hasPrefix("-") && !isOption ? " " + argument : argument
    }
  }

  func validate() throws {
    guard (1...DigitsProof.mostCount).contains(digits) else {
      throw ValidationError("digits are 1 to \(DigitsProof.mostCount), not \(digits)")
    }
    _ = try format
  }

  private var format: Format? {
    get throws {
      guard let dtype else { return nil }
      guard let format = Format(meantBy: dtype) else {
        let known = Format.allCases.map(\.name).joined(separator: ", ")
        throw ValidationError("'\(dtype)' is no dtype; it is one of \(known)")
      }
      return format
    }
  }

  func run() throws {
    let format = try format
    let sheet: ExactSheet
    do {
      sheet = try ExactSheet(formula, values: values, digits: digits, format: format)
    } catch {
      Output.tell("logitlab exact: \(error)")
      throw ExitCode(Status.usage)
    }
    if json {
      Output.print(try sheet.json())
    } else {
      Output.print(sheet.text)
      if steps { Output.print("\n" + sheet.steps) }
      Output.tell(sheet.remark)
    }
    if !sheet.isDecided { throw ExitCode(Status.findings) }
  }
}
