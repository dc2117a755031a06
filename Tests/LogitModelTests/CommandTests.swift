import LogitBench
import LogitLosses
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

@Test(arguments: CommandSpec.all.map(\.name))
func everyExampleParsesAndRuns(name: String) throws {
  let spec = try #require(CommandSpec.named(name))
  let command = try #require(try Command.parse(spec.example))
  #expect(spec.example.hasPrefix(spec.name))
  #expect(spec.usage.hasPrefix(spec.name))
  #expect(spec.summary.hasSuffix("."))
  // A history of one change, so that undo and redo have something to do.
  var model = try Model.after("logit 0 1.5")
  if command == .redo { try model.run("undo") }
  if name == "ranges" { try model.run("from bfloat16") }
  if name == "guess" { try model.run("cover loss") }
  _ = try model.update(command)
}

@Test(arguments: [
  "logits 1 2 7; 4 7 9", "labels 0.2 0.3 0.5", "label 2 2 0", "label cat", "logit 2 6.5",
  "logit \"big cat\" -inf", "target 1 0.5", "pos_weight 0.2", "pos_weight 1 2 3", "row 1",
  "class 0 cat", "class 0 \"a #b\"", "loss sigmoid_cross_entropy", "dtype float64",
  "reduction none", "show", "show --json", "curves", "curves 2", "curves 2 z", "help",
  "help logits", "undo", "redo", "q", "q!", "title \"a \\\"b\\\" # c\"", "note", "note \"\"",
  "note \"one\\ntwo\\u001b\\\\\"", "w", "w!", "w batch.json", "w! \"my batch.json\"",
  "o \"a \\\"b\\\"\"",
  "sample confident", "samples", "log", "log sitting.lab", "log! sitting.lab", "label \"a,b\"",
  "exact", "exact 2", "exact cat", "exact \"big cat\"", "exact log(1 + exp(x)) x=-40 w=1,2",
  "digits",
  "digits 40",
])
func spellsACommandAsItIsRead(line: String) throws {
  let command = try #require(try Command.parse(line))
  #expect("\(command)" == line)
  #expect(try Command.parse("\(command)") == command)
}

@Test(arguments: [
  "logits 1 2 7; 4 7 9; 8 3 4",
  "logits 1, 2, 7; 4, 7, 9; 8, 3, 4",
  "logits [[1., 2., 7.], [4, 7, 9], [8, 3, 4]]",
  "logits [[1. 2. 7.] [4. 7. 9.] [8. 3. 4.]]",
  "logits tensor([[1., 2., 7.], [4., 7., 9.], [8., 3., 4.]], device='cuda:0', dtype=torch.float64)",
  "logits torch.tensor([[1, 2, 7], [4, 7, 9], [8, 3, 4]], requires_grad=True)",
  "logits array([[1., 2., 7.], [4., 7., 9.], [8., 3., 4.]], dtype=float32)",
  "logits tf.Tensor([[1. 2. 7.] [4. 7. 9.] [8. 3. 4.]], shape=(3, 3), dtype=float32)",
  "logits <tf.Tensor: shape=(3, 3), dtype=float32, numpy=array([[1., 2., 7.], [4., 7., 9.],"
    + " [8., 3., 4.]], dtype=float32)>",
  "logits tensor([[1., 2., 7.], [4., 7., 9.], [8., 3., 4.]], grad_fn=<AddBackward0>)",
])
func readsABatchAsItIsPasted(line: String) throws {
  #expect("\(try #require(try Command.parse(line)))" == "logits 1 2 7; 4 7 9; 8 3 4")
}

@Test func readsWhatIsNoFiniteNumber() throws {
  let model = try Model.after("logits inf -inf nan 1e30")
  #expect(model.column(.logit) == ["inf", "-inf", "nan", "1e30"])
}

