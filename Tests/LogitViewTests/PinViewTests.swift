import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

@Test(arguments: [
  Size(width: 70, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
])
func aPinHasItsColumnsAndItsGhost(size: Size) {
  let screen = Desk.after(":pin<enter>2<enter>").screen(size)
  #expect(screen.text.contains("pin loss"))
  #expect(screen.text.contains("pin p pin loss") == (size.width >= 100))
  // In the bar the ghost reaches to where it ended.
  #expect(zip(screen.text, screen.styles).contains { $0 == ":" && $1 == ":" })
  // The class is at .42 now and was at .99: the ghost stands right of the @.
  let plot = screen.text.split(separator: "\n").filter { $0.contains("│") || $0.contains("┤") }
  let ghosts = plot.filter { $0.contains("x") }
  #expect(!ghosts.isEmpty)
}

@Test func theLiveNumbersStayWhereThePinDoesNotFit() {
  let screen = Desk.after(":pin<enter>2<enter>").screen(Size(width: 60, height: 16))
  #expect(!screen.text.contains("pin "))
  #expect(screen.text.contains("-0.5777"))
  // The bar has a ghost all the same.
  #expect(screen.text.contains("##::"))
}
