import Testing

@testable import LogitView

/// A desk is copied with the bench it shows, and the code of that copy stands in every type around it.
struct DeskSizeTests {
  @Test func desksStayBelowAPage() {
    #expect(MemoryLayout<Desk>.size <= 4096)
    #expect(MemoryLayout<Present>.size <= 512)
    #expect(MemoryLayout<PaneContext>.size <= 512)
  }
}
