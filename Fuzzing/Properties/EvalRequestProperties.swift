import LogitEval
import LogitExact
import LogitLosses

/// What holds for every request: one answer or refusal, a line of JSON; numbers of the format it
/// names, as many as the shapes say; the same whatever was asked before.
///
/// Bytes that begin with `{` are a request as they are. Others choose, one after another, what makes
/// two requests that are nearly valid: a function, the fields it takes, shapes and numbers; after a
/// byte of 255 shapes of very many numbers that are not there.
func checkEvalRequest(_ bytes: some Collection<UInt8>) throws(Violation) {
  let budget = Budget(bits: 512, work: 3e6)
  var requests: [[UInt8]] = []
  if bytes.first == UInt8(ascii: "{") {
    requests = [Array(bytes)]
  } else {
    var choices = Choices(bytes: Array(bytes))
    for _ in 0..<2 { requests.append(Array(choices.request().utf8)) }
  }
  var kept = Evaluator(budget: budget)
  for request in requests + requests {
    let text = String(decoding: request, as: UTF8.self)
    var fresh = Evaluator(budget: budget)
    let answer = fresh.answer(to: request, isHexadecimal: true)
    let again = kept.answer(to: request, isHexadecimal: true)
    try hold(again.json == answer.json, "\(again.json) after others, \(answer.json) alone: \(text)")
    try hold(!answer.json.utf8.contains { $0 < 0x20 }, "more than a line: \(answer.json)")
    try hold(answer.isAnswer != answer.json.hasPrefix("{\"error\""), answer.json)
    // A line of JSON is refused as a request for other things than for not being JSON.
    let echo = kept.answer(to: Array(answer.json.utf8), isHexadecimal: false)
    try hold(!echo.json.contains("not_json"), "\(answer.json) is not JSON: \(text)")
    try checkAnswer(to: request, &kept, text)
  }
}

private func checkAnswer(
  to request: [UInt8], _ evaluator: inout Evaluator, _ text: String
) throws(Violation) {
  let answer: EvalAnswer
  do throws(EvalRefusal) { answer = try evaluator.answer(to: request) } catch {
    try hold(!error.message.isEmpty, "refused without a word: \(text)")
    let isWhole = error.code == .notJSON || error.code == .tooLarge
    try hold(isWhole || !error.path.isEmpty, "\(error.code) without a place: \(text)")
    return
  }
  for (name, tensor) in answer.outputs {
    let count = tensor.shape.contains(0) ? 0 : tensor.shape.reduce(1, *)
    try hold(tensor.values.count == count, "\(name) has other numbers: \(text)")
    let isOther = tensor.values.contains { !answer.format.isRepresentable($0) }
    try hold(!isOther, "\(name) holds what is no \(answer.format): \(text)")
  }
  let open = answer.warnings.contains { $0.code == .undecided }
  try hold(open == (answer.tally.undecided > 0), "an open answer unsaid: \(text)")
}

/// Bytes as choices; when they are used up, always the first one.
private struct Choices {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func below(_ count: Int) -> Int {
    guard index < bytes.count else { return 0 }
    index += 1
    return Int(bytes[index - 1]) % count
  }

  /// Once in so many times.
  mutating func happens(in count: Int) -> Bool { below(count) == count - 1 }

  mutating func one(of words: [String]) -> String { words[below(words.count)] }

  /// Shapes of no numbers, with sizes beyond memory and beyond `Int`; of those that fit few rows, since
  /// each has its answer.
  mutating func emptyRequest() -> String {
    let name = one(of: Eval.names)
    let function = Eval.function(named: name)
    let sizes = [
      0, 1, 3, 33, 4_000_001, 100_000_000, 1 << 40, 1 << 62, Int.max,
    ]
    var shape = (0..<1 + below(4)).map { _ in sizes[below(sizes.count)] }
    shape[below(shape.count)] = 0
    func empty(_ shape: [Int]) -> String { "{\"shape\": \(shape), \"data\": []}" }
    var fields = ["\"function\": \"\(name)\"", "\"\(function?.input ?? "x")\": \(empty(shape))"]
    let axis = below(shape.count)
    switch function?.labels {
    case .values?: fields.append("\"labels\": \(empty(shape))")
    case .index?:
      var rows = shape
      rows.remove(at: axis)
      fields.append("\"labels\": \(rows.contains(0) ? empty(rows) : "[]")")
    case nil, .none?: break
    }
    if function?.rows == .classes { fields.append("\"axis\": \(axis)") }
    if function?.takes(.posWeight) == true { fields.append("\"pos_weight\": 2") }
    if function?.isLoss == true { fields.append("\"reduction\": \"\(one(of: Self.reductions))\"") }
    if happens(in: 3) { fields.append("\"exact\": true") }
    if happens(in: 3), let outputs = function?.outputs.map(\.name) {
      fields.append("\"outputs\": [\"\(one(of: outputs))\"]")
    }
    return "{\(fields.joined(separator: ", "))}"
  }

