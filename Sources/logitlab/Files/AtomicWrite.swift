import Glibc
import LogitBench
import LogitSession
import LogitStudies

/// A call that the system refused, and its words for it.
struct SystemError: Error, CustomStringConvertible {
  let description: String

  /// - Parameter what: What was being done, where the system's words alone would not tell.
  init(_ what: String = "") { description = (what.isEmpty ? "" : what + ": ") + lastError() }
}

/// The system's words for `errno`.
func lastError() -> String { String(cString: strerror(errno)) }

/// The path with the person's home for a leading `~`.
func expanded(_ path: String) -> String {
  guard path == "~" || path.hasPrefix("~/"), let home = environment("HOME") else { return path }
  return home + path.dropFirst()
}

/// Where a file stands or would stand, behind all links that lead there.
struct Place {
  private(set) var folder = ""
  private(set) var name = ""
  /// nil where nothing stands yet.
  private(set) var status: stat?

  var path: String { folder == "/" ? "/" + name : folder + "/" + name }

  init(_ path: String) throws(SystemError) {
    var path = expanded(path)
    // A link is followed and stays; 40 of them are a circle, as they are for the system.
    for _ in 0..<40 {
      while path.count > 1, path.hasSuffix("/") { path.removeLast() }
      let slash = path.lastIndex(of: "/")
      let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      guard let folder = realpath(parent, nil) else { throw SystemError(parent) }
      self.folder = String(cString: folder)
      free(folder)
      name = slash.map { String(path[path.index(after: $0)...]) } ?? path
      var found = stat()
      guard lstat(self.path, &found) == 0 else {
        guard errno == ENOENT else { throw SystemError() }
        return
      }
      guard found.st_mode & S_IFMT == S_IFLNK else {
        status = found
        return
      }
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(self.path, &buffer, buffer.count)
      guard count > 0 else { throw SystemError() }
      let target = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
      path = target.hasPrefix("/") ? target : self.folder + "/" + target
    }
    errno = ELOOP
    throw SystemError()
  }
}

/// Puts `bytes` where `place` is, whole or not at all: whoever reads the file, also after the
/// machine has died, finds the old one or the new one.
///
/// - Returns: What the file is like now.
/// - Throws: `SystemError`, and then the old file is as it was and nothing is left beside it.
func replaceFile(at place: Place, with bytes: [UInt8]) throws(SystemError) -> stat {
  // Renaming would pass by a file's own protection.
  if place.status != nil, access(place.path, W_OK) != 0 { throw SystemError() }
  let signals = HeldSignals()
  defer { signals.release() }
  let folder = place.folder == "/" ? "" : place.folder
  let temporary = "\(folder)/.logitlab-\(getpid()).tmp"
  let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
  var file = open(temporary, flags, 0o666)
  if file < 0, errno == EEXIST, unlink(temporary) == 0 {
    // A process of the same number was killed here.
    file = open(temporary, flags, 0o666)
  }
  guard file >= 0 else { throw SystemError() }
  do throws(SystemError) {
    let status = try fill(file, with: bytes, like: place.status)
    guard rename(temporary, place.path) == 0 else { throw SystemError() }
    try flush(folder: place.folder)
    return status
  } catch {
    unlink(temporary)
    throw error
  }
}

/// Writes and flushes the temporary file, and closes it.
private func fill(
  _ file: Int32, with bytes: [UInt8], like old: stat?
) throws(SystemError) -> stat {
  var isOpen = true
  defer { if isOpen { close(file) } }
  if let old {
    // The owner may not be ours to give; the rights are.
    _ = fchown(file, old.st_uid, old.st_gid)
    guard fchmod(file, old.st_mode & 0o7777) == 0 else { throw SystemError() }
  }
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw SystemError() }
    rest = rest.dropFirst(count)
  }
  guard fsync(file) == 0 else { throw SystemError() }
  var status = stat()
  guard fstat(file, &status) == 0 else { throw SystemError() }
  isOpen = false
  // Some file systems tell only now that there was no room.
  guard close(file) == 0 else { throw SystemError() }
  return status
}

/// Makes the new name last; a file system that has no such call needs none.
private func flush(folder: String) throws(SystemError) {
  let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  // A folder may be written and not read.
  guard directory >= 0 else { return }
  defer { close(directory) }
  guard fsync(directory) == 0 || errno == EINVAL else {
    throw SystemError("it was, but its folder could not be flushed")
  }
}

/// Signals that ask the program to end, held back while a file is being replaced.
private struct HeldSignals {
  private var before = sigset_t()

  init() {
    var held = sigset_t()
    sigemptyset(&held)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
  }

  func release() {
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
