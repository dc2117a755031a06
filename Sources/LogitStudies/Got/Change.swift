import LogitBench

/// One thing that another program may have done otherwise: edits of the bench, or what is made of its
/// number.
package struct Change: Sendable {
  /// What a change is about: two of one kind exclude each other.
  package enum Kind: Int, CaseIterable, Comparable, Sendable {
    case framework, head, inputs, labels, ignored, classWeights, sampleWeights, posWeights
    case smoothing, temperature, reduction, splits, unit

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// What was tried, in the words of a list.
    package var words: String {
      switch self {
      case .framework: "frameworks' rules"
      case .head: "the loss"
      case .inputs: "the inputs"
      case .labels: "labels"
      case .ignored: "ignored labels"
      case .classWeights: "class weights"
      case .sampleWeights: "sample weights"
      case .posWeights: "pos_weight"
      case .smoothing: "smoothing"
      case .temperature: "temperature"
      case .reduction: "denominators"
      case .splits: "means of means"
      case .unit: "units and sign"
      }
    }
  }

  /// What is made of the number, where no edit of the bench makes it.
  ///
  /// - Returns: NaN on a bench of which it makes no sense.
  typealias Step = @Sendable (_ number: Double, Bench) -> Double
  /// Why a program would do that, and which does, on the bench as it then is.
  typealias Reason = @Sendable (Bench) -> String

  package let kind: Kind
  /// How far-fetched it is: 1 for what happens every day.
  let cost: Int
  package let edits: [Edit]
  let step: Step?
  /// Of how many rows the parts are whose means are averaged; nil for all at once.
  let split: Int?
  /// Whether rows and classes change places.
  let isTurned: Bool
  let why: Reason
  /// What carries it out: commands, what they come to, or what to do with the number.
  package let words: String

  /// - Parameter words: What the edits come to, where they are long; else they say it themselves.
  init(
    _ kind: Kind, cost: Int = 1, _ edits: [Edit] = [], as words: String? = nil, split: Int? = nil,
    isTurned: Bool = false, why: @escaping Reason, step: Step? = nil
  ) {
    (self.kind, self.cost, self.edits, self.split) = (kind, cost, edits, split)
    (self.isTurned, self.why, self.step) = (isTurned, why, step)
    self.words = words ?? edits.map(\.brief).joined(separator: "; ")
  }

  init(_ kind: Kind, cost: Int = 1, _ edits: [Edit], _ why: String, as words: String? = nil) {
    self.init(kind, cost: cost, edits, as: words, why: { _ in why })
  }

  init(_ kind: Kind, cost: Int = 1, _ words: String, _ why: String, _ step: @escaping Step) {
    self.init(kind, cost: cost, as: words, why: { _ in why }, step: step)
  }

  /// The bench with it.
  ///
  /// - Throws: `CommandError` where the bench does not take it.
  func changed(_ bench: Bench) throws(CommandError) -> Bench {
    var changed = bench
    for edit in edits { _ = try changed.apply(edit) }
    return changed
  }
}
