/// Why a dump cannot be read, or cannot be read as asked.
package struct DumpError: Error, Equatable, CustomStringConvertible {
  /// Whether the file is at fault or what was asked of it.
  package enum Kind: Equatable, Sendable {
    case unreadable, usage
  }

  package let kind: Kind
  /// The file, or what in it.
  package let source: String
  package let words: String

  package init(_ kind: Kind, _ source: String, _ words: String) {
    (self.kind, self.source, self.words) = (kind, source, words)
  }

  package static func unreadable(_ source: String, _ words: String) -> Self {
    Self(.unreadable, source, words)
  }

  package static func usage(_ source: String, _ words: String) -> Self {
    Self(.usage, source, words)
  }

  package var description: String { source.isEmpty ? words : "\(source): \(words)" }
}
