extension Unicode.Scalar {
  /// What stands on a terminal for a scalar that must not reach it: `^[` for an escape, `?` for
  /// what has no place of its own; nil for one that may.
  package var mark: String? {
    switch value {
    case 0x00...0x1f: return "^" + String(Unicode.Scalar(UInt8(value + 0x40)))
    case 0x7f: return "^?"
    // The second set of controls, where 9B starts a sequence as ESC [ does.
    case 0x80...0x9f: return "?"
    default: break
    }
    switch properties.generalCategory {
    case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return "?"
    // Marks of direction, joiners, tags: they would reorder or hide what stands beside them.
    case .format: return "?"
    default: return nil
    }
  }
}

extension String {
  /// The text with marks for whatever a terminal would obey instead of show.
  package var visible: String {
    guard unicodeScalars.contains(where: { $0.mark != nil }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if let mark = scalar.mark { text += mark } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  /// The lines of the text, without their ends.
  package var lines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
