/// A formula over numbers and vectors of one value a class, as a person writes it.
///
/// ```
/// expression = sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
/// sum        = product (("+" | "-") product)*
/// product    = operand (("*" | "/") operand)*
/// operand    = "-" operand | "e" "^" operand | postfix ["^" operand]
/// postfix    = primary ("[" expression "]")*
/// primary    = number | name | function "(" expression ("," expression)* ")" | "(" expression ")"
/// number     = 40 | .5 | 1e-8 | 0x1.8p-3 | inf | nan | pi
/// ```
///
/// `+ - * /` group from the left. A minus sign binds tighter than `*` and looser than `^`, so `-x^2`
/// is `-(x^2)`. A row of `^` groups from the right: `x^2^3` is `x^8`. A comparison is 1 where it
/// holds, else 0, as it is beside NaN, which only differs from everything. Nothing is multiplied
/// without a sign. Spaces mean nothing.
///
/// Other spellings: `**` for `^`, `−` for `-`, `·` and `×` for `*`, `÷` for `/`, `∞` for `inf`,
/// `≤ ≥ ≠` for `<= >= !=`, `σ(` for `sigmoid(`, `Σ(` for `sum(`, `ln(` for `log(`, `e^t` for
/// `exp(t)`, `pow(a, b)` for `a^b`.
///
/// A name is a letter or `_`, then letters, digits and `_`; a function's name, `inf` and `nan` are
/// none, and `pi` is one where a `Scope` says so. What a name stands for is said by a `Scope`, what each function takes by `Function`.
///
/// - Shape: every value is a scalar or a vector. Operators and elementwise functions pair a scalar
///   with each element of a vector, and two vectors of the same length element by element.
/// - Precondition: a tree that is built rather than parsed holds in `number` only literals without
///   a sign, in `name` only names, in `power` only 0 ... `exponentLimit`, in `call` as many arguments as the
///   function takes.
public indirect enum Expression: Sendable {
  /// A decimal or hexadecimal literal as written, `inf`, `nan` or `pi`; its value is exact, not its
  /// nearest `Double`.
  case number(String)
  /// An input: one number or one value a class.
  case name(String)
  case negation(Expression)
  case binary(BinaryOperator, Expression, Expression)
  /// `base ^ n` for a whole literal; any other power is a call of `pow`.
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
  /// The largest whole exponent that is computed by multiplying.
  public static let exponentLimit = 1_000_000
}

public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="

  public var symbol: String { rawValue }

  /// Whether it says 1 or 0.
  public var isComparison: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide: false
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: true
    }
  }

  /// Whether it holds of two numbers that differ by this sign.
  ///
  /// - Precondition: it is a comparison.
  func holds(ofSign sign: Int) -> Bool {
    switch self {
    case .less: sign < 0
    case .lessOrEqual: sign <= 0
    case .greater: sign > 0
    case .greaterOrEqual: sign >= 0
    case .equal: sign == 0
    case .notEqual: sign != 0
    case .add, .subtract, .multiply, .divide: preconditionFailure("\(symbol) compares nothing")
    }
  }
}

/// What the names of a formula stand for.
public struct Scope: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case scalar
    /// One value a class: as many as it says.
    case vector(Int)
  }

  public var names: [String: Shape]
  /// Names that stand for formulas over the others.
  public var meanings: [String: Expression] = [:]
  /// The names among `names` that are places in a row, by which nothing is differentiated.
  public var places: Set<String> = []
  /// Names that stand for another one where a place in a row is asked for: in `v[y]`, as the index of
  /// `others` and `insert`, and compared with a place or with `indices`.
  public var placeWords: [String: String] = [:]

  public init(names: [String: Shape] = [:]) { self.names = names }
}
