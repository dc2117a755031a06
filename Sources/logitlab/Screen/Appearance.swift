import ArgumentParser

/// How the screen may look, where the person says more than the terminal does.
struct Appearance {
  enum Charset: String, EnumerableFlag {
    case ascii, unicode

    static func help(for value: Charset) -> ArgumentHelp? {
      switch value {
      case .ascii: "Draw with ASCII alone; the default follows the locale."
      case .unicode: "Draw with Unicode even where the locale does not say so."
      }
    }
  }

  enum Color: String, ExpressibleByArgument, CaseIterable {
    /// As the terminal and NO_COLOR say.
    case auto
    case always, never
  }

  var charset: Charset?
  var color = Color.auto
  /// Whether clicks come to the program; the terminal then selects text with Shift alone.
  var takesMouse = true
}
