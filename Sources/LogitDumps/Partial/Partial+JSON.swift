import LogitExact
import LogitText

extension ExactSum {
  /// Doubles whose exact sum it is, each the nearest to what is left.
  fileprivate var exactParts: [Double] {
    var rest = self
    var parts: [Double] = []
    while true {
      let part = rest.rounded(to: .float64)
      guard part != 0 else { return parts }
      parts.append(part)
      guard part.isFinite else { return parts }
      rest.add(-part)
    }
  }

  fileprivate init(_ parts: [Double]) {
    self.init()
    for part in parts { add(part) }
  }
}

extension JSONValue {
  fileprivate static func exact(_ number: Double) -> JSONValue {
    .text(Format.float64.hexadecimal(number))
  }

  fileprivate static func exact(_ sum: ExactSum) -> JSONValue { .list(sum.exactParts.map(exact)) }

  fileprivate func whole(_ name: String) -> Int? {
    guard case .number(let text)? = self[name] else { return nil }
    return Int(text).flatMap { $0 >= 0 ? $0 : nil }
  }

  fileprivate func double(_ name: String) -> Double? {
    guard case .text(let text)? = self[name] else { return nil }
    return Double(text)
  }

  fileprivate func exactSum(_ name: String) -> ExactSum? {
    guard case .list(let parts)? = self[name], parts.count <= 64 else { return nil }
    let numbers = parts.compactMap { part -> Double? in
      guard case .text(let text) = part else { return nil }
      return Double(text)
    }
    return numbers.count == parts.count ? ExactSum(numbers) : nil
  }

  fileprivate func wholes(_ name: String) -> [Int]? {
    guard case .list(let parts)? = self[name] else { return nil }
    return parts.wholes
  }

  fileprivate func word(_ name: String) -> String? {
    guard case .text(let text)? = self[name] else { return nil }
    return text
  }
}

extension [JSONValue] {
  fileprivate var wholes: [Int]? {
    let numbers = compactMap { part -> Int? in
      guard case .number(let text) = part else { return nil }
      return Int(text)
    }
    return numbers.count == count ? numbers : nil
  }
}

extension Partial {
  private static let version = 1

  /// The part as a file keeps it: every sum exactly.
  package var json: JSONValue {
    let confusions = self.confusions.sorted { ($0.key.x, $0.key.y) < ($1.key.x, $1.key.y) }
    return .fields([
      "logitlab_part": .integer(Self.version), "parts": .list(parts.map { .text($0) }),
      "classes": .integer(settings.kind.classes), "dtype": .text(settings.format.name),
      "loss": .text(settings.loss), "losses_per_row": .integer(settings.kind.lossesPerRow),
      "softmax": .truth(settings.kind.isSoftmax), "weighted": .truth(settings.kind.isWeighted),
      "rows": .integer(sum.rows), "kept": .integer(sum.kept),
      "sum": .exact(sum.sum), "error": .exact(sum.error), "weights": .exact(sum.weights),
      "labels": .truth(hasLabels), "right": .integer(right),
      "histogram": .list(histogram.map { .integer($0) }),
      "confusions": .list(
        confusions.map { key, confusion in
          .fields([
            "label": .integer(Int(key.x)), "prediction": .integer(Int(key.y)),
            "count": .integer(confusion.count), "loss": .exact(confusion.loss),
          ])
        }),
      "findings": .list(
        findings.map { .fields(["part": .text($0.part), "finding": $0.finding.json]) }),
      "difference": gap.map {
        .fields([
          "rows": .integer($0.rows), "differing": .integer($0.differing), "least": .exact($0.least),
          "most": .exact($0.most), "flips": .integer($0.flips), "near_ties": .integer($0.nearTies),
          "causes": .list(
            $0.sortedCauses.map { .fields(["cause": .text($0.name), "rows": .integer($0.rows)]) }),
        ])
      } ?? .null,
    ])
  }

