import LogitDumps

/// What holds for every file of arrays: a refusal with words, or arrays of as many numbers as their
/// shape says, each a number of its type, the same a row at a time as all at once and along any axis.
func checkDump(_ bytes: some Collection<UInt8>, _ name: String) throws(Violation) {
  let file: DumpFile
  do throws(DumpError) { file = try DumpFile(MemoryBytes(Array(bytes), name: name)) } catch {
    try hold(!error.words.isEmpty, "refused without a word")
    return
  }
  for array in file.names.prefix(8) {
    var broken: String?
    do throws(DumpError) { broken = try whatIsBroken(of: try file.array(named: array)) } catch {
      try hold(!error.words.isEmpty, "refused without a word")
    }
    if let broken { throw Violation(broken) }
  }
}

private func whatIsBroken(of array: DumpArray) throws(DumpError) -> String? {
  guard array.count <= 10_000 else { return nil }
  let numbers = try array.numbers()
  guard numbers.count == array.count else { return "\(numbers.count) numbers of \(array.shape)" }
  if let format = array.type.format, !numbers.allSatisfy({ format.isRepresentable($0) }) {
    return "no number of \(format)"
  }
  guard (1...4).contains(array.shape.count) else { return nil }
  for axis in array.shape.indices {
    guard let rows = try? Rows(array, along: axis) else { continue }
    let whole = try rows.numbers(0..<rows.count)
    var single: [Double] = []
    for row in 0..<min(rows.count, 64) { single += try rows.numbers(row..<row + 1) }
    guard whole.count == numbers.count,
      zip(whole, single).allSatisfy({ $0 == $1 || $0.isNaN && $1.isNaN })
    else { return "rows of axis \(axis) of \(array.shape)" }
    func sum(_ all: [Double]) -> UInt64 {
      all.lazy.filter { !$0.isNaN }.map(\.bitPattern).reduce(0, &+)
    }
    guard sum(whole) == sum(numbers) else { return "other numbers along axis \(axis)" }
  }
  return nil
}
