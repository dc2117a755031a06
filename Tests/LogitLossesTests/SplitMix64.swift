import TestSupport

extension SplitMix64 {
  /// `count` numbers between `-scale` and `scale`, which are numbers of float32 too.
  mutating func row(_ count: Int, scale: Float) -> [Double] {
    (0..<count).map { _ in Double(Float.random(in: -scale...scale, using: &self)) }
  }

  /// `count` labels between 0 and 1, numbers of float32, which need not sum to 1.
  mutating func labels(_ count: Int) -> [Double] {
    (0..<count).map { _ in Double(Float.random(in: 0...1, using: &self)) }
  }
}
