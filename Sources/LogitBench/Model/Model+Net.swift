extension Model.Answer {
  /// What an edit made of the net, and that there is nothing left to race for.
  init(_ edit: Net.Edit, _ net: Net, from old: Net) {
    self.init(text: "race \(edit): \(net.change(from: old, by: edit))")
    if case .set(.rate, _) = edit { return }
    if let further = net.furtherLabel {
      notices = [
        "it has passed .9 at step 0; label \(further) has further to go: 'race label \(further)'"
      ]
    }
  }
}
