import LogitText

/// Titled text that stands above the answer line, whatever stands under the table: the note of the
/// bench.
struct Caption: Equatable, Sendable {
  let title: String
  let text: String
  /// Whether it is one line of its beginning.
  var isFolded = false
  /// How the rest is read where it is longer than there is room for.
  let remedy: String

  /// How many lines of a screen it takes, its title among them.
  func height(on size: Size) -> Int {
    guard !text.isEmpty else { return 0 }
    return isFolded ? 1 : 1 + lines(on: size).count
  }

  /// Whether a screen is so low that it is folded where nobody opened it.
  static func isFolded(on size: Size) -> Bool { size.height < 20 }

  /// A lesson's step has six lines at most.
  private static func most(_ height: Int) -> Int { max(6, height / 5) }

  fileprivate func lines(on size: Size) -> [String] {
    let most = Self.most(size.height)
    let lines = text.lines(ofWidth: size.width - 2, atMost: most + 1)
    return lines.count <= most ? lines : lines.prefix(most - 1) + ["... " + remedy]
  }
}

extension Screen {
  /// - Parameter key: The key that folds it and opens it.
  mutating func drawCaption(_ caption: Caption, key: String, in area: Rect) {
    guard !area.isEmpty else { return }
    fill(area)
    let action = caption.isFolded ? " opens it" : " folds it"
    let actionX = area.maxX - 1 - displayWidth(of: key) - displayWidth(of: action)
    if caption.isFolded {
      let x = write("\(caption.title): ", x: area.x + 1, y: area.y, style: .faint)
      let text = caption.text.lines(ofWidth: actionX - x - 4, atMost: 2)
      let end = text.count > 1 ? " .." : ""
      write((text.first ?? "") + end, x: x, y: area.y)
    } else {
      drawRule([caption.title], hasFocus: false, in: area.parted().rule)
      write(" ", x: actionX - 1, y: area.y)
      let body = area.parted().body
      for (line, text) in caption.lines(on: size).prefix(body.height).enumerated() {
        write(text, x: body.x + 1, y: body.y + line, clip: body)
      }
    }
    mark(Rect(x: area.x, y: area.y, width: area.width, height: 1), .key(.letter("N")))
    let x = write(key, x: actionX, y: area.y, style: .key)
    write(action + " ", x: x, y: area.y, style: .faint)
  }
}
