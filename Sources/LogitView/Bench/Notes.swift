import LogitBench
import LogitStudies

/// What stood under the table for the classes of a bench: going back to one proves no digit again.
struct NotesMemory: Sendable {
  private struct Place: Equatable {
    let bench: Bench
    let digits: Int?
    let cover: Cover?
    let width: Int
    let room: Int
  }

  private var place: Place?
  private var lines: [Int: [String]] = [:]

  private var overflowing: (bench: Bench, text: String?)?

  /// What `Bench.overflow` says, which looks at every number of the row.
  mutating func overflow(of bench: Bench) -> String? {
    if let overflowing, overflowing.bench == bench { return overflowing.text }
    let text = bench.overflow
    overflowing = (bench, text)
    return text
  }

  mutating func notes(of model: Model, ofClass index: Int, width: Int, room: Int) -> [String] {
    let asked = Place(
      bench: model.bench, digits: model.digits, cover: model.cover, width: width, room: room)
    if asked != place {
      place = asked
      lines = [:]
    }
    if let known = lines[index] { return known }
    let made = model.notes(ofClass: index, width: width, room: room)
    lines[index] = made
    return made
  }
}

extension Model {
  /// What stands under the table: what four decimals cannot say, and the formulas.
  ///
  /// - Parameter room: How many lines there are; the loss is the last formula to give way.
  fileprivate func notes(ofClass index: Int, width: Int, room: Int) -> [String] {
    let formulas = formulas(ofClass: index)
    let explanations = Array(explanations(ofClass: index).prefix(min(2, room)))
    if evaluation.chosen.loss.value.isNaN, !isCovered { return explanations }
    let kept = ClassNumber.allCases.prefix(room - explanations.count)
    return explanations
      + formulas.lines(
        [.probability, .loss, .gradient].filter {
          kept.contains($0) && !hidesFormula($0, ofClass: index)
        }, width: width)
  }
}
