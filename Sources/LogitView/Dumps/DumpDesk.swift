import LogitBench
import LogitDumps
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
  private var reading: (asked: Asked, whole: Background<WholeDump>)?
  private var sorting: Background<Listing>?
  private var searching: (step: Int, place: Background<Int?>)?
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
  var bench: (row: Int, desk: Desk)?
  /// The one that is being opened.
  var opening: (row: Int, desk: Background<Desk>)?
  /// Those that were changed, by their rows.
  var kept: [Int: Desk] = [:]
  let history: [String]
  private var wasAskedToQuit = false
  /// How many rows the last frame had room for.
  var page = 10
  /// That of the last frame.
  private(set) var size = Size(width: 80, height: 24)

  /// What stands beside the rows, or in their place on a narrow screen.
  enum Panel: Sendable {
    case summary, tradeoffs, calibration
  }

  /// Longer than this nobody waits for a first picture.
  static let patience = 30

  /// Which rows a list has, and how they stand.
  private struct Asked: Equatable {
    let order: Listing.Order
    let isReversed: Bool
    let filter: String
  }

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
    reading?.whole.wait(milliseconds: Self.patience)
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
    searching?.place.progress.stop()
    searching = nil
    self.place = min(max(0, place), max(0, count - 1))
  }

  // MARK: - Work

  /// What goes on behind the list, and how far it is.
  var work: (words: String, part: Double)? {
    let progress =
      opening?.desk.progress ?? searching?.place.progress ?? reading?.whole.progress
      ?? sorting?.progress ?? judgement.progress
    return progress.map { ($0.words, $0.part) }
  }

  private var asked: Asked { Asked(order: order, isReversed: isReversed, filter: filter) }

  private mutating func read() {
    let (dump, order, isReversed, filter) = (dump, order, isReversed, parsedFilter)
    reading = (
      asked,
      Background("reading losses") { progress throws(DumpError) in
        try WholeDump(dump, sorted: order, isReversed: isReversed, where: filter, progress)
      }
    )
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
      // What is being read is sorted when it is there; what was stopped is read anew.
      if reading == nil { read() }
      return
    }
    let (dump, order, isReversed, filter) = (dump, order, isReversed, parsedFilter)
    let facts = whole.listing.facts
    sorting = Background("sorting") { progress throws(DumpError) in
      try Listing(dump, facts, sorted: order, isReversed: isReversed, where: filter, progress)
    }
    sorting?.wait(milliseconds: Self.patience)
    takeIn()
  }

  /// Goes to the next row, or the one before, that is wrong or no number.
  mutating func search(_ step: Int) {
    guard let listing, whole != nil else {
      message = .hint("which rows are wrong is known when all are read")
      return
    }
    let place = place
    searching?.place.progress.stop()
    searching = (
      step,
      Background("looking for a flag") { progress throws(DumpError) in
        try listing.flagged(after: place, step, progress)
      }
    )
    searching?.place.wait(milliseconds: Self.patience)
    takeIn()
  }

  /// Takes in what has come to an end.
  mutating func takeIn() {
    judgement.takeIn()
    takeInBench()
    if let (step, work) = searching, let result = work.result {
      searching = nil
      if case .success(let place?) = result {
        go(to: place)
      } else {
        message = .hint("no more row \(step > 0 ? "below" : "above") is wrong or no number")
      }
    }
    if let (asked, work) = reading, let result = work.result {
      reading = nil
      switch result {
      case .success(let whole):
        self.whole = whole
        if asked == self.asked { show(whole.listing) } else { sort(keepsRow: hasMoved) }
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
    if opening != nil || searching != nil {
      opening?.desk.progress.stop()
      searching?.place.progress.stop()
      (opening, searching) = (nil, nil)
      message = .init(text: "stopped")
      return true
    }
    judgement.stop()
    reading?.whole.progress.stop()
    sorting?.progress.stop()
    (reading, sorting) = (nil, nil)
    tell(.stopped)
    return true
  }

  package var pace: Duration? {
    if work != nil || rows.isReading { return .milliseconds(40) }
    return bench?.desk.pace
  }

  package mutating func advance(by elapsed: Duration) {
    takeIn()
    if work == nil || bench != nil { bench?.desk.advance(by: elapsed) }
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
    self.size = size
    if bench != nil { return bench?.desk.render(size) ?? Screen(size: size) }
    return draw(Screen(size: size))
  }

  /// What the mouse finds where in the last frame; looked for when it asks.
  var spots: [PlacedSpot] {
    var desk = self
    return desk.draw(Screen(size: size, marksSpots: true)).spots ?? []
  }
}
