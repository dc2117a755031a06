import LogitExact
import LogitLosses
import LogitText

extension Bench {
  /// What is asked of every row: its loss alone.
  fileprivate var lossQuestion: RowQuestion { question([.loss]) }

  /// What is asked of the chosen row: all that it shows.
  fileprivate var wholeQuestion: RowQuestion {
    // The labels are a distribution where nothing weighs them.
    let isWeighed = isWeighted || !sampleWeight.isEmpty
    return question(
      RowPart.allCases.filter { !isWeighed || $0 != .entropy && $0 != .divergence })
  }

  private func question(_ parts: [RowPart]) -> RowQuestion {
    RowQuestion(
      form.row, outputs: parts.compactMap(form.output), variant: variant, classCount: classes,
      isWeighted: !sampleWeight.isEmpty)
  }

  /// The numbers of a row, exactly those that the format holds.
  fileprivate func fill(_ values: inout RowValues, row: Int) {
    func value(_ number: Number) -> Double { number.value(in: dtype) }
    values.set(.main, to: logits[row].map(value))
    values.set(.labels, to: labelNumbers(ofRow: row))
    for rule in form.row.rules + [.temperature] {
      guard let input = RowInput(rule), let first = self[rule].first else { continue }
      let given = self[rule]
      for k in 0..<(input.isVector ? classes : 1) {
        values[input, k] = value(given.count == 1 ? first : given[k])
      }
    }
    values[Rule.sampleWeight] = value(weight(ofRow: row))
    (values[Rule.lo], values[Rule.hi]) = clip
  }
}

/// The steps of a bench's rows, made once: the next row, and the next edit, put other numbers in.
struct BenchRows: Sendable {
  private let lossQuestion: RowQuestion
  private let wholeQuestion: RowQuestion
  // Those of rows of any length are kept: they are of one bench.
  private var losses = RowPrograms(greatestSteps: .max)
  private var wholes = RowPrograms(greatestSteps: .max)
  private var boxes = RowPrograms(greatestSteps: .max)
  private var values: RowValues

  /// - Parameter old: Taken as it is where the same is asked of its rows.
  init(_ bench: Bench, after old: BenchRows?) {
    let (loss, whole) = (bench.lossQuestion, bench.wholeQuestion)
    if let old, old.lossQuestion == loss, old.wholeQuestion == whole {
      self = old
      return
    }
    (lossQuestion, wholeQuestion) = (loss, whole)
    values = RowValues(classCount: bench.classes)
  }

  /// - Throws: `ProgramError` where the rows of a bench have no steps.
  static func check(_ bench: Bench) throws(ProgramError) {
    var rows = BenchRows(bench, after: nil)
    bench.fill(&rows.values, row: bench.row)
    _ = try rows.wholes.program(rows.wholeQuestion, of: rows.values)
  }

  /// The loss of a row as steps.
  mutating func loss(_ bench: Bench, row: Int) -> Program {
    bench.fill(&values, row: row)
    return (try? losses.program(lossQuestion, of: values)) ?? .empty
  }

  /// The loss of a row, and what it is before it is rounded.
  mutating func lossReading(
    _ bench: Bench, row: Int, within budget: Budget
  ) -> (reading: Reading, pair: DoublePair) {
    bench.fill(&values, row: row)
    guard let found = try? losses.estimates(lossQuestion, of: values, in: bench.dtype) else {
      return (Reading(.nan), .zero)
    }
    if let reading = found.readings.first ?? nil { return (reading, found.first) }
    let readings = (try? losses.program(lossQuestion, of: values))?
      .readings(in: bench.dtype, after: found, budget: budget)
    return (readings?.first ?? Reading(.nan), found.first)
  }

  private mutating func whole(_ bench: Bench, row: Int) -> Program {
    bench.fill(&values, row: row)
    return (try? wholes.program(wholeQuestion, of: values)) ?? .empty
  }

  /// Some numbers of a row as steps: each a part, and the class where it has one number a class.
  mutating func program(_ bench: Bench, row: Int, of cells: [(RowPart, Int)]) -> Program {
    let program = whole(bench, row: row)
    let places = cells.compactMap { part, index in
      place(of: part).map { $0 + (part.isSingle ? 0 : index) }
    }
    return program.resultCount == 0 ? .empty : program.selecting(places)
  }

  /// Where the numbers of a part begin; nil where there is no such part.
  private func place(of part: RowPart) -> Int? {
    let outputs = wholeQuestion.outputs
    guard let end = outputs.firstIndex(where: { $0.name == part.rawValue }) else { return nil }
    return outputs[..<end].reduce(0) { $0 + ($1.kind == .row ? 1 : values.classCount) }
  }

  /// What the numbers of a row can be, with its logits known to a margin.
  mutating func ranges(_ bench: Bench, row: Int, under margin: Margin) -> RowRanges {
    bench.fill(&values, row: row)
    return RowRanges(
      bench.form, lossQuestion, values, under: margin, counts: !bench.isIgnored(row), &boxes)
  }

  /// All numbers of a row, and what its loss is before it is rounded.
  ///
  /// - Returns: No loss where its rounding is still open.
  mutating func readings(
    _ bench: Bench, row: Int, within budget: Budget = .ofAKey
  ) -> (parts: [RowPart: ArraySlice<Reading>], loss: (reading: Reading, pair: DoublePair)?) {
    bench.fill(&values, row: row)
    guard let found = try? wholes.estimates(wholeQuestion, of: values, in: bench.dtype) else {
      return (parts([], bench), nil)
    }
    // A row that is settled needs no steps.
    let readings =
      found.open.isEmpty
      ? found.completed([])
      : whole(bench, row: row).readings(in: bench.dtype, after: found, budget: budget)
    // The loss is the first output.
    let loss = found.readings.first.flatMap { $0 }.map { ($0, found.first) }
    return (parts(readings, bench), loss)
  }

  private func parts(_ readings: [Reading], _ bench: Bench) -> [RowPart: ArraySlice<Reading>] {
    var answer: [RowPart: ArraySlice<Reading>] = [:]
    for part in RowPart.allCases {
      guard let start = place(of: part) else { continue }
      answer[part] = readings.dropFirst(start).prefix(part.isSingle ? 1 : bench.classes)
    }
    return answer
  }
}

extension Bench {
  /// What the numbers of some rows can be, with their logits known to a margin.
  ///
  /// - Precondition: each of `rows` is one of the bench.
  package func ranges(ofRows rows: some Sequence<Int>, under margin: Margin) -> [RowRanges] {
    var programs = BenchRows(self, after: nil)
    return rows.map { programs.ranges(self, row: $0, under: margin) }
  }
}
