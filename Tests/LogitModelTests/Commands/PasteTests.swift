import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

/// The remarks that a line gets, in order.
private func remarks(on line: String, _ lines: String...) throws -> [String] {
  var model = Model()
  for line in lines { try model.run(line) }
  let read = try #require(try Command.read(line))
  guard case .say(let answer)? = try model.update(read).first else { return [] }
  return answer.notices.filter { !$0.contains("label") }
}

@Suite struct PasteTests {
  /// As JAX, torch, NumPy 2, Keras, Paddle and old torch print, and as people write them.
  @Test(arguments: [
    "logits Array([[1., 2.], [3., 4.]], dtype=float32)",
    "logits Array([[1., 2.], [3., 4.]], dtype=float32, weak_type=True)",
    "logits DeviceArray([[1., 2.], [3., 4.]], dtype=float32)",
    "logits jnp.array([[1., 2.], [3., 4.]])",
    "logits Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], requires_grad=True)",
    "Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], requires_grad=True)",
    "logits Variable containing:\n 1  2\n 3  4\n[torch.FloatTensor of size 2x2]",
    "logits [[np.float32(1.0), np.float32(2.0)], [np.float32(3.0), np.float32(4.0)]]",
    "logits [tensor([1., 2.]), tensor([3., 4.])]",
    "logits [[tensor(1.), tensor(2.)], [tensor(3.), tensor(4.)]]",
    "logits <tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]],"
      + " dtype=float32)>",
    "logits <tf.Variable 'v:0' shape=(2, 2) dtype=float32, numpy=\narray([[1., 2.],\n [3., 4.]],"
      + " dtype=float32)>",
    "logits <Variable path=v, shape=(2, 2), dtype=float32, value=[[1. 2.]\n [3. 4.]]>",
    "logits Tensor(shape=[2, 2], dtype=float32, place=Place(cpu), stop_gradient=True,\n"
      + "       [[1., 2.],\n        [3., 4.]])",
    "logits ((1, 2), (3, 4))",
    "logits [(1, 2), (3, 4)]",
    "logits ([[1, 2], [3, 4]])",
    "logits [[1 2]\n\n [3 4]]",
    "logits\n1,2\n3,4\n", "logits 1\t2\n3\t4", "1 2\n3 4", "1, 2\r\n3, 4\r\n", "[1, 2]\n[3, 4]",
    "logits [1 2; 3 4]",
  ])
  func aBatchIsReadAsItIsPasted(text: String) throws {
    let entries = CommandLines.entries(of: text)
    #expect(entries.count == 1)
    let read = try #require(try Command.read(entries[0].text))
    #expect("\(read.command)" == "logits 1 2; 3 4")
    #expect(try Command.parse("\(read.command)") == read.command)
    #expect(try Command.parse(CommandLines.onOneLine(entries[0].text)) == read.command)
  }

  @Test(arguments: [
    ("logits [np.float64(0.1), np.float64(0.2)]", "logits 0.1 0.2"),
    ("logits -np.inf np.inf math.nan -math.inf torch.inf", "logits -inf inf nan -inf inf"),
    (
      "logits [float('-inf'), float(\"inf\"), -float('inf'), float('nan')]",
      "logits -inf inf -inf nan"
    ),
    (
      "labels [[True, False, False], [False, True, False], [false, false, true]]",
      "labels 1 0 0; 0 1 0; 0 0 1"
    ),
    ("logit 0 -np.inf", "logit 0 -inf"), ("logit 0 float('-inf')", "logit 0 -inf"),
    ("logit 0 np.float64(0.1)", "logit 0 0.1"), ("target 1 True", "target 1 1"),
    ("logit 0 -0", "logit 0 -0"), ("logits -0 0.0 -0.0", "logits -0 0 -0"),
    ("label tensor([1, 0])", "label 1 0"), ("label [1, 0, 2]", "label 1 0 2"),
    ("label [[1], [0], [2]]", "label 1 0 2"),
    ("label tensor([1, -100], device='cuda:0')", "label 1 -100"),
    ("label Array([1, 0], dtype=int32)", "label 1 0"), ("label\n1\n0", "label 1 0"),
    ("label \"[1]\"", "label \"[1]\""), ("pos_weight\n1\n2", "pos_weight 1 2"),
    ("1 2 3", "logits 1 2 3"), ("-.5", "logits -0.5"), ("[[1, 2]]", "logits 1 2"),
  ])
  func aWordOfAPasteIsItsNumber(line: String, command: String) throws {
    #expect("\(try #require(try Command.parse(line)))" == command)
    #expect(try Command.parse(command) == Command.parse(line))
  }

