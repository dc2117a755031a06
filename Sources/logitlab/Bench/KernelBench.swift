import ArgumentParser
import Glibc
import LogitKernels
import LogitText

/// `logitlab bench`: how fast the kernels of LogitKernels are on this machine.
struct KernelBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "How fast losses and gradients of whole batches are on this machine.",
    discussion: """
      logitlab bench
      logitlab bench --threads 1 --shape 8192x1000 --json

      Each time is the median of several, in nanoseconds a number; right after each, the memory that it \
      cannot do without is moved by as many threads, and the last column says how many times as long \
      the loss took. 'rounded' gives the bits of the bench, 'fast' those of floats: losses within 2 ulp, \
      slopes within 3.
      """)

  @Option(help: ArgumentHelp("Only this batch; may be given several times.", valueName: "NxC"))
  var shape: [Shape] = []

  @Option(
    help: ArgumentHelp(
      "Only this; may be given several times.",
      valueName: BenchWork.Operation.allCases.map(\.rawValue).joined(separator: "|")))
  var operation: [BenchWork.Operation] = []

  @Option(help: "So many threads alone, instead of one and all of the machine.")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "The instructions to use, instead of the best of the machine.",
      valueName: InstructionSet.allCases.map(\.rawValue).joined(separator: "|")))
  var instructions: InstructionSet?

  @Option(help: "How long each time is measured, at least.")
  var seconds = 0.3

  @Flag(help: "Print one JSON object.")
  var json = false

  /// Rows and classes, as `8192x1000`.
  struct Shape: ExpressibleByArgument {
    let rows: Int
    let classes: Int

    init(_ rows: Int, _ classes: Int) { (self.rows, self.classes) = (rows, classes) }

    init?(argument: String) {
      let numbers = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
      guard numbers.count == 2, let rows = numbers[0], let classes = numbers[1], rows > 0,
        classes > 0, rows <= Self.most / classes
      else { return nil }
      (self.rows, self.classes) = (rows, classes)
    }

    /// A gigabyte of logits as doubles.
    private static let most = 1 << 27
  }

  func validate() throws {
    guard threads.map({ 1...1024 ~= $0 }) ?? true else {
      throw ValidationError("--threads is 1 to 1024")
    }
    guard seconds >= 0, seconds <= 60 else { throw ValidationError("--seconds is 0 to 60") }
    if let instructions, !instructions.isAvailable {
      let known = InstructionSet.allCases.filter(\.isAvailable).map(\.rawValue)
      throw ValidationError(
        "this machine has no \(instructions); it has \(known.joined(separator: ", "))")
    }
  }

  func run() throws {
    let instructions = instructions ?? .best
    let shapes =
      shape.isEmpty ? [Shape(65536, 10), Shape(8192, 1000), Shape(512, 50257)] : shape
    let counts = threads.map { [$0] } ?? Array(Set([1, BatchKernels().threads])).sorted()
    let progress = Progress()
    var timings: [Timing] = []
    for shape in shapes {
      let data = BenchData(rows: shape.rows, classes: shape.classes)
      for threads in counts {
        for work in BenchWork.all(instructions, threads: threads)
        where operation.isEmpty || operation.contains(work.operation) {
          progress.tell("\(shape.rows)x\(shape.classes) \(work.name)")
          timings.append(work.timing(data, seconds: seconds))
        }
      }
    }
    progress.end()
    let report = BenchReport(instructions: instructions, timings: timings)
    Output.print(json ? report.json.document : report.text)
  }
}

extension InstructionSet: ExpressibleByArgument {}
extension BenchWork.Operation: ExpressibleByArgument {}

/// What is being measured, on a terminal alone.
private struct Progress {
  private let isShown = isatty(STDERR_FILENO) == 1

  func tell(_ words: String) {
    if isShown { Output.progress(words) }
  }

  func end() { tell("") }
}
