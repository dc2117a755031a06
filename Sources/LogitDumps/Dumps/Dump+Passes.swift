import Dispatch
import LogitKernels
import Synchronization

extension Dump {
  /// Goes through the rows in parts, as many at once as the machine has processors; twice as many, so that
  /// none waits long for the last.
  ///
  /// - Parameter least: How many numbers are worth a part.
  /// - Returns: What each part came to, in order.
  func inParts<Value: Sendable>(
    ofNumbers least: Int = 1 << 16,
    _ work: @Sendable (Range<Int>) throws(DumpError) -> Value
  ) throws(DumpError) -> [Value] {
    let parts = max(1, min(count * classCount / least, 2 * BatchKernels().threads))
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
