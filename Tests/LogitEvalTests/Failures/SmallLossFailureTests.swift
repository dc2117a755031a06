import Testing

/// Known failures that lose a small loss or a gradient; the numbers here are the true ones.
///
/// Digits are of mpmath 1.3.0 with 60 places, cut to the 17 that name a float64.
@Suite struct SmallLossFailureTests {
  // Near pytorch/pytorch#24933: (1 - y) x - log_sigmoid(x) subtracts two nearly equal numbers.
  @Test(arguments: [
    "sigmoid_cross_entropy", "tf.nn.sigmoid_cross_entropy_with_logits",
    "torch.nn.functional.binary_cross_entropy_with_logits", "optax.sigmoid_binary_cross_entropy",
  ])
  func aSmallLossIsNotLostOnEitherSide(_ function: String) throws {
    let small = [4.539889921686465e-05, 3.059022737137205e-07, 2.061153620314381e-09]
    let negative = try Reply(
      function, #""logits": [-10, -15, -20], "labels": [0, 0, 0], "reduction": "none""#,
      in: "float32")
    let positive = try Reply(
      function, #""logits": [10, 15, 20], "labels": [1, 1, 1], "reduction": "none""#,
      in: "float32")
    #expect(negative["loss"] == rounded(small, to: "float32"))
    #expect(positive["loss"] == negative["loss"])
    let wide = try Reply(function, #""logits": [-40], "labels": [0], "reduction": "none""#)
    #expect(wide["loss"] == [4.248354255291589e-18])
  }

  // Near keras-team/keras#17634: log(1 + tiny) where log1p(tiny) is meant.
  @Test(arguments: [
    "sparse_softmax_cross_entropy", "tf.nn.sparse_softmax_cross_entropy_with_logits",
    "torch.nn.functional.cross_entropy", "optax.softmax_cross_entropy_with_integer_labels",
    "keras.losses.sparse_categorical_crossentropy",
  ])
  func aSureRowHasItsSmallLossAndAGradientThatSumsToZero(_ function: String) throws {
    let more = function.hasPrefix("keras") ? #", "from_logits": true"# : ""
    for (gap, dtype, loss, slope) in [
      (20, "float32", 2.061153620314381e-09, 2.0611536181902037e-09),
      (20, "bfloat16", 2.061153620314381e-09, 2.0611536181902037e-09),
      (10, "float16", 4.539889921686465e-05, 4.5397868702434395e-05),
      (40, "float64", 4.248354255291589e-18, 4.248354255291589e-18),
    ] {
      let found = try Reply(
        function, "\"logits\": [[0, -\(gap)]], \"labels\": [0], \"reduction\": \"none\"\(more)",
        in: dtype)
      #expect(found["loss"] == rounded([loss], to: dtype))
      #expect(found["dlogits"] == rounded([-slope, slope], to: dtype))
    }
  }

  // keras-team/keras#17634, #9664, #9247, tensorflow/tensorflow#2403: the rule of Keras clips; the
  // loss of the logits is the true one.
  @Test func theClippedLossStopsAtSixteenAndTheTrueOneGoesOn() throws {
    let logits = #""logits": [[14.4, 50.1, 3.5]]"#
    let sure = try Reply("softmax", logits, in: "float32")
    let name = "keras.losses.categorical_crossentropy"
    let labels = #", "labels": [[1, 0, 0]]"#
    let clipped = try Reply(
      name, "\"probabilities\": [\(sure["value"].json)]\(labels)", in: "float32")
    #expect(clipped["loss"] == rounded([16.118095639272223], to: "float32"))
    #expect(clipped["dprobabilities"] == [0, 0, 0])
    let open = try Reply(name, logits + labels + #", "from_logits": true"#, in: "float32")
    // 35.6999988555908203125 + 3.13e-16: the tail decides what would else be a tie.
    #expect(open["loss"] == [35.70000076293945])
    #expect(open["dlogits"].first == -1)
  }

  @Test func aClippedUnitThatIsWrongDoesNotLearnAndOneOfLogitsDoes() throws {
    // Probability 0 is what is left of a logit of -150 in float32.
    let clipped = try Reply(
      "binary_crossentropy", #""probabilities": [1, 0], "labels": [0, 1]"#, in: "float32")
    #expect(clipped["loss"] == rounded([15.942385152878742, 16.118095639272223], to: "float32"))
    #expect(clipped["dprobabilities"] == [0, 0])
    let open = try Reply(
      "keras.losses.binary_crossentropy",
      #""logits": [[100], [-100]], "labels": [[0], [1]], "from_logits": true"#, in: "float32")
    #expect(open["loss"] == [100, 100] && open["dlogits"] == [1, -1])
  }

  // pytorch/pytorch#171327, #103316, #4867, #163975.
  @Test func theClampedLossStopsAtAHundredAndTheTrueOneGoesOn() throws {
    let clamped = try Reply(
      "torch.nn.functional.binary_cross_entropy",
      #""probabilities": [0, "0x1p-149", 1], "labels": [1, 1, 0], "reduction": "none""#,
      in: "float32")
    #expect(clamped["loss"] == [100, 100, 100])
    #expect(clamped["dprobabilities"] == rounded([-1e12, -1e12, 1e12], to: "float32"))
    let open = try Reply("neg_log", #""a": [0, "0x1p-149"]"#, in: "float32")
    #expect(open["value"] == rounded([.infinity, 103.27892990343184], to: "float32"))
    let logits = try Reply(
      "sigmoid_cross_entropy", #""logits": [-150, 17], "labels": [1, 0]"#, in: "float32")
    #expect(logits["loss"] == rounded([150, 17.000000041399375], to: "float32"))
  }

  // A correctly rounded sigmoid(17) is not yet 1 in float32, so its clamped loss is not yet 100.
  @Test func aRoundedSigmoidKeepsTheLossOfAWrongUnitAsLongAsItCan() throws {
    let sure = try Reply("sigmoid", #""x": [17, 18]"#, in: "float32")["value"]
    #expect(sure == [1 - 0x1p-24, 1])
    let found = try Reply(
      "bce_loss", "\"probabilities\": \(sure.json), \"labels\": [0, 0]", in: "float32")
    #expect(found["loss"] == rounded([16.635532333438686, 100], to: "float32"))
  }

  // pytorch/pytorch#171327: the slope -1e12 times that of the sigmoid is no -1.
  @Test func theSlopeThroughAProbabilityIsNotTheSlopeOfTheLogit() throws {
    let sigmoid = try Reply("sigmoid", #""x": -50"#)
    let through = try Reply(
      "bce_loss", "\"probabilities\": \(sigmoid["value"].json), \"labels\": [1]")
    #expect(sigmoid["gradient"] == [1.9287498479639178e-22])
    #expect(through["dprobabilities"] == [-1e12])
    let open = try Reply("sigmoid_cross_entropy", #""logits": -50, "labels": 1"#)
    #expect(open["dlogits"] == [-1])
  }

  // ariecattan/SciCo#2, tflearn/tflearn#562, gitabcworld/MatchingNetworks#5,
  // bowang-lab/Transformer-GCN-QA#32, huggingface/transformers#7827.
  @Test(arguments: [(2, 0.3132616875182228), (10, 1.4611501717344748), (1000, 5.90947208625327)])
  func aSecondSoftmaxHasAFloorAndIsWarnedOf(_ classes: Int, _ floor: Double) throws {
    let sure = [1] + [Double](repeating: 0, count: classes - 1)
    let found = try Reply(
      "sparse_softmax_cross_entropy", "\"logits\": \(sure.json), \"labels\": 0")
    #expect(found["loss"] == [floor])
    #expect(found.warnings == ["logits_look_like_probabilities"])
  }

  @Test func oneSoftmaxIsSureWhereTwoAreNot() throws {
    let once = try Reply("sparse_softmax_cross_entropy", #""logits": [-20, 20], "labels": 1"#)
    #expect(once["loss"] == [4.248354255291589e-18] && once.warnings.isEmpty)
    let wrong = try Reply("sparse_softmax_cross_entropy", #""logits": [20, -20], "labels": 1"#)
    #expect(wrong["dlogits"] == [1, -1])
  }

  // pytorch/pytorch#2298, #1792, #2195, #2221; tensorflow/tensorflow#11978, #15791: the derivatives
  // of |x| and max(x, 0) at 0 are not those of their sum.
  @Test(
    arguments: Reply.dtypes,
    ["weighted_cross_entropy", "tf.nn.weighted_cross_entropy_with_logits"])
  func theGradientAtExactlyZeroIsThatBesideIt(_ dtype: String, _ function: String) throws {
    let tiny = dtype == "float64" ? "5e-324" : dtype == "float16" ? "6e-8" : "1e-39"
    for logit in ["0", "-0.0", tiny] {
      let found = try Reply(
        function,
        """
        "logits": [\(logit), \(logit), \(logit), \(logit)], "labels": [1, 0, 1, 0.25],
        "pos_weight": [1, 1, 3, 10]
        """, in: dtype)
      // (1 - z) / 2 - q z / 2; beside 0 a float16 still moves by less than half a step.
      #expect(found["dlogits"] == rounded([-0.5, 0.5, -1.5, -0.875], to: dtype))
    }
    let plain = try Reply(
      "sigmoid_cross_entropy", #""logits": [0, 0], "labels": [1, 0]"#, in: dtype)
    #expect(plain["dlogits"] == [-0.5, 0.5])
  }

  // pytorch/pytorch#31110, #55587, #180193. There is no `beta`: softplus(beta x) / beta is one.
  @Test func aSoftplusHasNoThreshold() throws {
    let found = try Reply("softplus", #""x": [20.5, "0.39", "0.41"]"#)
    #expect(found["value"] == [20.500000001250154, 0.9070403966954269, 0.9190141340906441])
    // The true distance from x is 1.2501528656053e-09, a multiple of the step 2^-48 here.
    #expect((found["value"][0] - 20.5 - 1.2501528656053015e-09).magnitude <= 0x1p-49)
  }

  // Issue: none found. x - x z rounds at 1e8, and logsumexp - x cancels there.
  @Test func aLargeOffsetTakesNoDigitsAway() throws {
    let binary = try Reply(
      "tf.nn.sigmoid_cross_entropy_with_logits",
      #""logits": 1e8, "labels": "0.99999988""#, in: "float32")
    #expect(binary["loss"] == [11.920928955078125])
    let row = try Reply(
      "sparse_softmax_cross_entropy", #""logits": [100000000, 100000008], "labels": 0"#,
      in: "float32")
    #expect(row["loss"] == rounded([8.000335406372896], to: "float32"))
  }
}
