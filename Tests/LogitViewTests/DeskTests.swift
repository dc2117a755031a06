import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

extension Desk {
  static func after(_ keys: String) -> Desk {
    var desk = Desk()
    desk.type(keys)
    return desk
  }

  /// The open pane, where it is of this kind.
  func pane<Of: Pane>(_: Of.Type) -> Of? { interface.opened?.pane as? Of }

  var logits: [String] { (0..<model.bench.classes).map { model.table.text(.logit, $0) } }
}

@Suite struct Keys {
  @Test func aDigitTypesOverAndEnterKeepsIt() {
    var desk = Desk.after("6.5")
    #expect(desk.logits == ["1", "2", "7"])
    #expect(desk.screen(Size(width: 100, height: 30)).text.contains("loss 0.0576"))
    desk.type("<enter>")
    #expect(desk.logits == ["1", "2", "6.5"])
    #expect(
      desk.interface.message.text
        == "logit 2 6.5: loss 0.0151 (was 0.0092), mean 0.0576 (was 0.0556)")
  }

  @Test func escapeBringsTheOldValueBack() {
    let desk = Desk.after("6.5<esc>")
    #expect(desk.model == Model())
    #expect(desk.screen(Size(width: 100, height: 30)).text.contains("loss 0.0556"))
  }

  @Test func whatIsNoNumberIsNotKept() {
    var desk = Desk.after("-<enter>")
    #expect(desk.interface.edit != nil)
    #expect(desk.interface.message.text == "'-' is not a number; Esc brings 7 back")
    desk.type("3<enter>")
    #expect(desk.logits == ["1", "2", "-3"])
  }

  @Test func enterEditsWhatIsThere() {
    #expect(Desk.after("<enter>.5<enter>").logits == ["1", "2", "7.5"])
    #expect(Desk.after("e<backspace>8<enter>").logits == ["1", "2", "8"])
  }

  @Test func anArrowKeepsTheValueAndMoves() {
    let desk = Desk.after("<up><up>5<down>6<down>")
    #expect(desk.logits == ["5", "6", "7"])
    #expect(desk.interface.index == 2)
  }

  @Test func nudgesAreOneStepToUndo() {
    #expect(Desk.after("]]]").logits == ["1", "2", "7.3"])
    #expect(Desk.after("]]]{u").logits == ["1", "2", "7"])
    #expect(Desk.after("]]]u<c-r>").logits == ["1", "2", "7.3"])
  }

  @Test func spaceSetsTheLabel() {
    var desk = Desk.after("<up> ")
    #expect(desk.model.bench.labels == .indices([1, 2, 0]))
    desk.type(":loss sigmoid_cross_entropy<enter> ")
    #expect(desk.model.table.text(.label, 1) == "0")
    desk.type(" <down> ")
    #expect((0..<3).map { desk.model.table.text(.label, $0) } == ["0", "1", "1"])
  }

  @Test func pageKeysChooseTheRowAndStopAtTheEnds() {
    let desk = Desk.after("<pagedown><pagedown><pagedown>")
    #expect(desk.model.bench.row == 2)
    #expect(desk.interface.message.text == "the rows are 0 to 2")
    #expect(Desk.after("<pageup>").model.bench.row == 0)
  }

  @Test func sideKeysMoveBetweenTheInputs() {
    let desk = Desk.after("<right>.5<enter>")
    #expect(desk.model.bench.loss == .softmaxCrossEntropy)
    #expect(desk.model.table.text(.label, 2) == "0.5")
    #expect(Desk.after("<right><left><left>").interface.field == .logit)
  }

  @Test func posWeightIsAnInputOfItsLoss() {
    let one = Desk.after(":loss weighted<enter><right><right>3<enter>")
    #expect(one.model.bench.posWeight.map(\.text) == ["3"])
    let each = Desk.after(":loss weighted<enter>:pos_weight 1 1 1<enter><right><right>3<enter>")
    #expect(each.model.bench.posWeight.map(\.text) == ["1", "1", "3"])
    #expect(each.interface.field == .posWeight)
    var gone = each
    gone.type(":loss sigmoid_cross_entropy<enter>")
    #expect(gone.interface.field == .label)
  }

  @Test func tabGoesThroughThePanes() {
    #expect(Desk.after("<tab><right>").model.bench.row == 1)
    #expect(Desk.after("<tab><tab><right>").interface.field == .label)
    #expect(Desk.after("<tab><tab>]").logits == ["1", "2", "7.1"])
    #expect(Desk.after("<tab><tab><tab>").interface.focus == .table)
    #expect(Desk.after(":logits 1 2<enter><tab>").interface.focus == .pane)
  }

  @Test func quittingAsksOnce() {
    var desk = Desk.after("]")
    #expect(desk.press(":q<enter>") == [])
    #expect(desk.interface.message.text.contains(":q again"))
    #expect(desk.press(":q<enter>") == [.quit])
    desk = Desk.after("]:q<enter>]")
    #expect(desk.press(":q<enter>") == [])
    desk = Desk.after("]")
    #expect(desk.press(":q!<enter>") == [.quit])
    desk = Desk()
    #expect(desk.press(":q<enter>") == [.quit])
  }

  @Test func interruptCancelsThenQuits() {
    var desk = Desk.after("5")
    #expect(desk.press("<c-c>") == [])
    #expect(desk.model == Model())
    #expect(desk.press("<c-c>") == [.quit])
  }

  @Test func suspendsFromAnywhere() {
    for keys in ["", "5", ":lab", "?"] {
      var desk = Desk.after(keys)
      #expect(desk.press("<c-z>") == [.suspend])
    }
  }

  @Test func copiesTheReportAndTheCommands() {
    var desk = Desk()
    #expect(desk.press("y") == [.copy(Model().report)])
    #expect(desk.press("Y") == [.copy(Bench.articles.script)])
  }

  @Test func everyKeyOfTheTableIsKnownOnce() {
    let keys = KeyBinding.all.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    for key in keys { #expect(KeyMap.action(for: key) != nil) }
  }
}

