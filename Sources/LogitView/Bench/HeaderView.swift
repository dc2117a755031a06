import LogitBench
import LogitStudies
import LogitText

extension Screen {
  /// What is being studied, and loudest of all the reduced loss.
  ///
  /// - Parameters:
  ///   - index: The class under the cursor.
  ///   - cell: The parameter under the cursor, and what is being typed into it.
  ///   - isChanged: Whether leaving would lose something.
  mutating func drawHeader(
    _ model: Model, ofClass index: Int, cell: HeaderCell?, isChanged: Bool, isStale: Bool,
    in area: Rect
  ) {
    let bench = model.bench
    let loss = " \(model.headline(ofClass: index)) "
    let lossX = area.maxX - displayWidth(of: loss)
    let number = loss.split(separator: " ").dropFirst().first ?? ""
    write(
      loss, x: lossX, y: area.y,
      style: isStale ? .stale : Self.style(of: String(number), else: .loud), clip: area)
    let gap = area.width >= 100 ? "   " : " "
    let rules = [bench.dtype.name, bench.reduction.name]
    // The framework's own words where they have room, then its function alone.
    let wide = bench.call.map { [$0, bench.dtype.name].joined(separator: gap) }
    let title = cell?.title(of: bench) ?? bench.lossTitle
    let narrow = ([bench.callName.map { "\($0)(..)" } ?? title] + rules).joined(separator: gap)
    let call = wide.flatMap { displayWidth(of: $0) <= lossX - 16 ? $0 : nil } ?? narrow
    let mark = isChanged ? " [+]" : ""
    let room = lossX - 3 - displayWidth(of: call) - gap.count
    var x = area.x + 1
    if room >= 12 {
      // A long title is cut, the mark of a change is not.
      let title = bench.title.fitted(to: room - mark.count, ellipsis: "..") + mark
      write(title, x: x, y: area.y, style: .title)
      x = area.width >= 100 ? max(31, x + displayWidth(of: title) + 2) : x + room + gap.count
      x = min(x, lossX - 1 - displayWidth(of: call))
    } else if isChanged {
      x = write("[+] ", x: x, y: area.y, style: .title)
    }
    let shown = call.fitted(to: lossX - x, ellipsis: "..")
    write(shown, x: x, y: area.y, style: .title)
    markCells(of: bench, in: shown, x: x, y: area.y)
    if let cell, call == narrow {
      draw(cell, x: x + displayWidth(of: cell.head(of: bench)), y: area.y, endingAt: lossX)
    }
  }

  /// Lets the mouse take hold of the words of the header: what they are is changed there.
  private mutating func markCells(of bench: Bench, in text: String, x: Int, y: Int) {
    guard spots != nil else { return }
    func mark(_ word: String, _ spot: Spot) {
      guard !word.isEmpty, let found = text.firstRange(of: word) else { return }
      let start = displayWidth(of: String(text[..<found.lowerBound]))
      self.mark(Rect(x: x + start, y: y, width: displayWidth(of: word), height: 1), spot)
    }
    mark(bench.loss.name, .key(.letter("L")))
    mark(bench.dtype.name, .prompt("dtype "))
    mark(bench.reduction.name, .prompt("reduction "))
    for name in bench.parameters.keys { mark(name, .parameter(name)) }
  }

  private mutating func draw(_ cell: HeaderCell, x: Int, y: Int, endingAt end: Int) {
    guard x < end else { return }
    let text = cell.text.fitted(to: end - x, ellipsis: "..")
    write(text, x: x, y: y, style: cell.window == nil ? .cursor : .typing)
    if let window = cell.window { cursor = Point(x: min(end - 1, x + window.cursor), y: y) }
  }

