import Glibc
import LogitDumps
import Testing

@testable import logitlab

@Suite struct FileBytesTests {
  @Test func aFileThatShrinksWhileItIsReadIsAnErrorAndNoSignal() throws {
    let scratch = try Scratch("shrinks")
    let path = "\(scratch.folder)/z.bin"
    _ = try output(of: "head -c 100000 /dev/zero > \(quoted(path))")
    let file = try FileBytes(path)
    #expect(file.count == 100_000)
    #expect(try file.read(99_000..<100_000).count == 1000)
    truncate(path, 50_000)
    #expect(try file.read(0..<50_000).count == 50_000)
    let wanted = DumpError.unreadable(
      path, "ends before byte 60000 now; it was longer when it was opened")
    #expect(throws: wanted) { try file.read(40_000..<60_000) }
  }

  @Test func foldersAndPipesAreNoFiles() throws {
    let scratch = try Scratch("no-files")
    _ = try scratch.shell("mkfifo pipe")
    for name in ["pipe", "."] {
      #expect(throws: DumpError.self) { try FileBytes("\(scratch.folder)/\(name)") }
    }
  }
}
