import LogitBench
import LogitSession
import LogitStudies
import Testing

/// One pass through the net against other people's numbers and against differences.
@Suite struct NetTests {
  private static func net(_ head: Net.Head, label: Int) -> Net {
    var net = Net.articles(head)
    net.x = Number(0.6)
    net.w1 = Number(0.8)
    net.b1 = Number(-0.2)
    if head == .sigmoid {
      net.w2 = [Number(1.3)]
      net.b2 = [Number(0.4)]
    }
    net.label = label
    return net
  }

  struct Reference: Sendable {
    let head: Net.Head
    let label: Int
    let loss: Int
    let value: Double
    let dw1: Double
    let db1: Double
    let dw2: [Double]
    let db2: [Double]
  }

  /// torch 2.15, autograd in float64, of the article's nets.
  private static let torch = [
    Reference(
      head: .sigmoid, label: 1, loss: 1, value: 0.029341338357592298, dw1: -0.008503325112880605,
      db1: -0.014172208521467677, dw2: [-0.025326061632987867], db2: [-0.044467087250305737]),
    Reference(
      head: .sigmoid, label: 1, loss: 0, value: 0.27739526452292673, dw1: -0.046323893992135559,
      db1: -0.077206489986892599, dw2: [-0.13796976814960155], db2: [-0.24224507572948639]),
    Reference(
      head: .sigmoid, label: 0, loss: 1, value: 0.28709626262810589, dw1: 0.026598833671045381,
      db1: 0.044331389451742302, dw2: [0.079221209582833782], db2: [0.13909531176399606]),
    Reference(
      head: .sigmoid, label: 0, loss: 0, value: 1.4178053556439247, dw1: 0.14490349774178421,
      db1: 0.24150582956964037, dw2: [0.4315764557896275], db2: [0.75775492427051361]),
    Reference(
      head: .softmax, label: 0, loss: 0, value: 0.092374815782032799, dw1: -0.028454099875816419,
      db1: -0.047423499793027367,
      dw2: [-0.050254855262117967, 0.02319244218758881, 0.027062413074529175],
      db2: [-0.088236657798437437, 0.04072091291762029, 0.047515744880817175]),
    Reference(
      head: .softmax, label: 1, loss: 0, value: 3.2010134875997194, dw1: 0.4128398810486138,
      db1: 0.68806646841435637,
      dw2: [0.51929136867711101, -0.54635378175164029, 0.027062413074529175],
      db2: [0.91176334220156252, -0.95927908708237974, 0.047515744880817175]),
  ]

  private func agrees(_ a: Double, _ b: Double) -> Bool {
    (a - b).magnitude <= 1e-14 * max(b.magnitude, 1e-3)
  }

  @Test(arguments: torch.indices)
  func theGradientsAreThoseOfAutograd(index: Int) {
    let wanted = Self.torch[index]
    let race = Race(Self.net(wanted.head, label: wanted.label))
    let pass = race.pass(wanted.loss, at: 0)
    #expect(agrees(pass.loss, wanted.value))
    #expect(agrees(pass.dw1, wanted.dw1) && agrees(pass.db1, wanted.db1))
    #expect(zip(pass.dw2, wanted.dw2).allSatisfy(agrees))
    #expect(zip(pass.db2, wanted.db2).allSatisfy(agrees))
  }

  /// The article differentiates the squared error of one output alone: one term of the sum.
  @Test(arguments: [(0, -0.0040430508489046795), (1, -0.021342064889716773)])
  func theArticlesOneTermIsThatOfTheLabel(label: Int, dw2: Double) {
    let pass = Race(Self.net(.softmax, label: label)).pass(1, at: 0)
    #expect(agrees(pass.outputSlope(label) * pass.headSlope(label) * pass.a1, dw2))
    #expect(!agrees(pass.dw2[label], dw2))
  }

  @Test(arguments: [Net.Head.sigmoid, .softmax], [0, 1])
  func everyGradientIsThatOfDifferences(head: Net.Head, loss: Int) throws {
    for label in 0..<(head == .sigmoid ? 2 : 3) {
      let net = Self.net(head, label: label)
      let pass = Race(net).pass(loss, at: 0)
      let step = 1e-5
      func slope(_ change: (inout Net, Double) -> Void) -> Double {
        var (up, down) = (net, net)
        change(&up, step)
        change(&down, -step)
        let losses = [up, down].map { Race($0).pass(loss, at: 0).loss }
        return (losses[0] - losses[1]) / (2 * step)
      }
      func moved(_ number: Number, _ step: Double) -> Number {
        Number(number.value(in: .float64) + step)
      }
      func isClose(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude < 1e-9 }
      #expect(isClose(pass.dw1, slope { $0.w1 = moved($0.w1, $1) }))
      #expect(isClose(pass.db1, slope { $0.b1 = moved($0.b1, $1) }))
      for index in net.w2.indices {
        #expect(isClose(pass.dw2[index], slope { $0.w2[index] = moved($0.w2[index], $1) }))
        #expect(isClose(pass.db2[index], slope { $0.b2[index] = moved($0.b2[index], $1) }))
      }
    }
  }

  @Test(arguments: [Net.Head.sigmoid, .softmax], [0, 1])
  func theFactorsOfTheChainMultiplyToTheGradient(head: Net.Head, loss: Int) {
    let pass = Race(Self.net(head, label: 1)).pass(loss, at: 3)
    let sum = pass.a2.indices.reduce(0) { $0 + pass.outputSlope($1) * pass.headSlope($1) }
    #expect((sum * pass.a1 / pass.dw2[pass.output] - 1).magnitude < 1e-13)
  }

  @Test func aNumberNearOneIsOneFactor() {
    var net = Self.net(.softmax, label: 1)
    net.b2 = [Number(9), Number(-9), Number(0)]
    let chain = Race(net).pass(1, at: 0).chains[0]
    #expect(chain.contains(" + (-1+2.76e-09) * 2.7582e-09 + "), "\(chain)")
  }

  @Test func theChainStandsThereInNumbers() {
    let passes = [0, 1].map { Race(.articles(.sigmoid)).pass($0, at: 0) }
    #expect(passes[0].chainHeading == "dL/dw2 = dL/da2 * da2/dz2 * dz2/dw2")
    #expect(passes[0].chains == ["-53.6690 * 0.0183 * 0.9820 = -0.9637"])
    #expect(passes[1].chains == ["-0.9814 * 0.0183 * 0.9820 = -0.0176"])
    #expect(passes[1].firstChains == ["-0.0179 * -2 * 0.0177 * 1 = 6.3391e-04"])
    // Through a softmax the squared error of every output counts, not the label's alone.
    let softmax = Race(Self.net(.softmax, label: 1)).pass(1, at: 0)
    #expect(
      softmax.chains[0]
        == "(0.9118 * -0.0371 - 0.9593 * 0.0391 + 0.0475 * -0.0019) * 0.5695 = -0.0407")
    #expect(softmax.chains[1] == "(-0.0339 - 0.0375 - 9.1937e-05) * 0.5695 = -0.0407")
  }
}
