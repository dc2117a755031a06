import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What lists and the bench shown large are drawn from.
extension Desk {
  /// What a list holds now.
  mutating func content(of kind: ListKind) -> ItemList {
    switch kind {
    case .help: .help(width: size.width)
    case .answers:
      {
        interface.transcript.settle()
        return .answers(interface.transcript, width: size.width)
      }()
    case .samples: .samples
    case .lessons: .lessons
    case .losses: .losses(on: model.bench)
    case .formulas:
      .formulas(
        of: model,
        frameworks: try? answers.ask(FrameworksRequest(ofClass: interface.index), of: model))
    case .menu: .menu(interface.opened)
    case .palette: .palette(on: model.bench)
    }
  }

  /// The open list, its text wrapped to the width and what is told of the chosen item made anew where
  /// these have changed.
  mutating func drawList(on screen: inout Screen, in area: Rect) {
    guard var open = interface.list else { return }
    if open.list.isText, open.width != size.width {
      open = OpenList(open.kind, open.list.with(content(of: open.kind)), width: size.width)
    }
    let width = area.width - 2
    let place =
      open.list.matches.indices.contains(open.list.chosen)
      ? open.list.matches[open.list.chosen] : 0
    if open.detail?.place != place || open.detail?.width != width {
      open.detail = (place, width, detail(of: open.list.item, width: width))
    }
    screen.drawList(&open.list, detail: open.detail?.lines ?? [], in: area)
    interface.list = open
  }

  /// Of a sample: its numbers as it opens, and its note.
  private func detail(of item: ListItem?, width: Int) -> [String] {
    guard interface.list?.kind == .samples, case .run(let line)? = item?.pick,
      let name = line.split(separator: " ").last, let sample = try? Sample.named(String(name))
    else { return [] }
    let note = sample.note.lines(ofWidth: width, atMost: 6)
    // A note goes before the numbers where there is no room for both.
    guard note.count < (size.height < 20 ? 4 : 5) else { return note }
    return [Model(sample.bench).glance(width: width)] + note
  }

  /// The sample on the desk, by its place among all; nil for another bench.
  var samplePlace: Int? {
    Sample.all.firstIndex { $0.title == model.bench.title }
  }

  /// What is drawn large; nil where another pane stands in its place.
  func bigSheet(_ present: Present) -> BigSheet? {
    guard interface.isPresenting, interface.opened.map({ $0.letter == "s" }) ?? true else {
      return nil
    }
    let place = interface.lesson == nil ? samplePlace : nil
    return BigSheet(
      model: present.model,
      title: interface.lesson?.play.lesson.title ?? present.model.bench.title,
      index: interface.index, hasBothHeads: interface.opened != nil,
      place: place.map { "\($0 + 1) of \(Sample.names.count)" } ?? "")
  }
}

extension Model {
  /// `softmax  0.6590  0.2424  0.0986   loss 0.4170`: what a bench is like, on one line.
  fileprivate func glance(width: Int) -> String {
    let table = table
    let loss = "loss \(evaluation.reduced(bench.reduction)?.text ?? evaluation.chosen.loss.text)"
    var text = "row \(bench.row)  \(table.heading(table.headColumn))"
    for index in 0..<table.classes {
      let more = "  \(table.text(table.headColumn, index))"
      guard displayWidth(of: text + more) + 6 + loss.count <= width else {
        text += " .."
        break
      }
      text += more
    }
    return "\(text)   \(loss)"
  }
}
