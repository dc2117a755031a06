import Glibc
import LogitBench
import LogitSession
import LogitStudies

/// Opens and writes benches, and remembers what they looked like on disk, so that nothing that
/// somebody else wrote is overwritten unasked.
struct Files {
  /// A bench of a million numbers fills a third of it.
  static let greatestSize = 64 << 20

  /// How the files of this sitting were left, by their full path.
  private var known: [String: Stamp] = [:]

  mutating func carryOut(_ work: FileWork) -> FileOutcome {
    do throws(FileError) {
      switch work {
      case .open(let path): return .opened(try open(path), from: path)
      case .save(let bench, let path, let force):
        try write(bench.scenario, to: path, force: force, command: "w")
        return .saved(bench, to: path)
      case .log(let script, let path, let force):
        try write(script, to: path, force: force, command: "log")
        return .logged(to: path)
      }
    } catch {
      return .failed(error)
    }
  }

  /// The names in a folder, in order; none where it cannot be read.
  ///
  /// - Parameter folder: As typed, with its slash; empty for the working folder.
  func names(in folder: String) -> [String] {
    let path = folder.isEmpty ? "." : expanded(folder)
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    // More than anybody could choose from would only take time.
    while names.count < 2000, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      guard name != ".", name != ".." else { continue }
      var status = stat()
      let isFolder = stat(path + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      names.append(isFolder ? name + "/" : name)
    }
    return names.sorted()
  }

  // MARK: - Reading

  private mutating func open(_ path: String) throws(FileError) -> Bench {
    // Without O_NONBLOCK a pipe without a writer would hold the program for ever.
    let file = Glibc.open(expanded(path), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw FileError(path, .unreadable(lastError())) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileError(path, .unreadable(lastError())) }
    if let kind = kindUnlessFile(status) { throw FileError(path, .notAFile(kind)) }
    let bytes = try read(file, of: path, size: Int(status.st_size))
    do throws(ScenarioError) {
      let bench = try Bench(scenario: bytes)
      if let place = try? Place(path) { known[place.path] = Stamp(status) }
      return bench
    } catch {
      throw FileError(path, .notAScenario(error))
    }
  }

  private func read(_ file: Int32, of path: String, size: Int) throws(FileError) -> [UInt8] {
    let limit = Self.greatestSize
    guard size <= limit else { throw FileError(path, .tooLarge(limit: limit)) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    // A file may say 0 and hold more, as those of /proc do.
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path, .unreadable(lastError()))
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw FileError(path, .tooLarge(limit: limit)) }
    }
  }

  // MARK: - Writing

  private mutating func write(
    _ text: String, to path: String, force: Bool, command: String
  ) throws(FileError) {
    let place: Place
    do throws(SystemError) { place = try Place(path) } catch {
      throw FileError(path, .unwritable("\(error)"))
    }
    if let old = place.status {
      if let kind = kindUnlessFile(old) { throw FileError(path, .notAFile(kind)) }
      let stamp = known[place.path]
      guard force || stamp != nil else { throw FileError(path, .exists(command: command)) }
      guard force || stamp == Stamp(old) else { throw FileError(path, .changed(command: command)) }
    }
    do throws(SystemError) {
      known[place.path] = Stamp(try replaceFile(at: place, with: Array(text.utf8)))
    } catch {
      throw FileError(path, .unwritable("\(error)"))
    }
  }
}

/// What tells one state of a file from another.
private struct Stamp: Equatable {
  let device: UInt
  let inode: UInt
  let size: Int
  let seconds: Int
  let nanoseconds: Int

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

/// What stands there instead of a file; nil for a file.
private func kindUnlessFile(_ status: stat) -> String? {
  switch status.st_mode & S_IFMT {
  case S_IFREG: nil
  case S_IFDIR: "a folder"
  case S_IFIFO: "a pipe"
  case S_IFSOCK: "a socket"
  default: "a device"
  }
}
