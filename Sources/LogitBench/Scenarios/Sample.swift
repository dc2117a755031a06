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

  /// All samples, in the order in which one learns from them; read when first asked for.
  package static let all = Samples.themes.flatMap { theme in
    theme.samples.compactMap { name, scenario in
      // The tests read every one, so none is left out here.
      (try? Bench(scenario: scenario)).map { Sample(name: name, theme: theme.name, bench: $0) }
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
    let name = try carried(word, "sample", among: names, remedy: "'samples' lists them all")
    let theme = Samples.themes.first { $0.samples.contains { $0.name == name } }
    guard let theme, let scenario = theme.samples.first(where: { $0.name == name })?.scenario,
      let bench = try? Bench(scenario: scenario)
    else { throw CommandError("the sample \(name) cannot be read") }
    return Sample(name: name, theme: theme.name, bench: bench)
  }

  /// The names with their titles, a line each.
  package static var list: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { "\($0.name.padded(to: width))  \($0.title)" }.joined(separator: "\n")
  }
}

/// The name of what the program carries inside: a word that is one, or that alone begins one.
///
/// - Throws: `CommandError` with the nearest name.
func carried(
  _ word: String, _ kind: String, among names: [String], remedy: String
) throws(CommandError) -> String {
  let begun = names.filter { $0.hasPrefix(word) }
  if names.contains(word) { return word }
  if begun.count == 1 { return begun[0] }
  throw CommandError(
    .unknown(word, kind, nearest: nearestName(to: word, among: names, begun), remedy: remedy))
}

private func nearestName(to word: String, among names: [String], _ begun: [String]) -> String? {
  // No name is as long, and a pasted line would be compared letter by letter.
  guard word.utf8.count <= 40 else { return nil }
  if let first = begun.first { return first }
  let distances = names.map { ($0, editDistance($0, word.lowercased())) }
  guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
  // Words in another order are far by letters: a name that holds the word is near.
  return best.1 <= max(1, word.count / 3)
    ? best.0 : names.first { word.count > 2 && $0.contains(word.lowercased()) }
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
