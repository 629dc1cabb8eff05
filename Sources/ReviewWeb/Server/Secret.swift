import ReviewStore

/// Random tokens.
enum Secret {
  /// 32 random bytes in base64url: 43 characters.
  static func token() -> String { base64URL([UInt8](random: 32)) }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

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
