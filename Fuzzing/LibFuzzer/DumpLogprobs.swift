@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  do throws(Violation) {
    try checkDump(UnsafeBufferPointer(start: start, count: count), "reply.json")
  } catch {
    fatalError("\(error)")
  }
  return 0
}
