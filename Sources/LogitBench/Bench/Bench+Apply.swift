import LogitExact
import LogitLosses
import LogitText

extension Bench {
  /// Changes the bench as `edit` says.
  ///
  /// - Returns: What it did beyond that, for the person to know.
  /// - Throws: `CommandError`; the caller discards the half-changed bench.
  package mutating func apply(_ edit: Edit) throws(CommandError) -> [String] {
    switch edit {
    case .logits(let rows):
      let notices = setLogits(rows)
      try checkLoss()
      return notices
    case .labels(let rows): return try setLabels(rows)
    case .label(let references): try setLabel(references)
    case .logit(let reference, let value):
      logits[row][try index(of: reference)] = value
    case .target(let reference, let value): return try setTarget(index(of: reference), value)
    case .rule(let rule, let values): return try set(rule, values)
    case .uncertainty(let new): uncertainty = new
    case .stopGradient(let isOn):
      stopsGradient = isOn
      if !isOn, !function.outputs.contains(where: { $0.name == "dlabels" }) {
        return ["\(loss.name) has no gradient into its labels"]
      }
    case .framework(let framework): return setFramework(framework)
    case .row(let index):
      guard logits.indices.contains(index) else {
        throw CommandError("row \(index) is outside the rows\(counting(rows))")
      }
      row = index
    case .name(let index, let name):
      guard index < classes else {
        throw CommandError(.classOutOfRange(index, classes: classes))
      }
      names[index] = name == "c\(index)" ? nil : name
    case .loss(let loss): return try setLoss(loss)
    case .ownLoss(let own): return try setOwn(own)
    case .recallLoss(let name): return try recallLoss(name)
    case .dtype(let format): dtype = format
    case .reduction(let reduction): self.reduction = reduction
    case .step(let rate): try descend(at: rate)
    case .net(let edit): try net.apply(edit)
    case .title(let text): title = text
    case .note(let text): note = text
    case .formula(let edit): return try define(edit)
    }
    return []
  }

  /// The index that a class is known by.
  package func index(of reference: ClassReference) throws(CommandError) -> Int {
    switch reference {
    case .index(let index):
      guard (0..<classes).contains(index) else {
        throw CommandError(.classOutOfRange(index, classes: classes))
      }
      return index
    case .name(let name):
      // Printing the name of every class would be slow for labels by name in a large batch.
      let given = names.filter { $0.value == name }.keys.min()
      let number = name.hasPrefix("c") ? Int(name.dropFirst()) : nil
      let unnamed = number.flatMap { index in
        index < classes && names[index] == nil && "c\(index)" == name ? index : nil
      }
      guard let index = [given, unnamed].compactMap(\.self).min() else {
        throw CommandError("'\(name)' is no class; give its index or the name it got by 'class'")
      }
      return index
    }
  }

  /// The same, or the class a report is about where none is named.
  package func index(of reference: ClassReference?) throws(CommandError) -> Int {
    guard let reference else { return notableClass }
    return try index(of: reference)
  }

  /// The class a report is about when none is named: the label, or the most probable.
  package var notableClass: Int {
    Labels.largestClass(labelValues(ofRow: row))
  }

  private mutating func setLogits(_ rows: [[Number]]) -> [String] {
    let oldClasses = classes
    var notices: [String] = []
    logits = rows
    // Another batch is not what the old title named, nor what the note is about.
    title = "unnamed"
    note = ""
    row = min(row, rows.count - 1)
    if classes != oldClasses { names = names.filter { $0.key < classes } }
    notices += fitRules()
    switch labels {
    case .indices(let old):
      let lost = old.prefix(rows.count).count { $0 >= classes && $0 != ignoreIndex }
      labels = .indices(
        old.map { $0 < classes || $0 == ignoreIndex ? $0 : 0 }.fitted(to: rows.count, with: 0))
      if lost > 0 { notices.append("\(counted(lost, "label")) did not fit any more and became 0") }
      if rows.count > old.count { notices.append("new rows got label 0") }
    case .dense(let old):
      let kept = old.prefix(rows.count).map { $0.fitted(to: classes, with: Number.zero) }
      let lost = zip(kept, old).count { new, old in
        new.allSatisfy(\.isZero) && !old.allSatisfy(\.isZero)
      }
      labels = .dense(kept.fitted(to: rows.count, with: blankLabels))
      if lost > 0 {
        notices.append("the labels of \(counted(lost, "row")) did not fit any more and became 0")
      }
      if rows.count > old.count {
        notices.append("new rows got \(loss.isElementwise ? "labels 0" : "label 0")")
      }
    }
    return notices
  }

  /// Gives new classes and rows the weight 1.
  private mutating func fitRules() -> [String] {
    var notices: [String] = []
    for rule in Rule.all where rule.shape == .perClass || rule.shape == .perRow {
      let (count, what) = rule.shape == .perRow ? (rows, "row") : (classes, "class")
      let values = self[rule]
      guard values.count != rule.usualNumbers.count, values.count != count else { continue }
      self[rule] = values.fitted(to: count, with: Number.one)
      guard rule.off != nil else { continue }
      notices.append("\(rule.name) now has \(counted(count, "value")), 1 for a new \(what)")
    }
    return notices
  }

