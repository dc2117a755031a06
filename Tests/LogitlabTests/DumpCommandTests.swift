import TestSupport
import Testing

/// Dumps at the command line: what is read how, what it prints and with which status.
@Suite struct DumpCommandTests {
  private let samples: String

  init() {
    samples =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
      + "/samples/dumps"
  }

  private func shell(_ line: String) throws -> String {
    let scratch = try Scratch("dumps-\(line.hashValue.magnitude)")
    return try scratch.shell("S=\(quoted(samples)); \(line)")
  }

  @Test func aFileOfLogitsIsListedWhereverItStandsAmongTheWords() throws {
    let list = try shell("lab $S/logits.npy --labels $S/labels.npy --top 2")
    #expect(list.contains("120 rows of 10 classes") && list.hasSuffix("status 0\n"), "\(list)")
    #expect(try shell("lab --top 2 $S/logits.npy --labels $S/labels.npy") == list)
    let piped = try shell("cat $S/logits.npy | lab list - --labels $S/labels.npy --top 2")
    #expect(piped.replacing("stdin", with: "") == list.replacing("\(samples)/logits.npy", with: ""))
  }

  /// The single row is the bfloat16 head of `RangesTests`.
  @Test func aToleranceIsThatOfTheBench() throws {
    let file = "printf '25.75,26.75,18.375,13.4375,11.4375,0\\n' > head.csv"
    let read = "lab tolerance head.csv --labels 5"
    let told = try shell("\(file); \(read) --from bfloat16")
    #expect(
      told.contains("write atol=0.0929 for a row's loss: the causes add up\n")
        && told.contains("no winner can flip"), "\(told)")
    let rows = try shell(
      "lab tolerance $S/logits.npy --labels $S/labels.npy --uncertain 0.5 --reduction none --json")
    #expect(rows.contains("\"flips\" : [") && rows.hasSuffix("status 0\n"), "\(rows)")
    let both = try shell("\(file); \(read) --from bfloat16 --uncertain 1")
    #expect(both.contains("give one") && both.hasSuffix("status 2\n"))
  }

  @Test func aRowGoesToTheBenchWithTheLossOfTheList() throws {
    let json = try shell(
      "lab $S/logits.npy --labels $S/labels.npy --where 'index == 7' --json | grep '\"loss\": [0-9]'"
    )
    let loss = json.split(separator: "\n").last { $0.contains("\"loss\"") }.map {
      $0.filter { $0.isNumber || $0 == "." }
    }
    let bench = try shell(
      "echo 'expect loss \(loss ?? "")' | lab $S/logits.npy --labels $S/labels.npy --row 7")
    #expect(loss != nil && bench == "status 0\n", "\(json) \(bench)")
  }

  @Test(arguments: [
    ("lab nothing.npy", "logitlab list: nothing.npy: No such file or directory\nstatus 3\n"),
    (
      "head -c 100 $S/logits.npy > cut.npy; lab cut.npy",
      "would end at byte 128, the file at 100\nstatus 3\n"
    ),
    ("lab $S/logits.npy --axis 2", "has no axis 2; they are 0 to 1\nstatus 2\n"),
    (
      "lab $S/logits.npy --labels $S/labels.npy --axis 0", "--axis 1 makes as many rows\nstatus 2\n"
    ),
    ("lab $S/logits.npy --where 'los > 5'", "did you mean 'loss'?\nstatus 2\n"),
    ("lab $S/logits.npy --row 120", "has no row 120; they are 0 to 119\nstatus 2\n"),
    ("printf '\\200\\002' > m.pt; lab m.pt", "weights_only=True).float().numpy())\nstatus 3\n"),
    (
      "printf 'a\\033[31m,b\\n1,x\\n2,3\\n' > e.csv; lab e.csv",
      "e.csv: line 2, column 2: 'x' is not a number\nstatus 3\n"
    ),
  ])
  func refusalsHaveTheirStatus(_ line: String, _ wanted: String) throws {
    let text = try shell(line)
    #expect(text.hasSuffix(wanted), "\(text)")
  }

  @Test func namesOfTensorsReachNoTerminalUnmarked() throws {
    let file = quoted(samples + "/../../Tests/LogitDumpsTests/Written/tensors.safetensors")
    let text = try shell("lab \(file)")
    #expect(text.contains("--array NAME") && !text.contains("\u{1b}"), "\(text)")
  }

  @Test(arguments: [
    ("lab check $S/logits.npy --labels $S/labels.npy", "\nnothing found\nstatus 0\n"),
    ("lab check $S/logits.npy --labels $S/labels_from_1.npy", "\n1 finding\nstatus 1\n"),
    (
      "lab check $S/axis.npy --labels $S/labels.npy | grep '^finding'",
      "finding  axis: there are as many labels as rows along axis 0, not along the one that was read\nstatus 0\n"
    ),
    (
      "lab check $S/logits.npy --labels $S/traits.npy",
      "for 120 rows of [120, 10] along axis 1\nstatus 2\n"
    ),
    ("lab check $S/nothing.npy", "No such file or directory\nstatus 3\n"),
    (
      "lab check $S/logits.npy --reported x 2>&1 | head -1",
      "Error: --reported 'x' is not a number\nstatus 0\n"
    ),
    (
      "lab check $S/logits.npy --labels $S/labels.npy --temperature 2 --temperature 1 --json | grep '\"loss\"' | head -1",
      "\"loss\": 21.510754,\nstatus 0\n"
    ),
  ])
  func theDoctorHasAStatusForEachEnd(_ line: String, _ wanted: String) throws {
    let text = try shell(line)
    #expect(text.hasSuffix(wanted), "\(text)")
  }

  @Test(arguments: [
    (
      "lab diff $S/logits.npy $S/diff-rounding.npy | grep ^cause",
      "rounded to bfloat16   120 of 120 rows\nstatus 0\n"
    ),
    ("lab diff $S/logits.npy $S/diff-rounding.npy --json > /dev/null", "status 1\n"),
    ("lab diff $S/logits.npy $S/diff-rounding.npy --tolerance 0.05 > /dev/null", "status 0\n"),
    ("lab diff $S/logits.npy $S/logits.npy", "the same numbers in all 120 rows\nstatus 0\n"),
    (
      "lab diff $S/logits.npy $S/traits.npy 2>&1 | grep -c 'only losses can be compared'",
      "1\nstatus 0\n"
    ),
    ("cat $S/logits.npy | lab diff - $S/diff-shift.npy --top 0 | grep -c ^cause", "1\nstatus 0\n"),
  ])
  func differencesHaveTheirStatus(_ line: String, _ wanted: String) throws {
    let text = try shell(line)
    #expect(text.hasSuffix(wanted.replacing("$S", with: samples)), "\(text)")
  }

  @Test(arguments: [
    (
      "lab tradeoffs $S/traits.npy --labels $S/trait-labels.npy | grep -c 'average precision 0.9629   area under ROC 0.9591'",
      "1\nstatus 0\n"
    ),
    (
      "lab tradeoffs $S/traits.npy --labels $S/trait-labels.npy --class 1 --json | grep '\"roc_auc\"'",
      "\"roc_auc\": 0.9122857142857143,\nstatus 0\n"
    ),
    (
      "lab tradeoffs $S/logits.npy --labels $S/labels.npy",
      "--class K takes one against the others\nstatus 2\n"
    ),
    (
      "lab calibration $S/logits.npy --labels $S/labels.npy | grep '^ temperature'",
      "T 0.6331, mean loss 0.1793 -> 0.1465, ECE 0.0445 -> 0.0346\nstatus 0\n"
    ),
    (
      "lab calibration $S/logits.npy --labels $S/labels.npy --bins 5 --json | grep '\"bins\": [0-9]'",
      "\"bins\": 5,\nstatus 0\n"
    ),
    (
      "lab calibration $S/logits.npy --labels $S/labels.npy --bins 0 2>&1 | head -1",
      "Error: --bins is 1 to 1000\nstatus 0\n"
    ),
    ("lab calibration $S/logits.npy", "without labels nothing is right or wrong\nstatus 2\n"),
    ("lab calibration nothing.npy", "No such file or directory\nstatus 3\n"),
  ])
  func judgementsHaveTheirStatus(_ line: String, _ wanted: String) throws {
    let text = try shell(line)
    #expect(text.hasSuffix(wanted), "\(text)")
  }

  @Test func partsThatWereMadeElsewhereMergeInAnyOrder() throws {
    let text = try shell(
      """
      for l in labels labels_shifted; do
        lab list $S/logits.npy --labels $S/$l.npy --partial | sed "s|$S/logits.npy|$l|" > $l.json
      done
      lab merge labels.json labels_shifted.json --json > a; lab merge labels_shifted.json labels.json --json > b
      cmp a b && grep -c '"rows": 240' a; lab merge labels.json labels.json; lab merge a
      """)
    #expect(
      text == """
        1
        logitlab merge: labels: is given twice
        logitlab merge: a: is no part that --partial wrote
        status 3

        """, "\(text)")
  }

  /// Every block of the README about dumps is what the program prints.
  @Test func theReadmeShowsWhatIsPrinted() throws {
    let readme = try text(ofFile: samples + "/../../README.md")
    let blocks = readme.split(separator: "```\n$ logitlab ").dropFirst()
      .filter { $0.prefix { $0 != "\n" }.contains(".npy") }
    #expect(blocks.count == 4)
    for block in blocks {
      let lines = block.split(separator: "\n```")[0].split(separator: "\n")
      let printed = try shell("cd $S; lab \(lines[0])")
      for line in lines.dropFirst() where line != "..." {
        #expect(printed.contains(line + "\n"), "\(line)\n\(printed)")
      }
    }
  }
}
