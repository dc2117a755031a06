import ArgumentParser
import LogitView

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
  /// What curves are drawn with.
  var plot = PlotStyle.ascii
  /// Whether clicks come to the program; the terminal then selects text with Shift alone.
  var takesMouse = true
}

/// The same, as it is said on the command line.
struct AppearanceOptions: ParsableArguments {
  @Flag var charset: Appearance.Charset?

  @Option(help: ArgumentHelp("Colours on the screen.", valueName: "auto|always|never"))
  var color = Appearance.Color.auto

  @Option(
    help: ArgumentHelp(
      "What curves are drawn with; v goes on to the next.",
      valueName: "ascii|blocks|braille|octants"))
  var plot = PlotStyle.ascii

  @Flag(
    name: .customLong("no-mouse"),
    help: "Leave the mouse to the terminal; on the bench ':mouse on' takes it.")
  var leavesMouse = false

  var appearance: Appearance {
    Appearance(charset: charset, color: color, plot: plot, takesMouse: !leavesMouse)
  }
}

extension PlotStyle: ExpressibleByArgument {}
