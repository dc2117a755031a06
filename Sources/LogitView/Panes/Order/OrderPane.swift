import LogitBench
import LogitStudies
import LogitText

/// The sum of the batch in many orders: how often shuffles come to each, and beside them the orders
/// that programs take.
struct OrderPane: Pane {
  static let name = "order"
  static let letter: Character? = "o"
  static let brief = "sums in other orders"
  static let summary = "the batch's sum in many orders, or back"
  static let keys: [PaneKey<OrderPane>] = [
    PaneKey([(.letter("f"), 1)], "f", "another dtype", hint: ("f", "dtype")) {
      pane, _, context, _ in
      let all = Bench.dtypes
      let now = pane.format ?? context.bench.dtype
      let place = all.firstIndex(of: now) ?? 0
      pane.format = all[(place + 1) % all.count]
      return .none
    },
    .closing,
  ]

  /// nil for that of the bench.
  private var format: Bench.Dtype?

  init(_ context: PaneContext, after other: any Pane) {}

  init(asking question: OrderRequest) { format = question.format }

  func question(_ context: PaneContext) -> OrderRequest { OrderRequest(in: format) }

  func lines(of work: OrderWork, _ context: PaneContext, width: Int) -> Int? {
    let order = work.order
    return 2 + max(order.ways.count, order.bins.count) + Self.words(of: order, width: width).count
  }

  private static func words(of order: Order, width: Int) -> [String] {
    [order.remark, order.meanRemark].compactMap(\.self).flatMap { $0.wrapped(to: width - 2) }
  }

  func draw(
    _ work: OrderWork, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let order = work.order
    let (rule, area) = area.parted()
    screen.drawRule([Self.name, order.title], hasFocus: context.hasFocus, in: rule)
    let names = order.ways.map(\.name.count).max() ?? 0
    let sums =
      (order.ways.map(\.sum) + order.bins.map(\.sum))
      .map { order.format.spelled($0).count }.max() ?? 0
    let panel = names + sums + 12
    let words = Self.words(of: order, width: area.width)
    let height = max(1, area.height - min(words.count, area.height > 9 ? 3 : 1))
    let isAlone = order.count < 2
    let bars = isAlone ? 0 : area.width - panel
    // Where all are the nearest there is none to point at.
    let areAlike = order.ways.allSatisfy { $0.sum == order.nearest }
    for (row, way) in Self.shown(order.ways, height: height).enumerated() {
      let text =
        way.name.placed(in: names) + "  " + order.format.spelled(way.sum).placed(in: sums)
        + "  " + order.mark(way.sum)
      screen.write(
        text, x: area.x + (bars > 20 ? bars : 1), y: area.y + row,
        style: way.sum == order.nearest && !areAlike ? .title : context.numberStyle, clip: area)
    }
    if bars > 20 {
      screen.drawBins(
        order, labelWidth: sums, in: Rect(x: area.x, y: area.y, width: bars - 2, height: height))
    }
    for (line, text) in words.prefix(max(0, area.height - height)).enumerated() {
      screen.write(text, x: area.x + 1, y: area.y + height + line, style: .plain, clip: area)
    }
  }
}

extension OrderPane {
  /// As many ways as there is room for: the first, and the exact one.
  private static func shown(_ ways: [Order.Way], height: Int) -> [Order.Way] {
    ways.count <= height ? ways : ways.prefix(height - 1) + ways.suffix(1)
  }
}

extension Screen {
  /// Shuffles as bars; of more sums than lines those around the nearest number.
  fileprivate mutating func drawBins(_ order: Order, labelWidth: Int, in area: Rect) {
    guard let most = order.bins.map(\.count).max() else { return }
    let middle = order.bins.firstIndex { $0.sum >= order.nearest } ?? 0
    let shown = window(area.height, of: order.bins.count, around: middle)
    let width = area.width - labelWidth - 5
    for (line, bin) in order.bins[shown].enumerated() {
      let isNearest = bin.sum == order.nearest
      write(
        order.format.spelled(bin.sum).placed(in: labelWidth, .right) + (isNearest ? " >" : ""),
        x: area.x + 1, y: area.y + line, style: isNearest ? .title : .plain, clip: area)
      write(
        Self.bar(Double(bin.count) / Double(most), width: width), x: area.x + labelWidth + 4,
        y: area.y + line, style: .bar, clip: area)
    }
  }
}
