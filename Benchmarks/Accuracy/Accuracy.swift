import Glibc
import LogitExact

/// `accuracy [FOLDER]`: evaluates every case of the vectors in a folder, `Tests/Vectors` if none is
/// named, and prints how far from the references the answers lie.
///
/// With a folder the other libraries are left out: their figures belong to `Tests/Vectors`. The
/// status is 1 if an answer is not the reference.
@main enum Accuracy {
  static func main() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count <= 1, arguments.first?.hasPrefix("-") != true else {
      print("usage: accuracy [FOLDER]")
      exit(2)
    }
    let folder = arguments.first ?? "\(root)/Tests/Vectors"
    let libraries =
      arguments.isEmpty
      ? try Libraries(path: "\(root)/Benchmarks/Accuracy/libraries.tsv") : nil
    var table = Table(libraries: libraries)
    for (name, format) in Table.formats {
      for (file, _) in Table.names {
        let path = "\(folder)/\(name)/\(file).tsv"
        table.rows.append(
          Table.Row(format: name, file: file, outputs: try scores(path, file, format)))
      }
    }
    print(preamble(libraries) + table.summary + table.markdown, terminator: "")
    for row in table.rows {
      for (name, score) in row.outputs {
        for wrong in score.wrong {
          let note = Array("\(row.format)/\(row.file) \(name), \(wrong)\n".utf8)
          _ = write(STDERR_FILENO, note, note.count)
        }
      }
    }
    exit(table.isCorrect ? 0 : 1)
  }

  private static func scores(
    _ path: String, _ file: String, _ format: Format
  ) throws -> [(name: String, score: Score)] {
    let vectors = try VectorFile(path: path)
    var scores = [Score](repeating: Score(), count: vectors.outputs.count)
    let questions = Question.all.filter { $0.file == file }
    for wanted in vectors.cases {
      var answers: [String: [Double]] = [:]
      if file == "reduce" { answers = try Batch(wanted, in: format)?.answers() ?? [:] }
      for question in questions {
        answers.merge(try question.answers(to: wanted, in: format)) { $1 }
      }
      for (place, name) in vectors.outputs.enumerated() {
        scores[place].add(
          answers[name] ?? [], against: wanted.outputs[name] ?? [], in: format, of: wanted)
      }
    }
    return Array(zip(vectors.outputs, scores).map { (name: $0, score: $1) })
  }

  private static func preamble(_ libraries: Libraries?) -> String {
    var text = """
      # Accuracy

      The worst error of any output in steps between neighbouring numbers of the format: 0 is
      correctly rounded, 1 the neighbour. The references are those of `Tests/Vectors`, special values
      and ill-conditioned cases included, all of which logitlab is held to.


      """
    if let libraries {
      text += """
        Beside it \(libraries.versions).
        Theirs leaves out ill-conditioned cases, subnormal references and whatever is not finite; after
        the comma stands the share of outputs with a relative error above .001 (float16: .0078,
        bfloat16: .0625), or not finite where the reference is. An empty cell: no such function there.
        A worst of 8.6e8 steps in float32, 4.4e18 in float64 is a small number lost:
        0 instead of 6e-8 or 1e-16.
        `Accuracy/libraries.tsv` says how their figures were recorded.

        `swift run -c release --package-path Benchmarks accuracy > Benchmarks/ACCURACY.md` makes this file.


        """
    }
    return text
  }
}
