import LogitBench
import LogitSession
import LogitStudies
import LogitView
import Testing

@Suite struct FileKeys {
  @Test func aFileIsTheWorldsWorkAndItsOutcomeIsTold() throws {
    var desk = Desk.after("]")
    #expect(desk.press(":w<enter>") == [])
    #expect(desk.interface.prompt?.error == "this bench has no file yet; 'w FILE' writes it to one")
    desk.type("<esc>")
    let changed = desk.model.bench
    #expect(
      desk.press(":w a.json<enter>") == [.files(.save(changed, to: "a.json", force: false))])
    desk.finish(.failed(FileError("a.json", .exists(command: "w"))))
    #expect(desk.interface.message.isError)
    #expect(desk.interface.message.text == "a.json is there already; w! a.json overwrites it")
    #expect(desk.render(Size(width: 100, height: 30)).text.contains("[+]"))
    desk.finish(.saved(changed, to: "a.json"))
    #expect(desk.interface.message.text == "w a.json: written, 3 rows of 3 classes")
    #expect(!desk.render(Size(width: 100, height: 30)).text.contains("[+]"))
    #expect(desk.press(":q<enter>") == [.quit])
  }

  @Test func aBenchThatWasOpenedHasTheCursorAndCanBeUndone() throws {
    var desk = Desk.after("<down><down>")
    var other = Bench.articles
    other.logits = [[Number(1), Number(2)]]
    other.labels = .indices([0])
    other.title = "two"
    #expect(desk.press(":o b.json<enter>") == [.files(.open("b.json"))])
    desk.finish(.opened(other, from: "b.json"))
    #expect(desk.interface.index == 0)
    #expect(desk.interface.before == nil)
    #expect(desk.render(Size(width: 100, height: 30)).text.hasPrefix(" two "))
    desk.type("u")
    #expect(desk.model.bench == .articles)
    #expect(
      Desk(Model(other, from: "b.json")).interface.message.text
        == "o b.json: two, 1 row of 2 classes")
  }
}
