import LogitBench
import LogitExact
import LogitText

extension OrderWork: JSONReply {
  package var text: String {
    var work = self
    work.finish()
    return work.order.lines.joined(separator: "\n")
  }

  package var document: any Encodable {
    var work = self
    work.finish()
    return OrderDocument(work.order)
  }
}

extension Order {
  /// `the sum of 3 losses in float32: exact 0.16676465`.
  package var title: String {
    "the sum of \(counted(count, "loss")) in \(format.name): exact \(exact.significant(10))"
  }

  /// What there is to see in it.
  package var remark: String {
    guard count > 1 else { return "one loss has one sum" }
    if sums.contains(where: \.isNaN) { return "a loss is no number, and so is every sum" }
    if exact.isInfinite { return "a loss is beyond \(format.name), and so is every sum" }
    if nearest.isInfinite {
      let most = format.greatestFinite
      return
        "the sum is beyond \(format.name)'s \(most < 1e6 ? most.shortest : most.significant(3)):"
        + " a wider sum has to be divided before it is rounded"
    }
    let (all, shuffled) = (sums, counted(shuffles, "shuffle"))
    let low = all.first ?? .nan
    let high = all.last ?? .nan
    guard all.count > 1 else { return "\(shuffled), one sum: the order makes no difference here" }
    let steps = format.steps(from: low, to: high).map { ", \(counted($0, "ulp")) apart" } ?? ""
    return "\(shuffled), \(counted(bins.count, "sum")) of them;"
      + " all in all \(format.spelled(low)) to \(format.spelled(high))\(steps)"
  }

  /// What the mean then is; nil where the bench takes none.
  package var meanRemark: String? {
    guard let divisor, count > 1, exact.isFinite, let low = sums.first, let high = sums.last else {
      return nil
    }
    func mean(_ sum: Double) -> String { format.spelled(format.rounded(sum / divisor)) }
    let range = mean(low) == mean(high) ? mean(low) : "\(mean(low)) to \(mean(high))"
    return "over \(divisor.shortest) that is \(range), exactly \((exact / divisor).significant(8))"
  }

  /// ` nearest` for the sum that rounding once gives.
  package func mark(_ sum: Double) -> String { sum == nearest ? "nearest" : "" }

  var lines: [String] {
    let ways = aligned(self.ways.map { [$0.name, format.spelled($0.sum), mark($0.sum)] })
    var lines = [title, ""] + ways.map { "  \($0)" } + ["", remark]
    let most = bins.map(\.count).max() ?? 1
    let rows = bins.prefix(40).map { bin in
      [
        (bin.sum == nearest ? "> " : "  ") + format.spelled(bin.sum),
        String(repeating: "#", count: max(1, bin.count * 40 / most)), "\(bin.count)",
      ]
    }
    lines += aligned(rows).map { "  \($0)" }
    if bins.count > 40 { lines.append("  and \(bins.count - 40) more; --json has all") }
    if let meanRemark { lines += ["", meanRemark] }
    return lines
  }
}

/// The sums of a batch, for programs.
struct OrderDocument: Encodable {
  private struct Way: Encodable {
    let order: String
    let sum: JSONNumber
  }

  private struct Bin: Encodable {
    let sum: JSONNumber
    let shuffles: Int
  }

  private let dtype: String
  private let count: Int
  private let exact: JSONNumber
  private let nearest: JSONNumber
  private let orders: [Way]
  private let shuffled: [Bin]

  init(_ order: Order) {
    func number(_ value: Double) -> JSONNumber { JSONNumber(value: value, format: order.format) }
    dtype = order.format.name
    count = order.count
    exact = JSONNumber(value: order.exact, format: .float64)
    nearest = number(order.nearest)
    orders = order.ways.map { Way(order: $0.name, sum: number($0.sum)) }
    shuffled = order.bins.map { Bin(sum: number($0.sum), shuffles: $0.count) }
  }
}
