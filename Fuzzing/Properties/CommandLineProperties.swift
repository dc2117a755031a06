import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What holds for lines of the command language, whatever they say.
///
/// - Parameter bytes: Lines as they come from a pipe.
func checkCommandLine(_ bytes: some Collection<UInt8>) throws(Violation) {
  let text = String(decoding: bytes, as: UTF8.self)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  var model = Model()
  for line in lines.prefix(20) { try carryOut(String(line), on: &model) }
  try checkPaste(text)
  try checkScript(of: model.bench)
  try checkWayBack(from: model)
}

/// Lines that were put together are read as in one line of a prompt, and begin where they are said
/// to.
private func checkPaste(_ text: String) throws(Violation) {
  var last = 0
  for entry in CommandLines.entries(of: text).prefix(20) {
    try hold(entry.line > last, "a command begins at line \(entry.line), after \(last)")
    last = entry.line
    var read: Command?
    var column: Int?
    do throws(CommandError) { read = try Command.parse(entry.text) } catch { column = error.column }
    if let column {
      let place = entry.place(ofColumn: column)
      try hold(
        place.line >= entry.line && place.column >= 1,
        "'\(entry.text)' has no place \(place.line):\(place.column)")
    }
    if let read { try checkSpelling(of: read) }
  }
}

/// Carries out one line: a command reads back as itself, and a refusal changes nothing.
private func carryOut(_ line: String, on model: inout Model) throws(Violation) {
  let before = model
  var spoken: Command?
  do throws(CommandError) {
    guard let command = try Command.parse(line) else { return }
    spoken = command
    _ = try model.update(command)
  } catch {
    try hold(model.bench == before.bench, "'\(line)' was refused and changed the bench")
    try hold(!"\(error)".isEmpty, "'\(line)' was refused without a word")
    if let column = error.column {
      try hold(1...(line.count + 1) ~= column, "'\(line)' has no column \(column)")
    }
  }
  if let spoken { try checkSpelling(of: spoken) }
  let anew = Evaluation(model.bench)
  let isSame = zip(model.evaluation.rowLosses, anew.rowLosses).allSatisfy(isSame)
  try hold(isSame && model.evaluation.count == anew.count, "'\(line)' left an old evaluation")
  let chosen = model.evaluation.chosen
  let heads = model.bench.loss.head == .given ? [] : [chosen.softmax, chosen.sigmoid]
  let columns = heads + [chosen.negLog, chosen.terms, chosen.gradient]
  try hold(columns.allSatisfy { $0.count == model.bench.classes }, "'\(line)' left a ragged row")
}

/// Whether both show the same number, be it nan.
private func isSame(_ a: Reading, _ b: Reading) -> Bool { a.text == b.text }

private func checkSpelling(of command: Command) throws(Violation) {
  let line = command.description
  let read: Command?
  do throws(CommandError) { read = try Command.parse(line) } catch {
    throw Violation("'\(line)' cannot be read back: \(error)")
  }
  try hold(read == command, "'\(line)' reads back as \(String(describing: read))")
}

/// The commands that a bench is saved as build the same bench.
private func checkScript(of bench: Bench) throws(Violation) {
  var model = Model()
  do throws(CommandError) {
    for line in bench.script.lines {
      if let command = try Command.parse(line) { _ = try model.update(command) }
    }
  } catch {
    throw Violation("the script is refused: \(error)\n\(bench.script)")
  }
  try hold(model.bench.hasSameContents(as: bench), "the script builds another:\n\(bench.script)")
}

/// Undo leads back to the opening bench, and redo to this one.
private func checkWayBack(from model: Model) throws(Violation) {
  var model = model
  while (try? model.update(.redo)) != nil {}
  let last = model.bench
  while (try? model.update(.undo)) != nil {}
  try hold(model.bench == .articles, "undo leads to another bench")
  while (try? model.update(.redo)) != nil {}
  try hold(model.bench == last, "redo leads to another bench")
}
