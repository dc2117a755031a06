import LogitLosses

extension Bench {
  /// The edits that build this bench from the one on which the program opens.
  package var edits: [Edit] {
    // The names come after the shape and the labels after the loss, which may change them.
    var edits: [Edit] = [.dtype(dtype)]
    // A loss of one's own may need as many classes as there are.
    if let own = ownLoss {
      edits =
        [.logits(logits), loss.recipe?.own == own ? .recallLoss(own.name) : .ownLoss(own)]
        + edits
    } else {
      edits.insert(.loss(loss), at: 0)
    }
    // A framework brings a reduction and an ignored label along, which may have been changed since.
    if framework != .none { edits.append(.framework(framework)) }
    edits += [.reduction(reduction), .logits(logits)]
    let brought = framework == .torch && loss.takesIndices ? -100 : nil
    if ignoreIndex != brought { edits.append(.rule(.ignoreIndex, self[.ignoreIndex])) }
    switch labels {
    case .indices(let indices): edits.append(.label(indices.map { .index($0) }))
    case .dense(let rows): edits.append(.labels(rows))
    }
    for rule in Rule.ofBench where rule.shape != .label {
      if let values = rules[rule] { edits.append(.rule(rule, values)) }
    }
    if let uncertainty { edits.append(.uncertainty(uncertainty)) }
    if !stopsGradient { edits.append(.stopGradient(false)) }
    edits += names.sorted { $0.key < $1.key }.map { .name($0.key, $0.value) }
    edits += formulas.map { .formula(.set($0)) }
    if row != 0 { edits.append(.row(row)) }
    edits += net.edits.map { .net($0) }
    edits.append(.title(title))
    if !note.isEmpty { edits.append(.note(note)) }
    return edits
  }

  /// The same as a script, one edit a line.
  package var script: String { edits.map(\.description).joined(separator: "\n") + "\n" }
}
