/// Any bytes as a policy or a vocabulary.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  Subject.examine(String(decoding: bytes, as: UTF8.self))
  return 0
}
