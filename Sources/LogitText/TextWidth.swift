/// What one scalar of a text becomes on a screen.
package enum Glyph {
  case cell(Unicode.Scalar, width: Int)
  /// Drawn over the cell before it.
  case mark(Unicode.Scalar)
}

/// Turns the scalars of one text into glyphs that a terminal can be trusted with.
///
/// A control character becomes `^` and a letter, and whatever else would move, hide or reorder
/// text becomes `?`. An emoji made of several scalars shows its first one: terminals disagree
/// about the width of the whole.
package struct GlyphReader {
  package init() {}

  /// The last scalar that was given a cell.
  private var base: Unicode.Scalar?
  /// Whether a joiner has just been read, so that the next scalar belongs to `base`.
  private var isJoining = false

  /// Calls `body` with each glyph of `scalar`: none, one, or the two of a control character.
  package mutating func read(_ scalar: Unicode.Scalar, _ body: (Glyph) -> Void) {
    let value = scalar.value
    if 0x20...0x7E ~= value {
      show(scalar, width: 1, body)
    } else if value < 0x20 || value == 0x7F {
      show("^", width: 1, body)
      show(Unicode.Scalar(UInt8(value) ^ 0x40), width: 1, body)
    } else if 0x1F1E6...0x1F1FF ~= value {
      // A flag is two regional letters; as plain letters both stay readable.
      show(Unicode.Scalar(UInt8(value - 0x1F1E6) + 0x41), width: 1, body)
    } else {
      readRare(scalar, body)
    }
  }

  private mutating func readRare(_ scalar: Unicode.Scalar, _ body: (Glyph) -> Void) {
    let width = ScalarWidth(scalar)
    if isJoining, width != .hidden {
      if width != .mark { isJoining = false }
      return
    }
    switch width {
    case .narrow:
      show(scalar, width: 1, body)
    case .wide:
      if !isSkinTone(scalar) { show(scalar, width: 2, body) }
    case .mark:
      if base == nil {
        show("?", width: 1, body)
      } else if !scalar.properties.isVariationSelector {
        body(.mark(scalar))
      }
    case .hidden:
      if scalar.value == 0x200D, isEmoji(base) {
        isJoining = true
      } else if !isFlagTag(scalar) {
        show("?", width: 1, body)
      }
    }
  }

  private mutating func show(_ scalar: Unicode.Scalar, width: Int, _ body: (Glyph) -> Void) {
    base = scalar
    isJoining = false
    body(.cell(scalar, width: width))
  }

  private func isEmoji(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar, !scalar.isASCII else { return false }
    return scalar.properties.isEmoji
  }

  private func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
    guard let base, 0x1F3FB...0x1F3FF ~= scalar.value else { return false }
    return base.properties.isEmojiModifierBase
  }

  private func isFlagTag(_ scalar: Unicode.Scalar) -> Bool {
    0xE0020...0xE007F ~= scalar.value && base?.value == 0x1F3F4
  }
}

/// How many columns `Screen.write` gives to `text`.
package func displayWidth(of text: String) -> Int {
  if text.isPlainASCII { return text.utf8.count }
  var reader = GlyphReader()
  var width = 0
  for scalar in text.unicodeScalars {
    reader.read(scalar) { glyph in
      if case .cell(_, let columns) = glyph { width += columns }
    }
  }
  return width
}

extension String {
  /// Whether each byte of the text is one column.
  package var isPlainASCII: Bool {
    utf8.withContiguousStorageIfAvailable(Self.isPlainASCII)
      ?? utf8.allSatisfy { 0x20...0x7E ~= $0 }
  }

  /// Asked of each text of a screen, so eight bytes at once: one below 0x20 or above 0x7E raises its
  /// own highest bit, or is one with it already; a carry can only add to what is found.
  private static func isPlainASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = UnsafeRawBufferPointer(bytes)
    var at = 0
    var strange: UInt64 = 0
    while at + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      strange |= word | (word &- ones &* 0x20) | (word &+ ones)
      at += 8
    }
    guard strange & (ones &* 0x80) == 0 else { return false }
    return bytes[at...].allSatisfy { 0x20...0x7E ~= $0 }
  }

  /// The text itself where it fits into `width` columns, else its start and `ellipsis`.
  ///
  /// The result may be narrower than `width`, never wider; it is not padded.
  package func fitted(to width: Int, ellipsis: String = "…") -> String {
    if fits(in: width) { return self }
    let room = width - displayWidth(of: ellipsis)
    if room < 0 { return ellipsis.start(of: width) }
    return start(of: room) + ellipsis
  }

  /// Whether `width` columns are enough; a text that is far too long is not read to its end.
  private func fits(in width: Int) -> Bool {
    if utf8.count <= width, isPlainASCII { return true }
    var reader = GlyphReader()
    var used = 0
    for scalar in unicodeScalars {
      reader.read(scalar) { glyph in
        if case .cell(_, let columns) = glyph { used += columns }
      }
      if used > width { return false }
    }
    return true
  }

  /// The longest start of the text that fits into `width` columns.
  private func start(of width: Int) -> String {
    let plain = String(prefix(max(0, width)))
    if plain.isPlainASCII { return plain }
    var start = ""
    var used = 0
    for character in self {
      used += displayWidth(of: String(character))
      if used > width { break }
      start.append(character)
    }
    return start
  }
}
