import LogitText

extension Format {
  /// The number as a person can add and compare it: as it reads back, but of a format of few bits five
  /// digits, as in the table, and of a whole number all.
  package func legible(_ value: Double) -> String {
    let isWhole = value.magnitude < 0x1p24 && value == value.rounded()
    return precision >= 24 || isWhole ? spelled(value) : value.significant(5)
  }

  /// The number as it reads back, and a whole number as it is: 65504, of which 65500 would do.
  package func spelled(_ value: Double) -> String {
    let isWhole = value.magnitude < 0x1p24 && value == value.rounded()
    return isWhole ? value.shortest : shortest(value)
  }
}
