extension String {
  /// The text as JSON writes it, in quotes; what a terminal would obey is escaped too, so that a
  /// file can be looked at.
  package var quotedAsJSON: String {
    let isPlain = utf8.allSatisfy {
      (0x20..<0x7f).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain { return "\"" + self + "\"" }
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.mark != nil:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// What a text in quotes says; nil for a text that is not one JSON string.
  package init?(quotedAsJSON text: some StringProtocol) {
    guard text.utf8.first == UInt8(ascii: "\""), text.utf8.count > 1,
      case .text(let content)? = try? JSONReader.read(Array(text.utf8))
    else { return nil }
    self = content
  }
}
