import LogitExact
import LogitLosses
import LogitText

/// One request, read and checked: everything that a function of rows needs.
struct EvalRequest {
  /// As it was asked for.
  let name: EvalName
  let format: Format
  private let outputs: Set<String>?
  let function: RowFunction
  let layout: RowLayout
  let input: Tensor<Double>
  var labels: Tensor<Double>?
  var indices: Tensor<Int>?
  var posWeight: Tensor<Double>?
  var upstream: Tensor<Double>?
  var sampleWeight: Tensor<Double>?
  var classWeight: [Double]?
  var ignoreIndex: Int?
  /// The rules that are one number a request, clips aside.
  var numbers: [Rule: Double] = [:]
  var bounds = (lo: 0.0, hi: 1.0)
  /// The field that chose them.
  var boundsField = "epsilon"
  /// The first number of each field that its dtype made infinite.
  var overflows: [EvalWarning] = []
  var reduction = Reduction.none

  /// How many numbers a text, or rows after broadcasting, may have together: so many take a
  /// gigabyte while they are read.
  static let greatestCount = 10_000_000
  /// So many classes of one row take about a gigabyte, their steps included.
  static let greatestClassCount = 2_000_000

  var smoothing: Double { numbers[.labelSmoothing] ?? 0 }

  var variant: RowFunction.Variant {
    RowFunction.Variant(isSmoothed: smoothing != 0, isWeighted: classWeight != nil)
  }

  /// The outputs that are answered, in the order of the function.
  private(set) var wanted: [RowFunction.Output] = []

  init(_ name: EvalName, _ function: RowFunction, _ fields: EvalFields) throws(EvalRefusal) {
    (self.name, format) = (name, fields.format)
    let fromLogits = try fields.truth("from_logits") ?? false
    guard fromLogits || !name.isOfLogitsAlone else {
      throw EvalRefusal(
        .missingField, "\(name.name) is known of logits alone; add \"from_logits\": true",
        at: "from_logits")
    }
    let function = Self.chosen(name, function, fields, fromLogits: fromLogits)
    self.function = function
    try Self.check(fields, name, function, fromLogits: fromLogits)
    input = try fields.tensor(fields.required(function.input, of: name.name), function.input)
    outputs = try fields.outputs(of: function)

    var shape = input.shape
    if function.labels == .values {
      let given = try fields.tensor(fields.required("labels", of: name.name), "labels")
      guard
        let both = name.broadcasts
          ? RowLayout.broadcast(shape, given.shape) : shape == given.shape ? shape : nil
      else {
        throw EvalRefusal(
          .shapeMismatch,
          "labels have the shape \(given.shape.asShape), \(function.input) \(shape.asShape); "
            + (name.broadcasts ? "they do not broadcast" : "they must be the same"), at: "labels")
      }
      labels = given
      shape = both
    }
    layout = try Self.layout(shape, name, function, fields)
    try readParameters(fields)
    wanted = function.outputs.filter { output in
      if let outputs { return outputs.contains(output.name) }
      if case .matrix = output.kind { return false }
      return output.name != "dlogits" || function.isLoss || upstream != nil
    }
    try checkSizes()
    overflows = try fields.overflows(in: tensors)
  }

  private static func layout(
    _ shape: [Int], _ name: EvalName, _ function: RowFunction, _ fields: EvalFields
  ) throws(EvalRefusal) -> RowLayout {
    guard function.rows == .classes else { return RowLayout(shape, classAxes: nil) }
    guard shape.isEmpty else {
      return RowLayout(shape, classAxes: try fields.axes(name.axis, rank: shape.count))
    }
    guard !function.isLoss else {
      throw EvalRefusal(
        .axisOutOfRange, "a single number has no class axis; write a row of classes [...]",
        at: function.input)
    }
    // One class, which axes 0 and -1 mean as well.
    if fields["axis"] != nil { _ = try fields.axes(name.axis, rank: 1) }
    return RowLayout(shape, classAxes: [])
  }

  private func checkSizes() throws(EvalRefusal) {
    let matrix = wanted.contains { $0.name == "jacobian" } ? max(layout.classCount, 1) : 1
    let (whole, isOver) = (layout.count ?? .max).multipliedReportingOverflow(by: matrix)
    guard !isOver, whole <= Self.greatestCount, layout.rowCount <= Self.greatestCount,
      layout.classCount < .max
    else {
      throw EvalRefusal(
        .tooLarge,
        "rows of more than \(Self.greatestCount) numbers together; ask for parts of them",
        at: function.input)
    }
    guard layout.classCount <= Self.greatestClassCount || layout.rowCount == 0 else {
      throw EvalRefusal(
        .tooLarge,
        "\(layout.classCount) classes are more than \(Self.greatestClassCount); ask for fewer",
        at: function.input)
    }
  }

  /// What was given for each field, where it was.
  private var tensors: [(field: String, values: [Double])] {
    [
      (function.input, input.values), ("labels", labels?.values ?? []),
      ("pos_weight", posWeight?.values ?? []), ("upstream", upstream?.values ?? []),
      ("sample_weight", sampleWeight?.values ?? []), ("class_weight", classWeight ?? []),
    ]
  }

  // MARK: - Fields

