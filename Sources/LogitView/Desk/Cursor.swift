import LogitBench
import LogitSession
import LogitStudies

extension Interface {
  /// What the input under the cursor holds.
  package func value(in bench: Bench) -> Number {
    switch field {
    case .logit: bench.logits[bench.row][index]
    case .label: bench.label(of: index)
    case .posWeight: bench.posWeight(of: index)
    case .parameter(let name): bench.parameters[name] ?? Number(0)
    }
  }

  /// The cell of the header under the cursor; nil where that is on no parameter.
  func headerCell(on bench: Bench) -> HeaderCell? {
    guard case .parameter(let name) = field else { return nil }
    return HeaderCell(name, value(in: bench), edit)
  }

  /// The edit that gives the input under the cursor a value.
  package func edit(setting value: Number, in bench: Bench) -> Edit {
    switch field {
    case .logit: return .logit(.index(index), value)
    case .label: return .target(.index(index), value)
    case .posWeight:
      var weights = bench.posWeight
      weights[weights.count == 1 ? 0 : index] = value
      return .rule(.posWeight, weights)
    case .parameter(let name): return bench.settingParameter(name, to: value)
    }
  }

  /// The edit of the key that sets the label: one class is true, or, where each has a loss of
  /// its own, each may be.
  package func labelEdit(in bench: Bench) -> Edit {
    guard bench.loss.isElementwise else { return .label([.index(index)]) }
    return .target(.index(index), Number(bench.label(of: index).text == "1" ? 0 : 1))
  }

  /// What is being typed, as the bench would be if it were entered.
  package enum Preview {
    case none
    /// The text is no number yet.
    case unfinished
    case refused(CommandError)
    case model(Model)
  }

  package func preview(of model: Model) -> Preview {
    guard let edit else { return .none }
    guard let number = Number(edit.string) else { return .unfinished }
    var copy = model
    do throws(CommandError) {
      _ = try copy.update(.edit(self.edit(setting: number, in: model.bench)))
      return .model(copy)
    } catch {
      return .refused(error)
    }
  }
}
