import FoundationEssentials
import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@Suite struct SampleTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")

  private func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  @Test func theProgramCarriesEveryFile() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(".json") }
    #expect(Set(files) == Set(Sample.all.map { "\($0.name).json" }))
    #expect(files.count == Sample.all.count)
    for sample in Sample.all {
      // A file is as the program would write it, and so reads back as the same bench.
      #expect(try text("\(sample.name).json") == sample.bench.scenario)
      #expect(!sample.title.isEmpty && sample.title != "unnamed")
      #expect(1...200 ~= sample.note.count, "\(sample.name)")
    }
  }

  @Test func theReadmeHasALineForEachInTheirOrder() throws {
    let rows = try text("README.md").lines.filter { $0.hasPrefix("| [") && $0.contains(".json)") }
    let links = rows.map { String($0.dropFirst(2).prefix { $0 != " " }) }
    #expect(links == Sample.all.map { "[\($0.name)](\($0.name).json)" })
    #expect(rows.allSatisfy { $0.split(separator: "|").count == 2 })
  }

  @Test func theFirstIsTheBenchThatOpens() throws {
    let first = try #require(Sample.all.first)
    #expect(first.bench.hasSameContents(as: .articles))
    #expect(first.title == Bench.articles.title)
  }

  /// Numbers that a note sets against those of its bench, and where they come from.
  private static let fromElsewhere: [String: [String]] = [
    // The losses of soft-labels, which has the logits before the first softmax; ln(1 + 2/e).
    "double-softmax": ["1.4144", "1.6643", "0.5514"],
    // softmax - labels, which TensorFlow documents as its gradient: .2689 - 1, .7311 - 2.
    "labels-sum-to-three": ["-0.7311", "-1.2689"],
    // The loss of labels-sum-to-three.
    "outputs-normalised": ["1.9398"],
    // The loss of log-probabilities.
    "probabilities-as-logits": ["1.6094"],
    // The same bench after `as none`.
    "weighted-mean": ["5.2992"],
  ]

  @Test(arguments: Sample.all)
  func theNumbersOfTheNoteAreThoseThatAreSeen(sample: Sample) throws {
    let shown = try Self.shown(of: sample)
    let words = Set(shown)
    // What the panes show beside it, which takes long and which few notes need.
    lazy var beside = Set((try? Self.beside(sample)) ?? [])
    func isSeen(_ word: String) -> Bool { words.contains(word) || beside.contains(word) }
    // Digits behind a point, which a person looks for on the screen as they stand.
    let pattern = /(1)?-?\d+\.\d{3,}(e[-+]?\d+)?|1-\d\.\d\de-\d\d|\d\.\d\de[-+]\d+|\d\d+\.\d\d/
    let numbers = sample.note.matches(of: pattern).map { String($0.output.0) }
    let fromElsewhere = Self.fromElsewhere[sample.name] ?? []
    #expect(fromElsewhere.allSatisfy(numbers.contains))
    for number in numbers where !fromElsewhere.contains(number) {
      let isBegun = number.count == 6 && shown.contains { $0.hasPrefix(number) }
      #expect(isBegun || isSeen(number), "\(sample.name): \(number)")
    }
    // What is no number, and words that rounding wrote: 0~ and 1~.
    let marks = sample.note.matches(of: /\b(nan|inf)\b~?|\b[01]~/).map { String($0.output.0) }
    for mark in marks { #expect(isSeen(mark), "\(sample.name): \(mark)") }
    for name in sample.bench.names.values where sample.note.contains(name) {
      #expect(shown.contains(name))
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || "=,*;:()".contains($0) }.map(String.init)
  }

  /// What the table, the curves and the lines under them show of each row and class.
  private static func shown(of sample: Sample) throws -> [String] {
    var model = Model(sample.bench)
    var seen: [String] = []
    for row in 0..<sample.bench.rows {
      try model.run("row \(row)")
      seen.append(model.report)
      for index in 0..<sample.bench.classes {
        seen.append(model.curves(ofClass: index).table(over: .probability))
        seen += model.explanations(ofClass: index)
      }
    }
    return seen.flatMap(words)
  }

  /// What the duel, the frameworks and the heads show of each row and class, their marks taken out.
  private static func beside(_ sample: Sample) throws -> [String] {
    var model = Model(sample.bench)
    var seen: [String] = []
    for row in 0..<sample.bench.rows {
      try model.run("row \(row)")
      var lines = model.headsRefusal == nil ? ["heads"] : []
      if (try? model.frameworks(ofClass: 0)) != nil { lines.append("frameworks") }
      lines += model.bench.formulas.map { "trace \($0.name) --backward" }
      for index in 0..<sample.bench.classes {
        lines += ["duel \(index)", "duel \(index) float32"]
        for answer in (try? model.frameworks(ofClass: index))?.rows ?? [] {
          seen += [answer.loss.text, answer.gradient.text]
        }
      }
      for line in lines {
        if let text = try model.printed(by: line) { seen.append(text) }
      }
    }
    return seen.flatMap { words($0.filter { $0 != "!" }) }
  }

  @Test func numbersFromElsewhereAreThoseOfTheirSource() throws {
    func loss(_ name: String, row: Int = 0) throws -> String {
      Model(try Sample.named(name).bench).evaluation.rowLosses[row].text
    }
    #expect(try [loss("soft-labels"), loss("soft-labels", row: 1)] == ["1.4144", "1.6643"])
    #expect(try loss("labels-sum-to-three") == "1.9398")
    #expect(try loss("log-probabilities") == "1.6094")
    var weighted = Model(try Sample.named("weighted-mean").bench)
    try weighted.run("as none")
    #expect(weighted.report.contains("mean 5.2992"))
    // What is certain after one softmax is [1, 0, 0], and the second is given that.
    var model = try Model.after("logits 1 0 0", "label 0")
    #expect(model.column(.loss)[0] == "0.5514")
    try model.run("logits 1 2")
    #expect(model.column(.softmax) == ["0.2689", "0.7311"])
  }

  @Test func theMeanOfTheSegmentationHasTheSameBitsInAnyOrder() throws {
    let bench = try Sample.named("segmentation").bench
    guard case .dense(let labels) = bench.labels else {
      Issue.record("its labels are one value a class")
      return
    }
    var turned = bench
    turned.logits = bench.logits.reversed().map { $0.reversed() }
    turned.labels = .dense(labels.reversed().map { $0.reversed() })
    let places = bench.logits[0].indices
    var transposed = bench
    transposed.logits = places.map { place in bench.logits.map { $0[place] } }
    transposed.labels = .dense(places.map { place in labels.map { $0[place] } })
    let mean = Evaluation(bench).mean.value
    #expect(Evaluation(turned).mean.value == mean)
    #expect(Evaluation(transposed).mean.value == mean)
  }

  @Test func openingOneCanBeUndoneAndIsTold() throws {
    var model = try Model.after("logit 0 5")
    let before = model.bench
    let answer = try model.answer(to: "sample confident")
    #expect(
      answer.hasPrefix(
        "sample confident: a row that is sure and right, 1 row of 2 classes;"
          + " undo brings back what was not written: Sure and right: p is 1~"))
    #expect(model.bench == (try Sample.named("confident").bench))
    #expect((model.isChanged, model.file) == (false, nil))
    #expect(refusal(of: "w", in: model)?.contains("has no file yet") == true)
    try model.run("undo")
    #expect((model.bench, model.isChanged) == (before, true))
    try model.run("redo")
    #expect(model.bench.title == "a row that is sure and right")
    #expect(try !model.answer(to: "sample masked").contains("undo"))
  }

  @Test func theFileOfABenchIsNotThatOfASample() throws {
    var model = Model()
    _ = try model.finish(.opened(.articles, from: "mine.json"))
    try model.run("sample masked")
    #expect(model.file == nil)
    try model.run("undo")
    #expect(model.file == "mine.json")
  }

  @Test func inALogASampleStandsAsWhatItLoaded() throws {
    for sample in Sample.all {
      var model = try Model.after("logit 0 5", "sample \(sample.name)", "logit 0 .1")
      #expect(model.log.first == "# what the sample \(sample.name) held")
      #expect(!model.log.contains("logit 0 5"))
      var replayed = Model()
      for line in model.log where !line.hasPrefix("#") { try replayed.run(line) }
      #expect(replayed.bench == model.bench)
      try model.run("undo")
    }
  }

  @Test(arguments: [
    ("sample", "7: a name is missing: sample <name>"),
    ("sample confidnt", "8: 'confidnt' is no sample; did you mean 'confident'?"),
    ("sample Masked", "8: 'Masked' is no sample; did you mean 'masked'?"),
    ("sample sun", "8: 'sun' is no sample; did you mean 'sun-moon-cloud-softmax'?"),
    ("sample moon", "8: 'moon' is no sample; did you mean 'sun-moon-cloud-softmax'?"),
    ("sample posweight", "8: 'posweight' is no sample; did you mean 'pos-weight'?"),
    ("sample 1234567", "8: '1234567' is no sample; 'samples' lists them all"),
    ("sample masked twice", "15: 'twice' is one word too many: sample <name>"),
    ("samples all", "9: 'all' is one word too many: samples"),
  ])
  func refusesWhatIsNoSample(line: String, message: String) {
    #expect(refusal(of: line) == message)
  }

  @Test func aBeginningThatOnlyOneHasIsEnough() throws {
    #expect(try Command.parse("sample conf") == .sample("confident"))
  }

  @Test func theListHasNamesAndTitles() throws {
    var model = Model()
    #expect(try model.printed(by: "samples") == Sample.list)
    #expect(Sample.list.lines.count == Sample.all.count)
    #expect(Sample.list.contains("\nsun-moon-cloud-softmax   one of sun, moon and cloud\n"))
  }
}
