import LogitExact
import LogitLosses
import TestSupport
import Testing

@Test func everyScalarIsRoundedOnce() {
  var random = SplitMix64(seed: 31)
  var wrong: [String] = []
  for _ in 0..<20_000 {
    // Within and a little beyond the range of float16, whose ties the shorter of them are.
    let kept = UInt64.max << UInt64.random(in: 0...52, using: &random)
    let exponent = UInt64.random(in: 1023 - 28...1023 + 17, using: &random) << 52
    let value = Double(bitPattern: (random.next() & kept & ~(0x7ff << 52)) | exponent)
    let isOnce = [
      agrees(Float16.self, .float16, value), agrees(BFloat16.self, .bfloat16, value),
      agrees(Float8E5M2.self, .float8E5M2, value), agrees(Float8E4M3.self, .float8E4M3, value),
      agrees(Float.self, .float32, value), agrees(Double.self, .float64, value),
    ]
    if isOnce.contains(false) { wrong.append(value.description) }
  }
  #expect(wrong == [])
}

@Test func aKernelGivesANarrowNumberNearestToTheLoss() {
  let logits = [2.0, -1.5, 0.25]
  let wide = sparseSoftmaxCrossEntropy(logits: logits, label: 1)
  func loss<Scalar: LogitScalar>(_: Scalar.Type) -> Double {
    sparseSoftmaxCrossEntropy(logits: logits.map { Scalar(rounding: $0) }, label: 1).double
  }
  #expect(loss(Float16.self) == Format.float16.rounded(wide))
  #expect(loss(BFloat16.self) == Format.bfloat16.rounded(wide))
  #expect(loss(Float8E5M2.self) == Format.float8E5M2.rounded(wide))
  #expect(loss(Float8E4M3.self) == Format.float8E4M3.rounded(wide))
}

private func agrees<Scalar: LogitScalar>(
  _: Scalar.Type, _ format: Format, _ value: Double
) -> Bool {
  let (scalar, rounded) = (Scalar(rounding: value).double, format.rounded(value))
  return Scalar.format == format && (rounded.isNaN ? scalar.isNaN : scalar == rounded)
}
