import ReviewStore

/// Random tokens.
enum Secret {
  /// 32 random bytes in base64url: 43 characters.
  static func token() -> String { base64URL([UInt8](random: 32)) }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static let values: [UInt8: UInt8] = Dictionary(
    uniqueKeysWithValues: alphabet.enumerated().map { ($0.element, UInt8($0.offset)) })

  /// The bytes of base64url without padding; nil for any other text, and for one that another text stands for the same.
  static func bytes(base64URL text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3 / 4)
    var bits: UInt32 = 0
    var held = 0
    for letter in text.utf8 {
      guard let value = values[letter] else { return nil }
      bits = bits << 6 | UInt32(value)
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    guard held < 6, bits & (1 << UInt32(held) - 1) == 0 else { return nil }
    return bytes
  }

  /// Base64 with the URL alphabet and without padding (RFC 4648, 5). Every page asks for several; Foundation's, with
  /// its characters replaced afterwards, took longer than all the rest of a page.
  static func base64URL(_ bytes: some Collection<UInt8>) -> String {
    String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
      var count = 0
      var bits: UInt32 = 0
      var held = 0
      for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        held += 8
        while held >= 6 {
          held -= 6
          text[count] = alphabet[Int(bits >> UInt32(held) & 63)]
          count += 1
        }
      }
      if held > 0 {
        text[count] = alphabet[Int(bits << UInt32(6 - held) & 63)]
        count += 1
      }
      return count
    }
  }
}
