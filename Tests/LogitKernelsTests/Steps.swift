import LogitKernels

/// A format whose numbers can be counted.
protocol Countable: LogitScalar, BinaryFloatingPoint {
  static var folder: String { get }
  /// The relative error no result may exceed, whatever the format's own steps.
  static var tolerance: Double { get }
  /// The place of a number among all of its format, in order; both zeros have place 0.
  var place: Int64 { get }
}

extension Float: Countable {
  static var folder: String { "f32" }
  static var tolerance: Double { 1e-6 }
  var place: Int64 { Int64(magnitude.bitPattern) * (self < 0 ? -1 : 1) }
}

extension Double: Countable {
  static var folder: String { "f64" }
  static var tolerance: Double { 1e-14 }
  var place: Int64 { Int64(magnitude.bitPattern) * (self < 0 ? -1 : 1) }
}

/// How many steps between neighbouring numbers lead from `a` to `b`; infinite where only one is
/// NaN.
func steps<Scalar: Countable>(_ a: Scalar, _ b: Scalar) -> Double {
  if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? 0 : .infinity }
  let (distance, overflow) = a.place.subtractingReportingOverflow(b.place)
  return overflow ? .infinity : Double(distance.magnitude)
}

/// How far `a` is from `b`, as a part of `b`; less than half the smallest number counts as nothing.
func relativeError<Scalar: Countable>(_ a: Scalar, _ b: Scalar) -> Double {
  if a == b || a.isNaN && b.isNaN { return 0 }
  let error = (a.double - b.double).magnitude - Scalar.leastNonzeroMagnitude.double
  return error.isNaN ? .infinity : max(0, error) / b.magnitude.double
}
