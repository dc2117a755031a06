import LogitBench
import LogitStudies
import LogitText

extension Sweep.Line {
  var scalar: Unicode.Scalar { mark.unicodeScalars.first ?? "*" }
}

extension Sweep {
  /// The column of a number that lies on the axis.
  func column(of x: Double) -> Int? {
    guard let first = xs.first, let last = xs.last, x >= first, x <= last else { return nil }
    return nearest(to: x)
  }

  /// The column nearest to a number.
  func nearest(to x: Double) -> Int {
    xs.indices.min { (xs[$0] - x).magnitude < (xs[$1] - x).magnitude } ?? 0
  }
}

extension Style {
  static func sweepLine(_ index: Int) -> Style {
    [.logCurve, .log1mCurve, .mixCurve, .squareCurve][index % 4]
  }
}

extension Sweep {
  /// All marks, with as much of each name as there is room for: short ones stand in full.
  func legend(in width: Int) -> String {
    var left = width - 4 * lines.count + 2
    var rooms = lines.map { _ in 0 }
    let byLength = lines.indices.sorted { lines[$0].name.count < lines[$1].name.count }
    for (place, line) in byLength.enumerated() {
      rooms[line] = min(lines[line].name.count, max(0, left / (lines.count - place)))
      left -= rooms[line]
    }
    return zip(lines, rooms).map { line, room in
      // Less than a letter and the dots says nothing.
      let name = room > 2 ? " \(line.name.fitted(to: room, ellipsis: ".."))" : ""
      return "\(line.mark)\(name)"
    }.joined(separator: "  ")
  }
}

extension Double {
  /// `1.1e38`, `-3e-310`: with as many digits as fit.
  func shortly(in width: Int) -> String {
    let texts = [3, 2, 1].map { digits in
      let parts = significant(digits).split(separator: "e")
      guard parts.count == 2, let exponent = Int(parts[1]) else { return significant(digits) }
      return "\(parts[0])e\(exponent)"
    }
    return texts.first { $0.count <= width } ?? texts[2].fitted(to: width, ellipsis: "..")
  }
}
