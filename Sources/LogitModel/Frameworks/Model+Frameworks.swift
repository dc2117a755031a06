extension Model {
  func frameworksReport(json: Bool) throws(CommandError) -> String { "" }
}
