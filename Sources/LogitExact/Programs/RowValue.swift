/// What a part of a formula compiles to: the step of a scalar, which is paired with every element of a
/// vector, or the steps of a vector.
enum CompiledValue {
  case one(Int)
  case many([Int])

  var places: [Int] {
    switch self {
    case .one(let place): [place]
    case .many(let places): places
    }
  }

  var count: Int {
    switch self {
    case .one: 1
    case .many(let places): places.count
    }
  }

  /// The step of an element; of a scalar always its own.
  subscript(index: Int) -> Int {
    switch self {
    case .one(let place): place
    case .many(let places): places[index]
    }
  }

  var isRow: Bool {
    if case .many = self { true } else { false }
  }

  func map(_ transform: (Int) -> Int) -> CompiledValue {
    switch self {
    case .one(let place): .one(transform(place))
    case .many(let places): .many(places.map(transform))
    }
  }

  func paired(with other: CompiledValue, _ transform: (Int, Int) -> Int) -> CompiledValue {
    switch (self, other) {
    case (.one(let a), .one(let b)): .one(transform(a, b))
    case (.one(let a), .many(let all)): .many(all.map { transform(a, $0) })
    case (.many(let all), .one(let b)): .many(all.map { transform($0, b) })
    case (.many(let a), .many(let b)): .many(zip(a, b).map { transform($0, $1) })
    }
  }
}
