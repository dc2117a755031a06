extension Program {
  /// Several programs as one; their results follow one another.
  ///
  /// - Derivation: a step is never shared between two of them, so that joining takes as long as
  ///   copying.
  public static func joined(_ programs: some Sequence<Program>) -> Program {
    var all = Program()
    for program in programs {
      let (steps, numbers, rows) = (all.operations.count, all.quantities.count, all.rows.count)
      all.operations += program.operations.map {
        $0.shifted(steps: steps, quantities: numbers, rows: rows)
      }
      all.quantities += program.quantities
      for (index, name) in program.names { all.names[index + numbers] = name }
      all.rows += program.rows.map { row in row.map { $0 + steps } }
      all.results += program.results.map { $0 + steps }
    }
    return all
  }

  /// The same steps, whose results are sums of some of their results, or such a sum over one of
  /// them.
  ///
  /// - Parameters:
  ///   - groups: Which results each sum adds; that of none is 0.
  ///   - divisor: The result that all sums are divided by; nil for 1.
  /// - Precondition: every index is one of `0 ..< resultCount`.
  public func summed(_ groups: [[Int]], over divisor: Int? = nil) -> Program {
    var program = self
    program.results = groups.map { group in
      switch group.count {
      case 0:
        program.quantities.append(Quantity(0))
        program.operations.append(.quantity(program.quantities.count - 1))
      case 1 where divisor == nil:
        return results[group[0]]
      default:
        program.operations.append(.sum(group.map { results[$0] }))
      }
      if let divisor {
        program.operations.append(
          .binary(.divide, program.operations.count - 1, results[divisor]))
      }
      return program.operations.count - 1
    }
    return program
  }
}

extension Program.Operation {
  /// The same step, with so many steps, quantities and rows before its own.
  fileprivate func shifted(steps: Int, quantities: Int, rows: Int) -> Self {
    switch self {
    case .quantity(let index): .quantity(index + quantities)
    case .negate(let a): .negate(a + steps)
    case .binary(let sign, let a, let b): .binary(sign, a + steps, b + steps)
    case .apply(let function, let a): .apply(function, a + steps)
    case .larger(let a, let b): .larger(a + steps, b + steps)
    case .smaller(let a, let b): .smaller(a + steps, b + steps)
    case .power(let a, let exponent): .power(a + steps, exponent)
    case .times(let a, let b): .times(a + steps, b + steps)
    case .sum(let all): .sum(all.map { $0 + steps })
    case .logSumExp(let row): .logSumExp(row: row + rows)
    case .softmax(let row, let index): .softmax(row: row + rows, index: index)
    case .logSoftmax(let row, let index): .logSoftmax(row: row + rows, index: index)
    }
  }
}