@Test(arguments: [
  ("label 7", "label 7 is outside the classes 0 to 2"),
  ("logits a b", "8: 'a' is not a number, such as 7, -.5, 1e30, inf or nan"),
  ("logits 1 2; 3", "row 1 has 1 value, row 0 has 2: all rows need as many"),
  ("logits [1 2", "8: '[' is not closed"),
  ("logits [1 2)", "12: ')' has no partner"),
  ("logits", "7: a row of numbers is missing: logits <numbers>[; <numbers> ...]"),
  ("lable 2", "1: 'lable' is no command; did you mean 'label'?"),
  ("{", "1: '{' is no command; 'help' lists them all"),
  ("xyzzy", "1: 'xyzzy' is no command; 'help' lists them all"),
  ("  logit 0 x", "11: 'x' is not a number, such as 7, -.5, 1e30, inf or nan"),
  ("logit 9 1", "class 9 is outside the classes 0 to 2"),
  ("logit -1 1", "class -1 is outside the classes 0 to 2"),
  ("logit dog 1", "'dog' is no class; give its index or the name it got by 'class'"),
  ("logit 0 1 2", "11: '2' is one word too many: logit <class> <number>"),
  ("logit 0", "8: a number is missing: logit <class> <number>"),
  ("label 1.5", "7: '1.5' is not an index; rows and classes count from 0"),
  (
    "label 1 2",
    "label has 2 indices, logits has 3 rows:"
      + " give one a row, or one alone for the chosen row"
  ),
  (
    "labels 1 0 0",
    "labels has 1 row, logits has 3: part rows with ';', or give one index a row by 'label'"
  ),
  (
    "labels 1 0; 0 1; 1 0",
    "labels has 2 values a row, logits has 3 classes:"
      + " give one a class, or one index a row by 'label'"
  ),
  ("target 0 nan", "a label cannot be nan: it must be a finite number"),
  ("pos_weight x", "12: 'x' is not a number, such as 7, -.5, 1e30, inf or nan"),
  ("pos_weight nan", "pos_weight cannot be nan: it must be a number"),
  (
    "pos_weight 1 2",
    "pos_weight has 2 values, logits has 3 classes:"
      + " give one for all, or one a class"
  ),
  ("row 3", "row 3 is outside the rows 0 to 2"),
  ("row -1", "5: '-1' is not an index; rows and classes count from 0"),
  ("class 0", "8: a name is missing: class <index> <name>"),
  ("class 0 7", "9: '7' cannot name a class: a name is no number and has no quote in it"),
  ("class 5 cat", "class 5 is outside the classes 0 to 2"),
  ("loss dice", "6: 'dice' is no loss; 'help loss' lists them"),
  (
    "loss half",
    "6: 'half' may be half_squared_error_sigmoid ((s(z) - y)^2 / 2, each class for itself)"
      + " or half_squared_error_softmax (sum (softmax(z) - y)^2 / 2)"
  ),
  (
    "dtype float8_e5m2",
    "7: the bench computes in none of 8 bits; 'duel float8_e5m2' and 'logitlab exact --dtype"
      + " float8_e5m2' do"
  ),
  ("dtype int8", "7: 'int8' is no dtype; it is one of float32, float64, float16, bfloat16"),
  (
    "reduction average",
    "11: 'average' is no reduction; it is one of none, sum, mean, mean_kept, mean_nonzero,"
      + " weighted_mean"
  ),
  (
    "class_weight 1 2",
    "class_weight has 2 values, logits has 3 classes: give one a class, or 'class_weight off'"
  ),
  (
    "sample_weight 1",
    "sample_weight has 1 value, logits has 3 rows: give one a row, or 'sample_weight off'"
  ),
  ("class_weight 1 nan 2", "class_weight cannot be nan: it must be a number"),
  (
    "label_smoothing 1.5",
    "label_smoothing is 0 to 1, not 1.5: the share of each label that is spread"
  ),
  ("temperature 0", "a temperature is above 0 and finite, not 0"),
  ("temperature inf", "a temperature is above 0 and finite, not inf"),
  ("ignore_index .5", "14: '.5' is not a whole number, such as -100 or 2"),
  (
    "label -100 2 0",
    "label -100 is outside the classes 0 to 2; 'ignore_index -100' lets such rows count for nothing"
  ),
  ("as jax", "4: 'jax' is no framework; it is one of none, tf, keras, torch, optax"),
  ("stop_gradient maybe", "15: 'maybe' is no switch; it is one of on, off"),
  ("help me", "'me' is no command; 'help' lists them all"),
  ("undo", "nothing to undo"), ("redo", "nothing to redo"),
  (
    "logit 0 99999999999999999999x",
    "9: '99999999999999999999x' is not a number, such as 7, -.5, 1e30, inf or nan"
  ),
  (
    "label 99999999999999999999",
    "7: '99999999999999999999' is not an index;"
      + " rows and classes count from 0"
  ),
])
func aRefusalNamesTheWordAndLeavesTheBench(line: String, message: String) {
  #expect(refusal(of: line) == message)
  var model = Model()
  if let command = try? Command.parse(line) { _ = try? model.update(command) }
  #expect(model == Model())
}

