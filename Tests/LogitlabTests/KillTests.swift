import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// A file that is being written when its writer is killed is the old one or the new one.
///
/// 200 writers are killed; `LOGITLAB_KILLS=1000` kills as many.
@Suite(.serialized) struct KillTests {
  /// Starts the program on a script and returns at once.
  private func start(_ script: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (file, flags) in [(0, O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] {
      posix_spawn_file_actions_addopen(&actions, Int32(file), "/dev/null", flags, 0)
    }
    // The threads of tests hold signals back, and a child inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words: [String?] = ["logitlab", script, nil]
    let arguments = words.map { word in word.flatMap { strdup($0) } }
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let error = try posix_spawn(&process, programPath(), &actions, &attributes, arguments, environ)
    guard error == 0 else { throw Tmux.Failure(description: "posix_spawn \(error)") }
    return process
  }

  private func contents(of path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  /// How long it takes until a writer has saved something, in microseconds.
  private func timeToASave(_ script: String, of path: String) throws -> UInt32 {
    let before = try contents(of: path)
    let clock = ContinuousClock()
    let start = clock.now
    let process = try self.start(script)
    var taken = Duration.zero
    while taken < .seconds(10), try contents(of: path) == before {
      usleep(500)
      taken = clock.now - start
    }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return UInt32(taken / .microseconds(1))
  }

  /// Each writer is killed while it saves again and again.
  @Test func killsLeaveTheOldFileOrTheNewOne() throws {
    let kills = getenv("LOGITLAB_KILLS").flatMap { Int(String(cString: $0)) } ?? 60
    let scratch = try Scratch("kills", in: "/dev/shm")
    let rows = (0..<40).map { "\($0) .5 -1e-30 7 \($0).25 3 2 1" }.joined(separator: "; ")
    let path = scratch.folder + "/a.json"
    let saves = (1...4000).map { "title number \($0)\nw! \(path)\n" }.joined()
    let script = "logits \(rows)\ntitle number 0\nw! \(path)\n\(saves)"
    try script.write(
      toFile: scratch.folder + "/script.lab", atomically: false, encoding: .utf8)
    _ = try scratch.shell("head -3 script.lab | lab")
    let parts = try contents(of: path).split(separator: "number 0", maxSplits: 1).map(String.init)
    let before = parts[0] + "number "
    var seeded = SplitMix64(seed: 20_240_229)
    var seen: Set<String> = []
    // As fast as the machine is at the moment.
    let usual = try timeToASave(scratch.folder + "/script.lab", of: path)
    for round in 0..<kills {
      let process = try start(scratch.folder + "/script.lab")
      usleep(UInt32.random(in: usual / 2...usual * 3, using: &seeded))
      kill(process, round.isMultiple(of: 2) ? SIGKILL : SIGTERM)
      var status: Int32 = 0
      waitpid(process, &status, 0)
      // It did not come to its end.
      #expect(status & 0x7f != 0, "round \(round)")
      let text = try contents(of: path)
      let number = text.dropFirst(before.count).prefix { $0.isNumber }
      // One of the versions, to its last letter.
      let whole = before + number + parts[1]
      #expect(text == whole, "round \(round)")
      seen.insert(String(number))
      let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
        .filter { $0.hasPrefix(".") }
      // Only what nothing can be done against leaves its temporary file.
      if !round.isMultiple(of: 2) { #expect(left == [], "round \(round)") }
      for name in left { unlink(scratch.folder + "/" + name) }
    }
    // The kills came at several moments of the writing.
    #expect(seen.count > 2)
  }
}
