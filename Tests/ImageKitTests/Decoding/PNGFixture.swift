/// Writes small PNG files, valid and malformed, without zlib: data is stored uncompressed, or deflated by hand for a
/// decompression bomb.
struct PNGFixture {
  var width = 4
  var height = 4
  var depth = 8
  /// 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.
  var type = 2
  var interlaced = false
  /// Chunks before the image data.
  var chunks: [[UInt8]] = []
  /// Filtered rows, each beginning with its filter type.
  var rows: [UInt8] = []

  /// A picture of one colour: the samples are repeated for every pixel. A row must be a whole number of bytes.
  static func plain(_ pixel: [UInt8], width: Int = 4, height: Int = 4, depth: Int = 8, type: Int) -> PNGFixture {
    var result = PNGFixture(width: width, height: height, depth: depth, type: type)
    let row = [0] + [[UInt8]](repeating: pixel, count: width).joined()
    result.rows = Array([[UInt8]](repeating: row, count: height).joined())
    return result
  }

  /// The file.
  var bytes: [UInt8] { file(data: Self.stored(rows)) }

  /// The file with other compressed image data.
  func file(data: [UInt8]) -> [UInt8] {
    let header =
      Self.number(width) + Self.number(height) + [UInt8(depth), UInt8(type), 0, 0, interlaced ? 1 : 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", header) + chunks.joined()
      + Self.chunk("IDAT", data) + Self.chunk("IEND", [])
  }

  /// A chunk with its checksum.
  static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return number(data.count) + body + number(Int(checksum(body)))
  }

  /// A zlib stream of stored blocks.
  static func stored(_ data: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    var rest = data[...]
    repeat {
      let block = rest.prefix(65535)
      rest = rest.dropFirst(block.count)
      let count = block.count
      result += [
        rest.isEmpty ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8 & 255),
      ]
      result += block
    } while !rest.isEmpty
    return result + adler(data)
  }

  /// A zlib stream that decompresses to about `count` zeros, a thousand times its own size; its checksum is wrong.
  static func bomb(_ count: Int) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    var bits = 0, held = 0
    func put(_ value: Int, _ width: Int) {
      bits |= value << held
      held += width
      while held >= 8 {
        result.append(UInt8(bits & 255))
        bits >>= 8
        held -= 8
      }
    }
    put(0b011, 3)  // last block, fixed codes
    put(0b00001100, 8)  // a zero
    for _ in 0..<count / 258 {
      put(0b10100011, 8)  // length 258
      put(0, 5)  // distance 1
    }
    put(0, 7 + 8)
    return result + [0, 0, 0, 1]
  }

  private static func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = ~0
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  private static func adler(_ bytes: [UInt8]) -> [UInt8] {
    var a = 1, b = 0
    for byte in bytes {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    return number(b << 16 | a)
  }
}
