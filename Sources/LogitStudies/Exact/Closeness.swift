import LogitExact
import LogitText

/// How near two numbers of a format are, and what the tests of programs say of them.
struct Closeness {
  let a: Double
  let b: Double
  let format: Format

  /// What a library's test of nearness allows: `atol + rtol |b|`.
  private struct Test {
    let name: String
    let relative: Double
    let absolute: Double
    /// Whether the larger of both is what it is relative to.
    var isOfLarger = false
  }

  /// - Source: the defaults of NumPy 2, PyTorch 2 (`torch.testing` by dtype) and Python's `math`.
  private var tests: [Test] {
    let testing: (Double, Double) =
      switch format {
      case .float64: (1e-7, 1e-7)
      case .float16: (1e-3, 1e-5)
      case .bfloat16: (1.6e-2, 1e-5)
      default: (1.3e-6, 1e-5)
      }
    return [
      Test(name: "np.isclose, torch.isclose", relative: 1e-5, absolute: 1e-8),
      Test(name: "torch.testing.assert_close", relative: testing.0, absolute: testing.1),
      Test(name: "math.isclose", relative: 1e-9, absolute: 0, isOfLarger: true),
    ]
  }

  private var gap: Double { (a - b).magnitude }

  private func isWithin(_ allowed: Double) -> Bool {
    if a == b { return true }
    return gap <= allowed && allowed.isFinite
  }

  /// `1 ulp apart`, `equal`, `nan is near nothing`.
  private var distance: String {
    if a.isNaN || b.isNaN { return "nan equals nothing, itself not either" }
    if a == b { return a.sign == b.sign ? "the same number" : "0 and -0 are equal" }
    guard a.isFinite, b.isFinite, let steps = format.steps(from: a, to: b) else {
      return "infinitely far apart"
    }
    return "\(steps) ulp apart, by \(gap.scientific(2))"
  }

  var lines: [String] {
    var rows = [["==", a == b ? "True" : "False", distance]]
    for test in tests {
      let size = test.isOfLarger ? max(a.magnitude, b.magnitude) : b.magnitude
      let allowed = test.absolute + test.relative * size
      let bound = [
        test.absolute > 0 ? test.absolute.significant(2) : nil,
        "\(test.relative.significant(2)) \(test.isOfLarger ? "of the larger" : "|b|")",
      ].compactMap(\.self).joined(separator: " + ")
      rows.append([
        test.name, isWithin(allowed) ? "True" : "False",
        "allows \(bound) = \(allowed.significant(3))",
      ])
    }
    return ["a = \(format.spelled(a)), b = \(format.spelled(b)) in \(format.name)"]
      + aligned(rows)
  }
}
