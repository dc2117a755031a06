import LogitExact
import Testing

@testable import LogitModel

/// What frameworks printed, and what their arithmetic gives here.
@Suite struct FrameworkTests {
  @Test func compareAll() throws {
    var bad: [String: Int] = [:]
    var shown: [String: Int] = [:]
    var all: [String: Int] = [:]
    for recorded in try FrameworkAnswer.recorded() {
      let framework = try #require(recorded.framework)
      for (k, slope) in recorded.slopes.enumerated() {
        let own = framework.answer(recorded.inputs(ofClass: k), in: recorded.format)
        let key = "\(recorded.call) \(recorded.format.name)"
        let a = recorded.distance(own.loss, recorded.loss)
        let b = recorded.distance(own.slope, slope)
        all[key, default: 0] += 1
        if a > 2 { bad[key + " loss", default: 0] += 1 }
        if b > 2 { bad[key + " slope", default: 0] += 1 }
        if a > 2, shown[key + "l", default: 0] < 4 {
          shown[key + "l", default: 0] += 1
          print(
            "LOSS", key, recorded.x, recorded.z, recorded.q, "ours", own.loss, "theirs",
            recorded.loss)
        }
        if b > 2, shown[key + "s", default: 0] < 4 {
          shown[key + "s", default: 0] += 1
          print(
            "SLOPE", key, recorded.x, recorded.z, recorded.q, k, "ours", own.slope, "theirs", slope)
        }
      }
    }
    for (key, count) in bad.sorted(by: { $0.key < $1.key }) { print("BAD", key, count) }
  }
}
