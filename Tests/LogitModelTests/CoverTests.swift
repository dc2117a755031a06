import LogitBench
import LogitSession
import LogitStudies
import Testing

@Suite struct CoverTests {
  private static let row = ["logits 2 1 .1", "label 0"]

  private func model(_ lines: String...) throws -> Model {
    var model = Model()
    for line in Self.row + lines { try model.run(line) }
    return model
  }

  /// What a table prints, a row a line.
  private func shown(_ model: Model) -> [String] { model.report.lines.map { "\($0)" } }

  @Test func theLossIsHiddenWhereverItStands() throws {
    let report = try model("cover loss").report
    #expect(report.contains("mean   loss ?\n"))
    #expect(report.contains("row [0] ?   sum ?   mean ?\n"))
    #expect(report.contains("c0 <         2  1     0.6590   0.8808      ?     ?   -0.3410\n"))
    #expect(report.contains("sum                       1~   2.1368            ?         0\n"))
    #expect(!report.contains("0.4170") && !report.contains("1.4170"))
    #expect(report.contains("p[0]        = ") && !report.contains("loss[0]     = "))
    #expect(try model("units bits", "cover loss").report.contains("mean ?\n"))
  }

  @Test func soAreProbabilitiesSlopesSigmoidsAndAClass() throws {
    let probabilities = try model("cover p").report
    #expect(
      probabilities.contains("c0 <         2  1          ?   0.8808      ?  0.4170         ?\n"))
    #expect(!probabilities.contains("0.6590") && !probabilities.contains(" = p - y"))
    let slopes = try model("cover gradient").report
    #expect(slopes.contains("0.4170  0.4170         ?\n") && !slopes.contains("dloss/dz[0] ="))
    let sigmoids = try model("cover sigmoid").report
    #expect(sigmoids.contains("0.6590        ?  0.4170") && !sigmoids.contains("2.1368"))
    let one = try model("class 1 moon", "cover moon").report
    #expect(one.contains("moon         1  0          ?        ?       ?       ?         ?\n"))
    #expect(one.contains("c0 <         2  1     0.6590   0.8808  0.4170  0.4170   -0.3410\n"))
    let both = try model("loss sigmoid_cross_entropy", "cover p").report
    #expect(!both.contains("0.8808"))
    #expect(
      try model("cover loss p").report.contains(
        "c0 <         2  1          ?   0.8808      ?     ?"))
  }

  @Test func noAnswerTellsWhatIsCovered() throws {
    var model = try model("cover loss")
    for spec in CommandSpec.all {
      let line = spec.example
      guard case .ask(let asked)? = try? Command.parse(line) else { continue }
      let told = (try? model.printed(by: line)).flatMap(\.self)
      let isFree = ["show", "log", "samples", "lesson", "help", "formula", "race", "axes"].contains(
        spec.name)
      #expect((told == nil) != isFree, "\(line)")
      #expect(told?.contains("0.4170") != true, "\(asked)")
    }
    #expect(refusal(of: "duel", in: model) == "covered until it is guessed; 'cover off' shows all")
    #expect(refusal(of: "show --json", in: model)?.hasPrefix("covered") == true)
    #expect(try model.answer(to: "logit 0 4") == "logit 0 4: loss ?")
    #expect(try model.answer(to: "pin") == "pin: loss ? held beside what comes")
  }

  @Test(arguments: [
    (
      "cover loss", "guess 0.5", "guess 0.5; the loss is 0.4170, off by 0.083, 20 %; loss[0]     = "
    ),
    ("cover loss", "guess loss .417", "guess .417; right: the loss is 0.4170; loss[0]     = "),
    ("cover loss", "guess inf", "guess inf; the loss is 0.4170; "),
    (
      "cover p", "guess 0.6",
      "guess 0.6; p of c0 is 0.6590, off by 0.059, 9 %; p[0]        = e^2 / "
    ),
    ("cover p", "guess p 1 .2424", "guess .2424; right: p of c1 is 0.2424; p[1]        = "),
    (
      "cover gradient", "guess -0.3",
      "guess -0.3; dloss/dz of c0 is -0.3410, off by 0.041, 12 %; dloss/dz[0] = "
    ),
    (
      "cover sigmoid", "guess sigmoid 2 .5",
      "guess .5; the sigmoid of c2 is 0.5250, off by 0.025, 4.8 %"
    ),
    ("cover 1", "guess 0", "guess 0; p of c1 is 0.2424, off by 0.24, 100 %; p[1]        = "),
  ])
  func aGuessOpensItAndSaysHowFarOffItWas(cover: String, guess: String, said: String) throws {
    var model = try model(cover)
    if cover == "cover 1" { try model.run("label 1") }
    #expect(try model.answer(to: guess).hasPrefix(said), "\(guess)")
  }

  @Test func anEditCoversAgain() throws {
    var model = try model("cover loss", "guess 0.5")
    #expect(model.report.contains("loss 0.4170") && model.report.contains("loss[0]     = "))
    #expect(try model.printed(by: "heads") != nil)
    #expect(refusal(of: "guess 0.4", in: model) == "all is open until the next edit")
    try model.run("title something")
    #expect(model.report.contains("loss 0.4170"))
    try model.run("logit 1 2")
    #expect(model.report.contains("loss ?"))
    try model.run("guess 1")
    try model.run("undo")
    #expect(model.report.contains("loss ?"))
    try model.run("cover off")
    #expect(model.report.contains("loss 0.4170"))
    #expect(
      refusal(of: "guess 0.4", in: model) == "nothing is covered; 'cover loss' covers the loss")
  }

  @Test func aCellOpensAlone() throws {
    var model = try model("cover p", "guess p 1 0.3")
    #expect(model.report.contains("c1           1  0     0.2424"))
    #expect(model.report.contains("c0 <         2  1          ?"))
    #expect(
      refusal(of: "guess p 1 .3", in: model)
        == "the p of c1 is open: 'guess p 1 0.5' names another class")
    #expect(refusal(of: "guess loss .3", in: model)?.hasPrefix("the loss") == true)
    try model.run("logits 1 2")
    #expect(model.report.contains("?"))
    try model.run("cover 1")
    try model.run("logits 5")
    #expect(!model.isCovered)
  }

  @Test(arguments: [
    ("cover", "6: what to cover is missing"), ("cover loss off", "'off' covers nothing"),
    ("cover x", "it is loss, p, gradient, sigmoid or a class, or off alone"),
    ("cover 7", "class 7 is outside the classes 0 to 2"), ("guess", "6: a number is missing"),
    ("guess much", "7: 'much' is not a number"), ("guess p", "a number is missing"),
    ("guess p 1 2 3", "13: '3' is one word too many"),
  ])
  func refusesWhatItCannotRead(line: String, sentence: String) throws {
    #expect(
      try refusal(of: line, in: model("cover loss p"))?.contains(sentence) == true,
      "\(line): \(refusal(of: line) ?? "")")
  }

  @Test func theyReadBackAsTheyAreWritten() throws {
    for line in [
      "cover off", "cover loss p gradient sigmoid", "cover 1 moon", "guess 0.5", "guess loss .5",
      "guess p 1 1e-3", "guess gradient -0.3",
    ] {
      let command = try #require(try Command.parse(line))
      #expect("\(command)" == line)
      #expect(try Command.parse("\(command)") == command)
    }
  }
}
