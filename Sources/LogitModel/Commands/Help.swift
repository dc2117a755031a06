extension CommandSpec {
  /// The list of commands, or how one is used.
  ///
  /// - Throws: `CommandError` for a name that no command has.
  static func help(_ name: String?) throws(CommandError) -> String {
    guard let name else {
      let width = all.map(\.usage.count).max() ?? 0
      return all.map { "\($0.usage.padded(to: width))  \($0.summary)" }.joined(separator: "\n")
    }
    guard let spec = named(name) else {
      throw CommandError(.unknownCommand(name, nearest: nearest(to: name)))
    }
    var lines = [spec.usage, spec.summary, "for example: \(spec.example)"]
    if !spec.aliases.isEmpty { lines.append("also: \(spec.aliases.joined(separator: ", "))") }
    if spec.name == "loss" {
      let width = Loss.allCases.map(\.name.count).max() ?? 0
      lines += Loss.allCases.map { "  \($0.name.padded(to: width))  \($0.summary)" }
    }
    return lines.joined(separator: "\n")
  }
}