  /// The rows of the batch with their losses, and what they add up to.
  ///
  /// - Parameter warning: What must be known of the row, where no line under the table tells it.
  mutating func drawStrip(
    _ model: Model, warning: String?, hasFocus: Bool, isStale: Bool, in area: Rect
  ) {
    guard !area.isEmpty else { return }
    let bench = model.bench
    let losses = model.evaluation.rowLosses
    let pinned = model.pinned?.evaluation.reduced(bench.reduction)
    let pin = area.width >= 90 ? pinned.map { "    pinned \($0.text)" } ?? "" : ""
    let sums =
      warning.map { $0.fitted(to: area.width - 20, ellipsis: "..") + " " }
      ?? model.inUnits ?? model.sums + pin + " "
    let showsSums = area.width >= 76 || warning != nil
    let sumsX = showsSums ? area.maxX - sums.count : area.maxX
    if showsSums { write(sums, x: sumsX, y: area.y, style: warning == nil ? .plain : .wrong) }
    var x = write("row", x: area.x + 1, y: area.y, style: hasFocus ? .focus : .faint)
    // Only what may be seen is printed: a batch may have thousands of rows.
    func text(_ row: Int) -> String {
      let loss = model.lossText(losses[row])
      return row == bench.row ? " [\(row)] \(loss)" : "  \(row)  \(loss)"
    }
    // The chosen row stands as far left as lets the others before it be seen.
    var room = sumsX - x - 6 - (text(bench.row).count + 1)
    var first = bench.row
    while first > 0 {
      room -= text(first - 1).count + 1
      guard room >= 0 else { break }
      first -= 1
    }
    if first > 0 { x = write(" ..", x: x, y: area.y, style: .faint) }
    for row in first..<losses.count {
      let text = text(row)
      guard x + text.count + 4 <= sumsX else {
        write(" ..", x: x, y: area.y, style: .faint)
        break
      }
      mark(Rect(x: x, y: area.y, width: text.count + 1, height: 1), .row(row))
      let style: Style = row != bench.row ? .plain : hasFocus ? .cursor : .title
      x = write(text + " ", x: x, y: area.y, style: isStale ? .stale : style)
    }
  }
}

/// A parameter of the loss under the cursor: its number in brackets, as a cell of the table has it.
struct HeaderCell {
  let text: String
  /// What is being typed.
  let window: EditWindow?
  private let name: String

  /// - Parameters:
  ///   - name: That of the parameter, and its number.
  ///   - edit: What is being typed over that.
  init(_ name: String, _ value: Number, _ edit: LineEditor?) {
    self.name = name
    window = edit.map { EditWindow($0, room: 10) }
    text = (window?.text ?? "[\(value.text)") + "]"
  }

  /// `focal gamma [2]`
  fileprivate func title(of bench: Bench) -> String {
    let (head, words) = (head(of: bench), bench.lossWords)
    let rest = words.dropFirst().firstIndex(of: name).map { words.dropFirst($0 + 2) } ?? []
    return head + ([text] + rest).joined(separator: " ")
  }

  /// What stands before the bracket.
  fileprivate func head(of bench: Bench) -> String {
    let words = bench.lossWords
    return words.dropFirst().firstIndex(of: name).map { words[...$0].joined(separator: " ") + " " }
      ?? ""
  }
}

extension Model {
  /// What the mean is in bits; nil in nats.
  fileprivate var inUnits: String? {
    meanInUnits.map {
      "\(meanName) \(evaluation.mean.text)    \($0.bits.text) bits    perplexity \($0.perplexity.text) "
    }
  }

  /// What the losses add up to.
  fileprivate var sums: String {
    let mean = "\(meanName) \(lossText(evaluation.mean))"
    return ["sum \(lossText(evaluation.sum))", mean, keptMean].compactMap(\.self)
      .joined(separator: "    ")
  }

  /// The loudest words: the reduced loss, or under `none` the loss of the cell under the cursor.
  fileprivate func headline(ofClass index: Int) -> String {
    if hidesLoss { return "loss ?" }
    if let reduced = evaluation.reduced(bench.reduction) {
      let other = evaluation.reducedDifference.map { " (\($0))" } ?? ""
      return "loss \(reduced.text)\(other)"
    }
    let losses = evaluation.chosen.losses
    guard losses.count > 1 || bench.loss.head == .sigmoid && bench.lossesPerRow > 1 else {
      return "loss[\(bench.row)] \(losses[0].text)"
    }
    return "loss[\(bench.row),\(index)] \(losses[index].text)"
  }
}
