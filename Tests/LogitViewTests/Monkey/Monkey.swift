import LogitBench
import LogitSession
import LogitStudies
import LogitView
import TestSupport

/// Plays with the program as no person would: one seed, one sitting.
struct Monkey {
  /// One thing that happens to the program.
  enum Step {
    /// Bytes of the terminal, and whether a silence follows them.
    case bytes([UInt8], isLast: Bool)
    case resize(Size)
  }

  private var random: SplitMix64
  /// What is still to be typed of a longer plan.
  private var plan: [Step] = []

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func next() -> Step {
    if plan.isEmpty { plan = makePlan().flatMap(Self.reads).reversed() }
    return plan.popLast() ?? .bytes([], isLast: true)
  }

  /// A step as the program reads it: no more than 4096 bytes at a time.
  private static func reads(_ step: Step) -> [Step] {
    guard case .bytes(let bytes, let isLast) = step, bytes.count > 4096 else { return [step] }
    return stride(from: 0, to: bytes.count, by: 4096).map { start in
      let part = Array(bytes[start...].prefix(4096))
      return .bytes(part, isLast: isLast && start + part.count == bytes.count)
    }
  }

  private mutating func makePlan() -> [Step] {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<40: [.bytes(key(), isLast: chance(2))]
    case 40..<62: typedCommand()
    case 62..<72: typedValue()
    case 72..<78:
      (0..<Int.random(in: 1...6, using: &random)).map { _ in
        .bytes(chance(4) ? oldMouse() : Array(mouse().utf8), isLast: false)
      }
    case 78..<84: [.bytes(paste(), isLast: chance(10))]
    case 84..<90: [.resize(size())]
    case 90..<94: [.bytes(brokenBytes(), isLast: chance(2))]
    case 94..<97: (0..<Int.random(in: 1...30, using: &random)).map { _ in key("u\u{12}") }
    default: [.bytes(Array("\u{1B}".utf8), isLast: true)]
    }
  }

  private mutating func chance(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &random) == 0
  }

  private mutating func any<Element>(_ choices: [Element], or other: Element) -> Element {
    choices.randomElement(using: &random) ?? other
  }

  private func step(_ text: String) -> Step { .bytes(Array(text.utf8), isLast: false) }

  /// One of some keys of one byte.
  private mutating func key(_ keys: String) -> Step { step(any(keys.map { "\($0)" }, or: "")) }
}

// MARK: - Keys and commands

extension Monkey {
  private mutating func key() -> [UInt8] {
    let named = [
      "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[H", "\u{1B}[F", "\u{1B}[5~",
      "\u{1B}[6~", "\u{1B}[1;2A", "\u{1B}[1;2B", "\u{1B}[Z", "\u{1B}[3~", "\r", "\t", "\u{7F}",
      "\u{12}", "\u{1}", "\u{5}", "\u{17}", "\u{15}", "\u{B}", "\u{3}", "\u{1A}", "\u{1B}b",
      "\u{1B}d", "\u{1B}f",
    ]
    let plain = "hjklgGe[]{} zu':?ayYq0123456789-.+xswdrtf#\"".map { "\($0)" }
    return Array(any(chance(2) ? named : plain, or: "q").utf8)
  }

  mutating func number() -> String {
    let special = [
      "nan", "inf", "-inf", "1e308", "-1e308", "1e-45", "5e-324", "1e39", "0", "-0", "1", ".5",
      "1000", "-1000", "3.4028235677973366e38", "0x1p-149", "1e999", "\u{2212}2", "∞", "1e", "--1",
      "0.1000000000000000055511151231257827021181583404541015625", "x",
    ]
    if chance(3) { return any(special, or: "nan") }
    return "\((Double.random(in: -20...20, using: &random) * 10).rounded() / 10)"
  }

  private mutating func row(_ count: Int) -> String {
    (0..<count).map { _ in number() }.joined(separator: chance(4) ? ", " : " ")
  }

  private mutating func batch() -> String {
    let isBig = chance(100)
    let rows = isBig ? any([1, 300], or: 1) : Int.random(in: 1...5, using: &random)
    let classes = isBig ? any([1, 200], or: 1) : Int.random(in: 1...6, using: &random)
    let one = row(classes)
    let lines = (0..<rows).map { _ in isBig ? one : row(classes) }
    return chance(3) ? "[[\(lines.joined(separator: "], ["))]]" : lines.joined(separator: "; ")
  }

  private mutating func name() -> String {
    any(
      [
        "cat", "太阳", "e\u{301}\u{302}\u{303}", "שלום", "\u{1B}[31m", "a b", "\"a,b\"", "👩‍👩‍👧",
        "\u{202E}x", "c1", "z", String(repeating: "long", count: 100), "\u{7}\u{9B}", "#1",
        "\u{200D}", "🇩🇪", "ﷺ", "\u{300}",
      ], or: "dog")
  }

