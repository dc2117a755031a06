import LogitExact
import LogitKernels

/// `logitlab eval`: a request as JSON, and its answer.
package enum Eval {
  /// Of so many bytes a request is read; a longer one is too large.
  package static let greatestSize = 128 << 20
  /// So many numbers take half a gigabyte while they are read.
  static let greatestCount = 4_000_000

  /// - Returns: One line, and whether it is an answer and no refusal.
  package static func answer(
    to bytes: [UInt8], isHexadecimal: Bool
  ) -> (json: String, isAnswer: Bool) {
    do throws(EvalRefusal) {
      return (try answer(to: bytes).json(isHexadecimal: isHexadecimal), true)
    } catch {
      return (error.json, false)
    }
  }

  package static func answer(to bytes: [UInt8]) throws(EvalRefusal) -> EvalAnswer {
    guard bytes.count <= greatestSize else { throw tooLarge }
    let value: JSONValue
    do throws(ScenarioError) { value = try JSONReader.read(bytes, limit: greatestCount) } catch {
      throw EvalRefusal(error)
    }
    guard case .object(let fields) = value else {
      throw EvalRefusal(.notJSON, "found \(value.kind); a request is a JSON object")
    }
    return try answer(to: fields)
  }

  package static var tooLarge: EvalRefusal {
    EvalRefusal(
      .tooLarge, "a request of more than \(greatestSize >> 20) MB; send parts of it")
  }

  private static func answer(to fields: [JSONValue.Field]) throws(EvalRefusal) -> EvalAnswer {
    let name = try name(fields)
    let fields = EvalFields(fields, format: try format(fields))
    switch name.work {
    case .rows(let function):
      let request = try EvalRequest(name, function, fields)
      let outputs = try RowWork(request).outputs()
      var answer = EvalAnswer(
        function: name.name, format: fields.format, outputs: outputs, warnings: request.warnings)
      if let wish = try ExactWish(fields) {
        answer.exact = try ExactRows(request).outputs(outputs, digits: wish.digits)
      }
      return answer
    case .total, .mean:
      return try total(name, fields)
    }
  }

  private static func name(_ fields: [JSONValue.Field]) throws(EvalRefusal) -> EvalName {
    let path = "function"
    switch fields.first(where: { $0.name == path })?.value {
    case nil:
      throw EvalRefusal(
        .missingField, "a request names its 'function'; 'logitlab eval --list' lists them", at: path
      )
    case .text(let word)?:
      guard let name = EvalName.named(word) else {
        throw .unknown(.unknownFunction, word, "function", among: EvalName.names, at: path)
      }
      return name
    case let value?:
      throw EvalRefusal(
        .unknownFunction, "found \(value.kind), needs a function's name in quotes", at: path)
    }
  }

  static let formats: [Format] = [.float64, .float32, .float16, .bfloat16]

  private static func format(_ fields: [JSONValue.Field]) throws(EvalRefusal) -> Format {
    let path = "dtype"
    let names = formats.map(\.name)
    switch fields.first(where: { $0.name == path })?.value {
    case nil, .null?: return .float64
    case .text(let word)?:
      guard let format = formats.first(where: { $0.name == word }) else {
        throw .unknown(.unknownDtype, word, "dtype", among: names, at: path)
      }
      return format
    case let value?:
      throw EvalRefusal(
        .unknownDtype, "found \(value.kind), needs one of \(names.listed)", at: path)
    }
  }

  private static func total(
    _ name: EvalName, _ fields: EvalFields
  ) throws(EvalRefusal) -> EvalAnswer {
    let known = ["function", "dtype", "outputs", "x"] + ExactWish.fields
    for field in fields.names where !known.contains(field) {
      throw .unknown(.unknownField, field, "field of \(name.name)", among: known, at: field)
    }
    let x = try fields.tensor(fields.required("x", of: name.name), "x")
    let wanted = try fields.outputs(among: ["value"]) ?? ["value"]
    var sum = ExactSum()
    sum.add(contentsOf: x.values)
    var isMean = false
    if case .mean = name.work { isMean = true }
    let value = isMean ? sum.mean(in: fields.format) : sum.rounded(to: fields.format)
    let output = (name: "value", tensor: Tensor(shape: [], values: [value]))
    var answer = EvalAnswer(
      function: name.name, format: fields.format, outputs: wanted.isEmpty ? [] : [output],
      warnings: [])
    if let wish = try ExactWish(fields) {
      answer.exact = [
        ExactOutput(
          ofTotal: x.values, isMean: isMean, answer: value, digits: wish.digits, in: fields.format)
      ]
    }
    return answer
  }
}
