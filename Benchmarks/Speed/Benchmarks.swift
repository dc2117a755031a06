import Benchmark

// One file a subject; here they are listed.
let benchmarks: @Sendable () -> Void = {
  measureSums()
  measureBalls()
  measureProofs()
  measureSweeps()
}
