import Testing

/// Values beside a tie of their format, where a tail far below any digit decides the rounding.
@Suite struct TailTests {
  /// The slope into a label is q |x| + (q − 1) ln(1 + e^x) for x < 0, and q |x| a tie here: 2049
  /// between 2048 and 2050, 2055 between 2054 and 2056. The tail lies above it for q > 1 and below
  /// it for q < 1; ties to even would give 2048 and 2056.
  @Test func theTailOfAWeightedLossDecidesItsSlopeIntoTheLabel() throws {
    let found = try Reply(
      "weighted_cross_entropy",
      #""logits": [-683, -2740], "labels": [1, 1], "pos_weight": [3, 0.75]"#, in: "float16")
    #expect(found["dlabels"] == [2050, 2054])
    // Fractions in Python: 10 |x| is a tie of float64 as well.
    let far = try Reply(
      "weighted_cross_entropy",
      #""logits": "-0x1.1c8879ea06e36p+577", "labels": 1, "pos_weight": 10"#)
    #expect(far["dlabels"] == [0x1.63aa9864889c4p+580])
  }

  /// (1 − y) x for x > 0 is a tie of float16, and its tail ln(1 + e^-x) lies above it.
  @Test func theTailOfALossDecidesItsRounding() throws {
    let found = try Reply(
      "sigmoid_cross_entropy", #""logits": [2732, -2732], "labels": [0.25, 0.75]"#, in: "float16")
    #expect(found["loss"] == [2050, 2050])
  }

  /// With q = 1 both softplus cancel but for the logit itself.
  @Test(arguments: Reply.dtypes)
  func withAWeightOfOneTheSlopeIntoALabelIsTheLogit(_ dtype: String) throws {
    let logits = [-683, -2, 0, 0.25, 40, 2740]
    let found = try Reply(
      "weighted_cross_entropy",
      "\"logits\": \(logits.json), \"labels\": [0, 1, 0.5, 1, 0, 1], \"pos_weight\": 1", in: dtype)
    #expect(found["dlabels"] == rounded(logits, to: dtype).map { -$0 })
  }
}
