import Glibc

/// The encoding of a text file from a spreadsheet program: UTF-8, or GB18030, which includes GBK and GB 2312.
enum TextEncoding {
  /// The text in UTF-8. Bytes that are in neither encoding are kept as they are.
  ///
  /// A file in UTF-8 with a few broken lines often decodes as GB18030 too, into nonsense. So GB18030 is tried only when
  /// more lines are not UTF-8 than are, among those that are not plain ASCII.
  static func utf8(of bytes: [UInt8]) -> [UInt8] {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]), String(validating: bytes, as: UTF8.self) == nil else { return bytes }
    var sound = 0
    var broken = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.contains(where: { $0 >= 0x80 }) {
      if String(validating: line, as: UTF8.self) == nil { broken += 1 } else { sound += 1 }
    }
    guard broken > sound else { return bytes }
    return decoded(bytes) ?? bytes
  }

  /// GB18030 as UTF-8; nil when it is none.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = bytes
    // A character of two bytes becomes three.
    return input.withUnsafeMutableBytes { raw -> [UInt8]? in
      let capacity = raw.count * 2 + 16
      var isWhole = false
      let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        var from = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = raw.count
        var room = capacity
        buffer.withMemoryRebound(to: CChar.self) { buffer in
          var to = buffer.baseAddress
          isWhole = iconv(converter, &from, &left, &to, &room) != -1 && left == 0
        }
        count = capacity - room
      }
      return isWhole ? output : nil
    }
  }
}
