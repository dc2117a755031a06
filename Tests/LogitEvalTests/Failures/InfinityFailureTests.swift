import Testing

/// Known failures of libraries at infinities, masks and NaN; the numbers here are the limits.
///
/// Digits are of mpmath 1.3.0 with 60 places, cut to the 17 that name a float64.
@Suite struct InfinityFailureTests {
  // pytorch/pytorch#102894, #49844, #135359, google-deepmind/optax#431: inf - inf and 0 * inf make
  // NaN of a certain unit.
  @Test(
    arguments: Reply.dtypes,
    [
      "sigmoid_cross_entropy", "tf.nn.sigmoid_cross_entropy_with_logits",
      "torch.nn.functional.binary_cross_entropy_with_logits", "optax.sigmoid_binary_cross_entropy",
    ])
  func anInfiniteLogitThatIsRightCostsNothing(_ dtype: String, _ function: String) throws {
    let found = try Reply(
      function,
      """
      "logits": [Infinity, -Infinity, Infinity, -Infinity], "labels": [1, 0, 0, 0.875],
      "reduction": "none"
      """, in: dtype)
    #expect(found["loss"] == [0, 0, .infinity, .infinity])
    #expect(found["dlogits"] == [0, 0, 1, -0.875])
  }

  // The same through probabilities: PyTorch's rule clamps the logarithms at -100.
  @Test(arguments: Reply.dtypes)
  func theClampedLossOfCertaintyIsAHundred(_ dtype: String) throws {
    let sure = try Reply(
      "sigmoid", #""x": [Infinity, -Infinity, Infinity, -Infinity]"#, in: dtype)
    let found = try Reply(
      "torch.nn.functional.binary_cross_entropy",
      """
      "probabilities": \(sure["value"].json), "labels": [1, 0, 0, 0.875], "reduction": "none"
      """, in: dtype)
    #expect(found["loss"] == [0, 0, 100, 87.5])
  }

  // google-deepmind/optax#896, #898, pytorch/xla#2553, Dao-AILab/flash-attention#1930.
  @Test(
    arguments: Reply.dtypes,
    [
      "softmax_cross_entropy", "tf.nn.softmax_cross_entropy_with_logits",
      "torch.nn.functional.cross_entropy", "optax.softmax_cross_entropy",
    ])
  func aMaskedClassWithLabelZeroCostsNothing(_ dtype: String, _ function: String) throws {
    let logits = #""logits": [["-Infinity", 0, 1]], "reduction": "none""#
    let dense = try Reply(function, logits + #", "labels": [[0, 1, 0]]"#, in: dtype)
    let index = try Reply(
      "sparse_softmax_cross_entropy", logits + #", "labels": [1]"#, in: dtype)
    let p = 0.7310585786300049
    #expect(dense["loss"] == rounded([1.3132616875182228], to: dtype))
    #expect(dense["dlogits"] == rounded([0, -p, p], to: dtype))
    #expect(index["loss"] == dense["loss"] && index["dlogits"] == dense["dlogits"])
  }

  // keras-team/keras, the same case: `from_logits` under its name.
  @Test func aMaskedClassCostsNothingUnderTheNameOfKeras() throws {
    let found = try Reply(
      "keras.losses.categorical_crossentropy",
      #""logits": [["-Infinity", 0, 1]], "labels": [[0, 1, 0]], "from_logits": true"#,
      in: "float32")
    #expect(found["loss"] == rounded([1.3132616875182228], to: "float32"))
  }

  // google-deepmind/optax#1762. There is no forward mode here: a tangent t of the logits changes
  // the value by the product with the gradient, which `upstream` makes; for a tangent of 0 it is 0.
  @Test(arguments: Reply.dtypes)
  func theProductWithAZeroTangentIsZeroBehindAMask(_ dtype: String) throws {
    let logits = #""logits": ["-Infinity", 0, 1], "upstream": "#
    let none = try Reply("log_softmax", logits + "[0, 0, 0]", in: dtype)
    #expect(none["dlogits"] == [0, 0, 0])
    let one = try Reply("log_softmax", logits + "[0, 1, 0]", in: dtype)
    #expect(one["dlogits"] == rounded([0, 0.7310585786300049, -0.7310585786300049], to: dtype))
  }

  // harvardnlp/annotated-transformer#109, #39, facebookresearch/pytext#1698, candle-org/MindAct#1633.
  @Test func smoothingOverAMaskedClassIsInfiniteAndOverTheOthersFinite() throws {
    let found = try Reply(
      "torch.nn.functional.cross_entropy",
      #""logits": [["-Infinity", 0, 1]], "labels": [1], "label_smoothing": 0.1"#)
    #expect(found["loss"] == [.infinity])
    #expect(
      found["dlogits"] == [-0.03333333333333333, -0.6643919119633382, 0.6977252452966716])
    let open = try Reply(
      "torch.nn.functional.cross_entropy",
      #""logits": [[0, 1]], "labels": [0], "label_smoothing": 0.1"#)
    #expect(open["loss"] == [1.2632616875182228])
  }

  // pytorch/pytorch#31829, #49724, jax-ml/jax#6811, allenai/allennlp#890.
  @Test(arguments: Reply.dtypes)
  func aFullyMaskedRowHasNoSoftmaxAndALogSumOfMinusInfinity(_ dtype: String) throws {
    let row = #""logits": ["-Infinity", "-Infinity"]"#
    #expect(same(try Reply("softmax", row, in: dtype)["value"], [.nan, .nan]))
    let sum = try Reply("logsumexp", row + #", "upstream": 1"#, in: dtype)
    #expect(sum["value"] == [-.infinity])
    #expect(same(sum["dlogits"], [.nan, .nan]))
  }

  @Test(arguments: Reply.dtypes, ["softmax", "torch.softmax", "scipy.special.softmax"])
  func aSingleClassIsCertainAndOneInfiniteLogitTakesAll(
    _ dtype: String, _ function: String
  ) throws {
    func softmax(_ row: String) throws -> [Double] {
      try Reply(function, "\"logits\": \(row)", in: dtype)["value"]
    }
    #expect(try softmax("[-Infinity]") == [1])
    #expect(try softmax("[Infinity]") == [1])
    #expect(try softmax("[1, Infinity]") == [0, 1])
  }

  @Test(arguments: Reply.dtypes)
  func aDeadRowLeavesTheGradientOfItsNeighbourAlone(_ dtype: String) throws {
    let found = try Reply(
      "torch.nn.functional.cross_entropy",
      #""logits": [["-Infinity", "-Infinity"], [0, 0]], "labels": [0, 0]"#, in: dtype)
    #expect(same(found["loss"], [.nan]))
    #expect(same(found["dlogits"], [.nan, .nan, -0.25, 0.25]))
  }

  // tensorflow/tensorflow#11756: the derivative into the factor is that into the logit times the
  // finite logit, so what counts is that the masked one is 0 and no NaN.
  @Test(arguments: Reply.dtypes)
  func theGradientIntoAMaskedLogitIsZero(_ dtype: String) throws {
    let found = try Reply(
      "softmax", #""logits": [4, "-Infinity", 4, 4, 4], "upstream": [0, 0, 1, 0, 0]"#, in: dtype)
    #expect(found["dlogits"] == [-0.0625, 0, 0.1875, -0.0625, -0.0625])
  }

  // jax-ml/jax#17117, #19490, #16208. `where=` is a logit of -inf here, so nothing lies behind the
  // mask that could overflow; the largest finite logit masks as well.
  @Test(arguments: Reply.dtypes)
  func whatIsMaskedDoesNotReachTheOthers(_ dtype: String) throws {
    for mask in [-Double.infinity, -65504] {
      func slope(_ upstream: String) throws -> [Double] {
        try Reply(
          "softmax", "\"logits\": [1, 1, \(mask.json)], \"upstream\": \(upstream)", in: dtype)[
            "dlogits"]
      }
      #expect(try slope("[1, 1, 1]") == [0, 0, 0])
      #expect(try slope("[1, 1, 0]") == [0, 0, 0])
      #expect(try slope("[1, 0, 0]") == [0.25, -0.25, 0])
    }
  }

  // jax-ml/jax#17070, pytorch/pytorch#24933: a derivative taken through 0 * log(0).
  @Test(arguments: Reply.dtypes)
  func zeroTimesTheLogarithmOfZeroHasValueAndSlopeZero(_ dtype: String) throws {
    let sure = #""probabilities": [0, 1], "labels": [0, 1]"#
    let clamped = try Reply("bce_loss", sure, in: dtype)
    #expect(clamped["loss"] == [0, 0] && clamped["dprobabilities"] == [0, 0])
    // Unclipped, the other term 1 - p has the slope 1 there, and the normalisation that of the sum.
    let open = sure + #", "lo": 0, "hi": 1"#
    let binary = try Reply("binary_crossentropy", open, in: dtype)
    #expect(binary["loss"] == [0, 0] && binary["dprobabilities"] == [1, -1])
    let row = try Reply("categorical_crossentropy", open, in: dtype)
    #expect(row["loss"] == [0] && row["dprobabilities"] == [1, 0])
  }
}
