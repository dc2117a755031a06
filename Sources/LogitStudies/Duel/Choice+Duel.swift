import LogitBench

extension Choice {
  /// The formats of a duel.
  static var formats: [Choice] {
    Duel.formats.map { Choice(word: $0.name, summary: "a format") }
  }

  /// The person's own formulas and those of the loss.
  static func formulas(of bench: Bench) -> [Choice] {
    (bench.formulas + Catalogue.formulas(of: bench.loss)).map {
      Choice(word: $0.name, summary: $0.text)
    }
  }
}
