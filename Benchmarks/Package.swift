// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "logitlab", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Speed",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "LogitExact", package: "logitlab"),
        .product(name: "LogitKernels", package: "logitlab"),
      ],
      path: "Speed",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)
