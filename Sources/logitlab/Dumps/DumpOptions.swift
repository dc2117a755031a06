import ArgumentParser
import Glibc
import LogitDumps
import LogitExact
import LogitText

/// How a dump is read, for every command that reads one.
struct DumpOptions: ParsableArguments {
  @Option(help: "Labels: a file, or the name of an array or a column of the same file.")
  var labels: String?

  @Option(help: "Which array of the file are the logits.")
  var array: String?

  @Option(parsing: .unconditional, help: "The axis of the classes, the last one if not given.")
  var axis: Int?

  @Option(help: ArgumentHelp("The axes by letters, the classes by C.", valueName: "NCL"))
  var layout: String?

  @Option(
    help: ArgumentHelp(
      "What numbers are that the file leaves open: of a text, or bfloat16 that NumPy kept as bits.",
      valueName: "type"))
  var dtype: String?

  @Option(
    help: ArgumentHelp("softmax or sigmoid, where the labels do not tell.", valueName: "head"))
  var head: DumpRequest.Head?

  @Option(parsing: .unconditional, help: "Rows with this label count for nothing.")
  var ignoreIndex: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("One weight a class, parted by commas.", valueName: "weights"))
  var classWeight: Weights?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The weight of the positive term: one, or one a class.", valueName: "weights"))
  var posWeight: Weights?

  @Option(help: "The share of each label that is spread over all classes.")
  var labelSmoothing = 0.0

  @Option(help: "Divides every logit.")
  var temperature = 1.0

  func validate() throws {
    guard axis == nil || layout == nil else {
      throw ValidationError("--axis and --layout say the same: give one")
    }
    guard (0...1).contains(labelSmoothing) else {
      throw ValidationError("--label-smoothing is a share, 0 to 1")
    }
    guard temperature > 0, temperature.isFinite else {
      throw ValidationError("--temperature is above 0 and finite")
    }
    if let dtype, ElementType(rawValue: dtype) == nil, Format(meantBy: dtype) == nil {
      throw ValidationError("'\(dtype)' is no dtype: such as bfloat16")
    }
  }

  /// Several numbers behind one option.
  struct Weights: ExpressibleByArgument {
    let numbers: [Double]

    init?(argument: String) {
      let words = argument.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
      guard numbers.count == words.count else { return nil }
      self.numbers = numbers
    }
  }

  private var meant: ElementType? {
    dtype.flatMap {
      ElementType(rawValue: $0) ?? ElementType(rawValue: Format(meantBy: $0)?.rawValue ?? "")
    }
  }

  /// The options that say how a dump is read, as they are typed.
  var words: [String] {
    let weights = [("--class-weight", classWeight), ("--pos-weight", posWeight)].compactMap {
      name, all in
      all.map { (name, $0.numbers.map(\.shortest).joined(separator: ",")) }
    }
    let given: [(String, String?)] = [
      ("--labels", labels), ("--array", array), ("--axis", axis.map(String.init)),
      ("--layout", layout),
      ("--dtype", dtype), ("--head", head?.rawValue),
      ("--ignore-index", ignoreIndex.map(String.init)),
      ("--label-smoothing", labelSmoothing == 0 ? nil : labelSmoothing.shortest),
      ("--temperature", temperature == 1 ? nil : temperature.shortest),
    ]
    return (given.compactMap { name, value in value.map { (name, $0) } } + weights)
      .flatMap { [$0, $1.asWord] }
  }

  /// The dump of a file as these options say.
  ///
  /// - Parameter other: An axis in the place of the one that they say.
  func dump(_ path: String, along other: Int? = nil) throws(DumpError) -> Dump {
    let file = try DumpFile(try FileBytes.source(path), meant: meant)
    var request = DumpRequest()
    request.array = array
    (request.axis, request.layout) = other == nil ? (axis, layout) : (other, nil)
    request.head = head
    request.ignoreIndex = ignoreIndex
    request.classWeight = classWeight?.numbers ?? []
    request.posWeight = posWeight?.numbers ?? []
    (request.labelSmoothing, request.temperature) = (labelSmoothing, temperature)
    // A name that the file has is meant before a file of that name.
    guard let labels, !file.names.contains(labels) else {
      request.labels = labels
      return try Dump(file, request)
    }
    guard access(labels, R_OK) == 0 || DumpFile.extensions.contains(labels.fileExtension) else {
      request.labels = labels
      return try Dump(file, request)
    }
    return try Dump(file, labelFile: try DumpFile(try FileBytes.source(labels)), request)
  }
}

extension String {
  /// As one word of a shell.
  var asWord: String {
    let isPlain =
      !isEmpty
      && utf8.allSatisfy {
        0x2b...0x3a ~= $0 || 0x40...0x5a ~= $0 || 0x61...0x7a ~= $0 || $0 == UInt8(ascii: "_")
      }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}

extension DumpRequest.Head: ExpressibleByArgument {}

/// What a command that reads dumps prints, and its status.
struct Told {
  let text: String?
  let status: Int32

  init(_ text: String?, _ status: Int32 = Status.fine) { (self.text, self.status) = (text, status) }
}

extension ParsableCommand {
  /// Runs what reads dumps and tells how far it is; an error of theirs is told and becomes the status of
  /// the program.
  ///
  /// - Parameter tellsProgress: Not where a screen takes keys and signals.
  func reading(
    tellsProgress: Bool = true, _ work: (Progress) throws(DumpError) -> Told
  ) throws {
    // A reader that goes away early ends the output, not the program.
    signal(SIGPIPE, SIG_IGN)
    let line = ProgressLine(isShown: tellsProgress && isatty(STDERR_FILENO) == 1)
    let result = Result { () throws(DumpError) in try work(line.progress) }
    line.end()
    switch result {
    case .success(let told):
      if let text = told.text { Output.print(text) }
      if told.status != Status.fine { throw ExitCode(told.status) }
    case .failure(let error):
      Output.tell("logitlab \(Self._commandName): \(error)")
      throw ExitCode(error.kind == .usage ? Status.usage : Status.unreadable)
    }
  }
}
