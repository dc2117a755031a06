/// A loss of the field as one line of formula: one row of one table, from which follow `loss NAME` on
/// the bench and a function of requests.
public struct Recipe: Sendable {
  public let own: OwnLoss
  /// Who wrote it down.
  public let source: String
  /// What frameworks call it, where they compute the same of the same numbers.
  public let names: [String]

  /// - Parameter usual: The parameters with their usual values: `gamma=2 alpha=0.25`.
  init(
    _ name: String, _ formula: String, _ usual: String = "", _ summary: String, source: String,
    names: [String] = []
  ) {
    let parameters = usual.split(separator: " ").map { pair in
      let parts = pair.split(separator: "=")
      return OwnLoss.Parameter(String(parts[0]), String(parts[1]))
    }
    var own = OwnLoss(name, formula, parameters)
    own.summary = summary
    self.own = own
    self.source = source
    self.names = names
  }

  public var name: String { own.name }

  /// The recipe with this name; nil where none has it.
  public static func named(_ name: String) -> Recipe? { all.first { $0.name == name } }
}

extension Loss {
  /// The loss of a recipe, its formula read when it is first asked for.
  ///
  /// - Precondition: Its formula is a loss: `RecipeTests`.
  public convenience init(_ recipe: Recipe) {
    do throws(OwnLossError) { try self.init(recipe.own) } catch {
      preconditionFailure("\(recipe.name): \(error)")
    }
  }

  /// The recipe that this is; nil for any other loss.
  public var recipe: Recipe? {
    own.flatMap { own in Recipe.named(own.name).flatMap { $0.own.text == own.text ? $0 : nil } }
  }

  /// The loss that has this function; nil where it is that of none.
  public static func having(_ function: RowFunction) -> Loss? { byOwnFunction[function] }

  private static let byOwnFunction: [RowFunction: Loss] = {
    let losses = all + ofEval + Recipe.all.map { Loss($0) }
    return Dictionary(
      (losses + losses.compactMap(\.meanOfRow)).map { ($0.function, $0) }
    ) { first, _ in first }
  }()
}
