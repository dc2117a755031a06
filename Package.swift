// swift-tools-version: 6.2
import PackageDescription

// A target embeds files one by one.
let samples = [
  "articles-batch", "index-labels", "soft-labels", "double-softmax", "labels-sum-to-three",
  "outputs-normalised", "probabilities-as-logits", "log-probabilities", "sun-moon-cloud-softmax",
  "sun-moon-cloud-sigmoid", "sigmoid-all-true", "single-target", "multi-target", "pos-weight",
  "negative-pos-weight", "gan-discriminator", "gan-generator", "output-of-one",
  "clipped-probability", "half-label", "squared-error-sigmoid", "squared-error-softmax",
  "race-sigmoid", "race-softmax", "segmentation", "overflow", "underflow", "sigmoid-extremes",
  "extremes", "masked", "not-a-number", "confident",
  "infinite-logit", "masked-label", "masked-smoothing", "masked-row", "zero-times-log",
  "small-loss-pytorch", "keras-clip", "keras-clip-sigmoid", "keras-float16", "bceloss-clamp",
  "bceloss-gradient", "weighted-gradient", "huge-pos-weight", "softplus-threshold", "large-logit",
  "large-offset", "float16-overflow", "rounded-thirds", "subnormal", "float32-inside",
  "weighted-mean", "all-ignored", "weighted-smoothing", "label-smoothing", "labels-all-zero",
  "label-of-two", "not-a-probability", "entropy-where", "entropy-underflow", "reverse-kl-sharp",
  "log-of-sigmoid", "focal-slope", "log-one-less-softmax",
]

let lessons = [
  "tour", "logits", "sigmoid-or-softmax", "softmax-twice", "cross-entropy-or-squares", "rounding",
  "pos-weight", "means-and-masks", "clips-and-smoothing",
]

// Rooms that ask others for their numbers: built smaller they are built sooner, and no key is slower.
let small: [SwiftSetting] = [.unsafeFlags(["-Osize"], .when(configuration: .release))]

let package = Package(
  name: "logitlab",
  products: [
    .executable(name: "logitlab", targets: ["logitlab"]),
    .library(name: "LogitExact", targets: ["LogitExact"]),
    .library(name: "LogitLosses", targets: ["LogitLosses"]),
    .library(name: "LogitKernels", targets: ["LogitKernels"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The rooms, lowest first. A module imports only modules named before it, and LogitView
    // leaves kernels and proofs to the model; `.ci/run` checks what SwiftPM does not.
    .target(name: "LogitText"),
    .target(name: "LogitExact", dependencies: ["LogitText"]),
    .target(name: "LogitLosses", dependencies: ["LogitText", "LogitExact"]),
    // Loops in lanes; LogitKernels alone imports it.
    .target(name: "CKernels"),
    .target(
      name: "LogitKernels", dependencies: ["LogitExact", "LogitLosses", "CKernels"]),
    .target(
      name: "LogitDumps",
      dependencies: ["LogitText", "LogitExact", "LogitLosses", "LogitKernels"]),
    .target(name: "LogitEval", dependencies: ["LogitText", "LogitExact", "LogitLosses"]),
    // What LogitBench alone imports: the samples, so that a copied program still has them.
    .target(
      name: "Samples", path: "samples",
      exclude: ["README.md", "dumps", "eval.jsonl", "eval-answers.jsonl"],
      resources: samples.map { .embedInCode("\($0).json") }
        + lessons.map { .embedInCode("lessons/\($0).md") }),
    .target(
      name: "LogitBench", dependencies: ["LogitText", "LogitExact", "LogitLosses", "Samples"]),
    .target(
      name: "LogitStudies", dependencies: ["LogitText", "LogitExact", "LogitLosses", "LogitBench"],
      swiftSettings: small),
    .target(
      name: "LogitSession",
      dependencies: ["LogitText", "LogitExact", "LogitLosses", "LogitBench", "LogitStudies"],
      swiftSettings: small),
    .target(
      name: "LogitView",
      dependencies: ["LogitText", "LogitDumps", "LogitBench", "LogitStudies", "LogitSession"],
      swiftSettings: small),
    // Without `pkgConfig`: with it every build warns of prohibited flags.
    .systemLibrary(name: "CNcurses", path: "Sources/CNcurses"),
    .executableTarget(
      name: "logitlab",
      dependencies: [
        "LogitText", "LogitExact", "LogitLosses", "LogitEval", "LogitDumps", "LogitKernels",
        "LogitBench", "LogitStudies", "LogitSession", "LogitView", "CNcurses",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: small,
      // The toolchain's own linker: the usual one warns of what Foundation has and nobody calls.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))]),

    // Seeded numbers, and the reference values of `Tests/Vectors` that two rooms must reproduce.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
      name: "LogitExactTests", dependencies: ["LogitExact", "TestSupport"],
      exclude: ["Corpus", "Derivatives", "Digits", "Sums"]),
    .testTarget(name: "LogitTextTests", dependencies: ["LogitText", "TestSupport"]),
    .testTarget(
      name: "LogitEvalTests",
      dependencies: ["LogitText", "LogitExact", "LogitLosses", "LogitEval", "TestSupport"],
      exclude: ["Articles"]),
    .testTarget(
      name: "LogitDumpsTests",
      dependencies: [
        "LogitText", "LogitExact", "LogitLosses", "LogitEval", "LogitDumps", "TestSupport",
      ],
      exclude: ["Written"]),
    .testTarget(
      name: "LogitLossesTests", dependencies: ["LogitExact", "LogitLosses", "TestSupport"]),
    .testTarget(
      name: "LogitKernelsTests",
      dependencies: ["LogitExact", "LogitLosses", "LogitKernels", "TestSupport"]),
    .testTarget(
      name: "LogitModelTests",
      dependencies: [
        "LogitText", "LogitExact", "LogitLosses", "LogitEval", "LogitBench", "LogitStudies",
        "LogitSession", "TestSupport",
      ],
      exclude: ["Frameworks", "Written"]),
    .testTarget(
      name: "LogitViewTests",
      dependencies: [
        "LogitText", "LogitDumps", "LogitBench", "LogitStudies", "LogitSession", "LogitView",
        "TestSupport",
      ],
      exclude: ["Goldens"]),
    // Replays what the fuzzer found; `Fuzzing/run` builds the fuzzer itself.
    .testTarget(
      name: "FuzzingTests",
      dependencies: [
        "LogitExact", "LogitLosses", "LogitEval", "LogitDumps", "LogitBench", "LogitStudies",
        "LogitSession", "LogitView",
      ],
      path: "Fuzzing", exclude: ["run", "LibFuzzer", "Corpus", "Dictionaries"]),
    // Drives the built program, so it depends on it.
    .testTarget(
      name: "LogitlabTests",
      dependencies: [
        "logitlab", "LogitEval", "LogitBench", "LogitStudies", "LogitSession", "LogitView",
        "TestSupport",
      ]),
  ]
)
