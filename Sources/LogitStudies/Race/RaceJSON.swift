import FoundationEssentials
import LogitBench

/// The race for programs: the net, one step in full, and every number that is drawn.
private struct RaceDocument: Encodable {
  struct Runner: Encodable {
    let loss: String
    let passedHalf: Int?
    let passedNine: Int?
    let brokeAt: Int?
    let step: Step
    let history: History

    enum CodingKeys: String, CodingKey {
      case loss, step, history
      case passedHalf = "passed_0.5"
      case passedNine = "passed_0.9"
      case brokeAt = "not_finite_from"
    }
  }

  struct Step: Encodable {
    let w1, b1: Double
    let w2, b2: [Double]
    let z1, a1: Double
    let z2, a2: [Double]
    let loss, dw1, db1: Double
    let dw2, db2: [Double]
    /// `∂L/∂a2`, and `∂a2/∂z2` of the label's output.
    let outputSlopes, headSlopes: [Double]

    enum CodingKeys: String, CodingKey {
      case w1, b1, w2, b2, z1, a1, z2, a2, loss
      case dw1 = "dL/dw1"
      case db1 = "dL/db1"
      case dw2 = "dL/dw2"
      case db2 = "dL/db2"
      case outputSlopes = "dL/da2"
      case headSlopes = "da2/dz2"
    }
  }

  struct History: Encodable {
    let probability, loss, slope, factor: [Double]

    enum CodingKeys: String, CodingKey {
      case probability, loss
      case slope = "dL/dw2"
      case factor = "a(1-a)"
    }
  }

  let head: String
  let x, rate: Double
  let label: Int
  let step: Int
  let runners: [Runner]
}

extension RaceReply {
  package var document: any Encodable {
    let race = finished
    let net = race.net
    let runners = race.runners.indices.map { index in
      let runner = race.runners[index]
      let pass = race.pass(index, at: step)
      func history(_ quantity: Race.Quantity) -> [Double] {
        runner.moments.map { $0.value(quantity) }
      }
      return RaceDocument.Runner(
        loss: runner.kind == .crossEntropy ? "cross_entropy" : "half_squared_error",
        passedHalf: runner.passedHalf, passedNine: runner.passedNine, brokeAt: runner.brokeAt,
        step: RaceDocument.Step(
          w1: pass.weights.w1, b1: pass.weights.b1, w2: pass.weights.w2, b2: pass.weights.b2,
          z1: pass.z1, a1: pass.a1, z2: pass.z2, a2: pass.a2, loss: pass.loss, dw1: pass.dw1,
          db1: pass.db1, dw2: pass.dw2, db2: pass.db2,
          outputSlopes: pass.a2.indices.map(pass.outputSlope),
          headSlopes: pass.a2.indices.map(pass.headSlope)),
        history: RaceDocument.History(
          probability: history(.probability), loss: history(.loss), slope: history(.slope),
          factor: history(.factor)))
    }
    return RaceDocument(
      head: net.head.name, x: net.x.value(in: .float64), rate: net.rate.value(in: .float64),
      label: net.label, step: step, runners: runners)
  }
}
