import Benchmark
import Glibc
import LogitExact

/// The exact sum beside the loop that one would write, on the same numbers in one run.
func measureSums() {
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock], timeUnits: .microseconds, warmupIterations: 1, maxDuration: .seconds(2))
  for data in SumData.allCases {
    Benchmark("sum of 16M float32, \(data), plain loop", configuration: configuration) {
      for _ in $0.scaledIterations { blackHole(plainSum($1)) }
    } setup: {
      data.values(1 << 24).map { Float($0) }
    }
    Benchmark("sum of 16M float32, \(data), exact", configuration: configuration) {
      for _ in $0.scaledIterations { blackHole(exactSum($1)) }
    } setup: {
      data.values(1 << 24).map { Float($0) }
    }
    Benchmark("sum of 16M float64, \(data), plain loop", configuration: configuration) {
      for _ in $0.scaledIterations { blackHole(plainSum($1)) }
    } setup: {
      data.values(1 << 24)
    }
    Benchmark("sum of 16M float64, \(data), exact", configuration: configuration) {
      for _ in $0.scaledIterations { blackHole(exactSum($1)) }
    } setup: {
      data.values(1 << 24)
    }
  }
  // Few values: what making and rounding a sum costs.
  let few = Benchmark.Configuration(metrics: [.wallClock], scalingFactor: .kilo)
  for count in [3, 100] {
    Benchmark("sum of \(count) float64, exact", configuration: few) {
      for _ in $0.scaledIterations { blackHole(exactSum($1)) }
    } setup: {
      SumData.wide.values(count)
    }
  }
}

private enum SumData: CaseIterable {
  /// Losses: exponentially distributed, positive.
  case losses
  /// Signed, evenly spread over the exponents from 1e-30 to 1e30.
  case wide
  /// All of one exponent, the worst for bins: each addition waits for the one before.
  case even

  func values(_ count: Int) -> [Double] {
    var random = SplitMix64(seed: 1)
    return (0..<count).map { _ in
      let unit = Double.random(in: 0..<1, using: &random)
      return switch self {
      case .losses: -log1p(-unit)
      case .wide: Bool.random(using: &random) ? pow(10, 60 * unit - 30) : -pow(10, 60 * unit - 30)
      case .even: 1 + unit
      }
    }
  }
}

@inline(never)
private func plainSum<Element: BinaryFloatingPoint>(_ values: [Element]) -> Element {
  var sum: Element = 0
  for value in values { sum += value }
  return sum
}

@inline(never)
private func exactSum(_ values: [Float]) -> Double {
  var sum = ExactSum()
  sum.add(contentsOf: values)
  return sum.rounded(to: .float32)
}

@inline(never)
private func exactSum(_ values: [Double]) -> Double {
  var sum = ExactSum()
  sum.add(contentsOf: values)
  return sum.rounded(to: .float64)
}
