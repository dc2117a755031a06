import Testing

@testable import LogitText

/// A text of more values than somebody wants to hold is refused where it has too many.
@Suite struct JSONLimitTests {
  @Test func asManyValuesAsTheLimitAreRead() throws {
    // The object, the list and three numbers.
    let text = Array(#"{"x": [1, 2, 3]}"#.utf8)
    _ = try JSONReader.read(text, limit: 5)
    let error = #expect(throws: JSONError.self) { try JSONReader.read(text, limit: 4) }
    #expect(error.map { "\($0)" }?.hasSuffix("more than 4 values") == true)
  }
}
