import Testing

@testable import LogitExact

private let scope = Scope(names: [
  "x": .scalar, "e": .scalar, "z": .vector(3), "y": .vector(3), "w": .vector(2),
])

/// Knuth's MMIX generator, so that a seed means the same trees everywhere.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

extension Expression {
  /// A random tree of a wanted shape.
  fileprivate static func random(
    _ shape: Scope.Shape, depth: Int, using random: inout Generator
  ) -> Expression {
    func part(_ shape: Scope.Shape) -> Expression {
      .random(shape, depth: depth - 1, using: &random)
    }
    let isScalar = shape == .scalar
    guard depth > 0 else {
      let numbers = ["40", ".5", "1e-8", "0x1.8p-3", "inf", "nan"]
      let names = isScalar ? ["x", "e"] : shape == .vector(3) ? ["z", "y"] : ["w"]
      let takesNumber = isScalar && Bool.random(using: &random)
      return takesNumber
        ? .number(numbers.randomElement(using: &random) ?? "1")
        : .name(names.randomElement(using: &random) ?? "x")
    }
    switch Int.random(in: 0..<(isScalar ? 11 : 10), using: &random) {
    case 0: return .random(shape, depth: 0, using: &random)
    case 1: return .negation(part(shape))
    case 2, 3:
      let sign = BinaryOperator.allCases.randomElement(using: &random) ?? .add
      let isMixed = Bool.random(using: &random)
      return .binary(sign, part(shape), part(isMixed ? .scalar : shape))
    case 4: return .power(part(shape), Int.random(in: 0...Expression.exponentLimit, using: &random))
    case 8: return .call(.pow, [part(shape), .negation(part(.scalar))])
    case 9: return .call(.choice, [part(.scalar), part(shape), part(shape)])
    case 5:
      let functions: [Function] = [.exp, .log, .sqrt, .sigmoid, .logSigmoid]
      return .call(functions.randomElement(using: &random) ?? .exp, [part(shape)])
    case 6: return .call(.clip, [part(shape), part(.scalar), part(shape)])
    case 7 where shape == .vector(2): return .call(.others, [part(.vector(3)), part(.scalar)])
    case 7: return .call(.max, [part(.scalar), part(shape), part(.scalar)])
    default:
      let vector = part(Bool.random(using: &random) ? .vector(3) : .vector(2))
      return Bool.random(using: &random)
        ? .element(vector, part(.scalar)) : .call(.logsumexp, [vector])
    }
  }
}

@Suite struct ExpressionRoundTripTests {
  @Test(arguments: [Scope.Shape.scalar, .vector(3), .vector(2)])
  func whatIsPrintedParsesBackToTheSameTree(shape: Scope.Shape) throws {
    var random = Generator(state: 20)
    var kinds = Set<String>()
    for round in 0..<2_000 {
      let tree = Expression.random(shape, depth: round % 7, using: &random)
      let text = tree.description
      let again = try Expression(parsing: text, in: scope)
      #expect(again == tree, "\(text)")
      #expect(again.shape(in: scope) == shape, "\(text)")
      kinds.insert(text)
    }
    // Not the same few again and again.
    #expect(kinds.count > 1_000)
  }

  /// A bracket too many would be found by taking a pair away: the tree must then be another one.
  @Test func everyPrintedPairOfBracketsIsNeeded() throws {
    var random = Generator(state: 21)
    var pairs = 0
    for round in 0..<3_000 {
      let tree = Expression.random(.scalar, depth: round % 6, using: &random)
      let text = Array(tree.description)
      for open in text.indices where text[open] == "(" {
        // A call's brackets are part of its name.
        guard open == 0 || !(text[open - 1].isLetter || text[open - 1].isNumber) else { continue }
        var depth = 0
        let close = text[open...].firstIndex { character in
          depth += character == "(" ? 1 : character == ")" ? -1 : 0
          return depth == 0
        }
        guard let close else { continue }
        let without = text[..<open] + text[(open + 1)..<close] + text[(close + 1)...]
        #expect((try? Expression(parsing: String(without), in: scope)) != tree, "\(tree)")
        pairs += 1
      }
    }
    #expect(pairs > 1_000)
  }
}