  /// Reads a part that `json` wrote.
  ///
  /// - Throws: `DumpError` where it is none.
  package init(_ source: any ByteSource) throws(DumpError) {
    guard source.count <= 64 << 20 else {
      throw .unreadable(source.name, "is too large for a part")
    }
    let bytes = try source.read(0..<source.count)
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(bytes) } catch {
      throw .unreadable(source.name, "\(error)")
    }
    guard value.whole("logitlab_part") == Self.version, let part = Partial(value) else {
      throw .unreadable(source.name, "is no part that --partial wrote")
    }
    self = part
  }

  private init?(_ value: JSONValue) {
    guard let classes = value.whole("classes"), let dtype = value.word("dtype"),
      let format = Format(rawValue: dtype), let loss = value.word("loss"),
      let lossesPerRow = value.whole("losses_per_row"),
      case .truth(let isWeighted)? = value["weighted"],
      case .truth(let isSoftmax)? = value["softmax"],
      let rows = value.whole("rows"), let kept = value.whole("kept"),
      let right = value.whole("right"),
      let sum = value.exactSum("sum"), let error = value.exactSum("error"),
      let weights = value.exactSum("weights"), case .truth(let hasLabels)? = value["labels"],
      let histogram = value.wholes("histogram"), case .list(let names)? = value["parts"],
      case .list(let pairs)? = value["confusions"], case .list(let found)? = value["findings"]
    else { return nil }
    var losses = LossSum()
    (losses.sum, losses.error, losses.weights) = (sum, error, weights)
    (losses.rows, losses.kept) = (rows, kept)
    var confusions: [SIMD2<Int32>: Confusion] = [:]
    for pair in pairs {
      guard let label = pair.whole("label"), let prediction = pair.whole("prediction"),
        let count = pair.whole("count"), let loss = pair.exactSum("loss"),
        let x = Int32(exactly: label), let y = Int32(exactly: prediction)
      else { return nil }
      confusions[SIMD2(x, y)] = Confusion(count: count, loss: loss)
    }
    let findings = found.compactMap { entry -> Found? in
      guard let part = entry.word("part"), let own = entry["finding"].flatMap(Finding.init) else {
        return nil
      }
      return Found(part: part, finding: own)
    }
    var gap: Gap?
    if let difference = value["difference"], difference != .null {
      guard let own = Gap(difference) else { return nil }
      gap = own
    }
    let parts = names.compactMap { if case .text(let name) = $0 { name } else { nil } }
    guard parts.count == names.count, findings.count == found.count,
      histogram.isEmpty || histogram.count == Summary.binCount + 1
    else { return nil }
    let kind = Summary.Kind(
      classes: classes, isSoftmax: isSoftmax, lossesPerRow: max(1, lossesPerRow),
      isWeighted: isWeighted)
    self.init(
      Settings(kind: kind, format: format, loss: loss), parts: parts, sum: losses, right: right,
      hasLabels: hasLabels, histogram: histogram, confusions: confusions, findings: findings,
      gap: gap)
  }
}

extension Partial.Gap {
  fileprivate init?(_ value: JSONValue) {
    guard let rows = value.whole("rows"), let differing = value.whole("differing"),
      let least = value.double("least"), let most = value.double("most"),
      let flips = value.whole("flips"), let nearTies = value.whole("near_ties"),
      case .list(let list)? = value["causes"]
    else { return nil }
    var causes: [String: Int] = [:]
    for cause in list {
      guard let name = cause.word("cause"), let rows = cause.whole("rows") else { return nil }
      causes[name] = rows
    }
    self.init(
      rows: rows, differing: differing, least: least, most: most, flips: flips, nearTies: nearTies,
      causes: causes)
  }
}

extension Finding {
  fileprivate init?(_ value: JSONValue) {
    guard let rule = value.word("rule"), let place = value.word("place"),
      let words = value.word("finding"), let why = value.word("why"), let fix = value.word("fix"),
      let command = value.word("command")
    else { return nil }
    self.init(
      rule: rule, place: place, words: words, why: why, fix: fix, command: command, isNote: false)
  }
}
