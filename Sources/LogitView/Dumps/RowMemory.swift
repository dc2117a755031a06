import LogitDumps
import Synchronization

/// What was read of single rows, as far as they were looked at. They are read behind the screen, so that
/// no key waits for a row of many classes or for a slow disk.
struct RowMemory: Sendable {
  /// A row, and how many of its classes are told beside it; nil for none.
  struct Wish: Hashable, Sendable {
    let index: Int
    var most: Int?
  }

  private let shelf: Shelf
  private var work: (wishes: Set<Wish>, reading: Background<Void>)?

  /// Longer than this no frame waits for rows.
  private static let patience = 30

  init(_ dump: Dump) { shelf = Shelf(dump) }

  /// Whether some of those that were looked at last are still being read.
  var isReading: Bool { work?.reading.result == nil && work != nil }

  /// Reads those that are not there, in their order, and waits a moment for them.
  mutating func look(at wishes: [Wish], _ dials: Dials) {
    let missing = shelf.missing(of: wishes, dials)
    guard !missing.isEmpty else { return }
    if let work, work.reading.result == nil, work.wishes.isSuperset(of: missing) { return }
    work?.reading.progress.stop()
    let reading = Background { [shelf] progress throws(DumpError) in
      try shelf.read(missing, dials, progress)
    }
    work = (Set(missing), reading)
    reading.wait(milliseconds: Self.patience)
  }

  /// nil while it is being read.
  func row(_ index: Int) -> Result<ListRow, DumpError>? { shelf.row(index) }

  /// nil while it is being read, and where the row cannot be.
  func detail(_ index: Int, most: Int) -> RowDetail? {
    shelf.detail(Wish(index: index, most: most))
  }
}

/// Rows that were read, for those who read and those who look.
private final class Shelf: Sendable {
  private struct Found {
    var rows: [Int: Result<ListRow, DumpError>] = [:]
    var details: [RowMemory.Wish: Result<RowDetail, DumpError>] = [:]
    /// What the details were made with.
    var dials = Dials()
  }

  private let dump: Dump
  private let reader: Mutex<ListRowReader>
  private let found = Mutex(Found())

  /// More than any screen has lines.
  private static let most = 4096

  init(_ dump: Dump) {
    self.dump = dump
    reader = Mutex(ListRowReader(dump, isForScreen: true))
  }

  func row(_ index: Int) -> Result<ListRow, DumpError>? { found.withLock { $0.rows[index] } }

  func detail(_ wish: RowMemory.Wish) -> RowDetail? {
    found.withLock { try? $0.details[wish]?.get() }
  }

  func missing(of wishes: [RowMemory.Wish], _ dials: Dials) -> [RowMemory.Wish] {
    found.withLock { found in
      if found.rows.count > Self.most { found.rows = [:] }
      if found.details.count > Self.most || found.dials != dials { found.details = [:] }
      found.dials = dials
      return wishes.filter {
        found.rows[$0.index] == nil || $0.most != nil && found.details[$0] == nil
      }
    }
  }

  /// - Throws: `DumpError` where it is to end; what cannot be read stands among what was found.
  func read(
    _ wishes: [RowMemory.Wish], _ dials: Dials, _ progress: Progress
  ) throws(DumpError) {
    try reader.withLock { (reader: inout ListRowReader) throws(DumpError) in
      for wish in wishes {
        try progress.advance(by: 1)
        let row =
          self.row(wish.index)
          ?? Result { () throws(DumpError) in try reader.row(wish.index) }
        found.withLock { $0.rows[wish.index] = row }
        guard let most = wish.most else { continue }
        let detail = Result { () throws(DumpError) in
          try RowDetail(dump, row: try row.get(), dials, most: most)
        }
        found.withLock { if $0.dials == dials { $0.details[wish] = detail } }
      }
    }
  }
}
