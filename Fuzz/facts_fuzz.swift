/// libFuzzer target: the input is a file, and also the EXIF block of one. Built with ImageKit's `Format` folder only.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  _ = ExifFacts(ByteView(bytes[...]))
  _ = try? JPEGHeader(of: [0xFF, 0xD8] + bytes)
  _ = try? PNGHeader.facts(of: bytes)
  _ = try? HEIFHeader(of: bytes)
  _ = try? WebPHeader(of: bytes)
  _ = try? PictureFacts(of: bytes)
  _ = ForeignFormat(sniffing: bytes)
  return 0
}
