import LogitEval
import Testing

/// Known surprises of weights, reductions and labels; the numbers here are the derived ones.
///
/// Digits are of mpmath 1.3.0 with 60 places, cut to the 17 that name a float64.
@Suite struct LabelFailureTests {
  private static let torch = "torch.nn.functional.cross_entropy"

  // pytorch/pytorch#25571, #40560, #65329, #50528, #8062, #22957, #40991.
  @Test func theMeanOfIndexLabelsIsWeightedAndThatOfProbabilitiesIsNot() throws {
    let batch = """
      "logits": [[0.2, 0.3, 0.5], [0.5, 0.2, 0.3]], "class_weight": [2, 4, 6], "labels": 
      """
    func loss(_ rest: String) throws -> [Double] { try Reply(Self.torch, batch + rest)["loss"] }
    #expect(
      try loss(#"[2, 1], "reduction": "none""#) == [5.63898636506676, 4.95932424337784])
    #expect(try loss(#"[2, 1], "reduction": "sum""#) == [10.598310608444601])
    #expect(try loss("[2, 1]") == [1.05983106084446])
    #expect(try loss("[[0, 0, 1], [0, 1, 0]]") == [5.2991553042223005])
  }

  @Test(arguments: [1, 100])
  func inABatchOfOneTheWeightOfTheMeanCancels(_ weight: Int) throws {
    let found = try Reply(
      Self.torch,
      """
      "logits": [[0.2, 0.3, 0.5]], "labels": [2],
      "class_weight": [\(weight), \(weight), \(weight)]
      """)
    #expect(found["loss"] == [0.9398310608444601])
  }

  // pytorch/pytorch#70348, #75181, #116349, #12670, nvidia-cosmos/cosmos-rl#155. The gradient of
  // an ignored row is 0 as in torch 2.15, though the mean is NaN.
  @Test func aMeanOverNothingIsNaNAndASumIsZero() throws {
    let batch = #""logits": [[1, 2], [3, 4]], "labels": [-100, -100]"#
    let mean = try Reply(Self.torch, batch)
    #expect(same(mean["loss"], [.nan]))
    #expect(mean["dlogits"] == [0, 0, 0, 0])
    let sum = try Reply(Self.torch, batch + #", "reduction": "sum""#)
    #expect(sum["loss"] == [0] && sum["dlogits"] == [0, 0, 0, 0])
    let all = try Reply(
      "sparse_softmax_cross_entropy", batch + #", "ignore_index": -100, "reduction": "mean""#)
    #expect(all["loss"] == [0] && all["dlogits"] == [0, 0, 0, 0])
  }

  // pytorch/pytorch#54843, open-mmlab/mmpretrain#434, open-mmlab/mmsegmentation#1381: one divides
  // by the sum of the weights, the other by the number of losses.
  @Test func aWeightIsNotTheSameThingForTwoClassesAndForOneUnit() throws {
    let rows = #""logits": [[0, 0.5], [0, -1], [0, 2]], "labels": [1, 0, 0]"#
    let units = #""logits": [0.5, -1, 2], "labels": [1, 0, 0]"#
    let unit = "torch.nn.functional.binary_cross_entropy_with_logits"
    #expect(try Reply(Self.torch, rows)["loss"] == [0.971422227580434])
    #expect(try Reply(unit, units)["loss"] == [0.971422227580434])
    #expect(
      try Reply(Self.torch, rows + #", "class_weight": [1, 3]"#)["loss"] == [0.772484130220303])
    #expect(
      try Reply(unit, units + #", "sample_weight": [3, 1, 1]"#)["loss"] == [1.2874735503671717])
  }

  // pytorch/pytorch#17218, #16804, #6856, #117046.
  @Test(arguments: [
    "torch.nn.functional.binary_cross_entropy_with_logits",
    "tf.nn.weighted_cross_entropy_with_logits",
  ])
  func aPositiveWeightWeighsOnlyThePositiveTerm(_ function: String) throws {
    func found(_ label: Int, _ weight: String) throws -> Reply {
      try Reply(
        function,
        """
        "logits": [0.5], "labels": [\(label)], "pos_weight": \(weight), "reduction": "none"
        """)
    }
    #expect(try found(0, "3")["loss"] == [0.9740769841801067])
    #expect(try found(1, "0")["loss"] == [0])
    let negative = try found(1, "-0.2")
    #expect(negative["loss"] == [-0.09481539683602135])
    #expect(negative.warnings == ["negative_pos_weight"])
    let weighed = try Reply(
      function,
      """
      "logits": [0.5], "labels": [0], "pos_weight": 1, "sample_weight": 3, "reduction": "none"
      """)
    #expect(weighed["loss"] == [2.92223095254032])
  }

  // The same issues: 0 * inf made a NaN of it. A label of 0 asks for no positive term.
  @Test(arguments: Reply.dtypes)
  func anInfinitePositiveWeightDoesNotTouchALabelOfZero(_ dtype: String) throws {
    let found = try Reply(
      "torch.nn.functional.binary_cross_entropy_with_logits",
      #""logits": [0.5, -0.5], "labels": [0, 0], "pos_weight": Infinity, "reduction": "none""#,
      in: dtype)
    #expect(found["loss"] == rounded([0.9740769841801067, 0.4740769841801067], to: dtype))
    #expect(found["dlogits"] == rounded([0.6224593312018546, 0.37754066879814546], to: dtype))
    #expect(found["dpos_weight"] == [0])
  }

  @Test func aPositiveWeightBroadcastsAlongTheLastAxisAlone() throws {
    let name = "torch.nn.functional.binary_cross_entropy_with_logits"
    func code(_ rows: String) -> String? {
      refusedCode(name, "\"logits\": \(rows), \"labels\": \(rows), \"pos_weight\": [1, 2]")
    }
    #expect(code("[[0, 0, 0], [0, 0, 0]]") == "shape_mismatch")
    #expect(code("[[0, 0], [0, 0], [0, 0]]") == nil)
  }

  // Issue: none found. q = 8e37, where p is rounded to 1 before the subtraction, or the tail is
  // flushed to 0.
  @Test func aHugePositiveWeightKeepsLossAndGradient() throws {
    let found = try Reply(
      "tf.nn.weighted_cross_entropy_with_logits",
      #""logits": ["19.45", "87.34"], "labels": [1, 1], "pos_weight": "8e37""#, in: "float32")
    #expect(
      found["loss"] == rounded([2.8579983846028535e+29, 0.9371552125624008], to: "float32"))
    #expect(
      found["dlogits"] == rounded([-2.857998379497757e+29, -0.9371552125624008], to: "float32"))
  }

  // pytorch/pytorch#104776: PyTorch's rule weighs the smoothed share of each class.
  @Test func classWeightsWeighTheSmoothedShares() throws {
    let row = #""logits": [[0, 0, 0]], "labels": [0], "label_smoothing": 0.3, "reduction": "none""#
    #expect(
      try Reply(Self.torch, row + #", "class_weight": [1, 1, 1]"#)["loss"] == [1.0986122886681098])
    let found = try Reply(Self.torch, row + #", "class_weight": [1, 1, 100]"#)
    #expect(found["loss"] == [11.974873946482395])
    #expect(found["dlogits"] == [2.833333333333333, 3.533333333333333, -6.366666666666666])
  }

  // pytorch/pytorch#73205, #69339, #72056, #91383, #69511.
  @Test func anIgnoredRowDoesNotTakePartInSmoothing() throws {
    for (weights, loss) in [
      ("", 2.586512686222952), (#", "class_weight": [0.5, 1, 2]"#, 2.2887137127592436),
    ] {
      let more = #", "label_smoothing": 0.1"# + weights
      let kept = try Reply(
        Self.torch, #""logits": [[1, 2, 4], [3, 0, 1]], "labels": [0, 2]"# + more)
      let all = try Reply(
        Self.torch,
        #""logits": [[1, 2, 4], [9, 5, 7], [3, 0, 1]], "labels": [0, -100, 2]"# + more)
      #expect(kept["loss"] == [loss] && all["loss"] == [loss])
      let slopes = all["dlogits"]
      #expect(kept["dlogits"] == Array(slopes[..<3] + slopes[6...]))
      #expect(slopes[3..<6] == [0, 0, 0])
    }
  }

  // pytorch/pytorch#148884, #134767: the target keeps its share alpha / K as well.
  @Test func smoothingAmongTwoHasItsMinimumAtItsLabels() throws {
    func slope(_ p: Double) throws -> Double {
      // Half of the mass of a half: with p and 1 - p as labels the gradient is p - y.
      let logs = try Reply("neg_log", "\"a\": [\(p), \(1 - p)]")["value"].map { -$0 }
      return try Reply(
        "sparse_softmax_cross_entropy",
        "\"logits\": \(logs.json), \"labels\": 0, \"label_smoothing\": 0.1")["dlogits"][0]
    }
    #expect(try slope(0.95).magnitude < 1e-15)
    #expect(try (slope(0.9) + 0.05).magnitude < 1e-15)
  }

  @Test(arguments: ["-3", "1.5", "-0.001", "NaN"])
  func smoothingOutsideZeroToOneIsRefused(_ alpha: String) {
    for function in ["sparse_softmax_cross_entropy", Self.torch] {
      let code = refusedCode(
        function, "\"logits\": [[1, 2]], \"labels\": [0], \"label_smoothing\": \(alpha)")
      #expect(code == "smoothing_out_of_range")
    }
  }

  // tensorflow/tensorflow#60314, #1234, #2327.
  @Test(arguments: Reply.dtypes)
  func labelsOfZeroHaveNoGradient(_ dtype: String) throws {
    let found = try Reply(
      "tf.nn.softmax_cross_entropy_with_logits", #""logits": [0.1, 1.9], "labels": [0, 0]"#,
      in: dtype)
    #expect(found["loss"] == [0] && found["dlogits"] == [0, 0])
    #expect(found.warnings == ["labels_no_distribution"])
  }

  // Near tensorflow/tensorflow#21271: p - y is not the derivative where labels sum to 3.
  @Test(arguments: Reply.dtypes)
  func labelsThatSumToThreeHaveTheDerivativeAsGradient(_ dtype: String) throws {
    let found = try Reply(
      "tf.nn.softmax_cross_entropy_with_logits", #""logits": [1, 2], "labels": [1, 2]"#, in: dtype)
    let slope = 0.19317573589001463
    #expect(found["loss"] == rounded([1.9397850625546684], to: dtype))
    #expect(found["dlogits"] == rounded([-slope, slope], to: dtype))
    #expect(found.warnings == ["labels_no_distribution"])
  }

  // tensorflow/tensorflow#8484, #10268, #4443, #57173, #126005, google-deepmind/optax#1185.
  @Test(arguments: [
    "sparse_softmax_cross_entropy", "tf.nn.sparse_softmax_cross_entropy_with_logits",
    "torch.nn.functional.cross_entropy", "optax.softmax_cross_entropy_with_integer_labels",
  ])
  func aLabelOutOfRangeIsRefusedAndCountsNoClassFromTheEnd(_ function: String) {
    for label in [100, 2, -1] {
      #expect(
        refusedCode(function, "\"logits\": [[1, 2]], \"labels\": [\(label)]")
          == "label_out_of_range")
    }
  }

  // tensorflow/tensorflow#50964, #51053, keras-team/keras#15014: 2049 is no float16, and 16777217
  // no float32.
  @Test func anIndexIsNotRoundedToTheFormat() throws {
    let logits = [Double](repeating: 0, count: 2049) + [3]
    let found = try Reply(
      "sparse_softmax_cross_entropy",
      "\"logits\": \(logits.json), \"labels\": 2049, \"outputs\": [\"loss\"]", in: "float16")
    #expect(found["loss"] == rounded([4.634862019048151], to: "float16"))
    let request = """
      {"function": "sparse_softmax_cross_entropy", "dtype": "float32", "logits": [1, 2],
      "labels": 16777217}
      """
    #expect(Eval.answer(to: Array(request.utf8), isHexadecimal: false).json.contains("16777217"))
  }

  // keras-team/keras#4744.
  @Test(arguments: [-0.5, 1.5])
  func aNumberThatIsNoProbabilityIsRefused(_ p: Double) {
    for function in ["keras.losses.binary_crossentropy", "binary_crossentropy", "bce_loss"] {
      #expect(
        refusedCode(function, "\"probabilities\": [\(p)], \"labels\": [1]")
          == "probability_out_of_range")
    }
  }

  @Test func aLabelOfTwoIsComputedAndWarnedOf() throws {
    let found = try Reply(
      "torch.nn.functional.binary_cross_entropy_with_logits", #""logits": [5], "labels": [2]"#)
    #expect(found["loss"] == [-4.993284651510882])
    #expect(found.warnings == ["labels_outside_unit"])
  }
}
