import CKernels
import Glibc

/// Moving as much memory as a loss cannot do without: what its time is compared with.
package enum MemoryTraffic {
  /// Reads all bytes of whole doubles.
  case read(UnsafeRawBufferPointer)
  /// Reads the one and writes the other.
  case copy(UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer)
  /// Reads two and writes a third.
  case add(
    UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>)

  /// Moves it on all threads of the kernels.
  package func run(_ kernels: BatchKernels) {
    let lanes = kernels.instructions.lanes
    let size = 1 << 17
    switch self {
    case .read(let bytes):
      guard let start = bytes.baseAddress else { return }
      let sink = Scratch(1 + bytes.count / size, 0.0)
      Workers.share(1 + bytes.count / size, threads: kernels.threads) { next in
        while let part = next() {
          let count = min(size, bytes.count - part * size) / MemoryLayout<Double>.size
          let doubles = (start + part * size).assumingMemoryBound(to: Double.self)
          sink.start[part] = lanes.read_all(doubles, count)
        }
      }
    case .copy(let from, let to):
      guard let start = from.baseAddress, let target = to.baseAddress else { return }
      Workers.share(1 + from.count / size, threads: kernels.threads) { next in
        while let part = next() {
          memcpy(target + part * size, start + part * size, min(size, from.count - part * size))
        }
      }
    case .add(let a, let b, let sums):
      guard let a = a.baseAddress, let b = b.baseAddress, let target = sums.baseAddress else {
        return
      }
      Workers.share(1 + sums.count / size, threads: kernels.threads) { next in
        while let part = next() {
          let first = part * size
          lanes.add_all(a + first, b + first, min(size, sums.count - first), target + first)
        }
      }
    }
  }
}
