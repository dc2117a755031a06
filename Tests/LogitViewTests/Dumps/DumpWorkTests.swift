import Glibc
import LogitDumps
import LogitText
import Synchronization
import Testing

@testable import LogitView

/// What takes long with the rows of a dump: it goes on behind the keys, and stops.
@Suite struct DumpWorkTests {
  /// Bytes whose long reads wait at a gate.
  final class GatedBytes: ByteSource {
    let name = "big.npy"
    private let bytes: [UInt8]
    private let isOpen: Atomic<Bool>
    private let isCut = Atomic<Bool>(false)
    private let longCount = Atomic<Int>(0)

    init(_ bytes: [UInt8], isOpen: Bool = false) {
      self.bytes = bytes
      self.isOpen = Atomic(isOpen)
    }

    var count: Int { bytes.count }
    func open() { isOpen.store(true, ordering: .relaxed) }
    /// How many long reads there were.
    var longReads: Int { longCount.load(ordering: .relaxed) }
    func cut() { isCut.store(true, ordering: .relaxed) }

    func read(_ range: Range<Int>) throws(DumpError) -> [UInt8] {
      if range.count > 1000 { longCount.add(1, ordering: .relaxed) }
      while range.count > 1000, !isOpen.load(ordering: .relaxed) { usleep(1000) }
      if isCut.load(ordering: .relaxed) { throw .unreadable(name, "ends before byte 7 now") }
      return Array(bytes[range])
    }
  }

  /// 2 000 rows of 4 classes, float32, the last one the most wrong.
  private func npy() -> [UInt8] {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2000, 4), }"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count + 1), 0]
    bytes += Array(header.utf8) + [0x0a]
    for row in 0..<2000 {
      for k in 0..<4 {
        let bits = (k == 1 ? Float(row) / 100 : 0).bitPattern
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
      }
    }
    return bytes
  }

  private func gated(_ source: GatedBytes) throws -> DumpDesk {
    let labels = try DumpFile(
      MemoryBytes(
        Array("[\([String](repeating: "0", count: 2000).joined(separator: ","))]".utf8),
        name: "y.json"))
    return DumpDesk(try Dump(try DumpFile(source), labelFile: labels))
  }

  @Test func rowsAreThereBeforeTheirLossesAreSorted() throws {
    let source = GatedBytes(npy())
    var desk = try gated(source)
    var text = desk.screen(DumpDeskTests.size).text
    #expect(text.contains("─ row by row ─ 1 of 2000 ─") && text.contains("losses to come"))
    #expect(text.contains("reading losses 0 %") && text.contains("Esc stops"))
    #expect(desk.shownRows.prefix(2) == [0, 1] && desk.pace != nil)
    // Keys work meanwhile, and the cursor then stays with its row.
    desk.type("<down><down><enter>", waits: false)
    for _ in 0..<5000 where !desk.isOnBench {
      usleep(1000)
      desk.advance(by: .zero)
    }
    #expect(desk.isOnBench)
    desk.type("<esc>", waits: false)
    source.open()
    desk.settle()
    #expect(desk.chosen == 2 && desk.pace == nil)
    desk.type("g")
    text = desk.screen(DumpDeskTests.size).text
    #expect(desk.chosen == 1999 && text.contains("─ worst first ─ 1 of 2000 ─"))
    #expect(text.contains(" mean "))
  }

  @Test func escStopsWhatTakesLongAndOBeginsAnew() throws {
    let source = GatedBytes(npy())
    var desk = try gated(source)
    desk.type("<esc>", waits: false)
    #expect(desk.message.text == "stopped; o sorts anew" && desk.pace == nil)
    desk.type("n")
    #expect(desk.message.text.contains("is known when all are read"))
    source.open()
    desk.type("r")
    desk.settle()
    #expect(desk.shownRows.first == 0)
    desk.type("r")
    #expect(desk.shownRows.first == 1999)
  }

  @Test func anOrderThatIsAskedForMeanwhileReadsNothingTwice() throws {
    let source = GatedBytes(npy())
    var desk = try gated(source)
    desk.type("r", waits: false)
    #expect(source.longReads == 1)
    source.open()
    desk.settle()
    #expect(source.longReads == 1 && desk.shownRows.first == 0)
    #expect(desk.screen(DumpDeskTests.size).text.contains("─ worst first, reversed ─"))
  }

  /// A row of 3 000 numbers is one long read.
  @Test func aRowThatTakesLongFreezesNoKey() throws {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3000), }"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count + 1), 0]
    bytes += Array(header.utf8) + [0x0a] + [UInt8](repeating: 0, count: 36_000)
    let source = GatedBytes(bytes)
    let labels = try DumpFile(MemoryBytes(Array("[1, 2, 2999]".utf8), name: "y.json"))
    var desk = DumpDesk(try Dump(try DumpFile(source), labelFile: labels))
    let text = desk.render(DumpDeskTests.size).text
    #expect(text.contains("\n>   0  ..") && text.contains("\n    1  .."), "\(text)")
    desk.type("<down><enter>", waits: false)
    #expect(desk.pace != nil && !desk.isOnBench)
    var waiting = desk.render(DumpDeskTests.size).text
    #expect(waiting.contains("opening row 1 0 %") && waiting.contains("Esc stops"))
    desk.type("<esc>", waits: false)
    #expect(desk.message.text == "stopped")
    waiting = desk.render(DumpDeskTests.size).text
    #expect(!waiting.contains("opening") && waiting.contains("\n>   1  .."))
    source.open()
    desk.settle()
    #expect(!desk.isOnBench && desk.screen(DumpDeskTests.size).text.contains(" 8.0064 "))
    desk.type("<enter>")
    #expect(desk.isOnBench)
  }

  @Test func aFileThatIsCutShortIsToldAndNotDrawn() throws {
    let source = GatedBytes(npy(), isOpen: true)
    var desk = try gated(source)
    desk.settle()
    source.cut()
    desk.type("gG<up>")
    let screen = desk.render(DumpDeskTests.size)
    #expect(screen.text.contains("big.npy: ends before byte 7 now"))
    desk.type("<enter>")
    #expect(!desk.isOnBench && desk.message.isError)
    var fresh = try? gated(source)
    fresh?.settle()
    #expect(fresh == nil)
  }
}
