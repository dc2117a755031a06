import LogitBench
import LogitDumps
import LogitSession
import LogitText

/// The rows of a dump on the screen: sorted, narrowed, and one of them put on a bench, from which Esc
/// leads back. Losses are read behind it, and no key waits for them.
package struct DumpDesk: ScreenProgram, Sendable {
  let dump: Dump
  /// Which rows are to be shown, and how.
  var order: Listing.Order
  var isReversed = false
  var filter: String
  var lastFilter: String
  /// nil until all rows were read; then what they come to.
  private(set) var whole: WholeDump?
  /// nil while rows stand as they lie in the file.
  private(set) var listing: Listing?
  private var reading: Background<WholeDump>?
  private var sorting: Background<Listing>?
  /// Where the cursor is among those that are shown.
  var place = 0
  /// Whether a person moved it, so that it stays with its row.
  var hasMoved = false
  var rows: RowMemory
  var prompt: RowPrompt?
  var message = Interface.Message(text: "")
  var panel: Panel?
  var judgement: Judgement
  var list: ItemList?
  var dials = Dials()
  var dial = Dials.Name.temperature
  /// The bench that is open over the list.
  private var bench: (row: Int, desk: Desk)?
  /// Those that were changed, by their rows.
  private(set) var kept: [Int: Desk] = [:]
  private let history: [String]
  private var wasAskedToQuit = false
  /// How many rows the last frame had room for.
  var page = 10
  private var drawn = Size(width: 0, height: 0)

  /// What stands beside the rows, or in their place on a narrow screen.
  enum Panel: Sendable {
    case summary, tradeoffs, calibration
  }

  /// Longer than this nobody waits for a first picture.
  private static let patience = 30

  /// - Parameters:
  ///   - filter: A condition that was read already.
  ///   - history: Lines of the prompt, oldest first, for the benches.
  package init(
    _ dump: Dump, sorted order: Listing.Order = .loss, where filter: String = "",
    history: [String] = []
  ) {
    (self.dump, self.order, self.history) = (dump, order, history)
    (self.filter, lastFilter) = (filter, filter)
    (rows, judgement) = (RowMemory(dump), Judgement(dump))
    read()
    reading?.wait(milliseconds: Self.patience)
    takeIn()
    message = .hint("arrows move, Enter opens a row on the bench, ? has all keys")
  }

  // MARK: - Rows

  var count: Int { listing?.order.count ?? dump.count }

  /// The row at a place; nil where none is shown.
  func row(at place: Int) -> Int? {
    guard (0..<count).contains(place) else { return nil }
    return listing.map { Int($0.order[place]) } ?? place
  }

  var chosen: Int? { row(at: place) }

  mutating func go(to place: Int) {
    hasMoved = true
    self.place = min(max(0, place), max(0, count - 1))
  }

  // MARK: - Work

  /// What goes on behind the list, and how far it is.
  var work: (words: String, part: Double)? {
    if let reading { return ("reading losses", reading.progress.part) }
    if let sorting { return ("sorting", sorting.progress.part) }
    return judgement.progress.map { ("counting answers", $0.part) }
  }

  mutating func read() {
    let (dump, order, isReversed, filter) = (dump, order, isReversed, parsedFilter)
    reading = Background { progress throws(DumpError) in
      try WholeDump(dump, sorted: order, isReversed: isReversed, where: filter, progress)
    }
  }

  private var parsedFilter: RowFilter? {
    filter.isEmpty ? nil : try? RowFilter(parsing: filter)
  }

  /// Sorts and narrows anew.
  ///
  /// - Parameter keepsRow: Whether the cursor stays on its row, else it goes to the first.
  mutating func sort(keepsRow: Bool) {
    sorting?.progress.stop()
    hasMoved = keepsRow
    guard let whole else {
      // The work that goes on has the order from before.
      reading?.progress.stop()
      return read()
    }
    let (dump, order, isReversed, filter) = (dump, order, isReversed, parsedFilter)
    let facts = whole.listing.facts
    sorting = Background { progress throws(DumpError) in
      try Listing(dump, facts, sorted: order, isReversed: isReversed, where: filter, progress)
    }
    sorting?.wait(milliseconds: Self.patience)
    takeIn()
  }

  /// Takes in what has come to an end.
  private mutating func takeIn() {
    judgement.takeIn()
    if let result = reading?.result {
      reading = nil
      switch result {
      case .success(let whole):
        self.whole = whole
        show(whole.listing)
      case .failure(let error): tell(error)
      }
    }
    if let result = sorting?.result {
      sorting = nil
      switch result {
      case .success(let listing): show(listing)
      case .failure(let error): tell(error)
      }
    }
  }

  private mutating func show(_ other: Listing) {
    let row = hasMoved ? chosen : nil
    listing = other
    place = row.flatMap { row in other.order.firstIndex(of: Int32(row)) } ?? 0
    if other.order.isEmpty { message = .hint("no row is so; Esc shows all") }
  }

  private mutating func tell(_ error: DumpError) {
    message =
      error == .stopped
      ? .init(text: "stopped; o sorts anew") : .init(text: "\(error)", isError: true)
  }

  /// - Returns: Whether there was anything to stop.
  mutating func stopWork() -> Bool {
    guard work != nil else { return false }
    judgement.stop()
    reading?.progress.stop()
    sorting?.progress.stop()
    (reading, sorting) = (nil, nil)
    tell(.stopped)
    return true
  }

  package var pace: Duration? {
    if work != nil { return .milliseconds(40) }
    return bench?.desk.pace
  }

  package mutating func advance(by elapsed: Duration) {
    takeIn()
    if work == nil || bench != nil { bench?.desk.advance(by: elapsed) }
  }

  // MARK: - The bench

  var isOnBench: Bool { bench != nil }

  mutating func openBench() {
    guard let row = chosen else { return }
    if let desk = kept[row] {
      bench = (row, desk)
      return
    }
    do {
      var model = Model()
      for line in try dump.commands(ofRow: row) + ["title row \(row) of \(dump.fileName)"] {
        if let read = try Command.read(line) { _ = try model.update(read) }
      }
      var desk = Desk(Model(model.bench), history: history)
      desk.interface.home = "list"
      desk.interface.message = .hint("row \(row) on the bench; Esc goes back to the list")
      bench = (row, desk)
    } catch {
      message = .init(text: "row \(row): \(error)", isError: true)
    }
  }

  private mutating func handleOnBench(_ event: Event) -> [Request] {
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

  package mutating func finish(_ outcome: FileOutcome) { bench?.desk.finish(outcome) }
  package mutating func listed(_ listing: FolderNames) { bench?.desk.listed(listing) }

  // MARK: - Events

  package mutating func handle(_ event: Event) -> [Request] {
    if bench != nil { return handleOnBench(event) }
    switch event {
    case .key(let key): return handle(key)
    case .paste(let text):
      let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      if prompt != nil { prompt?.line.insert(line) } else { prompt = RowPrompt(.filter, line) }
    case .mouse(let mouse, let x, let y): return handle(mouse, at: Point(x: x, y: y))
    }
    return []
  }

  private mutating func handle(_ key: Key) -> [Request] {
    if prompt != nil { return handleInPrompt(key) }
    if list != nil { return handleInList(key) }
    let wasAsked = wasAskedToQuit
    (message, wasAskedToQuit) = (.init(text: ""), false)
    guard let found = RowKey.named(key) else {
      message = .hint("that key does nothing here; ? has all keys")
      return []
    }
    if case .quit = found.act, !kept.isEmpty, !wasAsked {
      wasAskedToQuit = true
      let rows = kept.keys.sorted().prefix(5).map(String.init).listed
      message = .init(text: "benches were changed, of row \(rows): again leaves them")
      return []
    }
    return perform(found.act)
  }

  package mutating func render(_ size: Size) -> Screen {
    if bench != nil { return bench?.desk.render(size) ?? Screen(size: size) }
    drawn = size
    return draw(Screen(size: size))
  }

  /// What the mouse finds where in the last frame; looked for when it asks.
  var spots: [PlacedSpot] {
    var desk = self
    return desk.draw(Screen(size: drawn, marksSpots: true)).spots ?? []
  }
}

/// What was read of single rows, as far as they were looked at.
struct RowMemory: Sendable {
  private let dump: Dump
  private var reader: ListRowReader
  private var rows: [Int: Result<ListRow, DumpError>] = [:]
  private var details: [Int: RowDetail] = [:]
  /// What the details were made with.
  private var made: (dials: Dials, most: Int) = (Dials(), 0)

  /// More than any screen has lines.
  private static let most = 4096

  init(_ dump: Dump) {
    self.dump = dump
    reader = ListRowReader(dump, isForScreen: true)
  }

  mutating func row(_ index: Int) -> Result<ListRow, DumpError> {
    if let row = rows[index] { return row }
    if rows.count > Self.most { rows = [:] }
    let row = Result { () throws(DumpError) in try reader.row(index) }
    rows[index] = row
    return row
  }

  /// - Returns: nil where the row cannot be read.
  mutating func detail(_ index: Int, _ dials: Dials, most: Int) -> RowDetail? {
    if details.count > Self.most || made != (dials, most) { details = [:] }
    made = (dials, most)
    if let detail = details[index] { return detail }
    guard case .success(let row) = row(index) else { return nil }
    details[index] = try? RowDetail(dump, row: row, dials, most: most)
    return details[index]
  }
}
