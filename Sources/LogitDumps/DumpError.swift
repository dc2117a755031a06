/// Why a dump cannot be read, or cannot be read as asked.
package struct DumpError: Error, Equatable, CustomStringConvertible {
  /// Whether the file is at fault or what was asked of it, or a person did not want to wait.
  package enum Kind: Equatable, Sendable {
    case unreadable, usage, stopped
  }

  package let kind: Kind
  /// The file, or what in it.
  package let source: String
  package let words: String
  /// The axis along which the labels have the rows that they lack along the one that was meant.
  package private(set) var fittingAxis: Int?

  package init(_ kind: Kind, _ source: String, _ words: String, fittingAxis: Int? = nil) {
    (self.kind, self.source, self.words) = (kind, source, words)
    self.fittingAxis = fittingAxis
  }

  package static func unreadable(_ source: String, _ words: String) -> Self {
    Self(.unreadable, source, words)
  }

  package static let stopped = Self(.stopped, "", "stopped")

  package static func usage(_ source: String, _ words: String) -> Self {
    Self(.usage, source, words)
  }

  package var description: String { source.isEmpty ? words : "\(source): \(words)" }
}
