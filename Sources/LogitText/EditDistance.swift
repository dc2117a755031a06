/// How many letters must be put in, taken out, changed or swapped with their neighbour to make `b`
/// of `a`.
package func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a)
  let b = Array(b)
  // Row i holds the distances from the first i letters of a to each beginning of b.
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var least = min(rows[i][j + 1], row[j]) + 1
      least = min(least, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        least = min(least, rows[i - 1][j - 1] + 1)
      }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}

/// The candidate nearest to a mistyped word, whatever the case of its letters; nil where none is
/// near.
package func nearest(to word: String, among candidates: [String]) -> String? {
  // No name is as long, and a pasted line would be compared letter by letter.
  guard word.utf8.count <= 40 else { return nil }
  let distances = candidates.filter { $0.utf8.count <= 60 }
    .map { ($0, editDistance($0.lowercased(), word.lowercased())) }
  guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
  // A single letter is as near to every other.
  return best.1 <= (word.count > 3 ? 2 : word.count > 1 ? 1 : 0) ? best.0 : nil
}
