import Glibc
import LogitExact
import LogitLosses

/// Prints two tables in Markdown: by what the outputs of each function were rounded, over the
/// reference vectors and over ordinary random rows.
@main
struct Fallbacks {
  static let formats: [Format] = [.float64, .float32, .float16, .bfloat16]

  static func main() throws {
    let names = RowFunction.all.map(\.name)
    print("Vectors:\n")
    try table(names) { name, format in try VectorRows.rows(of: name, in: format) }
    print("\nRandom rows:\n")
    try table(names) { name, format in RandomRows.rows(of: name, in: format) }
  }

  /// One row with its question.
  typealias Row = (question: RowQuestion, values: RowValues)

  /// - Parameter rows: Those of a function in a format; none where there are no numbers for it.
  private static func table(
    _ names: [String], _ rows: (String, Format) throws -> [Row]
  ) throws {
    print("| | \(formats.map(\.name).joined(separator: " | ")) |")
    print("|---|\(String(repeating: "---|", count: formats.count))")
    for name in names {
      var cells: [String] = []
      for format in formats {
        let rows = try rows(name, format)
        if !rows.isEmpty { cells.append(try cell(rows, format)) }
      }
      if !cells.isEmpty { print("| \(name) | \(cells.joined(separator: " | ")) |") }
    }
  }

  /// The share of the results that needed balls, `+` how many of them wider ones than 128 bits, and
  /// the nanoseconds a result.
  private static func cell(_ rows: [Row], _ format: Format) throws -> String {
    var tally = RoundingTally()
    var programs = RowPrograms()
    let start = nanoseconds
    for (question, values) in rows {
      tally += try programs.roundings(question, of: values, to: format).tally
    }
    let time = nanoseconds - start
    let balls = tally.balls + tally.wideBalls + tally.undecided
    let wide = tally.wideBalls + tally.undecided
    let share = share(balls, of: tally.count) + (wide > 0 ? " + \(wide)" : "")
    let open = tally.undecided > 0 ? " (\(tally.undecided) open)" : ""
    return "\(share)\(open), \(time / max(tally.count, 1))"
  }

  /// The processor's time, which other programs do not lengthen.
  private static var nanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// In percent, with one decimal below 10.
  private static func share(_ part: Int, of whole: Int) -> String {
    let tenths = (part * 2000 + whole) / (2 * max(whole, 1))
    if tenths >= 100 || tenths % 10 == 0 { return "\(tenths / 10) %" }
    return "\(tenths < 10 ? "" : "\(tenths / 10)").\(tenths % 10) %"
  }
}
