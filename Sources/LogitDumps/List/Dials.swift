import LogitText

/// How a sampler would cut and sharpen what a row says.
package struct Dials: Sendable, Equatable {
  package enum Name: String, CaseIterable, Sendable {
    case temperature = "T"
    case topK = "top_k"
    case topP = "top_p"
    case minP = "min_p"
  }

  /// Divides every logit.
  package private(set) var temperature = 1.0
  /// So many of the likeliest classes stay; 0 for all.
  package private(set) var topK = 0
  /// The fewest classes that hold this share stay, of what `topK` left.
  package private(set) var topP = 1.0
  /// Classes below this share of the likeliest one go.
  package private(set) var minP = 0.0

  package init() {}

  package var isOff: Bool { self == Dials() }
  /// Whether every class stays.
  package var cutsNothing: Bool { topK == 0 && topP >= 1 && minP <= 0 }

  package subscript(_ name: Name) -> Double {
    switch name {
    case .temperature: temperature
    case .topK: Double(topK)
    case .topP: topP
    case .minP: minP
    }
  }

  /// - Throws: `DumpError` of usage where it is no such number.
  package mutating func set(_ name: Name, to value: Double) throws(DumpError) {
    let (isRight, words) =
      switch name {
      case .temperature: (value > 0 && value.isFinite, "is above 0 and finite")
      case .topK: (Int(exactly: value).map { $0 >= 0 } ?? false, "is a count, 0 for all classes")
      case .topP: (value > 0 && value <= 1, "is a share above 0, 1 for all classes")
      case .minP: ((0...1).contains(value), "is a share, 0 for all classes")
      }
    guard isRight else { throw .usage(name.rawValue, words) }
    switch name {
    case .temperature: temperature = value
    case .topK: topK = Int(exactly: value) ?? 0
    case .topP: topP = value
    case .minP: minP = value
    }
  }

  /// One step of a key; what is no such number any more stays.
  package mutating func slide(_ name: Name, by step: Double) {
    let size = name == .topK ? 1.0 : name == .temperature ? 0.1 : 0.01
    let value = ((self[name] + step * size) / size).rounded() * size
    // Steps are decimal ones.
    try? set(name, to: Double(value.decimals(2)) ?? value)
  }

  /// Turns those that a text names, as `T 0.7 top_p 0.95`; nothing turns all off.
  ///
  /// - Returns: The one that was named last.
  /// - Throws: `DumpError` of usage, and then nothing was turned.
  package mutating func turn(_ text: String) throws(DumpError) -> Name? {
    var turned = self
    var last: Name?
    var words = text.split { $0.isWhitespace || $0 == "=" || $0 == "," }[...]
    while let word = words.popFirst() {
      guard let name = Name.allCases.first(where: { $0.rawValue.lowercased() == word.lowercased() })
      else {
        throw .usage(
          String(word).shortened, "is no dial; they are \(Name.allCases.map(\.rawValue).listed)")
      }
      guard let number = words.popFirst().flatMap({ Double($0) }) else {
        throw .usage(name.rawValue, "a number is missing, such as \(name.rawValue) 1")
      }
      try turned.set(name, to: number)
      last = name
    }
    self = last == nil ? Dials() : turned
    return last
  }

  /// Those that are turned.
  package var text: String {
    let off = Dials()
    let turned = Name.allCases.filter { self[$0] != off[$0] }
    return turned.isEmpty
      ? "the dials are off"
      : turned.map { "\($0.rawValue) \(self[$0].shortest)" }.joined(separator: "  ")
  }

  /// Whether each class stays.
  ///
  /// - Parameter weights: `exp(z/T − m)`, the likeliest 1.
  func kept(_ weights: [Double]) -> [Bool] {
    var kept = weights.map { $0 > 0 && $0 >= minP }
    guard topK > 0 || topP < 1 else { return kept }
    // Of a hundred thousand classes few are worth sorting.
    let all = weights.reduce(0, +)
    var least = 0.25
    var sorted: [Int] = []
    while least > 0 {
      sorted = weights.indices.filter { weights[$0] >= least }
      let isEnough =
        topK > 0 ? sorted.count >= topK : sorted.reduce(0) { $0 + weights[$1] } >= topP * all
      least = isEnough ? 0 : least / 16
    }
    sorted.sort { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
    // Classes as likely as the last one stay with it, as in transformers.
    var end = sorted.count
    if topK > 0, topK < end {
      let last = weights[sorted[topK - 1]]
      end = sorted.firstIndex { weights[$0] < last } ?? end
    }
    if topP < 1 {
      let whole = topK > 0 ? sorted[..<end].reduce(0) { $0 + weights[$1] } : all
      var sum = 0.0
      end =
        sorted[..<end].firstIndex {
          sum += weights[$0]
          return sum >= topP * whole
        }.map { $0 + 1 } ?? end
    }
    let stays = Set(sorted[..<end])
    for index in kept.indices where !stays.contains(index) { kept[index] = false }
    return kept
  }
}
