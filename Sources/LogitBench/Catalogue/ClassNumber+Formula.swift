import LogitExact
import LogitLosses

extension ClassNumber {
  /// The formula whose exact value a number of one class stands for, over the names of a bench: `z`
  /// is the logit (`p` the probability, where that is given), `y` the label and `q` the `pos_weight` of
  /// class `k`, `logits` (or `p`) and `labels` are those of the row, `K` is their number.
  package func formula(of loss: Loss) -> Expression {
    switch self {
    case .probability:
      switch loss.head {
      case .softmax: .element(.call(.softmax, [.name("logits")]), .name("k"))
      case .sigmoid: .call(.sigmoid, [.name("z")])
      case .given: loss.isElementwise ? .name("p") : .element(.name("p"), .name("k"))
      }
    case .loss: loss.isElementwise ? loss.written.loss.ofClass(loss) : loss.written.loss.ofRow(loss)
    case .gradient:
      loss.own == nil || loss.isElementwise
        ? loss.written.slope.ofClass(loss) : .element(loss.written.slope.ofRow(loss), .name("k"))
    }
  }
}

extension Expression {
  /// A formula over a whole row.
  fileprivate func ofRow(_ loss: Loss) -> Expression {
    let names = [
      (loss.function.input, loss.head == .given ? "p" : "logits"), ("classes", "K"),
    ]
    return names.reduce(self) { $0.replacing($1.0, with: .name($1.1)) }
  }

  /// What one class has of a formula: each row in it gives its value of class `k`.
  fileprivate func ofClass(_ loss: Loss) -> Expression {
    switch self {
    case .number, .element: self
    case .name(loss.function.input):
      switch loss.head {
      case .given: loss.isElementwise ? .name("p") : .element(.name("p"), .name("k"))
      case .softmax, .sigmoid: .name("z")
      }
    case .name("labels"): .name("y")
    case .name("classes"): .name("K")
    case .name(Rule.posWeight.name): .name("q")
    case .name: self
    case .negation(let part): .negation(part.ofClass(loss))
    case .power(let part, let exponent): .power(part.ofClass(loss), exponent)
    case .binary(let sign, let a, let b): .binary(sign, a.ofClass(loss), b.ofClass(loss))
    case .call(.softmax, _), .call(.logSoftmax, _): .element(ofRow(loss), .name("k"))
    case .call(.sum, _), .call(.mean, _), .call(.logsumexp, _), .call(.argmax, _): ofRow(loss)
    case .call(let function, let parts): .call(function, parts.map { $0.ofClass(loss) })
    }
  }
}
