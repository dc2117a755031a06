import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

/// A thousand classes: the most probable ones, and the others together.
@Suite struct ManyClassesTests {
  /// Logits 0, .01, .02 and on, but class 0 leads, and class 500 is the true one.
  private static func desk(_ keys: String = "", classes: Int = 1000) throws -> Desk {
    var desk = Desk()
    let logits = (0..<classes).map { $0 == 0 ? "12" : "\(Double($0) / 100)" }
    _ = try desk.run(.edit(.logits([logits.compactMap { Number($0) }])))
    _ = try desk.run(.edit(.label([.index(classes / 2)])))
    desk.type("g" + keys)
    return desk
  }

  private static let sizes = [
    Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 200, height: 60),
  ]

  /// The names in the first column of the table, below its head.
  private func names(_ desk: Desk, _ size: Size) -> [String] {
    let lines = desk.screen(size).text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let head = lines.firstIndex(where: { $0.contains("logit z") }) else { return [] }
    let body = lines[(head + 1)...].prefix { !$0.drop { $0 == " " }.hasPrefix("sum") }
    return body.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
  }

  @Test(arguments: sizes) func theMostProbableComeFirstAndTheOthersTogether(size: Size) throws {
    let desk = try Self.desk()
    let names = names(desk, size)
    #expect(names.first?.hasPrefix("c0") == true)
    #expect(names[1].hasPrefix(size.height > 16 ? "c999" : "c500"), "\(names)")
    #expect(names.contains { $0.hasPrefix("c500 <") })
    let shown = names.count - 1
    #expect(names.last == "\(1000 - shown) others", "\(names)")
    #expect(shown <= 10)
  }

  @Test func theOthersAddUpToWhatIsMissing() throws {
    let desk = try Self.desk()
    let table = desk.model.table
    let window = table.window(11, around: 0)
    #expect(window.shown.count == 10 && window.others == 990)
    let shown = window.shown.reduce(0) { $0 + table.value(.softmax, $1) }
    let others = try #require(table.share(besides: window))
    #expect((shown + others - 1).magnitude < 1e-6)
    #expect(table.text(.loss, besides: window) == "0")
  }

  @Test func aListOfAHundredIsInOrderUnlessSomebodySaysHowManyItShows() throws {
    let size = Size(width: 80, height: 24)
    #expect(names(try Self.desk(classes: 100), size).prefix(2) == ["c0 [12]", "c1 0.01"])
    let top = names(try Self.desk(":top 3<enter>", classes: 100), size)
    #expect(top.count == 4 && top.last == "97 others", "\(top)")
    #expect(names(try Self.desk(":top 3<enter>:top<enter>", classes: 100), size).count > 4)
  }

  @Test func downGoesToTheNextMostProbableAndGotoAnywhere() throws {
    var desk = try Self.desk()
    desk.type("<down>")
    #expect(desk.interface.index == 999)
    desk.type("<down>")
    #expect(desk.interface.index == 998)
    desk.type("G")
    #expect(desk.interface.index == 1)
    desk.type(":goto 321<enter>")
    #expect(desk.interface.index == 321)
    for size in Self.sizes {
      #expect(names(desk, size).contains { $0.hasPrefix("c321") }, "\(size)")
    }
    desk.type(":goto nobody<enter>")
    #expect(desk.interface.prompt?.error?.contains("'nobody' is no class") == true)
  }

  @Test(arguments: ["s", "c"]) func aPaneTellsTheOthersTogether(key: String) throws {
    for size in Self.sizes.dropFirst() {
      let text = try Self.desk(key).screen(size).text
      #expect(text.contains(" others"), "\(key) \(size)")
      #expect(!text.contains("too many"), "\(key) \(size)")
    }
  }

  @Test(arguments: ["d", "F", "t"]) func aThousandClassesAreCompared(key: String) throws {
    let text = try Self.desk(key).screen(Size(width: 100, height: 30)).text
    #expect(!text.contains("too many"))
  }

  @Test func whatIsCoveredIsNotToldByAnOrder() throws {
    let size = Size(width: 80, height: 24)
    let desk = try Self.desk(":cover p<enter>")
    #expect(names(desk, size).prefix(2) == ["c0 [12]", "c1 0.01"])
  }

  @Test(arguments: [("top 0", "1 to 1000"), ("top x", "1 to 1000"), ("goto", "a class")])
  func whatIsNoCountIsRefused(line: String, words: String) throws {
    let desk = Desk.after(":\(line)<enter>")
    #expect(desk.interface.prompt?.error?.contains(words) == true)
  }
}
