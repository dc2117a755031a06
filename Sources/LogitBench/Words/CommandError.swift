import LogitExact
import LogitLosses
import LogitText

/// A command that cannot be carried out, and the word that is at fault.
package struct CommandError: Error, Equatable {
  package enum Reason: Equatable, Sendable {
    case unknownCommand(String, nearest: String?)
    case noCommand(String, hint: String)
    case unknownLoss(String, nearest: String?)
    case ambiguousLoss(String, [Loss])
    case missing(String, usage: String)
    case unexpected(String, usage: String)
    case notANumber(String)
    case notAnIndex(String)
    case notAFiniteLabel(String)
    case notAName(String)
    case notOneOf(String, kind: String, choices: [String])
    case unbalanced(String)
    case unclosed(String)
    case numberBesideList
    case ragged(has: Int, wants: Int)
    case shortenedPrint
    case decimalComma(String)
    case classAxis([Int])
    case unequalRows(row: Int, has: Int, wants: Int)
    case classOutOfRange(Int, classes: Int)
    case labelOutOfRange(Int, classes: Int)
    case rowOutOfRange(Int, rows: Int)
    case unknownClass(String)
    case labelRows(Int, rows: Int)
    case labelClasses(Int, classes: Int)
    case indexLabels(Int, rows: Int)
    case ruleValues(Rule, has: Int, wants: Int)
    case ruleIsNaN(Rule)
    case ruleOutOfRange(Rule, String)
    case labelWasIgnored(Int, row: Int)
    case notWhole(String)
    case notWritable(String)
    case rateIsNotFinite(String)
    case rateBeyond(String, Format)
    case noStepOfProbabilities
    case gradientIsNotFinite(row: Int)
    case netValues(String, has: Int, wants: Int)
    case netOutputs(Int)
    case stepOutOfRange(String, most: Int)
    case jacobianTooLarge(Int, most: Int)
    case takesNoLogits(Loss)
    case netIsNotFinite(String, String)
    case netTakesOne(String)
    case nothingToUndo
    case nothingToRedo
    case noFile
    case notATolerance(String)
    case notTheReduction(Reduction, own: Reduction)
    case formula(String)
    case unknownName(String, nearest: String?, known: [String])
    case unknownFormula(String, nearest: String?, loss: String)
    case notAFormulaName(String)
    case formulaNameTaken(String)
    case notARange(String, String)
    case beyondFormat(String, Format)
    case onePoint(String, String, Format)
    case noRange(String, ofClass: String)
    case notSwept(String)
    case nothingSwept(String, before: String)
    case linearIsUsual
    case notInFormula(String, names: [String])
    case tooManyFormulas(Int, most: Int)
    case noPosWeight(Loss)
    case tooManyClasses(Int, most: Int)
    case ignoredRow(Int, label: Int)
    case digitsOutOfRange(String, most: Int)
    case unknownSample(String, nearest: String?)
    case file(FileError)
  }

  package let reason: Reason
  /// Where the word at fault starts, counted from 1; nil once the line has been parsed.
  package let column: Int?

  package init(_ reason: Reason, column: Int? = nil) {
    self.reason = reason
    self.column = column
  }
}

