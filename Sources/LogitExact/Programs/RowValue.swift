/// What a part of a formula comes to: one element, which is paired with every element of a row, or a row
/// of them.
package enum RowValue<Element> {
  case one(Element)
  case many([Element])

  package var elements: [Element] {
    switch self {
    case .one(let element): [element]
    case .many(let all): all
    }
  }

  var count: Int {
    switch self {
    case .one: 1
    case .many(let all): all.count
    }
  }

  /// Of one element always that.
  subscript(index: Int) -> Element {
    switch self {
    case .one(let element): element
    case .many(let all): all[index]
    }
  }

  var isRow: Bool {
    if case .many = self { true } else { false }
  }

  func map<Other>(_ transform: (Element) -> Other) -> RowValue<Other> {
    switch self {
    case .one(let element): .one(transform(element))
    case .many(let all): .many(all.map(transform))
    }
  }

  func paired(with other: Self, _ transform: (Element, Element) -> Element) -> Self {
    switch (self, other) {
    case (.one(let a), .one(let b)): .one(transform(a, b))
    case (.one(let a), .many(let all)): .many(all.map { transform(a, $0) })
    case (.many(let all), .one(let b)): .many(all.map { transform($0, b) })
    case (.many(let a), .many(let b)): .many(zip(a, b).map { transform($0, $1) })
    }
  }
}
