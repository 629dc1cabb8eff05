/// libFuzzer: any bytes as a file, and as the EXIF of one. Compiled together with ImageKit's `Format` folder alone.
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
