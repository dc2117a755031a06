import LogitExact
import LogitText
import Samples

/// A worked example that the program carries inside: a bench with a note on what to look at.
package struct Sample: Equatable, Sendable {
  package let name: String
  /// What it belongs to.
  package let theme: String
  package let bench: Bench

  package var title: String { bench.title }
  package var note: String { bench.note }

  /// All samples, in the order in which one learns from them; read when asked for.
  package static var all: [Sample] {
    Samples.themes.flatMap { theme in
      theme.samples.compactMap { name, scenario in
        // The tests read every one, so none is left out here.
        (try? Bench(scenario: scenario)).map { Sample(name: name, theme: theme.name, bench: $0) }
      }
    }
  }

  /// What they belong to, in the same order.
  package static var themes: [String] { Samples.themes.map(\.name) }

  /// The names of all, in the same order; no bench is read for them.
  package static var names: [String] { Samples.all.map(\.name) }

  /// The sample with this name, or with a name that alone begins so.
  ///
  /// - Throws: `CommandError` with the nearest name.
  package static func named(_ word: String) throws(CommandError) -> Sample {
    let begun = names.filter { $0.hasPrefix(word) }
    let name = names.contains(word) ? word : begun.count == 1 ? begun.first : nil
    let theme = Samples.themes.first { $0.samples.contains { $0.name == name } }
    guard let name, let theme,
      let scenario = theme.samples.first(where: { $0.name == name })?.scenario,
      let bench = try? Bench(scenario: scenario)
    else {
      throw CommandError(
        .unknown(
          word, "sample", nearest: nearest(to: word, among: begun),
          remedy: "'samples' lists them all"))
    }
    return Sample(name: name, theme: theme.name, bench: bench)
  }

  private static func nearest(to word: String, among begun: [String]) -> String? {
    // No name is as long, and a pasted line would be compared letter by letter.
    guard word.utf8.count <= 40 else { return nil }
    if let first = begun.first { return first }
    let distances = names.map { ($0, editDistance($0, word.lowercased())) }
    guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
    // Words in another order are far by letters: a sample that holds the word is near.
    return best.1 <= max(1, word.count / 3)
      ? best.0 : names.first { word.count > 2 && $0.contains(word.lowercased()) }
  }

  /// The names with their titles, a line each.
  package static var list: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { "\($0.name.padded(to: width))  \($0.title)" }.joined(separator: "\n")
  }
}

extension Arguments {
  /// A sample by its name or by a beginning that only one has.
  package mutating func sample(_ what: String) throws(CommandError) -> String {
    let (word, column) = try wordAndColumn(what)
    do { return try Sample.named(word).name } catch {
      throw CommandError(error.sentence, column: column)
    }
  }
}