@Test(arguments: ["", "   ", "# a remark", ":", "  # logits a"])
func anEmptyLineIsNoCommand(line: String) throws {
  #expect(try Command.parse(line) == nil)
}

@Test func aRemarkMayFollowACommand() throws {
  #expect(try Command.parse("row 1 # the second") == .edit(.row(1)))
  #expect(try Command.parse("class 0 a#b") == .edit(.name(0, "a#b")))
}

@Test(arguments: CommandSpec.all.map(\.name))
func helpSaysHowACommandIsUsed(name: String) throws {
  var model = Model()
  let spec = try #require(CommandSpec.named(name))
  guard let help = try model.printed(by: "help \(name)") else {
    Issue.record("help \(name) prints nothing")
    return
  }
  #expect(help.asOneLine.hasPrefix("\(spec.usage) \(spec.summary) for example: \(spec.example)"))
  #expect(help.lines.allSatisfy { $0.count <= 80 }, "a line is wider than a terminal")
  if name == "loss" {
    for loss in Loss.all {
      #expect(help.asOneLine.contains("\(loss.name) \(loss.summary)"))
    }
  }
}

@Test func helpListsEveryCommand() throws {
  var model = Model()
  guard let help = try model.printed(by: "help") else {
    Issue.record("help prints nothing")
    return
  }
  for spec in CommandSpec.all { #expect(help.asOneLine.contains("\(spec.usage) \(spec.summary)")) }
  #expect(help.lines.allSatisfy { $0.count <= 80 }, "a line is wider than a terminal")
}

extension String {
  /// Its words, one blank apart.
  fileprivate var asOneLine: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

@Test(arguments: [
  "logit \"a,b\" 1", "label \"#1\" \"a b\"", "label \"\" x\"y", "class 0 a,b", "label 2, 0,1 ,2",
])
func aNameReadsBackAsItself(line: String) throws {
  let command = try Command.parse(line)
  #expect(try command.flatMap { try Command.parse($0.description) } == command)
}

@Test func commasMayPartTheWords() throws {
  #expect(try Command.parse("label 2, 2,0") == .edit(.label([.index(2), .index(2), .index(0)])))
  #expect(try Command.parse("logit 2, 6.5") == .edit(.logit(.index(2), Number(6.5))))
  #expect(refusal(of: "logit 2, x") == "10: 'x' is not a number, such as 7, -.5, 1e30, inf or nan")
}

@Suite struct LongLines {
  @Test func manyWordsTakeNoLongerThanTheyAre() throws {
    let line = "label " + String(repeating: "0 ", count: 50_000)
    #expect(try seconds { _ = try Command.parse(line) } < 5)
  }

  @Test func aHugeWordIsRefusedAtOnce() {
    let word = String(repeating: "logit", count: 20_000)
    var answer: String?
    #expect(seconds { answer = refusal(of: word) } < 5)
    #expect(answer?.contains("is no command") == true)
  }
}
