/// Exit statuses, as the README promises.
enum Status {
  static let fine: Int32 = 0
  static let findings: Int32 = 1
  static let usage: Int32 = 2
  static let unreadable: Int32 = 3
}
