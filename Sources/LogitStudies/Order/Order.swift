import LogitBench
import LogitExact
import LogitText

/// What the sum of a batch comes to in many orders and accumulators.
package struct Order: Sendable {
  /// A way to add, and what it gives.
  package struct Way: Equatable, Sendable {
    package let name: String
    package let sum: Double
  }

  /// A sum and how many shuffles gave it.
  package struct Bin: Equatable, Sendable {
    package let sum: Double
    package internal(set) var count: Int
  }

  /// Of the numbers and of every sum.
  package let format: Format
  /// How many numbers there are.
  package let count: Int
  /// The sum to the 53 bits of a double.
  package let exact: Double
  /// The number of the format nearest to it.
  package let nearest: Double
  package let ways: [Way]
  package internal(set) var bins: [Bin] = []
  /// How many shuffles were summed.
  package internal(set) var shuffles = 0
  /// What the mean divides by; nil where the bench has none.
  package let divisor: Double?

  package static let mostShuffles = 300

  /// Every sum that was seen, from the smallest; NaN last.
  package var sums: [Double] {
    let all = bins.map(\.sum) + ways.map(\.sum)
    let numbers = Set(all.filter { !$0.isNaN }).sorted()
    return numbers + (numbers.count < all.count && all.contains(where: \.isNaN) ? [.nan] : [])
  }
}

/// The shuffles of a batch, a slice at a time.
package struct OrderWork: Growing, Sendable {
  package private(set) var order: Order
  private let sums: OrderSums
  private var places: [Int]
  private var random = Xorshift(seed: 17)

  /// About so many additions take a slice.
  private static let slice = 200_000

  init(_ model: Model, in format: Format) {
    let (bench, evaluation) = (model.bench, model.evaluation)
    let losses = bench.logits.indices.flatMap { row -> [Double] in
      guard !bench.isIgnored(row) else { return [] }
      guard bench.lossesPerRow > 1 else { return [evaluation.rowLosses[row].value] }
      return evaluation.result(bench, row: row).losses.map(\.value)
    }
    sums = OrderSums(values: losses.map { format.rounded($0) })
    places = Array(losses.indices)
    order = Order(
      format: format, count: losses.count, exact: sums.exact(in: .float64),
      nearest: sums.exact(in: format), ways: Self.ways(sums, in: format),
      divisor: bench.reduction.isMean ? evaluation.denominator.value : nil)
  }

  private static func ways(_ sums: OrderSums, in format: Format) -> [Order.Way] {
    func rounded(_ sum: Double) -> Double { format.rounded(sum) }
    let all = sums.values.indices
    var ways = [
      Order.Way(name: "left to right", sum: sums.straight(all, in: format)),
      Order.Way(name: "right to left", sum: sums.straight(all.reversed(), in: format)),
      Order.Way(name: "pairwise", sum: sums.pairwise(in: format)),
    ]
    for size in [16, 64] where size < sums.values.count {
      ways.append(Order.Way(name: "blocks of \(size)", sum: sums.blocks(of: size, in: format)))
    }
    ways += [
      Order.Way(
        name: "smallest first", sum: sums.straight(sums.sorted(smallestFirst: true), in: format)),
      Order.Way(
        name: "largest first", sum: sums.straight(sums.sorted(smallestFirst: false), in: format)),
    ]
    for wider in [Format.float32, .float64] where wider.precision > format.precision {
      ways.append(
        Order.Way(name: "\(wider.name) inside", sum: rounded(sums.straight(all, in: wider))))
    }
    return ways + [Order.Way(name: "exact, rounded once", sum: sums.exact(in: format))]
  }

  package var isDone: Bool { order.shuffles >= (order.count < 2 ? 0 : Order.mostShuffles) }

  package mutating func advance() {
    var left = Self.slice
    while left > 0, !isDone {
      places.shuffle(using: &random)
      note(sums.straight(places, in: order.format))
      left -= places.count
    }
  }

  package mutating func finish() {
    while !isDone { advance() }
  }

  private mutating func note(_ sum: Double) {
    order.shuffles += 1
    func isBefore(_ bin: Order.Bin) -> Bool { bin.sum < sum || sum.isNaN && !bin.sum.isNaN }
    let place = order.bins.firstIndex { !isBefore($0) } ?? order.bins.count
    if place < order.bins.count,
      order.bins[place].sum == sum || order.bins[place].sum.isNaN && sum.isNaN
    {
      order.bins[place].count += 1
    } else {
      order.bins.insert(Order.Bin(sum: sum, count: 1), at: place)
    }
  }
}
