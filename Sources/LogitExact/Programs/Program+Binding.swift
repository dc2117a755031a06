extension Program {
  /// A single number, as a program.
  public init(_ quantity: Quantity) {
    operations = [.quantity(0)]
    quantities = [quantity]
    results = [0]
  }

  /// Where the inputs of a program lie in one list of numbers: what makes the same steps over the
  /// next row's numbers cheaper than `rebound`, which looks up every name.
  public struct Binding: Sendable {
    fileprivate let places: [(quantity: Int, number: Int)]
  }

  /// - Parameter place: Where an input, or the element of one, lies in the list; nil where it keeps
  ///   the number that the program was made with.
  public func binding(_ place: (_ name: String, _ element: Int) -> Int?) -> Binding {
    var places: [(quantity: Int, number: Int)] = []
    for case .quantity(let quantity) in operations {
      guard let name = self.name(ofQuantity: quantity),
        let number = place(name.name, name.index ?? 0)
      else {
        continue
      }
      places.append((quantity, number))
    }
    return Binding(places: places)
  }

  /// Gives the inputs other numbers.
  ///
  /// - Precondition: `binding` was made by this program and lies within `numbers`; no number has
  ///   changed that was an index or decided an `argmax`.
  public mutating func bind(_ numbers: [Double], by binding: Binding) {
    for (quantity, number) in binding.places { quantities[quantity] = Quantity(numbers[number]) }
  }
}
