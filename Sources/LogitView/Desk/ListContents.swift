import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What the lists hold.
extension ItemList {
  static var samples: ItemList {
    let themes = Sample.themes
    let items = Sample.all.map { sample in
      ListItem(
        [.init(sample.name), .init(sample.title, .faint)],
        group: themes.firstIndex(of: sample.theme) ?? 0, detail: sample.note,
        words: sample.theme, pick: .run("sample \(sample.name)"))
    }
    return ItemList("samples", .choices(ranked: false), items, groups: themes)
  }

  static var lessons: ItemList {
    let items = LessonText.all.map { lesson in
      ListItem(
        [.init(lesson.name), .init(lesson.title, .faint)], detail: lesson.summary,
        pick: .run("lesson \(lesson.name)"))
    }
    return ItemList("lessons", .choices(ranked: false), items)
  }

  static func losses(on bench: Bench) -> ItemList {
    let themes = bench.formulas.isEmpty ? LossWords.themes.dropLast() : LossWords.themes
    let items = LossWords.entries(on: bench).map { loss in
      ListItem(
        [.init(loss.name), .init(loss.summary, .faint)],
        group: themes.firstIndex(of: loss.theme) ?? 0, detail: loss.detail, words: loss.words,
        pick: .run("loss \(loss.name)"))
    }
    var list = ItemList("losses", .choices(ranked: false), items, groups: Array(themes))
    // That of the bench is where one is.
    let name = bench.loss.own?.name ?? bench.loss.name
    list.choose(items.firstIndex { $0.parts[0].text == name } ?? 0)
    return list
  }

  /// The ways to compute the loss: formulas, whose traces Enter opens, and what frameworks call.
  static func formulas(of model: Model, frameworks: FrameworkTable?) -> ItemList {
    let groups = ["stable and yours", "libraries", "derivation", "another function", "frameworks"]
    var items = model.formulas.map { formula in
      let group: Int =
        switch formula.source {
        case _ where formula.isOther: 3
        case .own, .recipe, .logitlab, .sciPy: 0
        case .derivation: 2
        case .tensorFlow, .keras, .pyTorch, .optax, .folklore: 1
        }
      return ListItem(
        [.init(formula.name), .init(formula.source.rawValue, .faint), .init(formula.text)],
        group: group,
        detail: formula.breaks.map { "breaks at \($0)" } ?? "keeps its digits: \(formula.text)",
        pick: .run("trace \(formula.name)"))
    }
    items +=
      frameworks?.rows.map { row in
        ListItem(
          [.init(row.owner), .init(row.call, .faint)], group: groups.count - 1,
          detail: row.explanation, pick: .run("frameworks"))
      } ?? []
    let sorted = groups.indices.flatMap { group in items.filter { $0.group == group } }
    return ItemList("formulas", .choices(ranked: false), sorted, groups: groups)
  }

  /// All panes and all that keys do.
  ///
  /// - Parameter pane: The one whose keys are offered as well.
  static func menu(_ pane: OpenPane?) -> ItemList {
    var groups = ["panes", "edit and move", "look and keep"]
    var items: [ListItem] = []
    for (place, binding) in KeyBinding.all.enumerated() where !binding.label.hasPrefix("Esc") {
      let kind: Panes.Kind? =
        if case .pane(let letter) = binding.action { Panes.named(letter) } else { nil }
      let group = kind != nil ? 0 : place < KeyBinding.moves.count ? 1 : 2
      // A name that its few words begin with is not said twice.
      let words =
        kind.map { $0.brief.hasPrefix($0.name) ? $0.brief : "\($0.name): \($0.brief)" }
        ?? binding.summary
      items.append(
        ListItem(
          [.init(binding.label, .key), .init(words)], named: 1, group: group,
          detail: binding.summary, pick: .binding(place)))
    }
    if let pane {
      groups.append("in \(pane.name)")
      items += pane.rows.map { row in
        ListItem(
          [.init(row.label, .key), .init(row.summary)], named: 1, group: groups.count - 1,
          detail: row.summary, pick: .key(row.key))
      }
    }
    let sorted = groups.indices.flatMap { group in items.filter { $0.group == group } }
    return ItemList("menu", .choices(ranked: false), sorted, groups: groups)
  }

  /// All that can be done, said or opened.
  static func palette(on bench: Bench) -> ItemList {
    var items: [ListItem] = []
    func add(
      _ name: String, _ summary: String, key: String = "", words: String = "", _ pick: ListItem.Pick
    ) {
      items.append(
        ListItem(
          [.init(name), .init(key, .key), .init(summary, .faint)],
          detail: summary.isEmpty ? name : summary, words: words, pick: pick))
    }
    for (place, binding) in KeyBinding.all.enumerated() {
      if case .pane(let letter) = binding.action, let kind = Panes.named(letter) {
        add(kind.name, binding.summary, key: binding.label, .binding(place))
      } else {
        add(binding.summary, "", key: binding.label, .binding(place))
      }
    }
    let panes = Set(Panes.all.filter { $0.letter != nil }.map { $0.name })
    for command in CommandSpec.all where !panes.contains(command.name) {
      // What is a line by itself is carried out, anything else is begun.
      let isWhole = (try? Command.read(command.name)) != nil
      add(
        ":\(command.usage)", command.summary, words: command.aliases.joined(separator: " "),
        isWhole ? .run(command.name) : .prompt("\(command.name) "))
      guard !["loss", "sample", "lesson", "help"].contains(command.name) else { continue }
      // What a class may be named is no setting.
      let choices = command.spec.choices(2, bench)
      guard choices != Choice.classes(of: bench) else { continue }
      for choice in choices where choice.word != "--json" {
        let line = "\(command.name) \(choice.word)"
        let isWhole = (try? Command.read(line)) != nil
        add(":\(line)", choice.summary, isWhole ? .run(line) : .prompt("\(line) "))
      }
    }
    for loss in LossWords.entries(on: bench) {
      add(":loss \(loss.name)", loss.summary, words: loss.words, .run("loss \(loss.name)"))
    }
    for sample in Sample.all {
      add(
        ":sample \(sample.name)", sample.title, words: sample.theme, .run("sample \(sample.name)"))
    }
    for lesson in LessonText.all {
      add(":lesson \(lesson.name)", lesson.title, .run("lesson \(lesson.name)"))
    }
    return ItemList("find", .choices(ranked: true), items)
  }

  /// What was asked and answered, the last at the bottom.
  static func answers(_ transcript: Transcript, width: Int) -> ItemList {
    let lines = transcript.lines.flatMap { $0.wrapped(to: width - 3) }.map { line in
      switch line.kind {
      case .command: ListItem([.init(":\(line.text)", .key)])
      case .answer: ListItem([.init(line.text)])
      case .error: ListItem([.init(" \(line.text)", .wrong)])
      }
    }
    return ItemList(
      "answers", .text, lines.isEmpty ? [ListItem([.init("nothing was asked yet", .faint)])] : lines
    )
  }
}

extension LossWords.Entry {
  /// What finds it besides its name.
  fileprivate var words: String { ([theme] + names).joined(separator: " ") }
}
