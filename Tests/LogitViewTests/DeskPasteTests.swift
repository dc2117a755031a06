import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

@Suite struct DeskPasteTests {
  @Test func rowsThatArePastedOpenThePrompt() {
    var desk = Desk()
    _ = desk.handle(.paste("tensor([[1., 2.],\n        [3., 4.]])"))
    desk.type("<enter>")
    #expect(desk.model.bench.logits.map { $0.map(\.text) } == [["1", "2"], ["3", "4"]])
  }

  @Test func aNumberThatIsPastedIsTyped() {
    var desk = Desk()
    _ = desk.handle(.paste(" 2.5\n"))
    desk.type("<enter>")
    #expect(desk.logits == ["1", "2", "2.5"])
  }

  @Test func severalCommandsThatArePastedRunOneAfterTheOther() {
    for start in ["", ":"] {
      var desk = Desk.after(start)
      _ = desk.handle(.paste(":logits 1 2 3\n:label 1\nlogits [[1, 2,\n  4]]\nshow\n"))
      #expect(desk.logits == ["1", "2", "4"] && desk.model.bench.labels == .indices([1]))
      #expect(desk.interface.prompt == nil)
      let asked = desk.interface.transcript.lines.filter { $0.kind == .command }.map(\.text)
      #expect(asked == ["logits 1 2 3", "label 1", "logits 1 2 4", "show"])
    }
  }

  @Test func aPastedLineThatIsRefusedStopsTheRestAndSaysSo() {
    var desk = Desk()
    _ = desk.handle(.paste("label 1 1 1\nlabel 9\nlabel 0 0 0\n"))
    #expect(desk.model.bench.labels == .indices([1, 1, 1]))
    #expect(desk.interface.prompt?.line.string == "label 9")
    #expect(desk.interface.prompt?.error?.hasSuffix("; 1 line after it: not carried out") == true)
  }

  @Test func linesThatArePastedAreRows() {
    var desk = Desk()
    _ = desk.handle(.paste("1,2.5\n3,4\n"))
    #expect(desk.interface.prompt?.line.string == "logits 1,2.5; 3,4")
    var open = Desk.after(":")
    _ = open.handle(.paste("logits [1, 2]\n[3, 4]"))
    #expect(open.interface.prompt?.line.string == "logits [1, 2]; [3, 4]")
  }

  @Test func numbersThatArePastedAreNoSingleNumber() {
    var desk = Desk()
    _ = desk.handle(.paste("1 2 3"))
    #expect(desk.interface.edit == nil && desk.interface.prompt?.line.string == "logits 1 2 3")
  }
}
