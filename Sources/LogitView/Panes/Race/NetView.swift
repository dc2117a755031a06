import LogitBench
import LogitStudies
import LogitText

extension Screen {
  /// How many lines the net takes, drawn with its numbers.
  static let netHeight = 3

  /// Where its parts stand: the weights before each layer, and what the layer answers.
  private static let netPlaces = (weights1: 9, a1: 30, weights2: 39, a2: 60, wanted: 69)

  /// The net as it is drawn in articles, and beneath it the numbers of both that are trained.
  mutating func drawNet(_ race: Race, at step: Int, in area: Rect) {
    let places = Self.netPlaces
    let net = race.net
    let output = net.head == .sigmoid ? "" : "[\(net.label)]"
    let wanted = "wanted \(net.head == .sigmoid ? net.label : 1)"
    let start = write(
      "x = \(net.x.text.fitted(to: 6, ellipsis: "..")) ", x: area.x + 1, y: area.y, clip: area)
    for x in start..<area.x + places.wanted { set("-", x: x, y: area.y, style: .rule) }
    for (text, x) in [
      (" w1, b1 ", places.weights1 + 5), (" a1 ", places.a1 - 1),
      (" w2\(output), b2\(output) ", places.weights2 + 4), (" a2\(output) ", places.a2 - 1),
      (" \(wanted)", places.wanted),
    ] {
      write(text, x: area.x + x, y: area.y, clip: area)
    }
    for (index, runner) in race.runners.enumerated() {
      let pass = race.pass(index, at: step)
      let y = area.y + 1 + index
      let weights = pass.weights
      func pair(_ w: Double, _ b: Double) -> String { "\(w.significant(4)), \(b.significant(4))" }
      set(runner.kind.mark, x: area.x + 1, y: y, style: runner.kind.style)
      for (text, x) in [
        (pair(weights.w1, weights.b1), places.weights1), (NetPass.reading(pass.a1).text, places.a1),
        (pair(weights.w2[pass.output], weights.b2[pass.output]), places.weights2),
        (NetPass.reading(pass.a2[pass.output]).text, places.a2),
      ] {
        write(text, x: area.x + x, y: y, style: runner.kind.style, clip: area)
      }
    }
  }
}
