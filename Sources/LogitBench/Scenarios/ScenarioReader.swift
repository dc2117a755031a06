import LogitExact
import LogitLosses
import LogitText

extension Bench {
  /// The fields of a scenario, in the order in which they are written.
  package static let scenarioFields =
    [
      "logitlab", "title", "note", "loss", "loss_formula", "as", "dtype", "reduction", "classes",
    ] + Rule.ofBench.map(\.name) + [
      "stop_gradient", "known_to", "row", "logits", "labels", "formulas", "net",
    ]

  /// The bench that a scenario describes: JSON as `scenario` writes it, or as a person does.
  ///
  /// - Throws: `ScenarioError` for whatever is not understood; nothing is guessed.
  package init(scenario bytes: [UInt8]) throws(ScenarioError) {
    let document: JSONValue
    do throws(JSONError) { document = try JSONReader.read(bytes) } catch {
      throw ScenarioError(.json(error))
    }
    guard case .object(let fields) = document else {
      throw ScenarioError(
        .wrongType(found: document.kind, wants: "an object: {\"logitlab\": 1, …}"))
    }
    self = try ScenarioReader(fields).bench()
  }
}

/// Turns the fields of a scenario into a bench, and names the place of whatever does not fit.
struct ScenarioReader {
  let values: [String: JSONValue]

  init(_ fields: [JSONValue.Field]) throws(ScenarioError) {
    values = Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
    // A later version may have other fields: its number says more than their names.
    switch values["logitlab"] {
    case .number("1")?: break
    case .number(let version)?: throw ScenarioError(.version(version), at: .path("logitlab"))
    case let other?: throw wrong(other, wants: "the version, 1", at: "logitlab")
    case nil: throw ScenarioError(.missing, at: .path("logitlab"))
    }
    let known = Bench.scenarioFields
    for field in fields where !known.contains(field.name) {
      let name = field.name.shortened
      let nearest = known.map { ($0, editDistance($0, name.lowercased())) }.min { $0.1 < $1.1 }
      let isNear = nearest.map { $0.1 <= 2 } ?? false
      throw ScenarioError(.unknownField(nearest: isNear ? nearest?.0 : nil), at: .path(name))
    }
  }

  func bench() throws(ScenarioError) -> Bench {
    let own = try ownLoss()
    let loss: Loss
    if let own {
      loss = own.loss
    } else {
      loss = try choice(of: Loss.all, by: \.name, "loss", default: nil)
    }
    let logits = try rows(of: needed("logits"), at: "logits")
    let classes = logits[0].count
    let ignored = try values["ignore_index"].map { value throws(ScenarioError) in
      try whole(value, at: "ignore_index")
    }
    var bench = Bench(
      title: try text("title") ?? "unnamed", logits: logits,
      labels: try labels(loss, rows: logits.count, classes: classes, ignored: ignored), loss: loss)
    bench.framework = try choice(
      of: Framework.allCases, "as", kind: "framework", default: Framework.none)
    bench.note = try text("note") ?? ""
    bench.dtype = try choice(of: Bench.dtypes, "dtype", default: .float32)
    bench.reduction = try choice(of: Reduction.allCases, "reduction", default: .mean)
    bench.names = try names(classes)
    try readRules(into: &bench)
    bench.formulas = try formulas()
    if let own { try set(own.parameters, of: &bench) }
    if let row = values["row"] {
      bench.row = try index(row, of: logits.count, "rows", at: "row")
    }
    if let net = values["net"] { bench.net = try Net(scenario: net) }
    return bench
  }

  // MARK: - Fields

  private func needed(_ name: String) throws(ScenarioError) -> JSONValue {
    guard let value = values[name] else { throw ScenarioError(.missing, at: .path(name)) }
    return value
  }

  private func text(_ name: String) throws(ScenarioError) -> String? {
    guard let value = values[name] else { return nil }
    guard case .text(let text) = value else { throw wrong(value, wants: "a text", at: name) }
    return text
  }

  private func choice<Choice: RawRepresentable<String>>(
    of all: [Choice], _ name: String, kind: String? = nil, default standard: Choice?
  ) throws(ScenarioError) -> Choice {
    try choice(of: all, by: \.rawValue, name, kind: kind, default: standard)
  }

  private func choice<Choice>(
    of all: [Choice], by word: KeyPath<Choice, String>, _ name: String, kind: String? = nil,
    default standard: Choice?
  ) throws(ScenarioError) -> Choice {
    if let standard, values[name] == nil { return standard }
    let value = try needed(name)
    guard case .text(let given) = value else {
      throw wrong(value, wants: "the name of a \(kind ?? name) in quotes", at: name)
    }
    guard let choice = all.first(where: { $0[keyPath: word] == given }) else {
      let choices = all.map { $0[keyPath: word] }
      throw ScenarioError(.notOneOf(given, kind: kind ?? name, choices: choices), at: .path(name))
    }
    return choice
  }

