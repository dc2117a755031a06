import LogitBench
import LogitExact
import LogitText

extension GotWork: JSONReply {
  package var text: String {
    var work = self
    work.finish()
    return work.got.lines.joined(separator: "\n")
  }

  package var document: any Encodable {
    var work = self
    work.finish()
    return GotDocument(work.got)
  }
}

extension Got {
  /// `here the mean is 0.3005, off by 0.2361`.
  package var place: String {
    let number = typed.number.value(in: .float64)
    let gap = (here - number).magnitude
    let off = gap.isFinite && gap > 0 ? ", off by \(gap.significant(4))" : ""
    return "here \(name) is \(format.spelled(here))\(off)"
  }

  /// How a hit's value is shown: to two digits more than were typed.
  package func shown(_ hit: Hit) -> String {
    hit.value.isFinite
      ? hit.value.significant(max(4, typed.digitCount + 2)) : format.spelled(hit.value)
  }

  /// `4 of 4`, or that only the last bits differ.
  package func shownDigits(_ hit: Hit) -> String {
    hit.isExact ? "\(hit.digits) of \(typed.digitCount)" : "but for last bits"
  }

  /// How many answers a pipe prints.
  private static let mostHits = 12

  var lines: [String] {
    var lines = ["got \(typed.text), \(counted(typed.digitCount, "digit")): \(place)", effort]
    if hits.isEmpty {
      lines += ["", missing]
    } else {
      var cells = [["changes", "gives", "digits"]]
      let shown = hits.prefix(Self.mostHits)
      for hit in shown { cells.append([hit.words, self.shown(hit), shownDigits(hit)]) }
      lines.append("")
      for (place, line) in aligned(cells).enumerated() {
        lines.append("  \(line)")
        if place > 0 { lines.append("      \(hits[place - 1].why)") }
      }
      if hits.count > shown.count {
        lines.append("  and \(hits.count - shown.count) more, less simple; --json has all")
      }
    }
    if !near.isEmpty {
      lines += ["", "near, and not it"]
      lines += aligned(near.map { [$0.words, shown($0), $0.why] }).map { "  \($0)" }
    }
    return lines + fingerprint
  }

  /// What was tried.
  package var effort: String {
    guard typed.number.isFinite else { return "asked frameworks and the formulas of the loss" }
    guard tried > 0 else { return "nothing was tried: the bench gives it as it stands" }
    let few = typed.digitCount < 3 ? "; so few digits fit much: type more" : ""
    return "tried \(tried) settings: \(kinds.map(\.words).joined(separator: ", "))"
      + (limit.map { "; \($0)" } ?? ", one and two at once") + few
  }

  package var missing: String {
    guard typed.number.isFinite else {
      return prints.isEmpty
        ? "none gives \(typed.text) of these numbers: a nan or several infinite logits would, or an"
          + " overflow in a narrower format" : "who gives it:"
    }
    if here.isNaN {
      return "here \(name) is nan whatever is changed: mend its logits or labels first"
    }
    if !prints.isEmpty {
      return "no change of the bench gives \(typed.text), but somebody's arithmetic:"
    }
    return "nothing that was tried gives \(typed.text): other logits, labels or weights"
      + (typed.digitCount > 4 ? ", or fewer digits, may" : " may")
  }

  /// Whose arithmetic it is, in lines.
  package var fingerprint: [String] {
    guard !prints.isEmpty else { return [] }
    var lines = ["", "who prints \(typed.text), by the arithmetic that is known here"]
    for place in prints.map(\.place).unique {
      for format in Bench.dtypes {
        lines += Self.lines(prints.filter { $0.place == place && $0.format == format })
      }
    }
    return lines
  }

  /// `row 0, float32: PyTorch, SciPy`, and what the others give.
  private static func lines(_ prints: [Print]) -> [String] {
    guard let first = prints.first, prints.contains(where: \.isIt) else { return [] }
    let names = prints.filter(\.isIt).map(\.owner)
    let others = Dictionary(grouping: prints.filter { !$0.isIt }) { first.format.spelled($0.value) }
    let order = prints.map { first.format.spelled($0.value) }.unique.filter { others[$0] != nil }
    return ["  \(first.place), \(first.format.name): \(names.unique.joined(separator: ", "))"]
      + order.prefix(6).map { text in
        "    \(text): \((others[text] ?? []).map(\.owner).unique.joined(separator: ", "))"
      }
  }
}

extension [String] {
  /// Each once, where it comes first.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
