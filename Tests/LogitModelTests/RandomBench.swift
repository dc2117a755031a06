import LogitBench
import LogitExact
import LogitLosses
import LogitSession
import LogitStudies
import TestSupport

extension Bench {
  /// A bench with whatever a person, a framework or a joker may put on one.
  static func random(using random: inout SplitMix64) -> Bench {
    let rows = Int.random(in: 1...4, using: &random)
    let classes = Int.random(in: 1...5, using: &random)
    let loss = Loss.all.randomElement(using: &random) ?? .sigmoidCrossEntropy
    let dense = (0..<rows).map { _ in
      (0..<classes).map { _ in Number.random(using: &random, isFinite: true) }
    }
    let indices = (0..<rows).map { _ in Int.random(in: 0..<classes, using: &random) }
    var bench = Bench.articles
    bench.title = .random(using: &random)
    bench.logits = (0..<rows).map { _ in (0..<classes).map { _ in .random(using: &random) } }
    bench.labels = loss.takesIndices ? .indices(indices) : .dense(dense)
    bench.loss = loss
    if Bool.random(using: &random) { bench.note = .random(using: &random) }
    bench.dtype = Bench.dtypes.randomElement(using: &random) ?? .float32
    bench.reduction = Reduction.allCases.randomElement(using: &random) ?? .mean
    bench.row = Int.random(in: 0..<rows, using: &random)
    for index in 0..<classes where Int.random(in: 0..<3, using: &random) == 0 {
      let name = String.random(using: &random).filter { $0 != "\"" && !$0.isNewline }
      if !name.isEmpty, Number(name) == nil, name != "c\(index)" { bench.names[index] = name }
    }
    bench.addRandomRules(using: &random)
    if classes == 3, let formula = try? Formula(own: "mine", "log(1 + \n exp(z)) * K") {
      bench.formulas = [formula]
    }
    return bench
  }

  /// What a loss may be told besides, some of it each time.
  private mutating func addRandomRules(using random: inout SplitMix64) {
    func flip() -> Bool { Bool.random(using: &random) }
    for rule in Rule.ofBench where flip() {
      func numbers(_ count: Int) -> [Number] {
        (0..<count).map { _ in .random(using: &random, isFinite: true) }
      }
      switch rule.shape {
      case .one:
        let few = ["0.1", "1", "2", "0.3", "0"].compactMap { Number($0) }
        let fitting = few.filter { rule.range.contains($0.value(in: .float64)) }
        if let number = fitting.randomElement(using: &random) { self[rule] = [number] }
      case .perClass: self[rule] = numbers(rule.usual != nil && flip() ? 1 : classes)
      case .perRow: self[rule] = numbers(rows)
      case .label: break
      }
    }
    if flip() { stopsGradient = false }
    if flip() {
      uncertainty = flip() ? .rounded(.bfloat16) : .within(Number(flip() ? 0.25 : 1e-30))
    }
    framework = Framework.allCases.randomElement(using: &random) ?? .none
    guard flip() else { return }
    self[.ignoreIndex] = [[-100, 0, 7].randomElement(using: &random) ?? 7].map { Number($0) }
    if let ignoreIndex, case .indices(var indices) = labels, flip() {
      indices[0] = ignoreIndex
      labels = .indices(indices)
    }
  }
}

extension Number {
  /// A number of any size and sign; the texts of some lie next to a tie of float32.
  static func random(using random: inout SplitMix64, isFinite: Bool = false) -> Number {
    let words = [
      "1", "0", "-0.5", "1e30", "-1000", "5e-324", "1.7976931348623157e308", "0.1",
      "1.00000005960464477539062499999", "1.000000059604644775390625000000001",
      "-.9999999701976776123046875000001", "inf", "-inf", "nan",
    ]
    let isWord = Bool.random(using: &random)
    let bits = UInt64.random(in: 0...UInt64.max, using: &random)
    let number =
      isWord
      ? words.randomElement(using: &random).flatMap { Number($0) }
      : Number(Double(bitPattern: bits))
    guard let number, !isFinite || number.isFinite else { return Number(0.25) }
    return number
  }
}

extension String {
  /// Letters of many scripts, and all that must be escaped somewhere.
  static func random(using random: inout SplitMix64) -> String {
    let pieces = [
      "a", "B", " ", "  ", "7", "#", " #", "\"", "\\", "\\\"", ",", ";", ":", "\n", "\r\n", "\t",
      "\u{1b}[31m", "\u{0}", "\u{7f}", "\u{9b}", "太阳", "مرحبا", "👩‍🚀", "e\u{301}", "\u{202e}",
      "\u{10ffff}", "'", "[", "}", "nan", "\u{feff}", "\u{2028}", "c1", "/",
    ]
    let count = Int.random(in: 0...6, using: &random)
    return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }
}
