import Dispatch
import Synchronization

extension Dump {
  /// More parts than a machine has processors do no harm, and the same ones everywhere give the same
  /// order.
  private static let mostParts = 4

  /// Goes through the rows in parts, several at once.
  ///
  /// - Returns: What each part came to, in order.
  func inParts<Value: Sendable>(
    _ work: @Sendable (Range<Int>) throws(DumpError) -> Value
  ) throws(DumpError) -> [Value] {
    let parts = max(1, min(count * classCount >> 16, Self.mostParts))
    guard parts > 1 else { return [try work(0..<count)] }
    let results = Mutex([Result<Value, DumpError>?](repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = count * part / parts..<count * (part + 1) / parts
      let result = Result { () throws(DumpError) in try work(range) }
      results.withLock { $0[part] = result }
    }
    var values: [Value] = []
    for result in results.withLock({ $0 }) {
      if let value = try result?.get() { values.append(value) }
    }
    return values
  }

  /// Reads rows block by block, and gives each with its labels, where those are a value a class.
  func eachRow(
    _ range: Range<Int>, _ progress: Progress,
    _ body: (_ row: Int, _ logits: ArraySlice<Double>, _ targets: ArraySlice<Double>) -> Void
  ) throws(DumpError) {
    let step = max(1, min(1 << 14, (1 << 18) / max(1, classCount)))
    for start in stride(from: range.lowerBound, to: range.upperBound, by: step) {
      let block = start..<min(range.upperBound, start + step)
      let logits = try rows.numbers(block)
      var targets: [Double] = []
      if case .values(let rows) = labels { targets = try rows.numbers(block) }
      for row in block {
        let place = (row - start) * classCount..<(row - start + 1) * classCount
        body(row, logits[place], targets.isEmpty ? [] : targets[place])
      }
      try progress.advance(by: block.count)
    }
  }
}
