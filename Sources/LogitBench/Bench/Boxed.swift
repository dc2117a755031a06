/// A large value behind one pointer, so that what holds it is copied at the cost of a pointer, at run
/// time and in the code of every type around it.
///
/// It is as much a value as what it holds: a change of a shared one copies it first.
@propertyWrapper
package struct Boxed<Value> {
  /// One element: an array is the box that is shared, changed in place and sent as its value may be.
  private var box: [Value]

  package init(wrappedValue: Value) { box = [wrappedValue] }

  package var wrappedValue: Value {
    get { box[0] }
    _modify { yield &box[0] }
  }
}

extension Boxed: Sendable where Value: Sendable {}

/// Two that share a box are equal without a look inside.
extension Boxed: Equatable where Value: Equatable {}
