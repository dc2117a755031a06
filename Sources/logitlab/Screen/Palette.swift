import CNcurses
import LogitView

/// How each role of a cell looks on this terminal.
///
/// A colour means one thing: green the true class, gold what the last change moved or is being typed,
/// vermilion what is wrong, the others a curve each. Blue stands against orange, which colour-blind eyes
/// tell apart, and no role that matters is told by its colour alone.
struct Palette {
  enum Depth: Equatable {
    case mono, eight, many

    /// - Parameters:
    ///   - colors: How many the terminal has. Above 256 a number is RGB, except the first eight.
    ///   - choice: What the command line says.
    ///   - noColor: The variable `NO_COLOR`, which asks for none unless empty.
    init(colors: Int, choice: Appearance.Color, noColor: String?) {
      let isRefused = choice == .auto && noColor?.isEmpty == false
      if choice == .never || isRefused {
        self = .mono
      } else if colors == 256 {
        self = .many
      } else {
        self = colors >= 8 ? .eight : .mono
      }
    }
  }

  /// Attributes and colour pair of each style, by its raw value.
  private var looks: [(attributes: attr_t, pair: Int32)] = []

  init(depth: Depth) {
    var depth = depth
    // Without colours ncurses must not start them, or it paints white on black.
    if depth != .mono, start_color() != OK || use_default_colors() != OK { depth = .mono }
    for style in Style.allCases {
      let look = Look(style, depth)
      var pair: Int32 = 0
      if let hue = look.hue, depth != .mono {
        pair = Int32(style.rawValue) + 1
        init_extended_pair(pair, depth == .many ? hue.many : hue.eight, -1)
      }
      looks.append((look.attributes, pair))
    }
  }

  /// What ncurses puts into one column; the mark is drawn over the scalar.
  func cell(_ scalar: Unicode.Scalar, mark: Unicode.Scalar?, _ style: Style) -> cchar_t {
    let look = looks[Int(style.rawValue)]
    var cell = cchar_t()
    cell.attr = look.attributes | attr_t(look.pair) << 8
    cell.chars.0 = wchar_t(scalar.value)
    if let mark { cell.chars.1 = wchar_t(mark.value) }
    cell.ext_color = look.pair
    return cell
  }
}

/// A colour by its number on terminals of 256 and of eight colours.
///
/// All keep their contrast on black and on white.
private enum Hue {
  case blue, orange, gold, purple, teal, green, vermilion, grey

  var many: Int32 {
    switch self {
    case .blue: 33
    case .orange: 208
    case .gold: 178
    case .purple: 169
    case .teal: 30
    case .green: 29
    case .vermilion: 202
    case .grey: 244
    }
  }

  var eight: Int32 {
    switch self {
    case .blue: 6
    case .orange, .gold: 3
    case .purple: 5
    case .teal: 6
    case .green: 2
    case .vermilion: 1
    case .grey: -1
    }
  }
}

private struct Look {
  var attributes: attr_t = 0
  var hue: Hue?

  init(_ style: Style, _ depth: Palette.Depth) {
    let isMono = depth == .mono
    // Of eight colours two are one, and such a terminal may not know how to underline.
    let apart = depth == .eight ? cn_bold() : 0
    switch style {
    case .plain: break
    case .loud: set(cn_bold() | cn_reverse(), nil)
    case .title: set(cn_bold(), nil)
    case .rule: set(isMono ? cn_dim() : 0, .grey)
    case .focus: set(cn_bold(), nil)
    case .faint: set(isMono ? cn_dim() : 0, .grey)
    case .cursor: set(cn_reverse(), nil)
    case .typing: set(cn_underline() | cn_bold(), .gold)
    case .changed: set(cn_bold() | (isMono ? cn_underline() : 0), .gold)
    case .accent: set(cn_bold(), .green)
    case .stale: set(cn_dim(), nil)
    case .wrong: set(cn_underline() | apart, .vermilion)
    case .key: set(cn_bold(), nil)
    case .bar: break
    case .logCurve: set(0, .orange)
    case .log1mCurve: set(0, .blue)
    case .squareCurve: set(0, .purple)
    case .mixCurve: set(apart, .teal)
    case .here: set(cn_bold(), nil)
    case .ghost: set(isMono ? cn_dim() : 0, .grey)
    }
  }

  private mutating func set(_ attributes: attr_t, _ hue: Hue?) {
    self.attributes = attributes
    self.hue = hue
  }
}