  private mutating func command() -> String {
    let spec = any(CommandSpec.all, or: CommandSpec.all[0])
    let word = spec.name.hasPrefix("q") && !chance(20) ? "show" : spec.name
    let index = "\(Int.random(in: -1...6, using: &random))"
    switch word {
    case "logits", "labels": return "\(word) \(batch())"
    case "label": return "label " + (chance(2) ? index : "\(index) \(index) \(name())")
    case "logit", "target": return "\(word) \(chance(4) ? name() : index) \(number())"
    case "pos_weight": return "pos_weight \(row(Int.random(in: 1...4, using: &random)))"
    case "row", "curves": return "\(word) \(index)" + (chance(3) ? " z" : "")
    case "class": return "class \(index) \(name())"
    case "loss":
      let choices = CommandSpec.named("loss")?.spec.choices(2, .articles) ?? []
      return "loss \(any(choices.map(\.word), or: "softmax_cross_entropy"))"
    case "dtype":
      return "dtype \(any(["float32", "float64", "float16", "bfloat16", "float8"], or: ""))"
    case "reduction": return "reduction \(any(Bench.Reduction.allCases, or: .none).name)"
    case "race":
      let values = "\(any(Net.Input.allCases, or: .rate).rawValue) \(number())"
      let words = [
        "", "step \(number())", values, "softmax", "softmax 10", "w2 \(row(3))", "label \(index)",
      ]
      return "race \(any(words + ["reset", "sigmoid"], or: ""))"
    case "show": return chance(2) ? "show --json" : "show"
    default: return spec.example
    }
  }

  /// A command at the prompt, a key at a time, sometimes left half-way or mistyped.
  private mutating func typedCommand() -> [Step] {
    var line = Array("\u{1B}:\(command())".unicodeScalars)
    if chance(8), line.count > 4 {
      line.remove(at: Int.random(in: 2..<line.count, using: &random))
    }
    // The escape closes what was open; without the silence it would be Alt-:.
    var steps = [Step.bytes([0x1B], isLast: true)]
    if line.count > 200 {
      steps.append(
        .bytes(Array(String(String.UnicodeScalarView(line.dropFirst())).utf8), isLast: false))
    } else {
      steps += line.dropFirst().map { step(String($0)) }
    }
    if chance(10) { steps.append(step("\t")) }
    if !chance(12) { steps.append(step("\r")) }
    return steps
  }

  private mutating func typedValue() -> [Step] {
    number().map { step("\($0)") } + [step(any(["\r", "\t", "\u{1B}[B", "\u{1B}[A"], or: "\r"))]
  }
}

// MARK: - What no person sends

extension Monkey {
  private mutating func mouse() -> String {
    let most = chance(4) ? 300 : 60
    let place = (0..<2).map { _ in Int.random(in: 0...most, using: &random) }
    let button = any([0, 1, 2, 3, 32, 35, 64, 65, 66, 128, 99_999], or: 0)
    return "\u{1B}[<\(button);\(place[0]);\(place[1])\(chance(2) ? "M" : "m")"
  }

  /// A report in three bytes, as terminals send it that know no numbers.
  private mutating func oldMouse() -> [UInt8] {
    Array("\u{1B}[M".utf8) + (0..<3).map { _ in .random(in: 30...130, using: &random) }
  }

  private mutating func paste() -> [UInt8] {
    let text: String
    switch Int.random(in: 0..<6, using: &random) {
    case 0: text = "tensor([[\(row(3))],\n        [\(row(3))]], device='cuda:0')"
    case 1: text = number()
    case 2: text = command() + "\n" + command()
    case 3:
      text = String(repeating: "\(number()) ", count: Int.random(in: 1...2000, using: &random))
    case 4: text = name() + "\u{1B}[A\u{0}\u{1B}[201"
    default: text = String(decoding: brokenBytes(), as: UTF8.self)
    }
    return Array("\u{1B}[200~\(text)\(chance(12) ? "" : "\u{1B}[201~")".utf8)
  }

  private mutating func brokenBytes() -> [UInt8] {
    (0..<Int.random(in: 1...12, using: &random)).map { _ in
      chance(3)
        ? any([0x1B, 0x5B, 0xFF, 0xE6, 0xC3, 0x9B, 0x4F], or: 0)
        : .random(in: 0...255, using: &random)
    }
  }

  private mutating func size() -> Size {
    let odd = [
      Size(width: 1, height: 1), Size(width: 59, height: 16), Size(width: 60, height: 15),
      Size(width: 1000, height: 3), Size(width: 1000, height: 20), Size(width: 0, height: 0),
      Size(width: 300, height: 100), Size(width: 60, height: 16),
    ]
    if chance(6) { return any(odd, or: Size(width: 80, height: 24)) }
    return Size(
      width: .random(in: 58...130, using: &random), height: .random(in: 15...45, using: &random))
  }
}
