import Testing

@testable import LogitBench

/// A boxed value is a value.
struct BoxedTests {
  private struct Holder: Equatable {
    @Boxed var numbers: [Int]
    @Boxed var name: String? = nil
  }

  @Test func aChangeOfACopyLeavesTheOther() {
    let first = Holder(numbers: [1, 2])
    var second = first
    second.numbers.append(3)
    second.name = "second"
    #expect(first == Holder(numbers: [1, 2]))
    #expect(second == Holder(numbers: [1, 2, 3], name: "second"))
    #expect(first != second)
  }

  @Test func aChangeBackIsEqualAgain() {
    let first = Holder(numbers: [1])
    var second = first
    second.numbers[0] = 2
    second.numbers[0] = 1
    #expect(first == second)
  }

  @Test func anUnsharedValueIsChangedInPlace() {
    var holder = Holder(numbers: Array(0..<1000))
    let before = holder.numbers.withUnsafeBufferPointer { $0.baseAddress }
    holder.numbers[7] = -1
    let after = holder.numbers.withUnsafeBufferPointer { $0.baseAddress }
    #expect(before == after)
  }

  /// What holds a bench is copied often, and the code of a copy stands wherever one is held.
  @Test func benchesAndModelsAreSmall() {
    #expect(MemoryLayout<Bench>.size <= 320)
    #expect(MemoryLayout<Evaluation>.size <= 512)
    #expect(MemoryLayout<Model>.size <= 256)
  }
}
