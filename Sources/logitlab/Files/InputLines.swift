import Glibc

/// The lines of a file or a pipe, as they arrive.
struct InputLines {
  /// A file that cannot be read, and why.
  struct Unreadable: Error, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "\(path): \(reason)" }
  }

  private let file: Int32
  private let name: String
  private var buffer: [UInt8] = []
  private var searched = 0
  private var isAtEnd = false

  /// - Parameter name: What an error calls it.
  init(_ file: Int32, name: String) {
    self.file = file
    self.name = name
  }

  static func open(_ path: String) throws(Unreadable) -> Int32 {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Unreadable(path: path, reason: String(cString: strerror(errno))) }
    return file
  }

  /// The next line without its end; nil at the end of the file.
  mutating func next() throws(Unreadable) -> String? {
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer {
          buffer.removeFirst(end + 1)
          searched = 0
        }
        return Self.text(buffer[..<end])
      }
      searched = buffer.count
      if isAtEnd {
        guard !buffer.isEmpty else { return nil }
        defer {
          buffer = []
          searched = 0
        }
        return Self.text(buffer[...])
      }
      try fill()
    }
  }

  /// Whether more has arrived already, or does so while a paste would.
  var hasMore: Bool {
    if !buffer.isEmpty { return true }
    var question = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    // The rest of a paste is there within a few milliseconds, and nobody types as fast.
    return !isAtEnd && poll(&question, 1, 20) > 0
  }

  private mutating func fill() throws(Unreadable) {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = read(file, &chunk, chunk.count)
    if count < 0 {
      if errno == EINTR { return }
      throw Unreadable(path: name, reason: String(cString: strerror(errno)))
    }
    isAtEnd = count == 0
    buffer += chunk.prefix(count)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
  }
}
