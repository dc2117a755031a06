import LogitText

/// Where a formula of a sweep keeps half of its digits, and what it is beyond.
package struct SweepLimits: Equatable, Sendable {
  /// `everywhere`, `to 88.7228`, `from -16.6`, `-16.6 ... 88.7`, `nowhere`.
  package let right: String
  /// `nan`, `loses digits`, `clips`; empty where it fails nowhere.
  package let beyond: String
}

extension Sweep {
  package func limits(ofLine line: Int) -> SweepLimits {
    let own = failures.filter { $0.line == line }
    guard !own.isEmpty else {
      return SweepLimits(
        right: soundness[line].hasPrefix("right") ? "everywhere" : soundness[line], beyond: "")
    }
    guard !own.contains(where: \.edges.isEmpty) else {
      return SweepLimits(right: "nowhere", beyond: own[0].kindText)
    }
    // Around the bench, or the middle: a formula may be right on both sides of a failure.
    let middle = here ?? xs[xs.count / 2]
    var low: (edge: Double, failure: Failure)?
    var high: (edge: Double, failure: Failure)?
    for failure in own {
      for edge in failure.edges {
        let isAbove = edge.firstBad > edge.lastGood
        let isBeyondMiddle = isAbove ? edge.firstBad > middle : edge.firstBad < middle
        guard failure.edges.count == 1 || isBeyondMiddle else { continue }
        if isAbove, edge.lastGood < high?.edge ?? .infinity { high = (edge.lastGood, failure) }
        if !isAbove, edge.lastGood > low?.edge ?? -.infinity { low = (edge.lastGood, failure) }
      }
    }
    func number(_ end: (edge: Double, failure: Failure)) -> String {
      request.text(of: end.edge, digits: end.failure.digits)
    }
    let beyond = [low, high].compactMap { $0?.failure.kindText }
    let words =
      beyond.count == 2 && beyond[0] != beyond[1] ? "\(beyond[0]) | \(beyond[1])" : beyond.first
    switch (low, high) {
    case (let low?, let high?):
      let isReversed = low.edge > high.edge
      return SweepLimits(
        right: isReversed
          ? "to \(number(high)), from \(number(low))" : "\(number(low)) ... \(number(high))",
        beyond: words ?? "")
    case (let low?, nil): return SweepLimits(right: "from \(number(low))", beyond: words ?? "")
    case (nil, let high?): return SweepLimits(right: "to \(number(high))", beyond: words ?? "")
    case (nil, nil):
      // It is in a failure that the bench stands.
      guard let around = own.first(where: { $0.edges.count == 2 }) else {
        return SweepLimits(right: "in parts", beyond: own[0].kindText)
      }
      let ends = around.edges.map(\.lastGood).sorted().map {
        request.text(of: $0, digits: around.digits)
      }
      return SweepLimits(right: "to \(ends[0]), from \(ends[1])", beyond: around.kindText)
    }
  }

  /// Which curves lie under another one nearly everywhere, so that they are not seen: `o + under *`.
  package var hidden: [String] {
    guard exact.count == xs.count else { return [] }
    var covered: [Int: [Int]] = [:]
    for line in lines.indices.dropFirst() {
      let above = lines.indices.first { other in
        other < line
          && lines[line].points.indices.count {
            isSame(lines[line].points[$0].value, lines[other].points[$0].value)
          } * 10 >= xs.count * 9
      }
      if let above { covered[above, default: []].append(line) }
    }
    return covered.sorted { $0.key < $1.key }.map { above, below in
      let marks = below.map { "\(lines[$0].mark)" }.joined(separator: " and ")
      return
        "\(marks) \(below.count == 1 ? "lies" : "lie") under \(lines[above].mark) nearly everywhere"
    }
  }

  /// Whether two values are drawn at one place.
  private func isSame(_ a: Double, _ b: Double) -> Bool {
    if a == b || a.isNaN && b.isNaN { return true }
    let span = range.upperBound - range.lowerBound
    return (a - b).magnitude <= span / 50
  }
}

extension Sweep.Failure {
  /// What the formula gives there, in a word or two.
  fileprivate var kindText: String {
    if let result { return result }
    return cause.hasPrefix("clips") ? "clips" : "loses digits"
  }
}