  private static let reductions = [
    "none", "sum", "mean", "mean_kept", "mean_nonzero", "weighted_mean",
  ]

  mutating func request() -> String {
    // A first byte of 255, which no older seed has.
    if bytes.first == 255 {
      if index == 0 { index = 1 }
      return emptyRequest()
    }
    let name = one(of: Eval.names)
    let fromLogits = happens(in: 4)
    let function = Eval.function(named: name, fromLogits: fromLogits)
    var fields = ["\"function\": \"\(name)\""]
    if fromLogits, name.hasPrefix("keras") { fields.append("\"from_logits\": true") }
    fields.append("\"dtype\": \"\(one(of: ["float64", "float32", "float16", "bfloat16"]))\"")
    var shape = (0..<(1 + below(3))).map { _ in 1 + below(3) }
    if happens(in: 12) { shape = [] }
    if happens(in: 12), !shape.isEmpty { shape[below(shape.count)] = 0 }
    let isUnit = function?.domain != .any
    fields.append("\"\(function?.input ?? "x")\": \(tensor(shape, isUnit: isUnit))")
    guard let function else { return "{\(fields.joined(separator: ", "))}" }
    var rows = shape
    if function.rows == .classes {
      let axis = shape.isEmpty ? 0 : happens(in: 4) ? below(shape.count) : shape.count - 1
      if !shape.isEmpty { rows.remove(at: axis) }
      fields.append("\"axis\": \(happens(in: 16) ? "null" : "\(axis)")")
    }
    switch function.labels {
    case .none: break
    case .values:
      fields.append("\"labels\": \(tensor(happens(in: 8) ? rows : shape, isUnit: true))")
    case .index: fields.append("\"labels\": \(tensor(rows, isWhole: true))")
    }
    if function.takesUpstream, happens(in: 3) {
      fields.append("\"upstream\": \(tensor(function.outputs[0].kind == .row ? rows : shape))")
    }
    for rule in function.rules {
      guard rule == .posWeight || happens(in: 3) else { continue }
      let value =
        switch rule.shape {
        case .perClass where rule == .posWeight:
          tensor(happens(in: 2) ? [] : Array(shape.suffix(below(3))))
        case .perClass, .perRow: tensor(shape.suffix(1), isUnit: true)
        case .one: number(isUnit: true)
        case .label: "\(below(5) - 1)"
        }
      fields.append("\"\(rule.name)\": \(value)")
    }
    if function.isLoss {
      if happens(in: 3) {
        fields.append("\"sample_weight\": \(tensor(Array(rows.suffix(below(3)))))")
      }
      if happens(in: 2) {
        fields.append("\"reduction\": \"\(one(of: Self.reductions))\"")
      }
    }
    if happens(in: 6) {
      fields.append("\"outputs\": [\"\(one(of: function.outputs.map(\.name)))\"]")
    }
    return "{\(fields.joined(separator: ", "))}"
  }

  private mutating func tensor(
    _ shape: [Int], isUnit: Bool = false, isWhole: Bool = false
  ) -> String {
    let count = shape.reduce(1, *)
    let numbers = (0..<count).map { _ in isWhole ? "\(below(4))" : number(isUnit: isUnit) }
    if shape.contains(0) || happens(in: 16) {
      return "{\"shape\": \(shape), \"data\": [\(numbers.joined(separator: ", "))]}"
    }
    var parts = numbers
    for size in shape.reversed() {
      parts = stride(from: 0, to: parts.count, by: size).map {
        "[\(parts[$0..<$0 + size].joined(separator: ", "))]"
      }
    }
    return parts.first ?? "0"
  }

  private mutating func number(isUnit: Bool) -> String {
    if happens(in: 32) {
      return one(of: ["NaN", "Infinity", "-Infinity", "\"0x1p-1074\"", "\"1e-400\"", "1e400"])
    }
    if isUnit {
      return one(of: ["1", "0", "0.5", "0.25", "1e-7", "1e-300", "0.9999999", "\"0x1.fffffep-1\""])
    }
    let numbers = [
      "0", "1", "-1", "2", "0.5", "40", "-40", "-0.0", "1e-8", "800", "-800", "1e300", "1e-300",
      "\"0.1\"", "3.0000001", "-103.97208", "16.5", "1e-45",
    ]
    return one(of: numbers)
  }
}
