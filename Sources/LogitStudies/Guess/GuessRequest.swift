import LogitBench
import LogitText

/// What somebody thinks a covered number is.
package struct GuessRequest: Equatable, Sendable {
  /// nil for the first that is covered.
  package let subject: Cover.Subject?
  package let reference: ClassReference?
  package let typed: TypedNumber

  package var description: String {
    let named = subject == nil || subject == .loss ? nil : reference
    let words = [subject.map(Self.word), named.map { "\($0)" }, typed.text]
    return "guess " + words.compactMap(\.self).joined(separator: " ")
  }

  private static func word(_ subject: Cover.Subject) -> String {
    switch subject {
    case .loss: "loss"
    case .probability, .results: "p"
    case .gradient: "gradient"
    case .sigmoid: "sigmoid"
    }
  }

  /// The same about the class under the cursor, where it names none.
  package func pointed(at index: Int) -> Self {
    reference != nil ? self : Self(subject: subject, reference: .index(index), typed: typed)
  }
}

extension Arguments {
  /// `loss`, `p`, `gradient`, `sigmoid` or classes, as many as there are; nothing for `off`.
  package mutating func covered() throws(CommandError) -> [CoverWord] {
    var words: [CoverWord] = []
    repeat {
      var ahead = self
      let (word, _) = try ahead.wordAndColumn("what to cover")
      if word == "off", words.isEmpty {
        self = ahead
        return []
      }
      if let subject = Cover.Subject(word) {
        self = ahead
        words.append(.subject(subject))
      } else {
        words.append(.results(try classReference("what to cover")))
      }
    } while !isAtEnd
    return words
  }

  package mutating func guess() throws(CommandError) -> GuessRequest {
    var ahead = self
    var subject: Cover.Subject?
    var reference: ClassReference?
    if let word = try? ahead.word("a number"), let named = Cover.Subject(word) {
      self = ahead
      subject = named
      var two = self
      // A class stands before the number, so of two words the first is one.
      if named != .loss, (try? two.word("a class")) != nil, !two.isAtEnd {
        reference = try classReference("a class")
      }
    }
    return GuessRequest(subject: subject, reference: reference, typed: try typedNumber())
  }
}

/// What a person covers: a kind of number, or the results of a class.
package enum CoverWord: Equatable, Sendable {
  case subject(Cover.Subject)
  case results(ClassReference)
}

extension CoverWord: CustomStringConvertible {
  package var description: String {
    switch self {
    case .subject(.probability): "p"
    case .subject(let subject): "\(subject)"
    case .results(let reference): "\(reference)"
    }
  }
}

extension Cover.Subject {
  fileprivate init?(_ word: String) {
    switch word {
    case "loss": self = .loss
    case "p": self = .probability
    case "gradient": self = .gradient
    case "sigmoid": self = .sigmoid
    default: return nil
    }
  }
}

// MARK: - On the bench

extension Model {
  /// Covers what the words say.
  package mutating func cover(_ words: [CoverWord]) throws(CommandError) -> Answer {
    var subjects: [Cover.Subject] = []
    for word in words {
      switch word {
      case .subject(let subject): subjects.append(subject)
      case .results(let reference):
        do throws(CommandError) { subjects.append(.results(try bench.index(of: reference))) } catch
        {
          guard case .name(let word) = reference else { throw error }
          throw CommandError(
            "'\(word)' covers nothing; it is loss, p, gradient, sigmoid or a class, or off alone")
        }
      }
    }
    return cover(subjects)
  }

  /// Opens the number that was guessed, and says how near the guess is.
  ///
  /// - Throws: `CommandError` where nothing of the kind is covered.
  package mutating func guess(_ guess: GuessRequest) throws(CommandError) -> Answer {
    let index =
      try guess.reference.map { reference throws(CommandError) in
        try bench.index(of: reference)
      } ?? bench.notableClass
    let (cell, subject) = try cell(of: guess, index)
    let (name, reading) = number(subject, cell.index ?? index)
    open(cell)
    return Answer(
      text: "guess \(guess.typed.text)",
      notices: [verdict(guess.typed, name, reading)]
        + formulas(ofClass: cell.index ?? index).lines(
          [subject.number].compactMap(\.self).filter {
            !hidesFormula($0, ofClass: cell.index ?? index)
          },
          width: 100))
  }

  /// The hidden number that a guess is about, and what it is.
  private func cell(
    of guess: GuessRequest, _ index: Int
  ) throws(CommandError) -> (Cover.Cell, Cover.Subject) {
    guard cover != nil else {
      throw CommandError("nothing is covered; 'cover loss' covers the loss")
    }
    let both: [Cover.Subject] = bench.loss.head == .sigmoid ? [.probability, .sigmoid] : []
    let found = hiddenSubjects(at: index).first { covered in
      guard let wanted = guess.subject else { return true }
      return covered == wanted || covered == .results(index) && wanted != .loss
        || both.contains(covered) && both.contains(wanted)
    }
    if let found {
      if case .results(let own) = found {
        return (Cover.Cell(found, own), guess.subject ?? .probability)
      }
      return (Cover.Cell(found, index), guess.subject ?? found)
    }
    guard isCovered else { throw CommandError("all is open until the next edit") }
    let subject = guess.subject.map { "the \(name($0))" } ?? "what is covered"
    throw CommandError(
      "\(subject) of \(bench.className(index)) is open: 'guess p 1 0.5' names another class")
  }

  private func number(_ subject: Cover.Subject, _ index: Int) -> (String, Reading) {
    let row = evaluation.chosen
    let name = bench.className(index)
    switch subject {
    case .loss: return ("the loss", row.loss)
    case .probability, .results: return ("p of \(name)", row.probabilities(bench.loss)[index])
    case .sigmoid: return ("the sigmoid of \(name)", row.sigmoid[index])
    case .gradient: return ("dloss/d\(bench.loss.inputSymbol) of \(name)", row.gradient[index])
    }
  }

  /// `the loss is 0.4170, off by 0.083, 20 %`.
  private func verdict(_ typed: TypedNumber, _ name: String, _ reading: Reading) -> String {
    let said = typed.number.value(in: .float64)
    let gap = (said - reading.value).magnitude
    let share = gap / reading.value.magnitude
    // A single digit is near to much.
    let isRight =
      said == reading.value || said.isNaN && reading.value.isNaN
      || gap <= typed.halfUnit && share <= 0.02
    if isRight { return "right: \(name) is \(reading.text)" }
    guard gap.isFinite else { return "\(name) is \(reading.text)" }
    let hundredths = share < 0.1 ? (share * 100).significant(2) : (share * 100).decimals(0)
    let percent = share.isFinite && share < 10 ? ", \(hundredths) %" : ""
    return "\(name) is \(reading.text), off by \(gap.significant(2))\(percent)"
  }
}

extension Cover.Subject {
  fileprivate var number: ClassNumber? {
    switch self {
    case .loss: .loss
    case .probability, .results: .probability
    case .gradient: .gradient
    case .sigmoid: nil
    }
  }
}
