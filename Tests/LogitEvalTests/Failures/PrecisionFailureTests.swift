import LogitEval
import TestSupport
import Testing

/// Known failures of precision; the numbers here are the true values, rounded once.
///
/// Digits are of mpmath 1.3.0 with 60 places, cut to the 17 that name a float64.
@Suite struct PrecisionFailureTests {
  private static let keras = "keras.losses.binary_crossentropy"

  // keras-team/keras#377, #15249, tensorflow/tensorflow#41595, #62204: one clip and no second
  // epsilon; hi is 1 - 2^-23 in float32, so the two sides differ.
  @Test func theClipOfKerasHasItsOwnEndsInFloat32() throws {
    let found = try Reply(
      Self.keras, #""probabilities": [[0], [1], [1]], "labels": [[1], [0], [1]]"#, in: "float32")
    let right = [16.118095639272223, 15.942385152878742, 1.1920929665620916e-07]
    #expect(found["loss"] == rounded(right, to: "float32"))
  }

  // keras-team/keras#9582, #12249, matterport/Mask_RCNN#1482: 1 - 1e-7 is 1 there, and so is
  // 1 - 1e-4. The rule is followed; what 0 * inf made a NaN of is the 0 it is.
  @Test(arguments: ["float16", "bfloat16"])
  func anEpsilonThatTheFormatDoesNotHoldClipsNothing(_ dtype: String) throws {
    func loss(_ epsilon: String) throws -> [Double] {
      try Reply(
        Self.keras,
        """
        "probabilities": [[1], [1]], "labels": [[0], [1]], "epsilon": \(epsilon)
        """, in: dtype)["loss"]
    }
    #expect(try loss("1e-7") == [.infinity, 0])
    #expect(try loss("1e-4") == [.infinity, 0])
    let clipped = try loss("0.0078125")
    // -ln(2^-7) and -ln(1 - 2^-7).
    #expect(clipped == rounded([4.852030263919617, 0.00784317746102589], to: dtype))
  }

  // tensorflow/tensorflow#38457, pytorch/pytorch#123911, keras-team/keras#11832.
  @Test func float16OverflowsOnlyWhereTheResultDoes() throws {
    let row = try Reply("softmax", #""logits": [0, 12]"#, in: "float16")
    #expect(row["value"] == rounded([6.144174602214718e-06, 0.9999938558253978], to: "float16"))
    let ones = [Double](repeating: 1, count: 70_000).json
    #expect(try Reply("sum", "\"x\": \(ones)", in: "float16")["value"] == [.infinity])
    #expect(try Reply("mean", "\"x\": \(ones)", in: "float16")["value"] == [1])
    let far = #""logits": [60000, -60000], "labels": 1"#
    let name = "sparse_softmax_cross_entropy"
    #expect(try Reply(name, far, in: "float16")["loss"] == [.infinity])
    #expect(
      try Reply(name, far.replacing("60000", with: "59904"), in: "bfloat16")["loss"] == [119808])
    #expect(try Reply(name, far, in: "float32")["loss"] == [120_000])
  }

  // The same issues: 250 ln 16 is 693.147, so 693 in float16; the 250 losses of float16, 2.7734375,
  // sum to 693.359, so 693.5.
  @Test func aSumOfManyLossesIsRoundedOnce() throws {
    let zeros = [Double](repeating: 0, count: 250 * 16).json
    let labels = [Double](repeating: 3, count: 250).json
    let found = try Reply(
      "sparse_softmax_cross_entropy",
      """
      "logits": {"shape": [250, 16], "data": \(zeros)}, "labels": \(labels),
      "reduction": "sum", "outputs": ["loss"]
      """, in: "float16")
    #expect(found["loss"] == [693])
  }

  // clab/dynet#699, Lightning-AI/torchmetrics#245, pytorch/pytorch#143644, FluxML/NNlib.jl#70:
  // rounded probabilities need not sum to 1, but each is off by half a step at most.
  @Test(arguments: [("float32", 0x1p-24), ("float16", 0x1p-11), ("bfloat16", 0x1p-8)])
  func theSumOfRoundedProbabilitiesIsWithinTheirRoundings(
    _ dtype: String, _ half: Double
  ) throws {
    var random = SplitMix64(seed: 31)
    let logits = (0..<400).map { _ in Double(Int.random(in: -256...256, using: &random)) / 128 }
    let found = try Reply(
      "softmax", "\"logits\": {\"shape\": [40, 10], \"data\": \(logits.json)}", in: dtype)
    // Sums of ten such numbers are exact in float64, and no share is subnormal.
    let sums = stride(from: 0, to: 400, by: 10).map { start in
      found["value"][start..<start + 10].reduce(0, +)
    }
    #expect(sums.allSatisfy { ($0 - 1).magnitude <= half })
    #expect(sums.contains { $0 != 1 })
  }

  // 1 / 50257 is 334 * 2^-24 to the next in float16, and its 50257 copies sum to 1.00051.
  @Test func equalSharesOfManyClassesSumToWhatTheirRoundingSays() throws {
    let share = rounded([1 / 50257], to: "float16")
    let shares = [Double](repeating: share[0], count: 50257).json
    let sum = try Reply("sum", "\"x\": \(shares)")["value"]
    #expect(sum == [50257 * share[0]])
    #expect((sum[0] - 1.00051).magnitude < 5e-6)
    let logits = [Double](repeating: 2, count: 257).json
    let equal = try Reply("softmax", "\"logits\": \(logits)", in: "float16")["value"]
    #expect(equal == [Double](repeating: rounded([1 / 257], to: "float16")[0], count: 257))
  }

  // keras-team/keras-core#922, keras-team/keras#19893.
  @Test func float64IsFloat64Throughout() throws {
    let found = try Reply(Self.keras, #""probabilities": [[0.3, 0.2]], "labels": [[1, 0]]"#)
    #expect(found["loss"] == [0.7135581778200729])
    #expect(found["loss"] != rounded(found["loss"], to: "float32"))
    let old = try Reply(
      "tf.losses.sigmoid_cross_entropy", #""logits": [[0.5, -1, 2]], "labels": [[1, 0, 0]]"#)
    #expect(old["loss"] == [0.971422227580434])
  }

  // Issue: none found. 1 / (1 + exp(95)) overflows, and flushing takes subnormals for 0.
  @Test func subnormalsAreNumbers() throws {
    let sigmoid = try Reply("torch.sigmoid", #""x": -95"#, in: "float32")
    #expect(sigmoid["value"] == rounded([5.5210822770285325e-42], to: "float32"))
    let log = try Reply("neg_log", #""a": "0x1p-149""#, in: "float32")
    #expect(log["value"] == rounded([103.27892990343184], to: "float32"))
  }

  // The question of the 1-D segmentation: vector body and scalar tail of a loop differ elsewhere.
  @Test(arguments: Reply.dtypes)
  func theSameNumberHasTheSameLossAtEveryPlace(_ dtype: String) throws {
    let count = 37
    let logits = [Double](repeating: 0.546875, count: count).json
    let labels = [Double](repeating: 1, count: count).json
    let found = try Reply(
      "tf.nn.sigmoid_cross_entropy_with_logits", "\"logits\": \(logits), \"labels\": \(labels)",
      in: dtype)
    #expect(found["loss"].count == count && Set(found["loss"]).count == 1)
    #expect(Set(found["dlogits"]).count == 1)
  }
}
