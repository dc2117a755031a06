import LogitBench
import LogitSession
import LogitStudies
import Testing

/// What the notes of samples say of frameworks, word for word; what each printed itself is compared
/// in `FrameworkTests`.
@Suite struct SampleFrameworkTests {
  struct Claim: Sendable, CustomTestStringConvertible {
    let sample: String
    let row: Int
    let index: Int
    /// As a program writes it, from its beginning.
    let call: String
    var loss: String?
    var gradient: String?

    init(
      _ sample: String, row: Int = 0, class index: Int, _ call: String, loss: String? = nil,
      gradient: String? = nil
    ) {
      (self.sample, self.row, self.index, self.call) = (sample, row, index, call)
      (self.loss, self.gradient) = (loss, gradient)
    }

    var testDescription: String { "\(sample), class \(index), \(call)" }
  }

  private static let sigmoidCalls = [
    "tf.nn.sigmoid", "F.binary_cross_entropy_with_logits", "optax.sigmoid",
  ]

  static let claims: [Claim] =
    sigmoidCalls.map { Claim("infinite-logit", class: 0, $0, loss: "nan") }
    + ["tf.nn.softmax", "F.cross_entropy", "optax.softmax"].map {
      Claim("masked-label", class: 1, $0, loss: "nan", gradient: "-0.7310586")
    } + [
      Claim("masked-smoothing", class: 1, "keras", loss: "1.7734227"),
      Claim(
        "small-loss-pytorch", class: 0, "F.binary_cross_entropy_with_logits", loss: "4.5776367e-05"),
      Claim("small-loss-pytorch", class: 1, "F.binary_cross_entropy_with_logits", loss: "0"),
      Claim("small-loss-pytorch", class: 2, "F.binary_cross_entropy_with_logits", loss: "0"),
      Claim("keras-clip", row: 1, class: 0, "keras", loss: "16.118095", gradient: "0"),
      Claim("keras-clip-sigmoid", class: 0, "keras", loss: "15.942385", gradient: "0"),
      Claim("keras-clip-sigmoid", class: 1, "keras", loss: "16.118095", gradient: "0"),
      Claim("keras-float16", class: 0, "keras", loss: "15.945"),
      Claim("keras-float16", class: 1, "keras", loss: "inf"),
      Claim("bceloss-clamp", class: 0, "F.binary_cross_entropy(", loss: "100"),
      Claim("bceloss-clamp", class: 1, "F.binary_cross_entropy(", loss: "100"),
      Claim("bceloss-clamp", class: 2, "F.binary_cross_entropy(", gradient: "-1.9287499e-10"),
      Claim(
        "bceloss-gradient", class: 0, "F.binary_cross_entropy", loss: "100",
        gradient: "-1.0000000e+12"),
      Claim("bceloss-gradient", class: 1, "F.binary_cross_entropy", loss: "100"),
      Claim("weighted-gradient", class: 0, "tf", loss: "0.6931472", gradient: "0"),
      Claim("weighted-gradient", class: 1, "tf", gradient: "1"),
      Claim("weighted-gradient", class: 2, "tf", gradient: "0"),
      Claim("weighted-gradient", class: 3, "tf", gradient: "0.7"),
      Claim("huge-pos-weight", class: 0, "F", gradient: "0"),
      Claim("huge-pos-weight", class: 1, "F", gradient: "0"),
      Claim("huge-pos-weight", class: 1, "tf", loss: "0"),
      Claim("large-logit", class: 0, "tf", loss: "8"),
      Claim("large-logit", class: 0, "F.binary_cross_entropy_with_logits", loss: "11.920929"),
      Claim("large-logit", class: 0, "optax", loss: "11.920929"),
      Claim("large-offset", class: 0, "optax", loss: "8"),
      Claim("labels-all-zero", class: 0, "tf", loss: "0", gradient: "0.3100255"),
      Claim("labels-all-zero", class: 1, "tf", loss: "0", gradient: "0.6899744"),
      Claim("not-a-probability", class: 0, "keras", loss: "1.1920929e-07"),
      Claim("not-a-probability", class: 1, "keras", loss: "1.1920929e-07"),
      Claim("label-of-two", class: 0, "F.binary_cross_entropy_with_logits", loss: "-4.9932847"),
      Claim("label-of-two", class: 0, "tf", loss: "-4.9932847"),
      Claim("subnormal", class: 0, "tf", loss: "0", gradient: "0"),
      Claim("subnormal", class: 0, "optax", loss: "0", gradient: "0"),
      Claim("subnormal", class: 0, "F.binary_cross_entropy_with_logits", gradient: "0"),
    ]

  @Test(arguments: claims)
  func aFrameworkAnswersAsTheNoteSays(claim: Claim) throws {
    var model = Model(try Sample.named(claim.sample).bench)
    try model.run("row \(claim.row)")
    let rows = try model.frameworks(ofClass: claim.index).rows
    let answer = try #require(rows.first { $0.call.hasPrefix(claim.call) })
    if let loss = claim.loss { #expect(answer.loss.text == loss) }
    if let gradient = claim.gradient { #expect(answer.gradient.text == gradient) }
  }
}
