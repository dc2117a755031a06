extension Program {
  /// Longer operands are named by the place of their step where nobody says otherwise.
  static let longest = 40

  /// The formula of each step, from those of its operands: one that is short is written out.
  func texts(longest: Int = longest) -> [String] {
    spelled { place, text in text.utf8.count <= longest ? nil : "#\(place)" }
  }

  /// The same with other numbers behind the `#`, one for each place that has one.
  package func texts(longest: Int, numbers: [Int: Int]) -> [String] {
    let isLong = texts(longest: longest).map { $0.utf8.count > longest }
    return spelled { place, _ in isLong[place] ? "#\(numbers[place] ?? place)" : nil }
  }

  /// The same with names for some steps, by which they stand wherever they are operands.
  func texts(longest: Int, numbers: [Int: Int], names: [Int: String]) -> [String] {
    let isLong = texts(longest: longest).map { $0.utf8.count > longest }
    return spelled { place, _ in
      names[place] ?? (isLong[place] ? numbers[place].map { "#\($0)" } : nil)
    }
  }

  /// - Parameter name: What stands for an operand of a place and text; nil where the text does.
  private func spelled(name: (Int, String) -> String?) -> [String] {
    var spellings: [Spelling] = []
    spellings.reserveCapacity(operations.count)
    for operation in operations {
      spellings.append(spelling(of: operation, from: spellings, name: name))
    }
    return spellings.map(\.text)
  }

  /// Each step with the values of its operands.
  func appliedTexts(_ values: [Double], in format: Format) -> [String] {
    let spellings: [Spelling] = values.map { value in
      // A sign in brackets is no second one: 0 - (-20).
      let isWhole = value.magnitude < 0x1p24 && value == value.rounded()
      // 1024 is a number of every format, and the shortest text of some for it is 1000.
      let isMinusZero = value == 0 && value.sign == .minus
      let text = isMinusZero ? "-0" : (isWhole ? Format.float64 : format).shortest(value)
      return (text, value.sign == .minus ? .sum : .whole)
    }
    return operations.map { operation in
      let name = { (place: Int, text: String) in
        text.utf8.count <= Self.longest ? nil : "#\(place)"
      }
      return spelling(of: operation, from: spellings, name: name).text
    }
  }

  private typealias Spelling = (text: String, strength: Strength)

  /// How tightly a spelling holds together: a sum needs brackets in a product.
  private enum Strength: Int {
    case comparison, sum, product, sign, whole
  }

  private func spelling(
    of operation: Operation, from spellings: [Spelling], name: (Int, String) -> String?
  ) -> Spelling {
    func part(_ place: Int, atLeast strength: Strength = .comparison) -> String {
      let (text, own) = spellings[place]
      if let name = name(place, text) { return name }
      return own.rawValue < strength.rawValue ? "(\(text))" : text
    }
    func list(_ places: [Int]) -> String {
      let shown = places.prefix(4).map { part($0) }.joined(separator: ", ")
      return places.count > 4 ? "\(shown), ... \(places.count - 4) more" : shown
    }
    switch operation {
    case .quantity(let index):
      let text = self.name(ofQuantity: index)?.description ?? quantities[index].text
      return (text, text.hasPrefix("-") ? .sign : .whole)
    case .negate(let a): return ("-" + part(a, atLeast: .sign), .sign)
    case .binary(let sign, let a, let b) where sign.isComparison:
      return ("\(part(a, atLeast: .sum)) \(sign.symbol) \(part(b, atLeast: .sum))", .comparison)
    case .binary(let sign, let a, let b):
      let isSum = sign == .add || sign == .subtract
      let left = part(a, atLeast: isSum ? .sum : .product)
      let needsMore = sign == .subtract || sign == .divide
      let right = part(
        b, atLeast: isSum ? (needsMore ? .product : .sum) : (needsMore ? .sign : .product))
      return ("\(left) \(sign.symbol) \(right)", isSum ? .sum : .product)
    case .apply(let function, let a): return ("\(function.name)(\(part(a)))", .whole)
    case .power(let a, let exponent): return (part(a, atLeast: .whole) + "^\(exponent)", .whole)
    case .raise(let a, let b):
      return ("\(part(a, atLeast: .whole))^\(part(b, atLeast: .whole))", .whole)
    case .choose(let condition, let a, let b):
      return ("where(\(part(condition)), \(part(a)), \(part(b)))", .whole)
    case .larger(let a, let b): return ("max(\(part(a)), \(part(b)))", .whole)
    case .smaller(let a, let b): return ("min(\(part(a)), \(part(b)))", .whole)
    case .times(let a, let b), .weigh(let a, let b):
      return ("times(\(part(a)), \(part(b)))", .whole)
    case .sum(let all):
      guard all.count <= 4 else { return ("sum(\(list(all)))", .whole) }
      return (all.map { part($0, atLeast: .sum) }.joined(separator: " + "), .sum)
    case .logSumExp(let row): return ("logsumexp(\(list(rows[row])))", .whole)
    case .softmax(let row, let index): return ("softmax(\(list(rows[row])))[\(index)]", .whole)
    case .logSoftmax(let row, let index):
      return ("log_softmax(\(list(rows[row])))[\(index)]", .whole)
    }
  }
}
