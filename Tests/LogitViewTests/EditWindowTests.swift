import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

/// A cell being typed that is longer than its column.
@Suite struct EditWindowTests {
  private func window(_ text: String, at place: Int, room: Int) -> EditWindow {
    var editor = LineEditor(text)
    editor.move(toColumn: place + 1)
    return EditWindow(editor, room: room)
  }

  @Test func aHiddenHeadOrTailHasAMark() {
    #expect(window("12345", at: 5, room: 5).text == "[ 12345 ")
    #expect(window("1.234567890123456", at: 17, room: 15).text == "[..34567890123456 ")
    #expect(window("1.234567890123456", at: 0, room: 15).text == "[ 1.23456789012.. ")
    #expect(window("1.234567890123456", at: 5, room: 9).text == "[..456789.. ")
  }

  @Test func theCursorIsNeverUnderAMark() {
    let text = "1.2345678901234567e-300"
    for room in 5...25 {
      for place in 0...text.count {
        let window = window(text, at: place, room: room)
        #expect(window.text.count <= room + 3)
        let under = Array(window.text)[window.cursor]
        let next = place < text.count ? Array(text)[place] : " "
        #expect(under == next, "\(room) \(place) \(window)")
      }
    }
  }

  @Test func theCellOnTheScreenShowsThatItsHeadIsHidden() {
    let screen = Desk.after("1.23456789012345678").screen(Size(width: 100, height: 30))
    #expect(screen.text.contains("[.."))
    #expect(!Desk.after("6.5").screen(Size(width: 100, height: 30)).text.contains("[.."))
    // A narrow column grows for what is typed into it.
    let label = Desk.after("<right>0.123").screen(Size(width: 80, height: 24))
    #expect(label.text.contains("[ 0.123 ]"))
  }

  @Test func aZeroKeepsItsSign() {
    let screen = Desk.after("-0<enter>").screen(Size(width: 100, height: 30))
    #expect(screen.text.contains("[-0]"))
    #expect(Desk.after("-0<enter>").model.bench.script.contains("-0"))
    // No label is the less a hard one for it.
    #expect(Labels.hardClass(["-0", "1"].compactMap { Number($0) }) == 1)
  }
}
