import Testing

/// What no careful program would send to `logitlab eval`.
@Suite struct EvalInputTests {
  private func shell(_ line: String) throws -> String {
    let program = try quoted(programPath())
    return try output(of: "lab() { \(program) eval \"$@\"; }; \(line); echo status $?")
  }

  private func code(_ code: String) -> String { "{\"error\": {\"code\": \"\(code)\"" }

  @Test(arguments: [
    // 100 000 lists in each other, closed and not.
    ("{ printf '{\"x\": '; yes '[' | head -n 100000 | tr -d '\\n'; }", "too_large"),
    ("yes '{\"a\":' | head -n 100000 | tr -d '\\n'", "too_large"),
    ("printf '{\"function\": \"sum\", \"x\": \"\\377\\376\"}'", "not_json"),
    ("printf '{\"function\": \"sum\", \"\\303\": 1}'", "not_json"),
    ("printf '\\377\\376{'", "not_json"),
    ("printf '{\"function\": \"s\\000m\"}'", "not_json"),
    ("printf '{\"function\": \"sum\", \"x\": 1\\000}'", "not_json"),
    ("printf '\\000\\000'", "not_json"),
    ("printf '{\"function\": \"sum\", \"x\": \"\\\\ud800\"}'", "not_json"),
    (
      "printf '{\"function\": \"sum\", \"x\": {\"shape\": [100000000], \"data\": []}}'",
      "shape_mismatch"
    ),
    (
      "printf '{\"function\": \"sum\", \"x\": {\"shape\": [9223372036854775807, 2], \"data\": []}}'",
      "shape_mismatch"
    ),
    (
      """
      { z=$(yes ,0 | head -n 9999 | tr -d '\\n'); b='{"shape": [1, 10000, 1], "data": [0'; \
      printf '%s' '{"function": "optax.softmax_cross_entropy", "labels": ' "$b" "$z" ']}'; \
      printf '%s' ', "logits": {"shape": [10000, 1, 1], "data": [0' "$z" ']}}'; }
      """, "too_large"
    ),
    // 20 000 000 numbers as text are 40 MB; 5 000 000 are more than a request may have.
    (
      "{ printf '{\"function\": \"sum\", \"x\": [0'; yes ,0 | head -n 20000000 | tr -d '\\n'; }",
      "too_large"
    ),
  ])
  func badInputIsRefusedOnceAndTheRunGoesOn(_ input: String, _ wanted: String) throws {
    let next = #"{"function": "sum", "x": 1, "outputs": []}"#
    let text = try shell("{ \(input); echo; echo '\(next)'; } | lab --lines")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasPrefix(code(wanted)), "\(text.prefix(300))")
    #expect(lines[1].contains("\"warnings\": []") && lines[2] == "status 1", "\(text.suffix(300))")
  }

  @Test func linesMayEndAsTheyLike() throws {
    let sum = #"{"function": "sum", "x": 1, "outputs": []}"#
    let answer = #"{"function": "sum", "dtype": "float64", "warnings": []}"#
    #expect(
      try shell("printf '%s\\r\\n\\r\\n \\t\\r\\n\\n%s' '\(sum)' '\(sum)' | lab --lines")
        == "\(answer)\n\(answer)\nstatus 0\n")
    #expect(try shell("printf '' | lab --lines") == "status 0\n")
    #expect(try shell("printf '\\n\\n' | lab --lines") == "status 0\n")
  }
}
