import Glibc
import Testing

/// Disks that fail: the old file stays as it was, nothing stays beside it, and the person is told.
@Suite struct DiskTests {
  /// Whether this process may mount, as root outside a container may.
  static let mayMount =
    (try? output(of: "unshare -m mount -t tmpfs -o size=16k none /mnt")) != nil

  /// A bench of some 30 kB.
  private let large =
    "logits \((0..<300).map { "\($0).125 0.25 -\($0).0625 1e-30" }.joined(separator: "; "))"

  private func script(_ scratch: borrowing Scratch) throws {
    _ = try output(of: "printf '%s\\nw! a.json\\n' \(quoted(large)) > \(scratch.folder)/large.lab")
  }

  /// The thread sanitizer writes files of its own, which the limit takes from it.
  private static var isThreadSanitized: Bool { dlsym(nil, "__tsan_init") != nil }

  @Test(.enabled(if: !isThreadSanitized, "the sanitizer itself does not outlive the limit"))
  func aLimitOnSizesLeavesTheOldFile() throws {
    let scratch = try Scratch("limit")
    try script(scratch)
    let text = try scratch.shell(
      "lab -e 'w a.json'; cp a.json old; (ulimit -f 4; lab large.lab); echo was $?;"
        + " cmp a.json old; ls -A")
    #expect(text.contains("large.lab:2: a.json was not written: File too large\n"))
    #expect(text.contains("was 3\n"))
    #expect(text.hasSuffix("a.json\nlarge.lab\nold\nstatus 0\n"))
  }

  @Test(.enabled(if: mayMount, "mounting needs root")) func aFullDiskLeavesTheOldFile() throws {
    let scratch = try Scratch("full")
    try script(scratch)
    let text = try scratch.shell(
      "mkdir d; mount -t tmpfs -o size=16k none d; cd d; lab -e 'w a.json'; cp a.json ../old;"
        + " lab ../large.lab; echo was $?; cmp a.json ../old; ls -A;"
        + " lab a.json -e 'title small' -e w; grep title a.json",
      in: "unshare -m sh -c")
    #expect(text.contains("a.json was not written: No space left on device\nwas 3\na.json\n"))
    #expect(text.hasSuffix("\"title\": \"small\",\nstatus 0\n"))
  }

  @Test(.enabled(if: mayMount, "mounting needs root")) func aReadOnlyFolderKeepsItsFile() throws {
    let scratch = try Scratch("read-only")
    let text = try scratch.shell(
      "mkdir d; lab -e 'w d/a.json'; cp d/a.json old; mount --bind d d;"
        + " mount -o remount,ro,bind d; lab d/a.json -e 'logit 0 5' -e w; echo was $?;"
        + " lab -e 'w d/b.json'; cmp d/a.json old; ls -A d",
      in: "unshare -m sh -c")
    #expect(text.contains("d/a.json was not written: Read-only file system\nwas 3\n"))
    #expect(text.contains("d/b.json was not written: Read-only file system\n"))
    #expect(text.hasSuffix("\na.json\nstatus 0\n"))
  }
}
