import LogitKernels
import LogitText

/// How long one loss took, a number.
struct Timing {
  let shape: BatchShape
  let operation: BenchWork.Operation
  let mode: BatchKernels.Mode
  let threads: Int
  let nanoseconds: Double
  /// What moving its memory took.
  let memory: Double
  /// The median of the ratios of neighbours.
  let ratio: Double
  let bytes: Double
}

/// All that was measured in one run.
struct BenchReport {
  let instructions: InstructionSet
  let timings: [Timing]

  var text: String {
    let head = ["batch", "", "mode", "threads", "ns", "GB/s", "memory ns", "x memory"]
    let rows = timings.map { timing in
      [
        "\(timing.shape.rows)x\(timing.shape.classes)", timing.operation.words,
        timing.mode.rawValue,
        "\(timing.threads)", timing.nanoseconds.decimals(3),
        (timing.bytes / timing.nanoseconds).decimals(1), timing.memory.decimals(3),
        timing.ratio.decimals(2),
      ]
    }
    let note = instructions == .best ? "the best of this machine" : "as asked"
    let lines = ["instructions: \(instructions), \(note)"] + aligned([head] + rows)
    return lines.joined(separator: "\n")
  }

  var json: JSONValue {
    func field(_ name: String, _ value: JSONValue) -> JSONValue.Field {
      JSONValue.Field(name: name, value: value)
    }
    func number(_ value: Double) -> JSONValue { .number(value.significant(6)) }
    let timings = timings.map { timing in
      JSONValue.object([
        field("rows", .number("\(timing.shape.rows)")),
        field("classes", .number("\(timing.shape.classes)")),
        field("operation", .text(timing.operation.rawValue)),
        field("mode", .text(timing.mode.rawValue)),
        field("threads", .number("\(timing.threads)")),
        field("ns_per_number", number(timing.nanoseconds)),
        field("gigabytes_per_second", number(timing.bytes / timing.nanoseconds)),
        field("memory_ns_per_number", number(timing.memory)),
        field("times_memory", number(timing.ratio)),
      ])
    }
    return .object([
      field("instructions", .text(instructions.rawValue)),
      field(
        "available", .list(InstructionSet.allCases.filter(\.isAvailable).map { .text($0.rawValue) })
      ),
      field("timings", .list(timings)),
    ])
  }
}
