import Glibc
import LogitDumps

/// The bytes of a file, read where they lie. It is not mapped: of a mapped file that somebody cuts
/// short a read ends the program, here it is an error.
final class FileBytes: ByteSource {
  let name: String
  let count: Int
  private let file: Int32

  /// - Throws: `DumpError` where it cannot be opened or is no file.
  init(_ path: String) throws(DumpError) {
    name = path
    // Without O_NONBLOCK a pipe without a writer would hold the program for ever.
    file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw .unreadable(path, String(cString: strerror(errno))) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw .unreadable(path, "is no file; a pipe is read as -")
    }
    count = Int(status.st_size)
  }

  deinit { close(file) }

  func read(_ range: Range<Int>) throws(DumpError) -> [UInt8] {
    var failure: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, made in
      while made < range.count {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[made...])
        let count = pread(file, rest.baseAddress, rest.count, off_t(range.lowerBound + made))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          failure =
            count == 0
            ? "ends before byte \(range.upperBound) now; it was longer when it was opened"
            : String(cString: strerror(errno))
          return
        }
        made += count
      }
    }
    if let failure { throw .unreadable(name, failure) }
    return bytes
  }

  /// A file, or all of standard input where it is called `-`.
  static func source(_ path: String) throws(DumpError) -> any ByteSource {
    guard path == "-" else { return try FileBytes(path) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable("stdin", String(cString: strerror(errno))) }
      if count == 0 { return MemoryBytes(bytes, name: "stdin") }
      guard bytes.count + count <= greatestPipe else {
        throw .unreadable("stdin", "more than \(greatestPipe) bytes; a file is read where it lies")
      }
      bytes += chunk[..<count]
    }
  }

  private static let greatestPipe = 4 << 30
}
