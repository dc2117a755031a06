import LogitText

/// Why a text is no scenario, and where.
package struct ScenarioError: Error, Equatable, Sendable {
  package enum Place: Equatable, Sendable {
    case whole
    /// A field as one writes it in a program: `logits[0][2]`.
    case path(String)
  }

  package enum Reason: Equatable, Sendable {
    case json(JSONError)
    case unknownField(nearest: String?)
    case missing
    case missingNetField
    case unknownNetField
    case version(String)
    case wrongType(found: String, wants: String)
    case notANumber(String)
    case notOneOf(String, kind: String, choices: [String])
    case counts(has: String, wants: String)
    case outOfRange(String, wants: String)
    case noClasses
    case notAName(String)
    case indexOutOfRange(String, count: Int, noun: String)
    case notAFiniteLabel(String)
    case ruleIsNaN(String)
    case formula(String)
  }

  package let reason: Reason
  package let place: Place

  package init(_ reason: Reason, at place: Place = .whole) {
    self.reason = reason
    self.place = place
  }
}

extension ScenarioError: CustomStringConvertible {
  package var description: String {
    switch place {
    case .whole: sentence
    case .path(let path): "\(path): \(sentence)"
    }
  }

  private var sentence: String {
    switch reason {
    case .json(let error):
      error.reason == .empty ? "the file is empty; a scenario is a JSON object" : "\(error)"
    case .unknownField(let nearest?): "no such field; did you mean '\(nearest)'?"
    case .unknownField(nil):
      "no such field; a scenario has \(Bench.scenarioFields.joined(separator: ", "))"
    case .missing: "this field is missing; a scenario needs logitlab, loss, logits and labels"
    case .missingNetField, .unknownNetField:
      "\(reason == .missingNetField ? "this field is missing" : "no such field");"
        + " a net has head, x, w1, b1, w2, b2, label, rate"
    case .version(let version):
      "version \(version.shortened) is not known; this program reads version 1"
    case .wrongType(let found, let wants): "found \(found), needs \(wants)"
    case .notANumber(let word): "'\(word.shortened)' is not a number"
    case .notOneOf(let word, let kind, let choices):
      "'\(word.shortened)' is no \(kind); it is one of \(choices.joined(separator: ", "))"
    case .counts(let has, let wants): "has \(has), needs \(wants)"
    case .outOfRange(let value, let wants): "is \(value), must be \(wants)"
    case .noClasses: "is empty, needs at least one number"
    case .notAName(let name):
      "'\(name.shortened)' cannot name a class: a name is one line, no number, has no quote in it"
    case .indexOutOfRange(let index, let count, let noun):
      "\(index) is outside the \(noun)\(counting(count))"
    case .notAFiniteLabel(let word): "a label cannot be \(word): it must be a finite number"
    case .ruleIsNaN(let name): "\(name) cannot be nan"
    case .formula(let reason): reason
    }
  }
}
