/// Something kept so that it need not be made again: whether it is kept makes no difference between
/// two values.
struct Remembered<Value: Sendable>: Equatable, Sendable {
  @Boxed var value: Value

  init(_ value: Value) { self.value = value }

  static func == (_: Self, _: Self) -> Bool { true }
}
