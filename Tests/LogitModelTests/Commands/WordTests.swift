import LogitBench
import LogitLosses
import LogitSession
import LogitStudies
import Testing

@Suite struct WordTests {
  @Test(arguments: [
    ("BCEWithLogitsLoss", Loss.sigmoidCrossEntropy),
    ("torch.nn.BCEWithLogitsLoss", .sigmoidCrossEntropy),
    ("F.binary_cross_entropy_with_logits", .sigmoidCrossEntropy),
    ("tf.nn.sigmoid_cross_entropy_with_logits", .sigmoidCrossEntropy),
    ("optax.sigmoid_binary_cross_entropy", .sigmoidCrossEntropy),
    ("tf.nn.weighted_cross_entropy_with_logits", .weightedCrossEntropy),
    ("BCELoss", .binaryCrossEntropy), ("F.binary_cross_entropy", .binaryCrossEntropy),
    ("keras.losses.BinaryCrossentropy", .binaryCrossEntropy),
    ("CategoricalCrossentropy", .categoricalCrossEntropy),
    ("sparse_categorical_crossentropy", .sparseCategoricalCrossEntropy),
    ("optax.softmax_cross_entropy_with_integer_labels", .sparseSoftmaxCrossEntropy),
    ("softmax_cross_entropy_with_logits", .softmaxCrossEntropy),
    ("sparse_s", .sparseSoftmaxCrossEntropy),
  ])
  func aFrameworksNameFindsTheLoss(name: String, loss: Loss) throws {
    #expect(try Command.parse("loss \(name)") == .edit(.loss(loss)))
  }

  @Test(arguments: [
    ("mse", [Loss.halfSquaredErrorSigmoid, .halfSquaredErrorSoftmax]),
    ("MSELoss", [.halfSquaredErrorSigmoid, .halfSquaredErrorSoftmax]),
    ("bce", [.sigmoidCrossEntropy, .binaryCrossEntropy]),
    ("ce", [.sparseSoftmaxCrossEntropy, .softmaxCrossEntropy]),
    ("cross_entropy", [.sparseSoftmaxCrossEntropy, .softmaxCrossEntropy]),
    ("nn.CrossEntropyLoss", [.sparseSoftmaxCrossEntropy, .softmaxCrossEntropy]),
    ("nll", [.sparseSoftmaxCrossEntropy, .sparseCategoricalCrossEntropy]),
    ("log_loss", [.binaryCrossEntropy, .categoricalCrossEntropy]),
  ])
  func aNameOfTwoLossesSaysWhichTheyAre(name: String, losses: [Loss]) {
    let error = CommandError(
      "'\(name)' may be "
        + losses.map { "\($0.name) (\($0.distinction))" }.joined(separator: " or "), column: 6)
    #expect(throws: error) { try Command.parse("loss \(name)") }
    for loss in losses { #expect("\(error)".contains("\(loss.name) (\(loss.distinction))")) }
  }

  @Test(arguments: [
    (
      "softmax 1 2 3",
      "1: 'softmax' is no command: 'logits 1 2 3' shows it; 'exact softmax(z) z=1,2,3' gives its"
        + " digits"
    ),
    ("sigmoid 2", "1: 'sigmoid' is no command: 'exact sigmoid(2)' gives its digits"),
    ("logsumexp [1", "1: 'logsumexp' is no command: 'exact logsumexp(z) z=1,2,3' gives its digits"),
    (
      "mse",
      "1: 'mse' is no command: it is a loss: 'loss half_squared_error_sigmoid' or"
        + " 'loss half_squared_error_softmax'"
    ),
    ("bfloat16", "1: 'bfloat16' is no command: 'dtype bfloat16' takes it"),
    ("torch", "1: 'torch' is no command: 'as torch' takes its defaults"),
    ("overflow", "1: 'overflow' is no command: 'sample overflow' opens it"),
    (
      "loss sigmoyd_cross_entropy",
      "6: 'sigmoyd_cross_entropy' is no loss; did you mean 'sigmoid_cross_entropy'?"
    ),
    ("step 1e300", "a rate of 1e300 is float32's inf: its largest number is 3.4e+38"),
    ("step inf", "a rate cannot be inf: it must be a finite number"),
    ("row 9", "row 9 is outside the rows 0 to 2"),
    (
      "exact x[0] x=1",
      "7: one number has no elements; z=1,2 gives z several, in column 1 of the formula"
    ),
  ])
  func aRefusalHelpsOn(line: String, message: String) {
    #expect(
      refusal(of: line)?.contains(message.drop { $0.isNumber || $0 == ":" || $0 == " " }) == true)
    if message.hasPrefix("1: ") { #expect(refusal(of: line) == message) }
  }

  /// What a hint says to type is a command that runs.
  @Test(arguments: [
    "softmax 1 2 3", "sigmoid 2", "logsumexp", "exp 0.5", "clip 1", "times", "others", "max 1 2",
    "mse", "bce", "bfloat16", "torch", "overflow", "argmax", "log_softmax -1 2", "sigmoid(2)",
  ])
  func whatAHintSaysToTypeRuns(line: String) throws {
    let text = try #require(refusal(of: line))
    let commands = text.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }.dropFirst()
    #expect(!commands.isEmpty)
    for command in commands {
      var model = Model()
      #expect(throws: Never.self, "\(command)") { try model.run(command) }
    }
  }

  /// No sentence has a range of the language it was written in.
  @Test(arguments: ["label 7", "row 9", "logit 9 1", "class 5 cat", "curves 8"])
  func aRangeIsSaidInWords(line: String) throws {
    let text = try #require(refusal(of: line))
    #expect(text.contains(" 0 to 2") && !text.contains("..<"))
    let alone = try Model.after("logits 1")
    #expect(refusal(of: "label 1", in: alone) == "label 1 is outside the classes: there is only 0")
  }
}
