import LogitBench
import LogitText

/// The backward pass as the articles write it: one factor for each step of the way.
extension NetPass {
  /// `dL/dw2 = dL/da2 * da2/dz2 * dz2/dw2`.
  package var chainHeading: String {
    switch head {
    case .sigmoid: return "dL/dw2 = dL/da2 * da2/dz2 * dz2/dw2"
    case .softmax:
      let i = output
      return "dL/dw2[\(i)] = sum over j of dL/da2[j] * da2[j]/dz2[\(i)] * dz2[\(i)]/dw2[\(i)]"
    }
  }

  /// The same in numbers, longest spelling first.
  package var chains: [String] {
    let tail = " * \(spelled(a1)) = \(spelled(dw2[output]))"
    let terms = a2.indices.filter { outputSlope($0) != 0 || $0 == output }
    let links = terms.map { (outputSlope($0), headSlope($0)) }
    let whole = links.map { "\(spelled($0.0)) * \(spelled($0.1))" }
    guard terms.count > 1 else { return [whole.joined() + tail] }
    let products = links.map { spelled($0.0 * $0.1) }
    return [
      "(\(Self.sum(whole)))\(tail)",
      "(\(Self.sum(products)))\(tail)",
      "sum \(spelled(dz2[output]))\(tail)",
    ]
  }

  /// On to the first layer: `dL/dw1 = dL/dz2 * dz2/da1 * da1/dz1 * dz1/dw1`.
  package var firstChains: [String] {
    let tail = " * \(spelled(slope1)) * \(x.significant(5)) = \(spelled(dw1))"
    let whole = dz2.indices.map { "\(spelled(dz2[$0])) * \(weights.w2[$0].significant(5))" }
    guard whole.count > 1 else { return [whole.joined() + tail] }
    let sum = dz2.indices.reduce(0) { $0 + dz2[$1] * weights.w2[$1] }
    return ["(\(Self.sum(whole)))\(tail)", "sum \(spelled(sum))\(tail)"]
  }

  package var firstChainHeading: String {
    head == .sigmoid
      ? "dL/dw1 = dL/dz2 * dz2/da1 * da1/dz1 * dz1/dw1"
      : "dL/dw1 = sum over i of dL/dz2[i] * dz2[i]/da1 * da1/dz1 * dz1/dw1"
  }

  /// `z1 = 2 * 1 + 2 = 4   a1 = .9820   z2 = ...`.
  package var forward: String {
    let outputs = z2.indices.map { index in
      let name = z2.count == 1 ? "" : "[\(index)]"
      return "z2\(name) = \(spelled(z2[index]))   a2\(name) = \(spelled(a2[index]))"
    }
    return (["z1 = \(spelled(z1))   a1 = \(spelled(a1))"] + outputs).joined(separator: "   ")
  }

  /// `a - b + c` of terms that carry their signs.
  private static func sum(_ terms: [String]) -> String {
    terms.dropFirst().reduce(terms.first ?? "") { sum, term in
      term.hasPrefix("-") ? "\(sum) - \(term.dropFirst())" : "\(sum) + \(term)"
    }
  }

  /// A number as a factor: `1-3.00e-05` is one number, and a minus before it another sign.
  private func spelled(_ value: Double) -> String {
    let text = Self.reading(value).text
    return text.hasPrefix("1-") || text.hasPrefix("-1+") || text.hasPrefix("1+")
      || text.hasPrefix("-1-") ? "(\(text))" : text
  }

  /// A number as the race shows it: whether training made a 0, 1 or infinity exactly nobody knows.
  package static func reading(_ value: Double) -> Reading { Reading(value) }
}