  /// Labels for a row that had none: class 0 where one class must be right, else no class.
  private var blankLabels: [Number] {
    loss.isElementwise
      ? Array(repeating: Number.zero, count: classes) : Labels.oneHot(0, classes: classes)
  }

  private mutating func setLabels(_ pasted: [[Number]]) throws(CommandError) -> [String] {
    if let indices = indices(in: pasted) {
      try setLabel(indices.map { .index($0) })
      return ["one index a row, as by 'label'"]
    }
    let rows = isColumn(pasted) ? pasted[0].map { [$0] } : pasted
    guard rows.count == self.rows else {
      throw CommandError(
        "labels has \(counted(rows.count, "row")), logits has \(self.rows): part rows with ';',"
          + " or give one index a row by 'label'")
    }
    guard rows[0].count == classes else {
      throw CommandError(
        "labels has \(counted(rows[0].count, "value")) a row, logits has \(counted(classes, "class")):"
          + " give one a class, or one index a row by 'label'")
    }
    if let bad = rows.joined().first(where: { !$0.isFinite }) {
      throw CommandError(.notAFiniteLabel(bad.text))
    }
    labels = .dense(rows)
    return try giveWayToDenseLabels()
  }

  /// Labels pasted as one index a row, in a line or a column; nil where they may be one value a
  /// class.
  private func indices(in rows: [[Number]]) -> [Int]? {
    // As many as classes may be one row of values.
    let isLine = rows.count == 1 && rows[0].count == self.rows && rows[0].count != classes
    let isColumn = rows.count == self.rows && rows[0].count == 1
    guard isLine || isColumn, classes > 1 else { return nil }
    var indices: [Int] = []
    for value in rows.joined() {
      guard value.isInteger, let index = Int(exactly: value.value(in: .float64)) else { return nil }
      indices.append(index)
    }
    return indices
  }

  /// Whether values in a line are those of a batch of one class.
  private func isColumn(_ rows: [[Number]]) -> Bool {
    classes == 1 && rows.count == 1 && rows[0].count == self.rows
  }

  /// The sparse loss cannot take one value a class: the dense one, which can, takes its place.
  private mutating func giveWayToDenseLabels() throws(CommandError) -> [String] {
    guard loss.takesIndices else { return [] }
    guard !loss.dense.takesIndices else {
      throw CommandError(
        "\(loss.name) takes the index of a class: 'label' gives one a row,"
          + " and a formula with labels in it takes one value a class")
    }
    loss = loss.dense
    return ["one value a class: the loss is now \(loss.name)"]
  }

  private mutating func setLabel(_ references: [ClassReference]) throws(CommandError) {
    var indices: [Int] = []
    for reference in references {
      if case .index(let index) = reference, !(0..<classes).contains(index) {
        guard index == ignoreIndex, loss.takesIndices else {
          throw CommandError(.labelOutOfRange(index, classes: classes))
        }
        indices.append(index)
        continue
      }
      indices.append(try index(of: reference))
    }
    guard indices.count == rows || indices.count == 1 else {
      throw CommandError(
        "label has \(counted(indices.count, "index")), logits has \(counted(rows, "row")):"
          + " give one a row, or one alone for the chosen row")
    }
    let chosen = indices.count == rows ? Array(logits.indices) : [row]
    switch labels {
    case .indices(var values):
      for (row, index) in zip(chosen, indices) { values[row] = index }
      labels = .indices(values)
    case .dense(var values):
      for (row, index) in zip(chosen, indices) {
        values[row] = Labels.oneHot(index, classes: classes)
      }
      labels = .dense(values)
    }
  }

  private mutating func setTarget(_ index: Int, _ value: Number) throws(CommandError) -> [String] {
    guard value.isFinite else { throw CommandError(.notAFiniteLabel(value.text)) }
    switch labels {
    case .dense(var values):
      values[row][index] = value
      labels = .dense(values)
      return []
    case .indices:
      var values = (0..<rows).map { labelValues(ofRow: $0) }
      guard values[row][index] != value else { return [] }
      values[row][index] = value
      labels = .dense(values)
      return try giveWayToDenseLabels()
    }
  }

  mutating func setLoss(_ new: Loss) throws(CommandError) -> [String] {
    if new != loss { keepOwnLoss() }
    let notices = fitLabels(to: new)
    loss = new
    try checkLoss()
    return notices
  }

  private mutating func fitLabels(to new: Loss) -> [String] {
    switch labels {
    case .indices(let indices) where !new.takesIndices:
      labels = .dense(indices.map { Labels.oneHot($0, classes: classes) })
      return ["each label became one-hot"]
    case .dense(let values) where new.takesIndices:
      let soft = values.count { Labels.hardClass($0) == nil }
      labels = .indices(values.map { Labels.largestClass($0) })
      let notice = "labels became class indices"
      guard soft > 0 else { return [notice] }
      return [notice + ", in \(counted(soft, "row")) that of the largest; undo brings them back"]
    case .indices, .dense: return []
    }
  }
}

extension Array {
  /// The first `count` elements, filled up with `filler`.
  func fitted(to count: Int, with filler: Element) -> [Element] {
    prefix(count) + Array(repeating: filler, count: Swift.max(0, count - self.count))
  }
}
