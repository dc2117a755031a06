import LogitEval
import Testing

/// What `eval` answers to a request, by the names of its outputs.
struct Reply {
  /// The formats of a request.
  static let dtypes = ["float64", "float32", "float16", "bfloat16"]

  let outputs: [String: [Double]]
  /// The codes of what is warned of.
  let warnings: [String]

  /// - Parameter fields: The JSON of a request after its function and dtype.
  init(_ function: String, _ fields: String, in dtype: String = "float64") throws {
    let text = "{\"function\": \"\(function)\", \"dtype\": \"\(dtype)\", \(fields)}"
    let answer = try Eval.answer(to: Array(text.utf8))
    outputs = Dictionary(uniqueKeysWithValues: answer.outputs.map { ($0.name, $0.tensor.values) })
    warnings = answer.warnings.map(\.code.rawValue)
  }

  /// The numbers of one output; a fault of the test where it is not answered.
  subscript(output: String) -> [Double] {
    guard let values = outputs[output] else {
      Issue.record("no output \(output)")
      return []
    }
    return values
  }
}

/// The code that a request is refused with; nil where it is answered.
func refusedCode(_ function: String, _ fields: String, in dtype: String = "float64") -> String? {
  do { _ = try Reply(function, fields, in: dtype) } catch {
    return (error as? EvalRefusal)?.code.rawValue
  }
  return nil
}

/// References of 17 digits as the numbers of a format, by the conversions of the processor: apart
/// from the code under test.
func rounded(_ values: [Double], to dtype: String) -> [Double] {
  values.map { value in
    switch dtype {
    case "float32": return Double(Float(value))
    case "float16": return Double(Float16(value))
    case "bfloat16":
      // The upper half of a float32, ties to even; its double rounding is excluded by the cases.
      let bits = Float(value).bitPattern
      guard value.isFinite else { return value }
      return Double(Float(bitPattern: (bits &+ 0x7fff &+ (bits >> 16 & 1)) & 0xffff_0000))
    default: return value
    }
  }
}

/// Whether two answers are the same numbers; NaN is as good as NaN.
func same(_ found: [Double], _ right: [Double]) -> Bool {
  found.count == right.count && zip(found, right).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
}

extension Array<Double> {
  /// As JSON, every bit kept.
  var json: String { "[\(map(\.json).joined(separator: ", "))]" }
}

extension Double {
  var json: String {
    isNaN ? "\"NaN\"" : isInfinite ? (self < 0 ? "\"-Infinity\"" : "\"Infinity\"") : "\(self)"
  }
}
