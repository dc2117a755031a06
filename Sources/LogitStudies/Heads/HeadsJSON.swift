import FoundationEssentials
import LogitBench
import LogitExact
import LogitText

/// One head or loss of a row, for programs.
private struct SideDocument: Encodable {
  let loss: String
  let probabilities: [JSONNumber]
  let sum: JSONNumber
  let dlogits: [JSONNumber]
  let total: JSONNumber
  let mean: JSONNumber

  init(_ side: RowSide, _ format: Format) {
    func number(_ reading: Reading) -> JSONNumber {
      JSONNumber(value: reading.value, format: format)
    }
    loss = side.loss.name
    probabilities = side.probabilities.map(number)
    sum = number(side.sum)
    dlogits = side.gradient.map(number)
    total = number(side.total)
    mean = number(side.mean)
  }
}

private struct HeadsDocument: Encodable {
  struct Twice: Encodable {
    let loss, gradient, once: Double
    let floor: Double?
    let classIndex: Int

    enum CodingKeys: String, CodingKey {
      case loss, floor, gradient
      case once = "gradient_once"
      case classIndex = "class"
    }
  }

  let row: Int
  let verdict: String
  let sigmoid: SideDocument
  let softmax: SideDocument
  let twice: Twice?
  let without: [String]

  enum CodingKeys: String, CodingKey {
    case row, verdict, sigmoid, softmax, without
    case twice = "softmax_twice"
  }
}

private struct PairDocument: Encodable {
  let row: Int
  let crossEntropy: SideDocument
  let squaredError: SideDocument
  let ratios: [Double]
  let factors: [Double]
  let without: [String]

  enum CodingKeys: String, CodingKey {
    case row, ratios, without
    case crossEntropy = "cross_entropy"
    case squaredError = "squared_error"
    case factors = "a(1-a)"
  }
}

private struct JacobianDocument: Encodable {
  let row: Int
  let jacobian: [[JSONNumber]]
}

extension HeadsReply {
  package var document: any Encodable {
    let bench = model.bench
    let twice = heads.twice.map {
      HeadsDocument.Twice(
        loss: $0.loss, gradient: $0.gradient, once: $0.once, floor: $0.floor,
        classIndex: $0.classIndex)
    }
    return HeadsDocument(
      row: bench.row, verdict: words(ofClass: bench.notableClass).verdict,
      sigmoid: SideDocument(heads.sigmoid, bench.dtype),
      softmax: SideDocument(heads.softmax, bench.dtype), twice: twice, without: bench.leftOut)
  }
}

extension CompareRequest.Comparison {
  package var document: any Encodable {
    let ratios = GradientRatio.all(bench)
    return PairDocument(
      row: bench.row, crossEntropy: SideDocument(pair.crossEntropy, bench.dtype),
      squaredError: SideDocument(pair.squaredError, bench.dtype), ratios: ratios.map(\.times),
      factors: ratios.map(\.factor), without: bench.leftOut)
  }
}

extension JacobianReply {
  package var document: any Encodable {
    JacobianDocument(
      row: bench.row,
      jacobian: jacobian.values.map {
        $0.map { JSONNumber(value: $0.value, format: bench.dtype) }
      })
  }
}
