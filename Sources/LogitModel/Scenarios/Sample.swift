import LogitExact
import Samples

/// A worked example that the program carries inside: a bench with a note on what to look at.
package struct Sample: Equatable, Sendable {
  package let name: String
  package let bench: Bench

  package var title: String { bench.title }
  package var note: String { bench.note }

  /// All samples, in the order in which one learns from them; read when asked for.
  package static var all: [Sample] {
    Samples.all.compactMap { name, scenario in
      // The tests read every one, so none is left out here.
      (try? Bench(scenario: scenario)).map { Sample(name: name, bench: $0) }
    }
  }

  /// The sample with this name, or with a name that alone begins so.
  ///
  /// - Throws: `CommandError` with the nearest name.
  package static func named(_ word: String) throws(CommandError) -> Sample {
    if let exact = all.first(where: { $0.name == word }) { return exact }
    let begun = all.filter { $0.name.hasPrefix(word) }
    if let only = begun.first, begun.count == 1 { return only }
    throw CommandError(.unknownSample(word, nearest: nearest(to: word, among: begun)?.name))
  }

  private static func nearest(to word: String, among begun: [Sample]) -> Sample? {
    // No name is as long, and a pasted line would be compared letter by letter.
    guard word.utf8.count <= 40 else { return nil }
    if let first = begun.first { return first }
    let distances = all.map { ($0, editDistance($0.name, word.lowercased())) }
    guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
    // Words in another order are far by letters: a sample that holds the word is near.
    return best.1 <= max(1, word.count / 3)
      ? best.0 : all.first { word.count > 2 && $0.name.contains(word.lowercased()) }
  }

  /// The names with their titles, a line each.
  package static var list: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { "\($0.name.padded(to: width))  \($0.title)" }.joined(separator: "\n")
  }
}
