extension Bench {
  /// The commands that build this bench from the one on which the program opens.
  package var commands: [Command] {
    // The names come after the shape and the labels after the loss, which may change them.
    var commands: [Command] = [.loss(loss), .dtype(dtype)]
    // A framework brings a reduction and an ignored label along, which may have been changed since.
    if framework != .none { commands.append(.framework(framework)) }
    commands += [.reduction(reduction), .logits(logits)]
    let brought = framework == .torch && loss.takesIndices ? -100 : nil
    if ignoreIndex != brought { commands.append(.ignoreIndex(ignoreIndex)) }
    switch labels {
    case .indices(let indices): commands.append(.label(indices.map { .index($0) }))
    case .dense(let rows): commands.append(.labels(rows))
    }
    if posWeight != [Number.one] { commands.append(.posWeight(posWeight)) }
    if !classWeight.isEmpty { commands.append(.classWeight(classWeight)) }
    if !sampleWeight.isEmpty { commands.append(.sampleWeight(sampleWeight)) }
    if labelSmoothing != Number.zero { commands.append(.labelSmoothing(labelSmoothing)) }
    if temperature != Number.one { commands.append(.temperature(temperature)) }
    if !stopsGradient { commands.append(.stopGradient(false)) }
    commands += names.sorted { $0.key < $1.key }.map { .name($0.key, $0.value) }
    commands += formulas.map { .formula(.set($0)) }
    if row != 0 { commands.append(.row(row)) }
    commands += net.commands
    commands.append(.title(title))
    if !note.isEmpty { commands.append(.note(note)) }
    return commands
  }

  /// The same as a script, one command a line.
  package var script: String { commands.map(\.description).joined(separator: "\n") + "\n" }
}
