/// What should never happen, and did.
struct Violation: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Holds the program to a promise.
///
/// - Throws: `Violation` with what `broken` says.
func hold(_ promise: Bool, _ broken: @autoclosure () -> String) throws(Violation) {
  if !promise { throw Violation(broken()) }
}