  @Test func indexLabelsArePastedUnderEitherName() throws {
    let batch = try Model.after("logits 1 2 3; 4 5 6")
    for line in ["labels tensor([2, 1])", "labels [[2], [1]]", "label tensor([2, 1])"] {
      var model = batch
      try model.run(line)
      #expect(model.bench.labels == .indices([2, 1]), "\(line)")
      #expect(model.bench.loss == .sparseSoftmaxCrossEntropy)
    }
    let single = try Model.after("logits 1 2 3", "labels tensor([1])")
    #expect(single.bench.labels == .indices([1]))
    // As many as classes may be one row of values or one index a row.
    let line = "labels 1 0 0"
    #expect(refusal(of: line)?.hasPrefix("labels has 1 row, logits has 3") == true)
    // A column of logits has labels in a line, as of a binary classifier.
    let binary = try Model.after(
      "logits .5; -1", "loss BCEWithLogitsLoss", "labels tensor([1., 0.])")
    #expect(binary.bench.labels == .dense([[.one], [.zero]]))
  }

  @Test(arguments: [
    (
      "logits tensor([1., 2.], dtype=torch.bfloat16)",
      "read as float32; the paste says bfloat16: 'dtype bfloat16' follows it"
    ),
    (
      "logits array([1., 2.], dtype=float16)",
      "read as float32; the paste says float16: 'dtype float16' follows it"
    ),
    (
      "logits [np.float64(0.1), np.float64(0.2)]",
      "read as float32; the paste says float64: 'dtype float64' follows it"
    ),
    (
      "logits tensor([1., 2.], dtype=torch.float8_e5m2)",
      "read as float32; the paste says float8_e5m2"
    ),
    ("logits tensor([1., 2.], dtype=torch.float32)", nil),
    (
      "logits [[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[1, 2], [3, 4]]]",
      "3 axes, [3, 2, 2]: the last is taken as the classes, 6 rows; torch takes axis 1, 2 classes"
    ),
    ("logits 1e999 2", "1e999 is beyond float64: inf"),
    ("logits -1e400 2", "-1e400 is beyond float64: -inf"),
    ("logits 1e-999 2", "1e-999 is below float64: 0"),
    ("logit 0 1e999", "1e999 is beyond float64: inf"),
    ("pos_weight 1e999", "1e999 is beyond float64: inf"),
    ("logits inf 0e999 2", nil),
  ])
  func whatAPasteSaysOfItselfIsSaid(line: String, remark: String?) throws {
    let said = try remarks(on: line).filter { !$0.contains("it counts only") }
    #expect(said == [remark].compactMap(\.self))
  }

