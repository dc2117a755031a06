import LogitExact
import LogitLosses
import LogitText

/// One thing a person can say at the bench, in full: it knows no screen.
package enum Command: Equatable, Sendable {
  case edit(Edit)
  /// Holds the present bench beside the live one, or lets it go.
  case pin(Bool)
  /// Shows the note.
  case note
  /// nil for the file that the bench came from.
  case save(String?, force: Bool)
  case open(String)
  /// A sample by its name.
  case sample(String)
  case samples
  /// nil shows it.
  case log(String?, force: Bool)
  case show(json: Bool)
  case curves(ClassReference?, Curves.Axis)
  case exact(ExactRequest)
  case sweep(SweepRequest)
  case frameworks(ClassReference?, json: Bool)
  /// How many digits exact values show; nil for the usual number.
  case digits(Int?)
  case duel(DuelRequest)
  case trace(DuelRequest)
  /// nil lists them.
  case formula(String?)
  /// The chosen row through both heads.
  case heads(json: Bool)
  /// Its gradients by both losses.
  case compare(json: Bool)
  case jacobian(json: Bool)
  case race(RaceRequest)
  /// Says whether a number is as it should be.
  case expect(ExpectRequest)
  case help(String?)
  case undo
  case redo
  case quit(force: Bool)
}

extension Command: CustomStringConvertible {
  /// The line that parses to this command.
  package var description: String {
    switch self {
    case .edit(let edit): "\(edit)"
    case .pin(let isOn): isOn ? "pin" : "pin off"
    case .note: "note"
    case .save(let path, let force): (force ? "w!" : "w") + Self.argument(path)
    case .open(let path): "o" + Self.argument(path)
    case .sample(let name): "sample \(name)"
    case .samples: "samples"
    case .log(let path, let force): (force ? "log!" : "log") + Self.argument(path)
    case .show(let json): json ? "show --json" : "show"
    case .curves(let index, let axis):
      "curves" + (index.map { " \($0)" } ?? "") + (axis == .logit ? " z" : "")
    case .exact(let request):
      "exact" + ("\(request)".isEmpty ? "" : " \(request)")
    case .sweep(let request): "sweep \(request)"
    case .frameworks(let index, let json):
      "frameworks" + (index.map { " \($0)" } ?? "") + (json ? " --json" : "")
    case .digits(let count): "digits" + (count.map { " \($0)" } ?? "")
    case .duel(let request): "duel\(request)"
    case .trace(let request): "trace\(request)"
    case .formula(let name): "formula" + (name.map { " \($0)" } ?? "")
    case .heads(let json): json ? "heads --json" : "heads"
    case .compare(let json): json ? "compare --json" : "compare"
    case .jacobian(let json): json ? "jacobian --json" : "jacobian"
    case .race(let request): "race\(request)"
    case .expect(let request): "expect \(request)"
    case .help(let name): "help" + (name.map { " \($0)" } ?? "")
    case .undo: "undo"
    case .redo: "redo"
    case .quit(let force): force ? "q!" : "q"
    }
  }

  /// The command as the answer names it: a whole batch would fill the line.
  package var brief: String {
    if case .edit(let edit) = self { edit.brief } else { description }
  }

  /// The same command about the class under the cursor, where it says none.
  package func pointed(at index: Int) -> Command {
    switch self {
    case .exact(let request): .exact(request.pointed(at: index))
    case .sweep(let request): .sweep(request.pointed(at: index))
    case .duel(let request): .duel(request.pointed(at: index))
    case .trace(let request): .trace(request.pointed(at: index))
    default: self
    }
  }

  private static func argument(_ path: String?) -> String {
    path.map { " \($0.asArgument)" } ?? ""
  }
}
