import LogitBench
import LogitStudies
import LogitText

/// One thing a person can say at the bench, in full: it knows no screen.
package enum Command: Equatable, Sendable {
  case edit(Edit)
  case ask(Asked)
  case undo
  case redo
  /// Holds the present bench beside the live one, or lets it go.
  case pin(Bool)
  /// Hides numbers until they are guessed; nothing shows all.
  case cover([CoverWord])
  case guess(GuessRequest)
  /// How many digits exact values show; nil for the usual number.
  case digits(Int?)
  /// How many classes a list shows; nil for the usual number.
  case top(Int?)
  /// Puts the cursor of a screen on a class.
  case goto(ClassReference)
  /// What losses are told in.
  case units(Units)
  /// Shows what is to be looked at.
  case note
  /// nil for the file that the bench came from.
  case save(String?, force: Bool)
  case open(String)
  /// A sample by its name.
  case sample(String)
  /// A lesson by its name.
  case lesson(String)
  /// Shows the bench large, or no longer.
  case present(Bool)
  /// Brings the step of the open lesson back as it was.
  case resetLesson
  /// The commands that rebuild this bench, to a file.
  case log(String, force: Bool)
  /// Whether the screen takes the mouse.
  case mouse(Bool)
  case quit(force: Bool)
}

extension Command: CustomStringConvertible {
  /// The line that parses to this command.
  package var description: String {
    switch self {
    case .edit(let edit): "\(edit)"
    case .ask(let asked): "\(asked)"
    case .undo: "undo"
    case .redo: "redo"
    case .cover(let words):
      "cover " + (words.isEmpty ? "off" : words.map { "\($0)" }.joined(separator: " "))
    case .guess(let guess): guess.description
    case .pin(let isOn): isOn ? "pin" : "pin off"
    case .units(let units): "units \(units.rawValue)"
    case .digits(let count): "digits" + (count.map { " \($0)" } ?? "")
    case .top(let count): "top" + (count.map { " \($0)" } ?? "")
    case .goto(let reference): "goto \(reference)"
    case .note: "note"
    case .save(let path, let force): (force ? "w!" : "w") + (path.map { " \($0.asArgument)" } ?? "")
    case .open(let path): "o \(path.asArgument)"
    case .sample(let name): "sample \(name)"
    case .lesson(let name): "lesson \(name)"
    case .resetLesson: "reset"
    case .present(let isOn): isOn ? "present" : "present off"
    case .log(let path, let force): (force ? "log!" : "log") + " \(path.asArgument)"
    case .mouse(let isOn): "mouse \(isOn ? "on" : "off")"
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
    case .ask(let asked): .ask(asked.pointed(at: index))
    case .guess(let guess): .guess(guess.pointed(at: index))
    default: self
    }
  }

  /// Whether what it answers depends on the labels.
  package var readsLabels: Bool {
    switch self {
    case .ask(let asked): asked.question.readsLabels
    case .edit(.step), .guess: true
    default: false
    }
  }
}
