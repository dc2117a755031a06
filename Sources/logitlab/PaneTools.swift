import ArgumentParser

/// `logitlab heads`: a file's row through both heads.
struct HeadsTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heads", abstract: "The chosen row through a sigmoid and a softmax.",
    discussion: "logitlab heads batch.json --json")

  @OptionGroup var subject: RoundingSubject

  func run() throws { try subject.run("heads") }
}

/// `logitlab compare`: the gradients of both losses.
struct CompareTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "The gradients of cross entropy and of the squared error, class by class.",
    discussion: "logitlab compare batch.json --json")

  @OptionGroup var subject: RoundingSubject

  func run() throws { try subject.run("compare") }
}

/// `logitlab jacobian`: the derivatives of the softmax.
struct JacobianTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jacobian", abstract: "The derivatives of the softmax of the chosen row.",
    discussion: "logitlab jacobian batch.json --json")

  @OptionGroup var subject: RoundingSubject

  func run() throws { try subject.run("jacobian") }
}

/// `logitlab race`: the net of a file, trained by both losses.
struct RaceTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "race",
    abstract: "A net of two layers trained by cross entropy and squared error.",
    discussion: """
      logitlab race net.json
      logitlab race net.json step 200 --json
      """)

  @OptionGroup var subject: RoundingSubject

  func run() throws { try subject.run("race") }
}
