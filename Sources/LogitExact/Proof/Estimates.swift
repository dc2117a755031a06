import LogitText

/// What one evaluation by cheap enclosures says of results: by a `Double` and its bound, or where a
/// format has as many digits as that, by balls of 128 bits.
package struct Estimates: Sendable {
  /// The results in the format as `Program.readings` has them; nil where the enclosure leaves more
  /// than one number, or does not tell whether a 0, 1 or infinity is exact.
  package let readings: [Reading?]
  /// The first result before it is rounded.
  package let first: DoublePair

  init<Number>(
    _ values: [Number], in format: Format, _ pair: (Number) -> DoublePair,
    _ reading: (Number) -> Reading?
  ) {
    readings = values.map(reading)
    first = values.first.map(pair) ?? .zero
  }

  /// The places of the results that are still open.
  package var open: [Int] { readings.indices.filter { readings[$0] == nil } }

  /// All readings.
  ///
  /// - Parameter asked: Those of `open`.
  package func completed(_ asked: [Reading]) -> [Reading] {
    var rest = asked[...]
    return readings.map { $0 ?? rest.popFirst() ?? Reading(.nan) }
  }
}

extension Program {
  package func estimates(in format: Format) -> Estimates {
    if mayRoundByBound(to: format) {
      let values = enclosures(as: Approximation.self)
      return Estimates(results.map { values[$0] }, in: format, \.pair) { $0.reading(in: format) }
    }
    let values = balls(Ball<2>.self)
    return Estimates(results.map { values[$0] }, in: format, DoublePair.init) {
      $0.reading(in: format)
    }
  }
}

extension Approximation {
  /// nil where the error leaves more than one, or does not tell whether it is exact.
  func reading(in format: Format) -> Reading? {
    guard let near = rounded(to: format) else { return nil }
    let reading = Reading(near)
    guard reading.isRounded else { return reading }
    if error == 0 { return Reading(near, isExact: near == value) }
    return (value - near).magnitude > error ? reading : nil
  }

  var pair: DoublePair {
    isUnknown ? .unknown : DoublePair(high: value, low: 0, error: error)
  }
}

extension Ball {
  /// nil where the ball leaves more than one, or does not tell whether it is exact.
  func reading(in format: Format) -> Reading? {
    guard let proof = Proof(of: self, in: format) else { return nil }
    let reading = Reading(proof)
    guard reading.isRounded, case .proven = proof.verdict else { return reading }
    return (self - Ball(proof.value)).excludesZero ? reading : nil
  }
}

extension RowSteps {
  /// What one evaluation says of all results, one after another.
  ///
  /// - Parameter input: What a name stands for; nil for nothing, which is NaN.
  /// - Returns: nil where a step is no step of a row, or an index is not that of an element.
  package func estimates(
    in format: Format, _ input: (String) -> RowValue<Double>?
  ) -> Estimates? {
    if mayRoundByBound(to: format) {
      return values(as: Approximation.self, input).map { values in
        Estimates(values, in: format, \.pair) { $0.reading(in: format) }
      }
    }
    return values(as: Ball<2>.self, input).map { values in
      Estimates(values, in: format, DoublePair.init) { $0.reading(in: format) }
    }
  }
}