  /// The loss of one's own under `loss_formula`, read as a command is; nil where there is none.
  private func ownLoss() throws(ScenarioError) -> (loss: Loss, parameters: [OwnLoss.Parameter])? {
    guard let text = try text("loss_formula") else { return nil }
    guard let name = try self.text("loss") else {
      throw ScenarioError(.missing, at: .path("loss"))
    }
    let line = "\(name) = \(text)"[...]
    do throws(CommandError) {
      var words = Arguments(line, of: line, usage: "")
      guard case .ownLoss(let own) = try words.lossEdit(), own.name == name,
        let loss = try? Loss(own)
      else { throw CommandError(.notAFormulaName(name)) }
      return (loss, own.parameters)
    } catch {
      throw ScenarioError(.formula("\(error)"), at: .path("loss_formula"))
    }
  }

  private func set(
    _ parameters: [OwnLoss.Parameter], of bench: inout Bench
  ) throws(ScenarioError) {
    for parameter in parameters where parameter.name != Rule.gamma.name {
      let number = Number(parameter.usual)
      bench[Rule(parameter: parameter.name)] = number.map { [$0] } ?? []
    }
    do throws(CommandError) { try bench.checkLoss() } catch {
      throw ScenarioError(.formula("\(error)"), at: .path("loss_formula"))
    }
  }

  private func names(_ classes: Int) throws(ScenarioError) -> [Int: String] {
    guard let value = values["classes"] else { return [:] }
    let list = try list(value, of: "names", at: "classes")
    guard list.count == classes else {
      let wants = "one a class, \(classes)"
      throw ScenarioError(
        .counts(has: counted(list.count, "name"), wants: wants), at: .path("classes"))
    }
    var names: [Int: String] = [:]
    for (index, value) in list.enumerated() {
      let path = "classes[\(index)]"
      guard case .text(let name) = value else { throw wrong(value, wants: "a name", at: path) }
      // The command language has no spelling for any other name.
      guard !name.isEmpty, !name.contains("\""), !name.contains(where: \.isNewline),
        Number(name) == nil
      else { throw ScenarioError(.notAName(name), at: .path(path)) }
      if name != "c\(index)" { names[index] = name }
    }
    return names
  }

  private func formulas() throws(ScenarioError) -> [Formula] {
    guard let value = values["formulas"] else { return [] }
    guard case .object(let fields) = value else {
      throw wrong(value, wants: "an object: {\"mine\": \"log(1 + exp(z))\"}", at: "formulas")
    }
    var formulas: [Formula] = []
    for field in fields {
      let path = "formulas.\(field.name.shortened)"
      guard case .text(let text) = field.value else {
        throw wrong(field.value, wants: "a formula in quotes", at: path)
      }
      // One way to read a formula, whether it was typed or kept.
      let line = " \(field.name) = \(text)"
      do throws(CommandError) {
        guard case .set(let formula) = try FormulaEdit(parsing: line, startingAt: 1),
          formula.name == field.name
        else { throw CommandError(.notAFormulaName(field.name)) }
        formulas.append(formula)
      } catch {
        throw ScenarioError(.formula("\(error)"), at: .path(path))
      }
    }
    return formulas
  }

  private func labels(
    _ loss: Loss, rows: Int, classes: Int, ignored: Int?
  ) throws(ScenarioError) -> Labels {
    let value = try needed("labels")
    let list = try list(value, of: loss.takesIndices ? "classes" : "rows", at: "labels")
    guard list.count == rows else {
      let has = counted(list.count, loss.takesIndices ? "index" : "row")
      throw ScenarioError(
        .counts(has: has, wants: "one a row of logits, \(rows)"), at: .path("labels"))
    }
    guard !loss.takesIndices else {
      var indices: [Int] = []
      for (row, value) in list.enumerated() {
        let path = "labels[\(row)]"
        if let ignored, case .number(let text) = value, Int(text) == ignored {
          indices.append(ignored)
        } else {
          indices.append(try index(value, of: classes, "classes", at: path))
        }
      }
      return .indices(indices)
    }
    if let value = list.first, !value.isList {
      throw wrong(value, wants: "a row, one value a class, under \(loss.name)", at: "labels[0]")
    }
    let labels = try self.rows(of: value, at: "labels", wants: classes)
    for (row, values) in labels.enumerated() {
      guard let bad = values.firstIndex(where: { !$0.isFinite }) else { continue }
      throw ScenarioError(
        .notAFiniteLabel(values[bad].text), at: .path("labels[\(row)][\(bad)]"))
    }
    return .dense(labels)
  }
}
