import LogitBench
import LogitSession
import LogitStudies

/// The bench as it stands on the screen: as it would be with the value that is being typed, and what it
/// was before.
struct Present {
  /// With the typed value where it can be read.
  let model: Model
  /// Whether what is typed cannot be read yet, so that the numbers are those of the old value.
  let isStale: Bool
  /// Why the typed value would be refused.
  let refusal: CommandError?
  /// Before the change that is to be seen; nil where its lines are not these lines.
  let earlier: Model?

  init(_ kept: Model, _ interface: Interface) {
    var isStale = false
    var refusal: CommandError?
    var model = kept
    var before = interface.before
    switch interface.preview(of: kept) {
    case .none: break
    case .unfinished: isStale = true
    case .refused(let error):
      isStale = true
      refusal = error
    case .model(let preview):
      model = preview
      before = kept
    }
    (self.model, self.isStale, self.refusal) = (model, isStale, refusal)
    let isComparable =
      before.map {
        $0.bench.classes == model.bench.classes && $0.bench.row == model.bench.row
          && $0.bench.rows == model.bench.rows
      } ?? false
    earlier = isComparable ? before : nil
  }

  func context(_ interface: Interface, width: Int) -> PaneContext {
    PaneContext(
      model: model, earlier: earlier, index: interface.index, field: interface.field,
      hasFocus: interface.focus == .pane, isStale: isStale, width: width,
      plotStyle: interface.plotStyle)
  }

  func sheet(_ interface: Interface) -> TableSheet {
    TableSheet(
      table: model.table, earlier: earlier?.table, bench: model.bench,
      pinned: model.pinned?.bench, index: interface.index, field: interface.field,
      edit: interface.edit, isStale: isStale)
  }

  /// While a value is typed: what would become of the loss.
  func typing(_ interface: Interface, on kept: Model) -> Interface.Message? {
    guard let edit = interface.edit else { return nil }
    let cell = interface.field.name(ofClass: interface.index)
    let old = interface.value(in: kept.bench).text
    // A refused Enter keeps its reason until the next key.
    if interface.message.isError { return interface.message }
    if let refusal { return .init(text: "typing \(cell): \(refusal)", isError: true) }
    if isStale {
      return .init(
        text: "typing \(cell): '\(edit.string)' is not a number yet   Esc brings \(old) back")
    }
    let was = kept.lossText(kept.evaluation.chosen.loss)
    let now = model.lossText(model.evaluation.chosen.loss)
    return .init(
      text: "typing \(cell): \(old) -> \(edit.string)   loss \(was) -> \(now)   "
        + "Enter keeps it, Esc brings \(old) back")
  }
}
