import LogitBench
import LogitStudies
import LogitText

/// A formula as steps, and what happened at the one under the cursor.
struct TracePane: RoundingPane {
  static let name = "trace"
  static let letter: Character? = "t"
  static let brief = "trace: where digits die"
  static let summary = "the trace: where a formula loses the result"
  static let keys: [PaneKey<TracePane>] = [
    PaneKey(
      Key.listing, "j k", "the next step, the one before",
      hints: { _, picture, _ in
        picture?.trace.lines.isEmpty == false ? [KeyHint("j k", "step")] : []
      }, act: walk),
    .silent([(Key(.enter), 1)], act: walk),
    .silent(Key.ends.map { ($0, $1 * Int(Int32.max)) }, act: walk),
    .choosing(
      [(.letter("J"), 1), (.letter("K"), -1)], "J K", "the next formula, the one before",
      hint: ("J K", "formula")),
    PaneKey(
      [(.letter("b"), 0)], "b", "what each step hands back, or the steps again",
      hint: ("b", "backward")
    ) { pane, _, _, _ in
      pane.choice.isBackward.toggle()
      pane.choice.step = nil
      return .none
    },
    .formats([KeyHint("f", "format")]), .said("d", "duel"), .closing,
  ]

  var choice: RoundingChoice

  init(_ choice: RoundingChoice) { self.choice = choice }
  init(_ context: PaneContext, after other: any Pane) {
    choice = RoundingChoice(after: other)
  }
  init(asking question: TraceRequest) {
    choice = RoundingChoice(formula: question.formula, format: question.format)
    choice.isBackward = question.isBackward
  }

  func question(_ context: PaneContext) -> TraceRequest {
    var request = TraceRequest(of: choice.formula, ofClass: context.index, in: choice.format)
    request.isBackward = choice.isBackward
    return request
  }

  @Sendable private static func walk(
    _ pane: inout TracePane, _ picture: RoundingPicture, _: PaneContext, by amount: Int
  ) -> PaneEffect {
    let trace = picture.trace.turned ?? picture.trace
    pane.choice.formula = trace.formula.name
    pane.choice.step = min(
      max(0, trace.place(pane.choice) + amount), max(0, trace.lines.count - 1))
    return .none
  }

  mutating func choose(_ place: Int, in picture: RoundingPicture) {
    let trace = picture.trace.turned ?? picture.trace
    choice.formula = trace.formula.name
    choice.step = min(place, max(0, trace.lines.count - 1))
  }

  func lines(of picture: RoundingPicture, _ context: PaneContext, width: Int) -> Int? {
    let trace = picture.trace.turned ?? picture.trace
    // No screen holds more, and their words would take their time.
    guard trace.lines.count < 100 else { return nil }
    // As many words for each step, so that nothing moves from one to the next.
    let most = trace.lines.indices.reduce(2) {
      max($0, findings(of: trace, place: $1, width: width - 2).count)
    }
    return max(15, 4 + trace.lines.count + most)
  }

  /// What the step under the cursor did, and what the trace comes to.
  private func findings(of trace: Trace, place: Int, width: Int) -> [String] {
    let remarks = trace.remark.map { $0.wrapped(to: width) } ?? []
    guard trace.lines.indices.contains(place) else { return remarks }
    return "#\(place + 1) \(trace.lines[place].explanation)".wrapped(to: width) + remarks
  }

  func draw(
    _ picture: RoundingPicture, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let trace = picture.trace.turned ?? picture.trace
    let (rule, area) = area.parted()
    screen.drawRule(
      [Self.name, trace.format.name, "\(context.subject): \(trace.formula.name)"],
      hasFocus: context.hasFocus, in: rule)
    let place = trace.place(choice)
    let room = area.width - 2
    var findings = findings(of: trace, place: place, width: room)
    // Where there are no steps, why is all there is to read, and stands at the top.
    let reason = trace.lines.isEmpty ? findings : []
    findings = trace.lines.isEmpty ? [] : Array(findings.prefix(max(1, area.height / 3)))
    if area.height >= 14 { findings.append(picture.summary.fitted(to: room, ellipsis: "..")) }
    var y = area.y
    if area.height >= 9 {
      let formula = trace.formula.text.fitted(to: room, ellipsis: "..")
      screen.write(formula, x: area.x + 1, y: y, style: .title, clip: area)
      y += 1
    }
    for text in reason {
      screen.write(text, x: area.x + 1, y: y, clip: area)
      y += 1
    }
    let steps = Rect(
      x: area.x, y: y, width: area.width, height: area.maxY - y - findings.count)
    screen.drawSteps(trace, cursor: place, context, in: steps)
    for (line, text) in findings.enumerated() {
      let isSummary = area.height >= 14 && line == findings.count - 1
      screen.write(
        text, x: area.x + 1, y: steps.maxY + line, style: isSummary ? .faint : .plain, clip: area)
    }
  }
}
