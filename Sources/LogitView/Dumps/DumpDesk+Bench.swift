import LogitBench
import LogitDumps
import LogitSession
import LogitText

extension DumpDesk {
  var isOnBench: Bool { bench != nil }

  /// Puts the chosen row on a bench; of many classes that goes on behind the list.
  mutating func openBench() {
    guard let row = chosen else { return }
    if let desk = kept[row] {
      bench = (row, desk)
      return
    }
    let (dump, history, size) = (dump, history, size)
    opening?.desk.progress.stop()
    opening = (
      row,
      Background("opening row \(row)") { progress throws(DumpError) in
        try Desk(row: row, of: dump, history: history, size, progress)
      }
    )
    // Whom nothing seems to delay types on, and means the bench.
    opening?.desk.wait(milliseconds: 100)
    takeIn()
  }

  /// Shows the bench that was being opened, unless something else is being answered.
  mutating func takeInBench() {
    guard let (row, work) = opening, let result = work.result, prompt == nil, list == nil else {
      return
    }
    opening = nil
    switch result {
    case .success(let desk): bench = (row, desk)
    case .failure(let error): message = .init(text: "row \(row): \(error)", isError: true)
    }
  }

  mutating func handleOnBench(_ event: Event) -> [Request] {
    guard case (let row, var desk)? = bench else { return [] }
    let requests = desk.handle(event)
    bench = (row, desk)
    guard requests.contains(.quit) else { return requests }
    bench = nil
    kept[row] = desk.model.isChanged ? desk : nil
    message = .hint(
      desk.model.isChanged ? "row \(row): its bench stays as you left it; Enter opens it" : "")
    return requests.filter { $0 != .quit }
  }

  /// The benches that would be lost, changed and not written; the open one first.
  package var unsaved: [Model] {
    let open = bench.map { [$0.desk.model] } ?? []
    let others = kept.filter { $0.key != bench?.row }.sorted { $0.key < $1.key }.map(\.value.model)
    return (open + others).filter(\.isChanged)
  }
}

extension Desk {
  /// A row of a dump on a bench, drawn once: what a first picture asks for is then known.
  fileprivate init(
    row: Int, of dump: Dump, history: [String], _ size: Size, _ progress: Progress
  ) throws(DumpError) {
    var model = Model()
    let commands = try dump.commands(ofRow: row) + ["title row \(row) of \(dump.fileName)"]
    progress.begin(commands.count + 1)
    for line in commands {
      do { if let read = try Command.read(line) { _ = try model.update(read) } } catch {
        throw .usage("", "\(error)")
      }
      try progress.advance(by: 1)
    }
    self.init(Model(model.bench), history: history)
    interface.home = "list"
    interface.message = .hint("row \(row) on the bench; Esc goes back to the list")
    _ = render(size)
  }
}
