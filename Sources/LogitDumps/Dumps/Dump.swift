import LogitExact
import LogitLosses
import LogitText

/// Logits and labels as somebody saved them: rows of classes, what is true of each, and the rules of
/// their loss. It never changes, so that what holds one holds a pointer.
package final class Dump: Sendable {
  package let name: String
  package let rows: Rows
  let labels: Labels
  package let labelsName: String?
  let head: DumpRequest.Head
  let request: DumpRequest
  /// That of the losses: the logits' own, of whole numbers float64, of 8 bits float32.
  package let format: Format
  package let rowNames: [String]?
  private let file: DumpFile
  package let remarks: [String]
  /// The label that counts for nothing: as told, or PyTorch's own where labels have it.
  let ignoreIndex: Int?

  package var count: Int { rows.count }
  package var classCount: Int { rows.classCount }
  package var isEmpty: Bool { count == 0 }
  package var hasLabels: Bool { labels.areGiven }
  package var formatName: String { format.name }
  /// Its name without folders, as it may stand on a terminal.
  package var fileName: String {
    String(name.split(separator: "/").last ?? Substring(name)).visible
  }

  /// - Parameter labelFile: The file of the labels where it is another one.
  /// - Throws: `DumpError`, of usage where labels and logits do not go together.
  package init(
    _ file: DumpFile, labelFile: DumpFile? = nil, _ request: DumpRequest = DumpRequest()
  ) throws(DumpError) {
    self.file = file
    var remarks = file.remarks
    let own = labelFile == nil ? request.labels ?? file.ownLabels : nil
    let array =
      if let name = request.array { try file.array(named: name) } else {
        try file.mainArray(besides: own)
      }
    name = array.name
    var labelArray: DumpArray?
    if let labelFile {
      labelArray =
        if let name = request.labels { try labelFile.array(named: name) } else {
          try labelFile.onlyArray()
        }
    } else if let own {
      labelArray = try file.array(named: own)
      if request.labels == nil, !["kld", "logprobs"].contains(file.kind) {
        remarks.append("'\(own.shortened)' are the labels; --labels NAME takes others")
      }
    }
    labelsName = labelArray?.name
    var rows = try Rows(array, along: request.axis, layout: request.layout)
    // Logits of one axis with as many labels are as many rows of one class.
    if array.shape.count == 1, let labelArray, labelArray.count == array.count,
      array.count != 1 || request.head == .sigmoid
    {
      rows = Rows(elementsOf: array)
      labels = .values(Rows(elementsOf: labelArray))
    } else {
      let axis = request.layout == nil ? request.axis : rows.axis
      if let labelArray {
        labels = try Labels(labelArray, for: rows, axis: axis)
      } else {
        labels = .none
      }
    }
    self.rows = rows
    let type = array.type.format ?? .float64
    format = [.float8E5M2, .float8E4M3].contains(type) ? .float32 : type
    if let told = request.head {
      head = told
    } else {
      head = request.posWeight.isEmpty ? try Self.head(of: labels, rows) : .sigmoid
    }
    if case .indices = labels, head == .sigmoid, rows.classCount > 1 {
      throw .usage(
        labelsName ?? name, "a sigmoid needs a label a class, \(rows.array.shape.asShape)")
    }
    for (name, weights) in [
      ("class_weight", request.classWeight), ("pos_weight", request.posWeight),
    ] where weights.count > 1 && weights.count != rows.classCount {
      throw .usage(
        "", "\(name): \(counted(weights.count, "weight")) for \(counted(rows.classCount, "class"))")
    }
    var told = request
    told.classWeight = weights(request.classWeight, rows.classCount)
    told.posWeight = weights(request.posWeight, rows.classCount)
    self.request = told
    rowNames = file.rowNames
    ignoreIndex = request.ignoreIndex ?? labels.ignored
    if request.ignoreIndex == nil, ignoreIndex != nil {
      remarks.append("label -100 is ignored, as by PyTorch; --ignore-index says another")
    }
    self.remarks = remarks
    func weights(_ given: [Double], _ classes: Int) -> [Double] {
      given.count == 1 ? [Double](repeating: given[0], count: classes) : given
    }
  }

  /// Labels of several classes a row are those of sigmoids: nothing else explains them.
  private static func head(of labels: Labels, _ rows: Rows) throws(DumpError) -> DumpRequest.Head {
    guard case .values(let values) = labels else { return .softmax }
    guard rows.classCount > 1 else { return .sigmoid }
    // A softmax's labels are shares of 1.
    for start in stride(from: 0, to: min(values.count, 4096), by: 64) {
      let end = min(values.count, start + 64)
      let numbers = try values.numbers(start..<end)
      for row in 0..<end - start {
        let sum = numbers[row * values.classCount..<(row + 1) * values.classCount].reduce(0, +)
        if (sum - 1).magnitude > 1e-3 { return .sigmoid }
      }
    }
    return .softmax
  }

  /// The loss that its numbers are of.
  package var loss: Loss {
    switch (head, labels) {
    case (.sigmoid, _):
      request.posWeight.isEmpty ? .sigmoidCrossEntropy : .weightedCrossEntropy
    case (.softmax, .values): .softmaxCrossEntropy
    case (.softmax, _): .sparseSoftmaxCrossEntropy
    }
  }

  /// How many unreduced losses a row has.
  var lossesPerRow: Int { loss.isElementwise ? classCount : 1 }

  /// The names of the classes of a row; nil where they have none.
  func classNames(ofRow row: Int) -> [String]? {
    file.classNames(ofRow: row, besides: request.labels ?? file.ownLabels)
  }

  package func className(_ index: Int, ofRow row: Int) -> String {
    guard let names = classNames(ofRow: row), names.indices.contains(index) else {
      return "\(index)"
    }
    return names[index]
  }
}

extension DumpFile {
  /// The array that is alone, or what people call labels.
  func onlyArray() throws(DumpError) -> DumpArray {
    if names.count == 1 { return try array(named: names[0]) }
    guard let own = ownLabels else {
      throw .usage(name, "has \(listing): which are the labels?")
    }
    return try array(named: own)
  }
}
