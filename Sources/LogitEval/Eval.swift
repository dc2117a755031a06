import LogitExact
import LogitLosses
import LogitText

/// `logitlab eval`: a request as JSON, and its answer.
package enum Eval {
  /// Of so many bytes a request is read; a longer one is too large.
  package static let greatestSize = 128 << 20
  /// Answers a single request.
  package static func answer(to bytes: [UInt8]) throws(EvalRefusal) -> EvalAnswer {
    var evaluator = Evaluator()
    return try evaluator.answer(to: bytes)
  }

  /// - Returns: One line, and whether it is an answer and no refusal.
  package static func answer(
    to bytes: [UInt8], isHexadecimal: Bool
  ) -> (json: String, isAnswer: Bool) {
    var evaluator = Evaluator()
    return evaluator.answer(to: bytes, isHexadecimal: isHexadecimal)
  }

  package static var tooLarge: EvalRefusal {
    EvalRefusal(
      .tooLarge, "a request of more than \(greatestSize >> 20) MB; send parts of it")
  }
}

/// Answers requests, and keeps the programs of one for the next.
package struct Evaluator {
  private var programs = RowPrograms()
  private let budget: Budget?

  /// - Parameter budget: What a proof may cost; nil for what its steps ask for.
  package init(budget: Budget? = nil) { self.budget = budget }

  /// - Returns: One line, and whether it is an answer and no refusal.
  package mutating func answer(
    to bytes: [UInt8], isHexadecimal: Bool
  ) -> (json: String, isAnswer: Bool) {
    do throws(EvalRefusal) {
      return (try answer(to: bytes).json(isHexadecimal: isHexadecimal), true)
    } catch {
      return (error.json, false)
    }
  }

  package mutating func answer(to bytes: [UInt8]) throws(EvalRefusal) -> EvalAnswer {
    guard bytes.count <= Eval.greatestSize else { throw Eval.tooLarge }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(bytes, limit: EvalRequest.greatestCount)
    } catch {
      throw EvalRefusal(error)
    }
    guard case .object(let fields) = value else {
      throw EvalRefusal(.notJSON, "found \(value.kind); a request is a JSON object")
    }
    return try answer(to: fields)
  }

  private mutating func answer(
    to fields: [JSONValue.Field]
  ) throws(EvalRefusal) -> EvalAnswer {
    let name = try Eval.name(fields)
    let fields = EvalFields(fields, format: try Eval.format(fields))
    switch name.work {
    case .rows(let function):
      let request = try EvalRequest(name, function, fields)
      var work = RowWork(request, budget: budget)
      let outputs = try work.outputs(&programs)
      var answer = EvalAnswer(
        function: name.name, format: fields.format, outputs: outputs,
        warnings: request.warnings + work.warnings, tally: work.tally)
      if let wish = try ExactWish(fields) {
        answer.exact = try ExactRows(request).outputs(outputs, digits: wish.digits)
      }
      if let margin = try fields.margin() {
        answer.ranges = try work.ranges(under: margin, &programs)
      }
      return answer
    case .total, .mean:
      return try Eval.total(name, fields)
    }
  }
}

extension Eval {
  fileprivate static func name(_ fields: [JSONValue.Field]) throws(EvalRefusal) -> EvalName {
    let path = "function"
    switch fields.first(where: { $0.name == path })?.value {
    case nil:
      throw EvalRefusal(
        .missingField, "a request names its 'function'; 'logitlab eval --list' lists them", at: path
      )
    case .text(let word)?:
      guard let name = EvalName.named(word) else {
        throw .unknownFunction(word)
      }
      return name
    case let value?:
      throw EvalRefusal(
        .unknownFunction, "found \(value.kind), needs a function's name in quotes", at: path)
    }
  }

  fileprivate static func format(_ fields: [JSONValue.Field]) throws(EvalRefusal) -> Format {
    let path = "dtype"
    let names = EvalFields.formats.map(\.name)
    switch fields.first(where: { $0.name == path })?.value {
    case nil, .null?: return .float64
    case .text(let word)?:
      guard let format = EvalFields.formats.first(where: { $0.name == word }) else {
        throw .unknownDtype(word)
      }
      return format
    case let value?:
      throw EvalRefusal(
        .unknownDtype, "found \(value.kind), needs one of \(names.listed)", at: path)
    }
  }

  fileprivate static func total(
    _ name: EvalName, _ fields: EvalFields
  ) throws(EvalRefusal) -> EvalAnswer {
    let known = ["function", "dtype", "outputs", "x"] + ExactWish.fields
    if let field = fields.unknown(among: known) {
      throw .unknownField(field, of: name, input: "x", among: known)
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
      warnings: try fields.overflows(in: [("x", x.values)]))
    if let wish = try ExactWish(fields) {
      answer.exact = [
        ExactOutput(
          ofTotal: x.values, isMean: isMean, answer: value, digits: wish.digits, in: fields.format)
      ]
    }
    return answer
  }
}
