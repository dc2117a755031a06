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
  typealias Step = @Sendable (Double) -> Double

  package let kind: Kind
  /// How far-fetched it is: 1 for what happens every day.
  let cost: Int
  package let edits: [Edit]
  let step: Step?
  /// Other losses than all of the batch, as the sums of their parts; nil for the number itself.
  let split: Int?
  /// Why a program would do that, and which does.
  package let why: String
  /// What carries it out: commands, what they come to, or what to do with the number.
  package let words: String

  /// - Parameter words: What the edits come to, where they are long; else they say it themselves.
  init(_ kind: Kind, cost: Int = 1, _ edits: [Edit], _ why: String, as words: String? = nil) {
    self.init(kind, cost, edits, nil, nil, why, words ?? edits.map(\.brief).joined(separator: "; "))
  }

  init(
    _ kind: Kind, cost: Int = 1, _ words: String, _ why: String,
    _ apply: @escaping Step
  ) {
    self.init(kind, cost, [], apply, nil, why, words)
  }

  /// - Parameter split: Of how many rows a part is.
  init(meanOfPartsOf split: Int, _ why: String) {
    self.init(.splits, 2, [], nil, split, why, "mean of the means of \(split) rows")
  }

  private init(
    _ kind: Kind, _ cost: Int, _ edits: [Edit], _ step: Step?, _ split: Int?, _ why: String,
    _ words: String
  ) {
    (self.kind, self.cost, self.edits) = (kind, cost, edits)
    (self.step, self.split, self.why, self.words) = (step, split, why, words)
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