extension CommandError: CustomStringConvertible {
  package var description: String {
    switch reason {
    case .unknownCommand(let word, let nearest?):
      "'\(word)' is no command; did you mean '\(nearest)'?"
    case .unknownCommand(let word, nil): "'\(word)' is no command; 'help' lists them all"
    case .noCommand(let word, let hint): "'\(word)' is no command: \(hint)"
    case .unknownLoss(let word, let nearest?):
      "'\(word)' is no loss; did you mean '\(nearest)'?"
    case .unknownLoss(let word, nil): "'\(word)' is no loss; 'help loss' lists them"
    case .ambiguousLoss(let word, let losses):
      "'\(word)' may be "
        + losses.map { "\($0.name) (\($0.distinction))" }.joined(separator: " or ")
    case .missing(let what, let usage): "\(what) is missing: \(usage)"
    case .unexpected(let word, let usage): "'\(word)' is one word too many: \(usage)"
    case .notANumber(let word): "'\(word)' is not a number, such as 7, -.5, 1e30, inf or nan"
    case .notAnIndex(let word): "'\(word)' is not an index; rows and classes count from 0"
    case .notAFiniteLabel(let word): "a label cannot be \(word): it must be a finite number"
    case .notAName(let word):
      "'\(word)' cannot name a class: a name is no number and has no quote in it"
    case .notOneOf(let word, let kind, let choices):
      "'\(word)' is no \(kind); it is one of \(choices.joined(separator: ", "))"
    case .unbalanced(let bracket): "'\(bracket)' has no partner"
    case .unclosed(let bracket): "'\(bracket)' is not closed"
    case .numberBesideList: "a number stands beside a list: part rows with ';' or by brackets"
    case .ragged(let has, let wants):
      "a list of \(has) stands beside one of \(wants): all need as many"
    case .shortenedPrint:
      "the print was shortened at '...': torch.set_printoptions(profile=\"full\") or"
        + " np.set_printoptions(threshold=sys.maxsize) prints all of it"
    case .decimalComma(let word):
      "'\(word)' may be \(word.replacing(",", with: ".")) or the numbers"
        + " \(word.replacing(",", with: " and ")): write a point,"
        + " or '\(word.replacing(",", with: ", "))'"
    case .classAxis(let shape):
      "torch takes axis 1 of \(shape.asShape) as the classes, the bench the last:"
        + " paste logits.movedim(1, -1), or 'as none' first"
    case .unequalRows(let row, let has, let wants):
      "row \(row) has \(counted(has, "value")), row 0 has \(wants): all rows need as many"
    case .classOutOfRange(let index, let classes):
      "class \(index) is outside the classes\(counting(classes))"
    case .labelOutOfRange(let label, let classes):
      "label \(label) is outside the classes\(counting(classes))"
        + (label < 0 ? "; 'ignore_index \(label)' lets such rows count for nothing" : "")
    case .rowOutOfRange(let row, let rows): "row \(row) is outside the rows\(counting(rows))"
    case .unknownClass(let name):
      "'\(name)' is no class; give its index or the name it got by 'class'"
    case .labelRows(let has, let rows):
      "labels has \(counted(has, "row")), logits has \(rows): part rows with ';',"
        + " or give one index a row by 'label'"
    case .labelClasses(let has, let classes):
      "labels has \(counted(has, "value")) a row, logits has \(counted(classes, "class")):"
        + " give one a class, or one index a row by 'label'"
    case .indexLabels(let has, let rows):
      "label has \(counted(has, "index")), logits has \(counted(rows, "row")):"
        + " give one a row, or one alone for the chosen row"
    case .ruleValues(let rule, let has, let wants):
      "\(rule.name) has \(counted(has, "value")), logits has"
        + " \(counted(wants, rule.shape == .perRow ? "row" : "class")): give one"
        + (rule.off == nil ? " for all, or one" : "")
        + " a \(rule.shape == .perRow ? "row" : "class")"
        + (rule.off == nil ? "" : ", or '\(rule.name) off'")
    case .ruleIsNaN(let rule): "\(rule.name) cannot be nan: it must be a number"
    case .ruleOutOfRange(let rule, let word):
      "\(rule.called) is \(rule.range.words), not \(word)" + (rule.meaning.map { ": \($0)" } ?? "")
    case .labelWasIgnored(let label, let row):
      "row \(row) has the label \(label), which would be no class: set it first"
    case .notWhole(let word): "'\(word)' is not a whole number, such as -100 or 2"
    case .notWritable(let reason): "the report cannot be written: \(reason)"
    case .rateIsNotFinite(let rate): "a rate cannot be \(rate): it must be a finite number"
    case .rateBeyond(let rate, let format):
      "a rate of \(rate) is \(format.name)'s inf: its largest number is"
        + " \(format.greatestFinite.significant(2))"
    case .noStepOfProbabilities:
      "a step moves logits, and the inputs of this loss are probabilities"
    case .gradientIsNotFinite(let row):
      "row \(row) has no step to take: its gradient is not finite"
    case .netValues(let name, let has, let wants):
      "\(name) has \(counted(has, "value")), the net has \(counted(wants, "output"))"
    case .netOutputs(let count):
      "a softmax has 2 to \(Net.mostOutputs) outputs here, not \(count)"
    case .stepOutOfRange(let word, let most): "steps are 0 to \(most), not \(word.shortened)"
    case .jacobianTooLarge(let classes, let most):
      "\(classes) classes have \(classes) x \(classes) derivatives;"
        + " the table is for up to \(most) classes"
    case .takesNoLogits(let loss):
      "the inputs of this loss are probabilities: 'loss \(loss.ofLogits.name)' takes logits"
    case .netIsNotFinite(let name, let word):
      "\(name) cannot be \(word): the race starts from finite numbers"
    case .netTakesOne(let name): "\(name) takes one number"
    case .nothingToUndo: "nothing to undo"
    case .nothingToRedo: "nothing to redo"
    case .notATolerance(let word):
      "'\(word)' is no tolerance, such as 1ulp, 2ulps or 1e-4"
    case .notTheReduction(let reduction, let own):
      "the reduction is \(own.name): 'reduction \(reduction.name)' first"
    case .noFile: "this bench has no file yet; 'w FILE' writes it to one"
    case .formula(let reason): reason
    case .unknownName(let name, let nearest?, _):
      "'\(name)' has no value; did you mean '\(nearest)'? '\(name)=1' behind the formula gives it one"
    case .unknownName(let name, nil, let known):
      "'\(name)' has no value: '\(name)=1' behind the formula gives it one;"
        + " \(known.joined(separator: " ")) have one"
    case .unknownFormula(let name, let nearest?, _):
      "'\(name)' is no formula; did you mean '\(nearest)'?"
    case .unknownFormula(let name, nil, let loss):
      "'\(name)' is no formula of \(loss); 'formula' lists them"
    case .notAFormulaName(let word):
      "'\(word)' cannot name a formula: a name is a letter, then letters, digits, '-' and '_'"
    case .formulaNameTaken(let name): "'\(name)' is a formula of the program already"
    case .notInFormula(let name, let names):
      "the formula has no '\(name)' to sweep"
        + (names.isEmpty ? "" : "; it has \(names.joined(separator: ", "))")
    case .notARange(let from, let to):
      "\(from) to \(to) is no range: give two finite numbers, the smaller one first"
    case .beyondFormat(let number, let format):
      "\(number) is beyond \(format.name), whose largest number is "
        + "\(format.greatestFinite.significant(2)): 'dtype float64' holds it"
    case .onePoint(let from, let to, let format):
      "\(from) and \(to) are one number in \(format.name): take a wider range or a wider dtype"
    case .noRange(let input, let word):
      "\(word) was taken as the class: where the range begins and ends is missing, as in"
        + " 'sweep \(input) \(word) 0 1'"
    case .notSwept(let word):
      "'\(word)' is no input: sweep logit, target, pos_weight or the name of a formula, as in "
        + "'sweep log(1+exp(x)) x 80 100'"
    case .nothingSwept(let formula, let word):
      "\(word) stands where the name that is swept belongs, as in 'sweep \(formula) x 80 100'"
    case .linearIsUsual:
      "a sweep is linear where it is not 'symlog': leave 'linear' out"
    case .tooManyFormulas(let count, let most):
      "\(count) formulas are too many to tell apart: name at most \(most)"
    case .tooManyClasses(let count, let most):
      "\(count) classes are too many here: it takes rows of at most \(most)"
    case .ignoredRow(let row, let label):
      "row \(row) is ignored: its label \(label) names no class, so there is nothing to compare"
    case .noPosWeight(let loss):
      "\(loss.name) has no pos_weight; 'loss \(Loss.weightedCrossEntropy.name)' has"
    case .digitsOutOfRange(let word, let most): "digits are 1 to \(most), not \(word)"
    case .unknownSample(let name, let nearest?):
      "'\(name)' is no sample; did you mean '\(nearest)'?"
    case .unknownSample(let name, nil): "'\(name)' is no sample; 'samples' lists them all"
    case .file(let error): "\(error)"
    }
  }
}
