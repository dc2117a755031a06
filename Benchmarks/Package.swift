// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  products: [.executable(name: "fallbacks", targets: ["Fallbacks"])],
  dependencies: [
    .package(name: "logitlab", path: ".."),
    // Without its traits: they bring two packages more to count allocations and retains, and only
    // time is asked for.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    // How often a rounding needs more than a `Double` and its bound.
    .executableTarget(
      name: "Fallbacks",
      dependencies: [
        .product(name: "LogitExact", package: "logitlab"),
        .product(name: "LogitLosses", package: "logitlab"),
      ],
      path: "Fallbacks"),
    // The tool runs what lies in a folder of this name: `Benchmarks`.
    .executableTarget(
      name: "Speed",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "LogitExact", package: "logitlab"),
        .product(name: "LogitLosses", package: "logitlab"),
      ],
      path: "Speed",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // Counts steps, not seconds.
    .executableTarget(
      name: "accuracy",
      dependencies: [
        .product(name: "LogitExact", package: "logitlab"),
        .product(name: "LogitLosses", package: "logitlab"),
      ],
      path: "Accuracy", exclude: ["libraries.tsv"]),
  ]
)
