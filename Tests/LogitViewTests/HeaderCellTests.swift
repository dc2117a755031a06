import LogitBench
import Testing

@testable import LogitView

/// What the header and the line under it say of the loss, and the cells of its parameters there.
@Suite struct HeaderCellTests {
  @Test func aParameterOfTheLossIsACellOfTheHeader() {
    let size = Size(width: 100, height: 30)
    var desk = Desk.after(":loss focal<enter><right><right>")
    #expect(desk.screen(size).line(0).contains("focal gamma [2]"))
    desk.type("]]")
    #expect(desk.screen(size).line(0).contains("focal gamma [2.2]"))
    #expect(desk.model.bench.parameters["gamma"] == Number(2.2))
    desk.type("3.5")
    #expect(desk.screen(size).line(0).contains("focal gamma [ 3.5 ]"))
    #expect(desk.screen(size).text.contains("typing gamma: 2.2 -> 3.5"))
    desk.type("<enter>uu")
    #expect(desk.model.bench.parameters["gamma"] == Number(2))
    desk.type("w")
    #expect(desk.screen(size).text.contains("sweep gamma"))
    desk.type("w:loss softmax_cross_entropy<enter>")
    #expect(desk.interface.field == .label)
  }

  @Test func unitsOfBitsStandBesideTheMean() {
    let desk = Desk.after(":logits 0 0 0 0<enter>:label 1<enter>:units bits<enter>")
    #expect(
      desk.screen(Size(width: 80, height: 24)).line(1).contains("2.0000 bits    perplexity 4.0000"))
  }
}

extension Screen {
  fileprivate func line(_ y: Int) -> Substring {
    text.split(separator: "\n", omittingEmptySubsequences: false)[y]
  }
}
