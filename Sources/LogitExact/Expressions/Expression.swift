/// A formula over numbers and vectors of one value a class, as a person writes it.
///
/// ```
/// expression = product (("+" | "-") product)*
/// product    = operand (("*" | "/") operand)*
/// operand    = "-" operand | "e" "^" operand | postfix ("^" whole)*
/// postfix    = primary ("[" expression "]")*
/// primary    = number | name | function "(" expression ("," expression)* ")" | "(" expression ")"
/// number     = 40 | .5 | 1e-8 | 0x1.8p-3 | inf | nan
/// ```
///
/// `+ - * /` group from the left. A minus sign binds tighter than `*` and looser than `^`, so `-x^2`
/// is `-(x^2)`. The right of `^` is a whole literal 0 ... 64, and a row of them groups from the
/// right: `x^2^3` is `x^8`. Other powers are written `exp(b * log(a))`. Nothing is multiplied
/// without a sign. Spaces mean nothing.
///
/// Other spellings: `**` for `^`, `−` for `-`, `·` and `×` for `*`, `÷` for `/`, `∞` for `inf`,
/// `σ(` for `sigmoid(`, `Σ(` for `sum(`, `ln(` for `log(`, `e^t` for `exp(t)`.
///
/// A name is a letter or `_`, then letters, digits and `_`; a function's name, `inf` and `nan` are
/// none. What a name stands for is said by a `Scope`, what each function takes by `Function`.
///
/// - Shape: every value is a scalar or a vector. Operators and elementwise functions pair a scalar
///   with each element of a vector, and two vectors of the same length element by element.
/// - Precondition: a tree that is built rather than parsed holds in `number` only literals without
///   a sign, in `name` only names, in `power` only 0 ... 64, in `call` as many arguments as the
///   function takes.
public indirect enum Expression: Sendable {
  /// A decimal or hexadecimal literal as written, `inf` or `nan`; its value is exact, not its
  /// nearest `Double`.
  case number(String)
  /// An input: one number or one value a class.
  case name(String)
  case negation(Expression)
  case binary(BinaryOperator, Expression, Expression)
  /// `base ^ n` for a whole number 0 ... 64.
  case power(Expression, Int)
  case call(Function, [Expression])
  /// `v[k]`, k from 0.
  case element(Expression, Expression)

  /// How many nodes one text may make. That many are a row of half as many signs, a tree as deep,
  /// which is released level by level: up to 100 bytes of stack for each, so half of the 512 KB that
  /// a thread may have.
  public static let nodeLimit = 5_000
  /// How deep brackets, signs and powers of e may lie in each other.
  public static let nestingLimit = 200
  /// The largest exponent of a power.
  public static let exponentLimit = 64
}

public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"

  public var symbol: String { rawValue }
}

/// What the names of a formula stand for.
public struct Scope: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case scalar
    /// One value a class: as many as it says.
    case vector(Int)
  }

  public var names: [String: Shape]

  public init(names: [String: Shape] = [:]) { self.names = names }
}
