import LogitView

/// What holds for the parser of a terminal's bytes, whatever they are.
///
/// - Parameter bytes: The first one says where a read cuts the others.
func checkInputParser(_ bytes: some Collection<UInt8>) throws(Violation) {
  guard let first = bytes.first else { return }
  let sent = Array(bytes.dropFirst())
  var whole = InputParser()
  let events = whole.feed(sent)
  try hold(events.count <= 2 * sent.count, "\(events.count) events of \(sent.count) bytes")
  for event in events {
    if case .mouse(_, let x, let y) = event {
      try hold(x >= 0 && y >= 0, "the mouse is at \(x), \(y)")
    }
  }

  let cut = Int(first) % (sent.count + 1)
  var parted = InputParser()
  let parts = parted.feed(sent[..<cut]) + parted.feed(sent[cut...])
  try hold(parts == events, "a cut at \(cut) gives other events")
  try hold(parted.patience == whole.patience, "a cut at \(cut) changes the patience")

  let flushed = whole.flush()
  try hold(flushed == parted.flush(), "a cut at \(cut) gives another end")
  try hold(whole.patience == nil, "still waiting after the end")
  let key = Event.key(Key(.character("A")))
  try hold(whole.feed([0x41]) == [key], "the next key is lost")
}