extension Desk {
  /// What the last of some keys asks of the world, but for remembering the line of the prompt.
  mutating func press(_ keys: String) -> [Request] {
    var requests: [Request] = []
    type(keys) { asked in
      requests = asked.filter { if case .remember = $0 { false } else { true } }
    }
    return requests
  }
}

@Suite struct PromptKeys {
  @Test func aRefusedLineStaysWithTheCursorOnTheWord() {
    let desk = Desk.after(":logit 0 x<enter>")
    let prompt = desk.interface.prompt
    #expect(prompt?.line.string == "logit 0 x")
    #expect(prompt?.line.place == 8)
    #expect(prompt?.error == "'x' is not a number, such as 7, -.5, 1e30, inf or nan")
    #expect(desk.model == Model())
  }

  @Test func anEnteredLineIsKeptForLaterSittings() {
    var desk = Desk(Model(), history: ["row 2"])
    var asked: [[Request]] = []
    desk.type(":row 1<enter>:row 1<enter>:nonsense<enter><esc>") { asked.append($0) }
    #expect(asked.filter { !$0.isEmpty } == [[.remember("row 1")]])
    desk.type(":<up><up>")
    #expect(desk.interface.prompt?.line.string == "row 2")
  }

  @Test func upRecallsWhatBeginsAsTheLineDoes() {
    var desk = Desk.after(":row 1<enter>:logit 0 5<enter>:row 2<enter>:")
    desk.type("<up><up>")
    #expect(desk.interface.prompt?.line.string == "logit 0 5")
    desk.type("<down><down>")
    #expect(desk.interface.prompt?.line.string == "")
    desk.type("lo<up>")
    #expect(desk.interface.prompt?.line.string == "logit 0 5")
    desk.type("<up>")
    #expect(desk.interface.prompt?.line.string == "logit 0 5")
  }