  /// What a framework's name means with these fields.
  private static func chosen(
    _ name: EvalName, _ usual: RowFunction, _ fields: EvalFields, fromLogits: Bool
  ) -> RowFunction {
    if fromLogits, let other = name.fromLogits { return other }
    if fields["pos_weight"] == nil, let other = name.unweighted { return other }
    if let other = name.forIndices, let labels = fields["labels"],
      let input = fields[usual.input], labels.rank < input.rank
    {
      return other
    }
    return usual
  }

  private static func check(
    _ fields: EvalFields, _ name: EvalName, _ function: RowFunction, fromLogits: Bool
  ) throws(EvalRefusal) {
    var known = ["function", "dtype", "outputs", function.input] + ExactWish.fields
    known.append(EvalFields.knownTo)
    known += function.fields
    if function.labels != .none { known.append("labels") }
    if function.isLoss { known += ["sample_weight", "reduction"] }
    if name.fromLogits != nil { known += ["from_logits"] }
    if fromLogits { known += ["epsilon", "lo", "hi"] }
    if name.unweighted != nil { known.append("pos_weight") }
    if name.forIndices != nil { known.append("ignore_index") }
    if let field = fields.unknown(among: known) {
      throw .unknownField(field, of: name, input: function.input, among: known)
    }
  }

  private mutating func readParameters(_ fields: EvalFields) throws(EvalRefusal) {
    if function.isLoss {
      reduction = try fields.reduction(name, hasIndices: function.labels == .index)
    }
    for rule in function.rules
    where rule.shape == .one && (rule.isParameter || rule.range != .any) {
      numbers[rule] = try fields.number(of: rule)
    }
    if function.takes(.epsilon) {
      bounds = try fields.bounds()
      boundsField = ["epsilon", "lo", "hi"].first { fields[$0] != nil } ?? "epsilon"
    }
    if function.takes(.posWeight) {
      let weight = try fields.tensor(fields.required("pos_weight", of: name.name), "pos_weight")
      try checkBroadcast(weight.shape, to: layout.shape, "pos_weight")
      posWeight = weight
    }
    try readUpstream(fields)
    if function.isLoss, let weight = try fields.tensor("sample_weight") {
      try checkBroadcast(weight.shape, to: layout.rowShape, "sample_weight")
      sampleWeight = weight
    }
    if function.takes(.classWeight), let weight = try fields.tensor("class_weight") {
      guard weight.rank == 1, weight.values.count == layout.classCount else {
        throw EvalRefusal(
          .shapeMismatch,
          "has the shape \(weight.shape.asShape), needs one weight for each of "
            + "\(layout.classCount) classes", at: "class_weight")
      }
      classWeight = weight.values
    }
    if function.takes(.ignoreIndex) {
      ignoreIndex = try fields.whole("ignore_index") ?? name.ignoreIndex
    }
    if function.labels == .index { try readIndices(fields) }
    try checkDomain()
  }

  private func checkBroadcast(
    _ own: [Int], to shape: [Int], _ field: String
  ) throws(EvalRefusal) {
    guard !RowLayout.broadcasts(own, to: shape) else { return }
    throw EvalRefusal(
      .shapeMismatch, "has the shape \(own.asShape), which does not broadcast to \(shape.asShape)",
      at: field)
  }

  private mutating func readUpstream(_ fields: EvalFields) throws(EvalRefusal) {
    guard function.takesUpstream else { return }
    let perRow = function.outputs.contains { $0.name == "value" && $0.kind == .row }
    let shape = perRow ? layout.rowShape : layout.shape
    if let given = try fields.tensor("upstream") {
      guard given.shape == shape else {
        throw EvalRefusal(
          .shapeMismatch,
          "has the shape \(given.shape.asShape), needs that of the value, \(shape.asShape)",
          at: "upstream")
      }
      upstream = given
    } else if outputs?.contains("dlogits") == true {
      throw EvalRefusal(.missingField, "dlogits needs 'upstream'; add it", at: "upstream")
    }
  }

  private mutating func readIndices(_ fields: EvalFields) throws(EvalRefusal) {
    let given = try fields.indices(fields.required("labels", of: name.name), "labels")
    guard given.shape == layout.rowShape else {
      throw EvalRefusal(
        .shapeMismatch,
        "labels have the shape \(given.shape.asShape), need one class for each row, "
          + layout.rowShape.asShape, at: "labels")
    }
    let classes = layout.classCount
    for (place, label) in given.values.enumerated() where label != ignoreIndex {
      guard label >= 0, label < classes else {
        throw EvalRefusal(
          .labelOutOfRange,
          "label \(label) is outside the classes\(counting(classes)); count the classes from 0",
          at: given.path("labels", place))
      }
    }
    indices = given
  }

  private func checkDomain() throws(EvalRefusal) {
    guard function.domain != .any else { return }
    let wants = function.domain == .unit ? "0 to 1" : "0 or more"
    for (place, value) in input.values.enumerated()
    where value < 0 || function.domain == .unit && value > 1 {
      throw EvalRefusal(
        .probabilityOutOfRange,
        "\(format.shortest(value)) is no probability, which is \(wants); are these logits?",
        at: input.path(function.input, place))
    }
  }
}

extension JSONValue {
  /// How deep the first numbers lie.
  fileprivate var rank: Int {
    if case .object(let fields) = self,
      case .list(let sizes)? = fields.first(where: { $0.name == "shape" })?.value
    {
      return sizes.count
    }
    var rank = 0
    var value = self
    while case .list(let items) = value {
      rank += 1
      guard let first = items.first else { break }
      value = first
    }
    return rank
  }
}
