import LogitBench
import LogitExact

/// What would make a number, for programs.
struct GotDocument: Encodable {
  private struct Hit: Encodable {
    let change: String
    let commands: [String]
    let value: JSONNumber
    let digits: Int
    let why: String
  }

  private struct Print: Encodable {
    let place: String
    let owner: String
    let dtype: String
    let value: JSONNumber
    let isIt: Bool

    enum CodingKeys: String, CodingKey {
      case place, owner, dtype, value
      case isIt = "prints_it"
    }
  }

  private let got: String
  private let quantity: String
  private let here: JSONNumber
  private let tried: Int
  private let hits: [Hit]
  private let near: [Hit]
  private let prints: [Print]?

  init(_ found: Got) {
    func hit(_ hit: Got.Hit) -> Hit {
      Hit(
        change: hit.words, commands: hit.edits.map(\.description),
        value: JSONNumber(value: hit.value, format: .float64), digits: hit.digits, why: hit.why)
    }
    got = found.typed.text
    quantity = found.name
    here = JSONNumber(value: found.here, format: found.format)
    tried = found.tried
    hits = found.hits.map(hit)
    near = found.near.map(hit)
    let prints = found.prints.map {
      Print(
        place: $0.place, owner: $0.owner, dtype: $0.format.name,
        value: JSONNumber(value: $0.value, format: $0.format), isIt: $0.isIt)
    }
    self.prints = prints.isEmpty ? nil : prints
  }
}