  @Test func tabWritesOnAsFarAsChoicesAgree() {
    #expect(Desk.after(":r<tab>").interface.prompt?.line.string == "r")
    #expect(Desk.after(":redu<tab>").interface.prompt?.line.string == "reduction ")
    #expect(
      Desk.after(":loss sparse_s<tab>").interface.prompt?.line.string
        == "loss sparse_softmax_cross_entropy ")
    #expect(Desk.after(":dtype f<tab>").interface.prompt?.line.string == "dtype float")
  }

  @Test func tabListsChoicesWithAWordOnEach() {
    let text = Desk.after(":loss s<tab>").screen(Size(width: 100, height: 30)).text
    let line = text.lines.first { $0.contains(" sigmoid_cross_entropy ") }
    #expect(line?.contains("  -y ln s(z) - (1-y) ln(1 - s(z))") == true)
    #expect(text.contains("choices"))
    // What is typed on leaves fewer, and one alone is no list.
    let typed = Desk.after(":loss s<tab>ig").screen(Size(width: 100, height: 30)).text
    #expect(typed.contains(" sigmoid_focal ") && !typed.contains(" soft_cap "))
    let alone = Desk.after(":loss s<tab>igmoid_f").screen(Size(width: 100, height: 30)).text
    #expect(alone.contains("curves over a"))
  }

  @Test func tabAsksForTheNamesInAFolder() {
    var desk = Desk.after(":o runs/ba")
    #expect(desk.press("<tab>") == [.list("runs/")])
    desk.listed(
      FolderNames(folder: "runs/", names: [".bashrc", "bad.json", "batch two.json", "old/"]))
    #expect(desk.interface.prompt?.line.string == "o runs/ba")
    let text = desk.screen(Size(width: 100, height: 30)).text
    #expect(text.contains("batch two.json"))
    #expect(!text.contains(".bashrc") && !text.contains("old/"))
    desk.type("t<tab>")
    desk.listed(FolderNames(folder: "runs/", names: ["bad.json", "batch two.json"]))
    #expect(desk.press("<enter>") == [.files(.open("runs/batch two.json"))])
  }

  @Test func tabKnowsTheNamesOfClasses() {
    let desk = Desk.after(":class 1 \"big cat\"<enter>:logit \"b<tab>5<enter>")
    #expect(desk.logits == ["1", "5", "7"])
  }

  @Test func controlRSearchesWhatWasEntered() {
    let entered = ":row 1<enter>:logit 0 5<enter>:row 2<enter>:logit 1 6<enter>:"
    var desk = Desk.after(entered + "<c-r>log")
    #expect(desk.interface.prompt?.line.string == "logit 1 6")
    desk.type("<c-r>")
    #expect(desk.interface.prompt?.line.string == "logit 0 5")
    desk.type("<c-r>")
    #expect(desk.interface.prompt?.line.string == "logit 0 5")
    desk.type("<c-e>.5<enter>")
    #expect(desk.model.bench.row == 2)
    #expect(desk.logits[0] == "5.5")
    desk = Desk.after(entered + "dra<c-r>nowhere")
    #expect(desk.screen(Size(width: 100, height: 30)).text.contains("nothing entered holds that"))
    desk.type("<esc>")
    #expect(desk.interface.prompt?.line.string == "dra")
  }

  @Test func editsTheLineAsEmacsDoes() {
    let desk = Desk.after(":row 1<c-a>x<c-e>y<c-w><c-u>z")
    #expect(desk.interface.prompt?.line.string == "z")
    #expect(Desk.after(":abc<c-a><c-k>d").interface.prompt?.line.string == "d")
  }

  @Test func showOpensTheAnswers() {
    var desk = Desk.after(":show<enter>")
    #expect(desk.interface.list?.kind == .answers)
    #expect(desk.screen(Size(width: 100, height: 30)).text.contains("dloss/dz[2] = p - y"))
    desk.type("<esc>")
    #expect(desk.interface.list == nil)
  }

  @Test func aColonAfterARefusalStartsAnew() {
    let desk = Desk.after(":label -100<enter>:ignore_index -100<enter>")
    #expect(desk.model.bench.ignoreIndex == -100)
    let back = Desk.after(":label -100<enter>:<up>")
    #expect(back.interface.prompt?.line.string == "label -100")
  }

  @Test func aLongRefusalIsReadToItsEnd() {
    let desk = Desk.after(":loss mse<enter>")
    let text = desk.screen(Size(width: 80, height: 24)).text
    #expect(text.contains("half_squared_error_softmax (sum"), "\(text)")
    #expect(text.contains("softmax(z) - y)^2 / 2)"))
  }

  @Test func aNumberBeyondFloat64IsSaidWhereItIsTyped() {
    let desk = Desk.after("1e999<enter>")
    #expect(desk.interface.message.text.hasSuffix("1e999 is beyond float64: inf"))
  }
}
