extension Bench {
  /// The commands that build this bench from the one on which the program opens.
  package var commands: [Command] {
    // The names come after the shape and the labels after the loss, which may change them.
    var commands: [Command] = [.loss(loss), .dtype(dtype), .reduction(reduction), .logits(logits)]
    switch labels {
    case .indices(let indices): commands.append(.label(indices.map { .index($0) }))
    case .dense(let rows): commands.append(.labels(rows))
    }
    if posWeight != [Number(1)] { commands.append(.posWeight(posWeight)) }
    commands += names.sorted { $0.key < $1.key }.map { .name($0.key, $0.value) }
    if row != 0 { commands.append(.row(row)) }
    commands += net.commands
    commands.append(.title(title))
    if !note.isEmpty { commands.append(.note(note)) }
    return commands
  }

  /// The same as a script, one command a line.
  package var script: String { commands.map(\.description).joined(separator: "\n") + "\n" }
}
