import Glibc
import LogitBench
import LogitSession
import LogitStudies
import Testing

@Suite struct RaceTests {
  /// The net as an article would program it: `Double`, no kernel, nothing kept from cancelling.
  private func naive(crossEntropy: Bool, rate: Double, steps: Int) -> [Double] {
    var (w1, b1, w2, b2) = (2.0, 2.0, -2.0, -2.0)
    return (0...steps).map { _ in
      let a1 = 1 / (1 + exp(-(w1 + b1)))
      let a2 = 1 / (1 + exp(-(w2 * a1 + b2)))
      let dz2 = (a2 - 1) * (crossEntropy ? 1 : a2 * (1 - a2))
      let dz1 = dz2 * w2 * a1 * (1 - a1)
      w1 -= rate * dz1
      b1 -= rate * dz1
      w2 -= rate * dz2 * a1
      b2 -= rate * dz2
      return a2
    }
  }

  @Test func crossEntropyWinsTheArticlesRace() {
    let race = Race(.articles(.sigmoid))
    // The same from a loop in Python's float64, the error being (a - y)^2 / 2 and step 0 the start.
    #expect(race.runners.map(\.passedHalf) == [17, 229])
    #expect(race.runners.map(\.passedNine) == [51, 470])
    #expect(race.span == 500 && race.length == 500)
  }

  @Test(arguments: [0.15, 1, 0.01])
  func everyStepIsThatOfAPlainLoop(rate: Double) {
    var net = Net.articles(.sigmoid)
    net.rate = Number(rate)
    let race = Race(net)
    for (index, isEntropy) in [true, false].enumerated() {
      let wanted = naive(crossEntropy: isEntropy, rate: rate, steps: race.length)
      for (step, a2) in wanted.enumerated() {
        let own = race.runners[index].value(.probability, at: step)
        #expect((own / a2 - 1).magnitude < 1e-10, "step \(step)")
      }
      let half = wanted.firstIndex { $0 >= 0.5 }
      #expect(race.runners[index].passedHalf == half || half == nil)
    }
  }

  /// Loss, probability, dL/dw2 and a(1-a): the same training with mpmath at 60 digits.
  @Test(arguments: [
    ("sigmoid", 0, 17, [0.65339339285846773, 0.52027727266199556, -0.47039751863490782]),
    ("sigmoid", 0, 470, [0.0076317909538177713, 0.99239725721926246, -0.0074696393334451424]),
    ("sigmoid", 1, 229, [0.12196856592828699, 0.50610007910855666, -0.12106624066981281]),
    ("sigmoid", 1, 470, [0.0049959633194358993, 0.9000403749563265, -0.0088227534881539492]),
    ("softmax", 0, 51, [0.094902968378989364, 0.90946117667923923, -0.02197456886097437]),
    ("softmax", 0, 470, [0.0091251016914280423, 0.99091640570000793, -0.0017986270629438527]),
    ("softmax", 1, 51, [0.12819904488735847, 0.59699942562373985, -0.048226936931010567]),
    ("softmax", 1, 470, [0.0029280627662585393, 0.93771920467698275, -0.001244830985724056]),
  ])
  func theDigitsShownAreThoseOfExactTraining(
    head: String, loss: Int, step: Int, wanted: [Double]
  ) throws {
    let model = try Model.after("race \(head)", "race label 1")
    let runner = Race(model.bench.net).runners[loss]
    for (quantity, value) in zip([Race.Quantity.loss, .probability, .slope], wanted) {
      let own = runner.value(quantity, at: step)
      #expect((own / value - 1).magnitude < 1e-12)
      #expect(NetPass.reading(own).text == NetPass.reading(value).text)
    }
  }

  @Test func aLabelOfZeroIsTheMirrorOfOne() {
    var net = Net.articles(.sigmoid)
    net.w2 = [Number(2)]
    net.b2 = [Number(2)]
    net.label = 0
    #expect(Race(net).runners.map(\.passedHalf) == [17, 229])
  }

  @Test func aRaceIsComputedOnlyAsFarAsItIsSeen() {
    var race = Race(.articles(.sigmoid))
    race.reach(700)
    #expect(race.length == 700 && race.span(holding: 700) == 1000)
    race.reach(1_000_000_000)
    #expect(race.length == Race.mostSteps)
  }

  @Test func whatNeverGetsThereIsTold() throws {
    var net = Net.articles(.sigmoid)
    net.b2 = [Number(-30)]
    let race = Race(net)
    #expect(race.runners[1].passedHalf == nil)
    #expect(race.passed(race.runners[1].passedHalf, race.runners[1]) == "> 10000")
    let passed = try #require(race.runners[0].passedNine)
    #expect(race.span >= 10 * passed || race.span == Race.mostSteps)
  }

  @Test(arguments: [
    "race rate 1e308", "race w1 1e308", "race w2 -1e308", "race x -1e308", "race rate 1e30",
  ])
  func whatDivergesIsMarkedAndStaysARace(line: String) throws {
    var model = try Model.after(line)
    let race = Race(model.bench.net)
    #expect(race.length >= 20)
    for quantity in Race.Quantity.allCases {
      #expect(race.range(of: quantity).lowerBound.isFinite)
      for runner in race.runners { _ = runner.value(quantity, at: race.length) }
    }
    let text = race.report(at: race.length)
    #expect(text.contains("nan") || text.contains("inf") || text.contains("1~"))
    #expect(try model.run("race --json").count == 1)
  }
}