  @Test func aDtypeThatTheBenchHasNeedsNoWord() throws {
    #expect(
      try remarks(on: "logits tensor([1., 2.], dtype=torch.bfloat16)", "dtype bfloat16") == [])
  }

  /// The tensor of discuss.pytorch.org 79749: torch takes its 3 as the classes.
  @Test func aClassAxisThatTorchWouldNotTakeIsRefused() throws {
    let paste =
      "logits tensor([[[[0.1,0.3],[0.4,0.5]],[[0.2,0.3],[0.4,0.5]],[[0.7,0.4],[0.2,0.0]]]])"
    #expect(
      try remarks(on: paste) == [
        "4 axes, [1, 3, 2, 2]: the last is taken as the classes, 6 rows; torch takes axis 1,"
          + " 3 classes"
      ])
    var model = try Model.after("as torch")
    let before = model
    #expect(
      throws: CommandError(
        "torch takes axis 1 of \(([1, 3, 2, 2]).asShape) as the classes, the bench the last:"
          + " paste logits.movedim(1, -1), or 'as none' first")
    ) {
      try model.update(#require(try Command.read(paste)))
    }
    #expect(model == before)
    // Under a sigmoid each number is for itself.
    try model.run("loss sigmoid_cross_entropy")
    _ = try model.update(#require(try Command.read(paste)))
    #expect(model.bench.rows == 6)
  }

  @Test(arguments: [
    ("logits 1,5 2,5 3,0", "8: '1,5' may be 1.5 or the numbers 1 and 5: write a point, or '1, 5'"),
    ("logits 1,5;2,5;3,0", "8: '1,5' may be 1.5 or the numbers 1 and 5: write a point, or '1, 5'"),
    ("logits 1 2,5 -3,0", "10: '2,5' may be 2.5 or the numbers 2 and 5: write a point, or '2, 5'"),
    ("logit 0 0,5", "9: '0,5' may be 0.5 or the numbers 0 and 5: write a point, or '0, 5'"),
    (
      "temperature 1,5",
      "13: '1,5' may be 1.5 or the numbers 1 and 5: write a point, or '1, 5'"
    ),
    ("pos_weight 0,5", "12: '0,5' may be 0.5 or the numbers 0 and 5: write a point, or '0, 5'"),
    ("class_weight 0,5", "14: '0,5' may be 0.5 or the numbers 0 and 5: write a point, or '0, 5'"),
    ("sample_weight 2,5", "15: '2,5' may be 2.5 or the numbers 2 and 5: write a point, or '2, 5'"),
    (
      "logits tensor([0.1, ..., 0.3])",
      "21: the print was shortened at '...': torch.set_printoptions(profile=\"full\") or"
        + " np.set_printoptions(threshold=sys.maxsize) prints all of it"
    ),
    (
      "logits [1, [2, 3]]",
      "12: a number stands beside a list: part rows with ';' or by brackets"
    ),
    (
      "logits [[1, 2], 3]",
      "17: a number stands beside a list: part rows with ';' or by brackets"
    ),
    (
      "logits [[[1, 2], [3, 4]], [[5, 6]]]",
      "27: a list of 1 stands beside one of 2: all need as many"
    ),
    ("logits [[1, 2], []]", "17: a list of 0 stands beside one of 2: all need as many"),
    ("label [1.5]", "7: '1.5' is not an index; rows and classes count from 0"),
  ])
  func aPasteThatMayMeanSomethingElseIsRefused(line: String, message: String) {
    #expect(refusal(of: line) == message)
  }

  @Test(arguments: [
    "logits 1,0; 0,1", "logits 1.5,2.5 3.5,4.5", "logits 1, 2", "logits 1,2", "pos_weight 0, 5, 6",
    "pos_weight 1,2,3",
  ])
  func commasBetweenNumbersStayCommas(line: String) throws {
    #expect(refusal(of: line) == nil)
  }

  @Test(arguments: [
    ("fp16", "float16"), ("torch.float32", "float32"), ("Double", "float64"), ("half", "float16"),
    ("<class 'numpy.float64'>", "float64"), ("jnp.bfloat16", "bfloat16"), ("bf", "bfloat16"),
  ])
  func aFormatIsFoundByWhatFrameworksCallIt(_ word: String, _ name: String) throws {
    #expect(try Model.after("dtype \"\(word)\"").bench.dtype.name == name)
  }
}
