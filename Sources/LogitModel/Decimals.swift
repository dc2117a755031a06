import Glibc

extension Double {
  /// The shortest spelling that reads back as this number: `7`, `0.2`, `1e30`, `-inf`, `nan`.
  package var shortest: String { Self.tidied(description) }

  /// The shortest spelling that reads back as the same `Float`.
  package var shortestAsFloat: String { Self.tidied(Float(self).description) }

  /// With exactly `digits` decimals, correctly rounded: `0.0092`.
  package func decimals(_ digits: Int) -> String { printed("%.\(digits)f") }

  /// With one digit, a point, exactly `digits` more and an exponent: `2.0612e-09`.
  package func scientific(_ digits: Int) -> String { printed("%.\(digits)e") }

  /// With at most `digits` significant digits, without trailing zeros: `1096.633`.
  package func significant(_ digits: Int) -> String { printed("%.\(digits)g") }

  private func printed(_ format: String) -> String {
    if isNaN { return "nan" }
    return withVaList([self]) { arguments in
      // The largest Double has 309 digits before its point.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 384) { buffer in
        guard let start = buffer.baseAddress else { return "" }
        vsnprintf(start, buffer.count, format, arguments)
        return String(cString: start)
      }
    }
  }

  /// Drops what Swift's spelling adds for the compiler: `7.0` is `7`, `1e+30` is `1e30`.
  private static func tidied(_ spelling: String) -> String {
    var text = spelling
    if text.hasSuffix(".0") { text.removeLast(2) }
    if let plus = text.firstIndex(of: "+") { text.remove(at: plus) }
    if text == "-0" { return "0" }
    return text
  }
}
