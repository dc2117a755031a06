import LogitText

/// What is hidden until somebody guesses it, or until it is let go.
package struct Cover: Equatable, Sendable {
  package enum Subject: Hashable, Sendable {
    /// Of the chosen row, and of the batch.
    case loss
    /// The probabilities that the loss is made of.
    case probability
    case gradient
    case sigmoid
    /// All results of one class.
    case results(Int)
  }

  /// A number that can be guessed: of a class, but for the loss.
  package struct Cell: Hashable, Sendable {
    package let subject: Subject
    package let index: Int?

    package init(_ subject: Subject, _ index: Int) {
      self.subject = subject
      self.index = subject == .loss ? nil : index
    }
  }

  package let subjects: [Subject]
  /// Guessed since the last edit.
  fileprivate var opened: Set<Cell> = []

  init(_ subjects: [Subject]) { self.subjects = subjects }

  mutating func close() { opened = [] }

  func hides(_ subject: Subject, _ index: Int) -> Bool {
    subjects.contains(subject) && !opened.contains(Cell(subject, index))
  }
}

extension Model {
  /// Whether a number is not to be told; the loss is that of the row, wherever the cursor is.
  package func hides(_ subject: Cover.Subject, of index: Int) -> Bool {
    guard let cover else { return false }
    let results = Cover.Subject.results(index)
    switch subject {
    case .loss: return cover.hides(.loss, index)
    case .results: return cover.hides(results, index)
    case .probability, .sigmoid:
      // Where the loss is made of sigmoids the two are one.
      let isBoth = bench.loss.head == .sigmoid
      return cover.hides(subject, index) || cover.hides(results, index)
        || isBoth && (cover.hides(.probability, index) || cover.hides(.sigmoid, index))
    case .gradient:
      // Of a class that is not true it is the probability.
      return cover.hides(.gradient, index) || hides(.probability, of: index)
    }
  }

  package var hidesLoss: Bool { hides(.loss, of: 0) }

  /// Whether any number of the bench is not to be told.
  package var isCovered: Bool { !hiddenSubjects(at: nil).isEmpty }

  /// What is hidden, of the class under the cursor or of any.
  package func hiddenSubjects(at index: Int?) -> [Cover.Subject] {
    let indices = index.map { $0..<$0 + 1 } ?? 0..<bench.classes
    return (cover?.subjects ?? []).filter { subject in
      switch subject {
      case .results(let own): own < bench.classes && hides(subject, of: own)
      case .loss, .probability, .gradient, .sigmoid: indices.contains { hides(subject, of: $0) }
      }
    }
  }

  /// Covers these numbers, or lets all go.
  package mutating func cover(_ subjects: [Cover.Subject]) -> Answer {
    cover = subjects.isEmpty ? nil : Cover(subjects)
    guard !subjects.isEmpty else { return Answer(text: "cover off: all is shown") }
    let words = subjects.map { name($0) }.joined(separator: " ")
    return Answer(text: "cover \(words): hidden until 'guess' or the key = says what it is")
  }

  /// Shows a number that was guessed.
  package mutating func open(_ cell: Cover.Cell) { cover?.opened.insert(cell) }

  /// What is told of a loss.
  package func lossText(_ loss: Reading) -> String { hidesLoss ? "?" : loss.text }

  package func name(_ subject: Cover.Subject) -> String {
    switch subject {
    case .loss: "loss"
    case .probability: "p"
    case .gradient: "gradient"
    case .sigmoid: "sigmoid"
    case .results(let index): bench.className(index)
    }
  }
}

extension Refusal {
  /// Of a question whose answer would tell what is covered.
  package static let covered = Self("covered until it is guessed; 'cover off' shows all")
}
